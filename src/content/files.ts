import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Fault, Report } from "./faults.ts";

/**
 * The files of a pack. They are small and many, and whoever reads them waits for all of them, so they
 * are read at once: a promise for each step of each file took longer than what it promised.
 */

/** A pack on disk. Its name stands before every file in a fault: `backend-core/topics/jwt.yaml`. */
export type Folder = { readonly path: string; readonly name: string };

/** A parser needs seconds for a few megabytes; the largest honest topic has some tens of kilobytes. */
const MOST_BYTES = 1_000_000;

/** The folder of a pack. */
export function folderAt(path: string): Folder {
	return { path: resolve(path), name: basename(resolve(path)) };
}

/** The names in a folder of a pack, sorted; none when there is no such folder. */
export function namesIn(folder: Folder, path: string, report: Report): readonly string[] {
	const full = join(folder.path, path);
	try {
		if (lstatSync(full).isDirectory() || path === ".") return readdirSync(full).toSorted();
		report(faultIn(folder, path, "is not a folder: put the folder itself into the pack"));
	} catch (error) {
		if (reasonOf(error) !== "ENOENT") report(faultIn(folder, path, unreadable(error)));
	}
	return [];
}

/** The text of a plain file inside the pack; undefined, with its fault reported, for all else. */
export function readText(folder: Folder, path: string, report: Report): string | undefined {
	try {
		const refused = refusal(folder, path);
		if (refused === null) return decoded(join(folder.path, path));
		report(faultIn(folder, path, refused));
	} catch (error) {
		report(faultIn(folder, path, unreadable(error)));
	}
	return undefined;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

function decoded(path: string): string {
	return UTF8.decode(readFileSync(path));
}

/** Looked at before reading: a pipe would never end, and a link could show any file of the server. */
function refusal(folder: Folder, path: string): string | null {
	const full = join(folder.path, path);
	const real = join(realpathSync.native(folder.path), path);
	const found = lstatSync(full);
	if (found.isSymbolicLink() || realpathSync.native(full) !== real)
		return "is a link, or stands behind one: put the file itself into the pack";
	if (!found.isFile()) return "is not a plain file: remove it";
	return found.size > MOST_BYTES ? "is larger than 1 MB: split it" : null;
}

function unreadable(error: unknown): string {
	if (error instanceof TypeError) return "is not UTF-8 text: save it in that encoding";
	return `cannot be read (${reasonOf(error)}): check that it is there and may be read`;
}

function reasonOf(error: unknown): string {
	return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}

/** A fault of a file or folder as a whole. */
export function faultIn(folder: Folder, path: string, text: string): Fault {
	return { file: `${folder.name}/${path}`, line: 1, text };
}
