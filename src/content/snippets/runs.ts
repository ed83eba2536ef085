import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Entry } from "../entries.ts";
import { type Finding, finding } from "../lints/lint.ts";
import type { Pack } from "../pack.ts";
import { shortHash } from "../revisions.ts";
import type { QuestionEntry } from "../schema.ts";
import { RUNNERS } from "./runners.ts";

/**
 * `runs.lock` says which programs and queries really ran, on what, and what they were then. It is
 * written by a tool. So the quick check need not run them again, and sees what nobody has run.
 */
const LOCK = "runs.lock";

/** A question that shows a program or a query. */
export type Snippet = Entry<Extract<QuestionEntry, { kind: "code_output" | "sql_result" }>>;

/** One line: what ran, and the version of what it ran on. */
export type Run = {
	/** `pack/topic/question`. */
	readonly id: string;
	readonly rev: number;
	readonly runner: string;
	readonly version: string;
	/** Of the code and what it gave. */
	readonly hash: string;
};

/** The programs and queries of a pack by full id, without retired ones. */
export function snippetsIn(pack: Pack): ReadonlyMap<string, Snippet> {
	const all = pack.topics.flatMap((file) =>
		file.questions
			.filter((entry): entry is Snippet => "code" in entry.value)
			.filter(({ value }) => value.status !== "retired")
			.map((entry) => [`${pack.id}/${file.slug}/${entry.value.id}`, entry] as const),
	);
	return new Map(all);
}

/** The line for a snippet that has just given what its key says. */
export function runOf(id: string, { value }: Snippet, version: string): Run {
	return { id, rev: value.rev, runner: value.runner, version, hash: hashOf(value) };
}

function hashOf(value: Snippet["value"]): string {
	if (value.kind === "sql_result") {
		const rows = value.options.find((option) => option.correct)?.rows;
		return shortHash([value.runner, value.setup, value.code, rows]);
	}
	const stdout = value.options.find((option) => option.correct)?.stdout;
	return shortHash([value.runner, value.code, stdout]);
}

/** L18: snippets that have not run as they are now. */
export function runFindings(pack: Pack, runs: readonly Run[]): readonly Finding[] {
	const known = new Map(runs.map((run) => [run.id, run]));
	return [...snippetsIn(pack)].flatMap(([id, entry]) => {
		if (isCurrent(entry, known.get(id)) || !isRunnable(entry)) return [];
		const text = known.has(id) ? "this has changed since it ran" : "this has not run yet";
		const todo = `${text}: run \`npm run cairn -- content run\``;
		return [finding(entry, "L18", "error", ["code"], todo)];
	});
}

function isCurrent({ value }: Snippet, run: Run | undefined): boolean {
	return run?.rev === value.rev && run.runner === value.runner && run.hash === hashOf(value);
}

/** A language without a runner is shown all the same. */
function isRunnable({ value }: Snippet): boolean {
	return value.kind === "sql_result" || Object.hasOwn(RUNNERS, value.runner);
}

/** What `runs.lock` should say: what ran now, and what ran elsewhere and has not changed since. */
export function mergedRuns(
	pack: Pack,
	before: readonly Run[],
	now: readonly Run[],
): readonly Run[] {
	const snippets = snippetsIn(pack);
	const fresh = new Set(now.map((run) => run.id));
	const kept = before.filter((run) => {
		const entry = snippets.get(run.id);
		return !fresh.has(run.id) && entry && isCurrent(entry, run);
	});
	return [...kept, ...now].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Which lines differ between what was written down and what a run gave, apart from versions. */
export function staleRuns(before: readonly Run[], merged: readonly Run[]): readonly string[] {
	const key = ({ id, rev, runner, hash }: Run) => `${id} ${rev} ${runner} ${hash}`;
	const difference = new Set(before.map(key)).symmetricDifference(new Set(merged.map(key)));
	return [...new Set([...difference].map((line) => line.split(" ")[0] ?? ""))].toSorted();
}

/** The runs that are written down in a pack; none when there is no such file. */
export async function readRuns(pack: string): Promise<readonly Run[]> {
	const path = join(pack, LOCK);
	if (!existsSync(path)) return [];
	return (await readFile(path, "utf8")).split(/\r?\n/).flatMap(runIn);
}

/** A line that says something else, such as a merge that went wrong, counts as none. */
function runIn(line: string): readonly Run[] {
	const [id, rev, runner, version, hash] = line.split(" ");
	return id && rev && runner && version && hash
		? [{ id, rev: Number(rev), runner, version, hash }]
		: [];
}

/** Writes the runs down. */
export async function writeRuns(pack: string, runs: readonly Run[]): Promise<void> {
	const lines = runs.map(
		({ id, rev, runner, version, hash }) => `${id} ${rev} ${runner} ${version} ${hash}\n`,
	);
	await writeFile(join(pack, LOCK), lines.join(""));
}
