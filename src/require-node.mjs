import module from "node:module";
import { fileURLToPath } from "node:url";

// Loaded before anything else, and in plain JavaScript on purpose: an old Node could not even read
// the program's TypeScript, and would crash without a word inside better-sqlite3's binary.
const needed = 26;
const major = Number(process.versions.node.split(".")[0]);

if (major < needed) {
	console.error(
		[
			`Cairn runs on Node ${needed}, and this is Node ${process.versions.node}.`,
			"The right Node comes with the project: run `npm ci`, then `npm start`.",
			"(If you install with --ignore-scripts, allow the install script of the package `node`.)",
		].join("\n"),
	);
	process.exit(1);
}

// What was compiled once is kept: the next start is quicker and needs less memory. Where the folder
// cannot be written, Node goes on without.
module.enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/cairn", import.meta.url)));
