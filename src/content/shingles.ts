import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { wordsOf } from "./lints/lint.ts";

/**
 * Whether a text is copied is found out without keeping the other one: only hashes of its runs of
 * eight words lie in the pack.
 */
const LIST = "shingles.lock";
const WORDS = 8;
/** So long that two of a million runs hardly ever share one. */
const SIGNS = 12;

/** The hashes of every run of eight words; none for a shorter text. */
export function shinglesOf(text: string): readonly string[] {
	const words = wordsOf(text);
	return Array.from({ length: Math.max(words.length - WORDS + 1, 0) }, (_, at) =>
		createHash("sha256")
			.update(words.slice(at, at + WORDS).join(" "))
			.digest("hex")
			.slice(0, SIGNS),
	);
}

/** The hashes that lie in a pack; none when it has no list. */
export async function readShingles(pack: string): Promise<ReadonlySet<string>> {
	const path = join(pack, LIST);
	if (!existsSync(path)) return new Set();
	return new Set((await readFile(path, "utf8")).split(/\r?\n/).filter((line) => line !== ""));
}

/** Adds the hashes of files to a pack's list, and answers how many were new. */
export async function addShingles(pack: string, files: readonly string[]): Promise<number> {
	const known = await readShingles(pack);
	const all = new Set(known);
	for (const file of files)
		for (const one of shinglesOf(plain(await readFile(file, "utf8")))) all.add(one);
	await writeFile(
		join(pack, LIST),
		[...all]
			.toSorted()
			.map((one) => `${one}\n`)
			.join(""),
	);
	return all.size - known.size;
}

/** A page's words, without its markup and without the escapes of JSON. */
function plain(source: string): string {
	return source
		.replaceAll(/\\[nrt]/g, " ")
		.replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
			String.fromCharCode(Number.parseInt(code, 16)),
		)
		.replaceAll(/<[^>]*>/g, " ")
		.replaceAll(/&#?\w+;/g, " ");
}
