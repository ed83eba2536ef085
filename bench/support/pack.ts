import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse, stringify } from "yaml";
import { readPack } from "../../src/content/load.ts";
import { writeLock } from "../../src/content/lock.ts";
import { ROOT } from "./folder.ts";

/** Packs to measure with, made from what the bot teaches. */

type Entry = {
	readonly id: string;
	readonly kind: string;
	readonly options?: readonly { readonly correct?: true }[];
};

/**
 * Writes the pack with one change: the first button of every question is right, so that people made
 * of a few lines can end their rounds. Length and number of the texts stay.
 *
 * @returns what to set `CONTENT_DIR` to
 */
export async function writeEasyPack(folder: string): Promise<string> {
	const pack = join(folder, "pack");
	cpSync(join(ROOT, "content/packs/backend-core"), pack, { recursive: true });
	for (const file of topicFiles(pack)) rewrite(file, (questions) => questions.map(eased));
	await lockAnew(pack);
	return pack;
}

/** Writes a pack with so many questions: the real ones, again and again under other ids. */
export async function writeLargePack(folder: string, count: number): Promise<string> {
	const pack = join(folder, "pack");
	cpSync(join(ROOT, "content/packs/backend-core"), pack, { recursive: true });
	for (let left = count, round = 0; left > 0; round += 1)
		for (const file of topicFiles(join(ROOT, "content/packs/backend-core")))
			rewrite(join(pack, "topics", basename(file)), (questions) => {
				const kept = round === 0 ? [] : questions;
				const more = questionsIn(file).slice(0, left);
				left -= more.length;
				return [...kept, ...more.map((one) => ({ ...one, id: `${one.id.slice(0, 40)}-${round}` }))];
			});
	await lockAnew(pack);
	return pack;
}

function topicFiles(pack: string): readonly string[] {
	return readdirSync(join(pack, "topics")).map((file) => join(pack, "topics", file));
}

/** Those that are asked; under other ids they replace nobody. */
function questionsIn(path: string): readonly Entry[] {
	const all: readonly (Entry & { status?: string; replaces?: unknown })[] = parse(
		readFileSync(path, "utf8"),
	).questions;
	return all
		.filter(({ status }) => status !== "retired")
		.map(({ replaces: _, ...question }) => question);
}

/** Other keys are other questions, which nobody has answered yet. */
async function lockAnew(pack: string): Promise<void> {
	rmSync(join(pack, "ids.lock"));
	await writeLock(await readPack(pack));
}

function rewrite(path: string, change: (questions: readonly Entry[]) => readonly object[]): void {
	const file = parse(readFileSync(path, "utf8"));
	const style = {
		defaultStringType: "QUOTE_DOUBLE",
		defaultKeyType: "PLAIN",
		aliasDuplicateObjects: false,
	} as const;
	writeFileSync(path, stringify({ ...file, questions: change(file.questions) }, style));
}

/** Only kinds that one press answers are asked. */
function eased(entry: Entry): object {
	if (entry.kind === "true_false") return { ...entry, answer: true };
	if (entry.kind !== "single") return { ...entry, status: "retired" };
	const options = entry.options?.toSorted((a, b) => Number(!a.correct) - Number(!b.correct));
	return { ...entry, options, fixed: true };
}
