import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { faultAt } from "./entries.ts";
import { ContentFaults, type Fault } from "./faults.ts";
import { faultIn } from "./files.ts";
import { CHALLENGES, itemIds, type Pack } from "./pack.ts";
import { revisionHash } from "./revisions.ts";
import type { QuestionEntry } from "./schema.ts";

/**
 * `ids.lock` keeps every id that was ever published: people's answers and memory hang on them. A
 * question has a line for each of its revisions, with a hash of what was asked: `id 1 3fa9c2d1`.
 * Lines are added by a tool and never leave, so two branches that add some merge by themselves.
 */
const LOCK = "ids.lock";

/** A line as its parts; whatever is no such line is an id, which is in no file then. */
type Locked = { readonly id: string; readonly rev?: number; readonly hash?: string };

function locked(line: string): Locked {
	const [, id, rev, hash] = /^(\S+) (\d+) ([0-9a-f]+)$/.exec(line) ?? [];
	return id && hash ? { id, rev: Number(rev), hash } : { id: line };
}

function lineOf({ id, rev, hash }: Locked): string {
	return rev === undefined ? id : `${id} ${rev} ${hash}`;
}

type Hashes = ReadonlyMap<QuestionEntry, string>;

/** Of all questions, each looked at once. */
function hashesOf(pack: Pack): Hashes {
	const questions = pack.topics.flatMap((file) => file.questions);
	return new Map(questions.map(({ value }) => [value, revisionHash(value)]));
}

/** All items of a pack in the order of its files, retired and faulty ones included. */
function itemsOf(pack: Pack, hashes: Hashes): readonly Locked[] {
	const questions = pack.topics.flatMap(({ slug, questions }) =>
		questions.map(({ value }) => ({ id: `${pack.id}/${slug}/${value.id}`, value })),
	);
	const revisions = new Map<string, Omit<Locked, "id">>(
		questions.map(({ id, value }) => [id, { rev: value.rev, hash: hashes.get(value) ?? "" }]),
	);
	return itemIds(pack).map((id) => ({ id, ...revisions.get(id) }));
}

/** What belongs into `ids.lock`: what stands there, and what is new in the files. */
export function lockLines(pack: Pack): readonly string[] {
	const added = newItems(linesOf(pack), itemsOf(pack, hashesOf(pack)));
	const lines = new Set([...(pack.lock ?? []), ...added.map(lineOf)]);
	const all = [...lines].map(locked);
	const hashed = new Set(all.filter((one) => one.hash !== undefined).map((one) => one.id));
	// Before there were revisions, a line held the id alone.
	return [...lines].filter((line) => !hashed.has(line)).toSorted();
}

function linesOf({ lock = [] }: Pack): readonly Locked[] {
	return lock.map(locked);
}

/** Items, or revisions of them, that have no line yet. */
function newItems(lines: readonly Locked[], items: readonly Locked[]): readonly Locked[] {
	const known = new Set(lines.map(({ id, rev }) => `${id} ${rev ?? ""}`));
	return items.filter(({ id, rev }) => !known.has(`${id} ${rev ?? ""}`));
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

/** Ids that left the files, ids that are not locked yet, and questions changed without a word. */
export function lockFaults(pack: Pack): readonly Fault[] {
	if (pack.faults.some((fault) => fault.file === `${pack.folder.name}/${LOCK}`)) return [];
	const lines = linesOf(pack);
	const hashes = hashesOf(pack);
	const items = itemsOf(pack, hashes);
	return [
		...goneFaults(pack, lines, items),
		...newFaults(pack, newItems(lines, items)),
		...changedFaults(pack, lines, hashes),
	];
}

function goneFaults(pack: Pack, lines: readonly Locked[], items: readonly Locked[]): Fault[] {
	const ids = new Set(items.map((item) => item.id));
	const unread = unreadFiles(pack);
	return lines.flatMap(({ id }, at) => {
		if (ids.has(id) || unread.some((start) => id.startsWith(start))) return [];
		const text = `\`${id}\` is in no file: put it back, with \`status: retired\` if it should not be asked`;
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

function newFaults(pack: Pack, items: readonly Locked[]): Fault[] {
	const added = [...new Set(items.map((item) => item.id))];
	if (added.length === 0) return [];
	const named = added.slice(0, MOST_NAMED).join(", ") + (added.length > MOST_NAMED ? " …" : "");
	const count = added.length === 1 ? "1 id is" : `${added.length} ids are`;
	const text = `${count} not in it yet (${named}): run \`npm run cairn -- content lock\``;
	return [faultIn(pack.folder, LOCK, text)];
}

/** A question that asks something else counts as a new one for memory and statistics: `rev` says so. */
function changedFaults(pack: Pack, lines: readonly Locked[], hashes: Hashes): Fault[] {
	const published = Map.groupBy(lines, ({ id }) => id);
	return pack.topics.flatMap((file) =>
		file.questions.flatMap((entry) => {
			const revisions = published.get(`${pack.id}/${file.slug}/${entry.value.id}`) ?? [];
			const text = changedFault(entry.value.rev, hashes.get(entry.value), revisions);
			return text === undefined ? [] : [faultAt(entry, ["rev"], text)];
		}),
	);
}

function changedFault(
	rev: number,
	hash: string | undefined,
	revisions: readonly Locked[],
): string | undefined {
	const last = Math.max(0, ...revisions.map((one) => one.rev ?? 0));
	if (rev < last) return `\`rev\` is ${rev}, but revision ${last} was published: it never falls`;
	const published = revisions.find((one) => one.rev === rev);
	if (!published || published.hash === hash) return undefined;
	return `its stem, code or key is not what revision ${rev} was: set \`rev: ${rev + 1}\`, or undo the change`;
}
