import { createHash, type Hash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { dayOf } from "../core/days.ts";
import type { LibraryContent } from "../core/library.ts";
import type { Today } from "./convert.ts";
import type { Fault } from "./faults.ts";

/**
 * A library that was checked is kept beside a fingerprint of all it was made from: the files of its
 * packs, and the code that reads them. Checking takes a millisecond and 0.1 MB for each question,
 * and loads a parser; a start that finds nothing changed is spared all of it.
 */

type Kept = {
	readonly fingerprint: string;
	/** The days on which it says the same: items whose review is overdue are left out. */
	readonly from: string;
	readonly until: string;
	readonly warnings: readonly Fault[];
	readonly content: LibraryContent;
};

/** Where this file lies, and all others that decide what a pack becomes. */
const READERS = fileURLToPath(new URL(".", import.meta.url));

/**
 * Loads packs, from `file` where they are unchanged since it was written.
 * @throws {ContentFaults} with everything that is wrong with them
 */
export async function keptLibrary(
	folders: readonly string[],
	today: Today,
	file: string,
): Promise<LibraryContent> {
	const fingerprint = fingerprintOf([READERS, ...folders]);
	if (fingerprint === null) return (await readAnew(folders, today, "")).content;
	const kept = readKept(file, fingerprint, today.now);
	if (kept === null) return keep(file, await readAnew(folders, today, fingerprint));
	for (const fault of kept.warnings) today.warn(fault);
	return kept.content;
}

/** Null when there is anything but plain files and folders: reading anew tells what is wrong. */
function fingerprintOf(folders: readonly string[]): string | null {
	const hash = createHash("sha256");
	try {
		return folders.every((folder) => addFolder(hash, folder)) ? hash.digest("hex") : null;
	} catch {
		return null;
	}
}

function addFolder(hash: Hash, folder: string): boolean {
	const entries = readdirSync(folder, { withFileTypes: true });
	return entries
		.toSorted((a, b) => (a.name < b.name ? -1 : 1))
		.every((entry) => {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) return addFolder(hash.update(`${path}\0folder\0`), path);
			if (!entry.isFile()) return false;
			const bytes = readFileSync(path);
			hash.update(`${path}\0${bytes.length}\0`).update(bytes);
			return true;
		});
}

function readKept(file: string, fingerprint: string, now: number): Kept | null {
	try {
		const kept: Kept = JSON.parse(readFileSync(file, "utf8"));
		const day = dayOf(now, "UTC");
		const holds = kept.fingerprint === fingerprint && kept.from <= day && day <= kept.until;
		return holds ? { ...kept, content: asLoaded(kept.content) } : null;
	} catch {
		// None was kept, or it was broken off: it will be written again.
		return null;
	}
}

/** JSON cannot say that an object knows no names but its own. */
function asLoaded(content: LibraryContent): LibraryContent {
	const taught = [content, ...(content.closed ?? []).map((pack) => pack.taught)];
	for (const { answer } of taught.flatMap(({ questions }) => questions))
		if (answer.by === "text") Object.setPrototypeOf(answer.near, null);
	return content;
}

async function readAnew(
	folders: readonly string[],
	{ now, warn }: Today,
	fingerprint: string,
): Promise<Kept> {
	const { checkedPacks } = await import("./load.ts");
	const { contentOf, lastDayOf } = await import("./convert.ts");
	const packs = await checkedPacks(folders);
	const warnings: Fault[] = [];
	const content = contentOf(packs, { now, warn: (fault) => warnings.push(fault) });
	for (const fault of warnings) warn(fault);
	const [from, until] = [dayOf(now, "UTC"), lastDayOf(packs, now)];
	return { fingerprint, from, until, warnings, content };
}

/** Where nothing can be written, the next start reads the packs again. */
function keep(file: string, kept: Kept): LibraryContent {
	try {
		mkdirSync(dirname(file), { recursive: true });
		const part = `${file}.${process.pid}`;
		writeFileSync(part, JSON.stringify(kept));
		renameSync(part, file);
	} catch {}
	return kept.content;
}
