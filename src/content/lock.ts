import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ContentFaults, type Fault } from "./faults.ts";
import { faultIn } from "./files.ts";
import type { Pack } from "./pack.ts";
import { CHALLENGES } from "./within.ts";

/**
 * `ids.lock` keeps every id that was ever published: people's answers and memory hang on them. Ids
 * are added by a tool and never leave.
 */
const LOCK = "ids.lock";

/** The full ids of all items of a pack, retired and faulty ones included. */
function idsOf(pack: Pack): readonly string[] {
	const topics = pack.topics.flatMap(({ slug, ids }) => ids.map((id) => `${slug}/${id.value}`));
	const challenges = pack.challenges.flatMap(({ ids }) =>
		ids.map((id) => `${CHALLENGES}/${id.value}`),
	);
	return [...topics, ...challenges].map((id) => `${pack.id}/${id}`);
}

/** What belongs into `ids.lock`: what stands there, and what is new in the files. */
export function lockLines(pack: Pack): readonly string[] {
	return [...new Set([...(pack.lock ?? []), ...idsOf(pack)])].toSorted();
}

/** Adds the pack's new ids to its `ids.lock`, and answers which they were. */
export async function writeLock(pack: Pack): Promise<readonly string[]> {
	// With a file that cannot be read, an id would be locked under a name about to be mended.
	if (pack.faults.length > 0) throw new ContentFaults(pack.faults);
	const known = new Set(pack.lock);
	const lines = lockLines(pack);
	const path = join(pack.folder.path, LOCK);
	await writeFile(`${path}.new`, lines.map((line) => `${line}\n`).join(""));
	await rename(`${path}.new`, path);
	return lines.filter((line) => !known.has(line));
}

/** Ids that left the files, and ids that are not locked yet. */
export function lockFaults(pack: Pack): readonly Fault[] {
	if (pack.faults.some((fault) => fault.file === `${pack.folder.name}/${LOCK}`)) return [];
	return [...goneFaults(pack), ...newFaults(pack)];
}

function goneFaults(pack: Pack): Fault[] {
	const ids = new Set(idsOf(pack));
	const unread = unreadFiles(pack);
	return (pack.lock ?? []).flatMap((line, at) => {
		if (ids.has(line) || unread.some((start) => line.startsWith(start))) return [];
		const text = `\`${line}\` is in no file: put it back, with \`status: retired\` if it should not be asked`;
		return [{ ...faultIn(pack.folder, LOCK, text), line: at + 1 }];
	});
}

/** How the ids begin that may well stand in a file with a fault of its own. */
function unreadFiles({ id, folder, faults, slugs, topics }: Pack): readonly string[] {
	const read = new Set(topics.map((file) => file.slug));
	const unread = slugs.filter((slug) => !read.has(slug));
	const files = faults.map((fault) => fault.file);
	// The whole folder, when it could not be listed.
	if (files.includes(`${folder.name}/topics`)) return [`${id}/`];
	const some = files.some((file) => file.startsWith(`${folder.name}/${CHALLENGES}`));
	return [...unread, ...(some ? [CHALLENGES] : [])].map((slug) => `${id}/${slug}/`);
}

const MOST_NAMED = 3;

function newFaults(pack: Pack): Fault[] {
	const known = new Set(pack.lock);
	const added = [...new Set(idsOf(pack))].filter((id) => !known.has(id));
	if (added.length === 0) return [];
	const named = added.slice(0, MOST_NAMED).join(", ") + (added.length > MOST_NAMED ? " …" : "");
	const count = added.length === 1 ? "1 id is" : `${added.length} ids are`;
	const text = `${count} not in it yet (${named}): run \`npm run cairn -- content lock\``;
	return [faultIn(pack.folder, LOCK, text)];
}
