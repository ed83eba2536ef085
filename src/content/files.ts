import { lstat, readdir, readFile, realpath } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Fault, Report } from "./faults.ts";

/** A pack on disk. Its name stands before every file in a fault: `backend-core/topics/jwt.yaml`. */
export type Folder = { readonly path: string; readonly name: string };

/** A parser needs seconds for a few megabytes; the largest honest topic has some tens of kilobytes. */
const MOST_BYTES = 1_000_000;

/** The folder of a pack. */
export function folderAt(path: string): Folder {
	return { path: resolve(path), name: basename(resolve(path)) };
}

/** The names in a folder of a pack, sorted; none when there is no such folder. */
export async function namesIn(
	folder: Folder,
	path: string,
	report: Report,
): Promise<readonly string[]> {
	const full = join(folder.path, path);
	try {
		if ((await lstat(full)).isDirectory() || path === ".") return (await readdir(full)).toSorted();
		report(faultIn(folder, path, "is not a folder: put the folder itself into the pack"));
	} catch (error) {
		if (reasonOf(error) !== "ENOENT") report(faultIn(folder, path, unreadable(error)));
	}
	return [];
}

/** The text of a plain file inside the pack; undefined, with its fault reported, for all else. */
export async function readText(
	folder: Folder,
	path: string,
	report: Report,
): Promise<string | undefined> {
	try {
		const refused = await refusal(folder, path);
		if (refused === null) return await decoded(join(folder.path, path));
		report(faultIn(folder, path, refused));
	} catch (error) {
		report(faultIn(folder, path, unreadable(error)));
	}
	return undefined;
}

async function decoded(path: string): Promise<string> {
	return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
}

/** Looked at before reading: a pipe would never end, and a link could show any file of the server. */
async function refusal(folder: Folder, path: string): Promise<string | null> {
	const full = join(folder.path, path);
	const real = join(await realpath(folder.path), path);
	const found = await lstat(full);
	if (found.isSymbolicLink() || (await realpath(full)) !== real)
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
