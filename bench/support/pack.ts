import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { readPack } from "../../src/content/load.ts";
import { writeLock } from "../../src/content/lock.ts";
import { ROOT } from "./folder.ts";

/**
 * What the bot teaches, with one change: the first button of every question is right, so that
 * people made of a few lines can end their rounds. Length and number of the texts stay.
 */

type Entry = {
	readonly kind: string;
	readonly options?: readonly { readonly correct?: true }[];
};

/** Writes such a pack into a folder. @returns what to set `CONTENT_DIR` to */
export async function writeEasyPack(folder: string): Promise<string> {
	const pack = join(folder, "pack");
	cpSync(join(ROOT, "content/packs/backend-core"), pack, { recursive: true });
	for (const file of readdirSync(join(pack, "topics"))) easeFile(join(pack, "topics", file));
	// Other keys are other questions, which nobody has answered yet.
	rmSync(join(pack, "ids.lock"));
	await writeLock(await readPack(pack));
	return pack;
}

function easeFile(path: string): void {
	const file: { questions: Entry[] } = parse(readFileSync(path, "utf8"));
	const questions = file.questions.map(eased);
	const style = { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" } as const;
	writeFileSync(path, stringify({ ...file, questions }, style));
}

/** Only kinds that one press answers are asked. */
function eased(entry: Entry): object {
	if (entry.kind === "true_false") return { ...entry, answer: true };
	if (entry.kind !== "single") return { ...entry, status: "retired" };
	const options = entry.options?.toSorted((a, b) => Number(!a.correct) - Number(!b.correct));
	return { ...entry, options, fixed: true };
}
