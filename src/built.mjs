import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether what lies in `dist/` was made from the sources as they stand. Plain JavaScript, for it is
 * asked before Node has learned to read anything else.
 */

/** What the program is made of; its libraries change together with their lock file. */
const SOURCES = ["src", "commands", "package-lock.json"];

/** Where the stamp of the sources lies, below the project's folder. */
export const STAMP = "dist/stamp";

/**
 * @param {string} root the project's folder
 * @returns {boolean}
 */
export function isBuilt(root) {
	try {
		return readFileSync(join(root, STAMP), "utf8") === stampOf(root);
	} catch {
		return false;
	}
}

/**
 * Names, sizes and times of all sources, for every start asks: to look at them is quicker than to
 * read them.
 *
 * @param {string} root the project's folder
 * @returns {string}
 */
export function stampOf(root) {
	const hash = createHash("sha256");
	for (const path of SOURCES.flatMap((name) => filesIn(root, name)).sort()) {
		const { size, mtimeMs } = statSync(join(root, path));
		hash.update(`${path}\0${size}\0${mtimeMs}\n`);
	}
	return hash.digest("hex");
}

/**
 * @param {string} root
 * @param {string} name
 * @returns {string[]}
 */
function filesIn(root, name) {
	if (!statSync(join(root, name)).isDirectory()) return [name];
	return readdirSync(join(root, name), { withFileTypes: true }).flatMap((entry) => {
		const path = `${name}/${entry.name}`;
		return entry.isDirectory() ? filesIn(root, path) : [path];
	});
}
