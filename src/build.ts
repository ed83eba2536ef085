import { rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "rolldown";
import { isBuilt, STAMP, stampOf } from "./built.mjs";

/**
 * `npm run build`: the program and its libraries in a few files. Each of a thousand files costs a
 * start a third of a millisecond, and some kilobytes for as long as it runs.
 */

/** They bring binaries along, or are looked for by libraries that can do without. */
const APART = [
	"better-sqlite3",
	"@napi-rs/canvas",
	"bufferutil",
	"erlpack",
	"pg-native",
	"utf-8-validate",
	"zlib-sync",
];

/** What belongs to a source, such as fonts and pages, stays beside it: it has to know where it lies. */
function placed(root: string): Plugin {
	return {
		name: "placed",
		transform(code, id) {
			const path = relative(root, id).replaceAll(sep, "/");
			if (!path.startsWith("src/")) return null;
			const url = `new URL(${JSON.stringify(`../${path}`)}, import.meta.url).href`;
			return code.replaceAll("import.meta.url", url);
		},
	};
}

/** @param root the project's folder */
async function build(root: string): Promise<void> {
	// A bot that runs from there loads some of it when it is first wanted.
	if (isBuilt(root)) return;
	const { rolldown } = await import("rolldown");
	const dist = join(root, "dist");
	// Whatever is changed while this runs is not in it.
	const stamp = stampOf(root);
	rmSync(dist, { recursive: true, force: true });
	const program = await rolldown({
		cwd: root,
		input: join(root, "src/main.ts"),
		platform: "node",
		external: APART,
		plugins: [placed(root)],
		// discord.js lets its shards evaluate what it is told; there are none here.
		checks: { eval: false },
	});
	// Node keeps the text of what it runs, and with one sign beyond Latin-1 takes twice the room for it.
	await program.write({ dir: dist, format: "esm", charset: "ascii", comments: false });
	await program.close();
	writeFileSync(join(root, STAMP), stamp);
}

try {
	await build(fileURLToPath(new URL("..", import.meta.url)));
} catch (error) {
	// What only development needs may have been left out, and then the sources are run.
	if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
	process.stderr.write("Not built, for rolldown is not installed: the sources will be run.\n");
}
