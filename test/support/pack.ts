import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import { ContentFaults, type Fault, faultLine } from "../../src/content/faults.ts";
import { loadLibrary, readPack } from "../../src/content/load.ts";
import { lockLines } from "../../src/content/lock.ts";
import type { LibraryContent } from "../../src/core/library.ts";

/** Small packs in a temporary folder, for tests. What a test says nothing about is in order. */

/** An object becomes YAML, a text is written as it is, and null leaves the file out. */
type Written = object | string | null;

export type PackOnDisk = {
	/** The folder's name, which stands before every file in a fault. */
	readonly folder?: string;
	readonly pack?: Written;
	/** By file name without `.yaml`. */
	readonly topics?: Readonly<Record<string, Written>>;
	/** Any other file, by its path in the pack. */
	readonly files?: Readonly<Record<string, Written>>;
	/** Left out, it is what the tool would write. */
	readonly lock?: readonly string[] | null;
};

/** Writes a pack and answers its folder, which is gone after the test. */
export async function writePack(given: PackOnDisk = {}): Promise<string> {
	const parent = await mkdtemp(join(tmpdir(), "cairn-pack-"));
	onTestFinished(() => rm(parent, { recursive: true }));
	const folder = join(parent, given.folder ?? "tiny");
	const { pack = packHead(), topics = { loops: topicFile() }, files = {} } = given;
	const named = Object.entries(topics).map(
		([slug, topic]) => [`topics/${slug}.yaml`, topic] as const,
	);
	for (const [path, written] of [["pack.yaml", pack] as const, ...named, ...Object.entries(files)])
		if (written !== null) await put(join(folder, path), textOf(written));
	const lock = given.lock === undefined ? lockLines(await readPack(folder)) : given.lock;
	if (lock !== null) await put(join(folder, "ids.lock"), lock.map((line) => `${line}\n`).join(""));
	return folder;
}

async function put(path: string, text: string): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, text);
}

function textOf(written: object | string): string {
	return typeof written === "string"
		? written
		: stringify(written, { aliasDuplicateObjects: false });
}

/** A moment before every `review_by` of these packs. */
export const NOW = Date.UTC(2026, 10, 20, 12);

/** Loads packs that have no faults. */
export function load(...folders: readonly string[]): Promise<LibraryContent> {
	const warn = (fault: Fault) => {
		throw new Error(faultLine(fault));
	};
	return loadLibrary(folders, { now: NOW, warn });
}

/** The lines of the report about faulty packs, without its title; none when they load. */
export async function faultsOf(...folders: readonly string[]): Promise<readonly string[]> {
	try {
		await load(...folders);
		return [];
	} catch (error) {
		if (error instanceof ContentFaults) return error.faults.map(faultLine);
		throw error;
	}
}

type Fields = Readonly<Record<string, unknown>>;

/** A `pack.yaml` with two tracks and three stages. */
export function packHead(changed: Fields = {}): object {
	return {
		id: "tiny",
		title: "A tiny pack",
		version: "1.0.0",
		license: "CC-BY-4.0",
		authors: ["Ada"],
		language: "en",
		format: 1,
		tracks: [
			{ id: "web", title: "The web" },
			{ id: "core", title: "Programming" },
		],
		stages: [1, 2, 3].map((stage) => ({
			stage,
			title: `Stage ${stage}`,
			level: "Beginner",
			capstone: "Build something small.",
		})),
		...changed,
	};
}

/** The pack that others need: without tracks and stages of its own. */
export function guestHead(changed: Fields = {}): object {
	return packHead({ id: "guest", tracks: [], stages: [], requires: ["tiny"], ...changed });
}

/** A topic file with one question and one tip. */
export function topicFile(
	changed: Fields = {},
	questions: readonly unknown[] = [single()],
): object {
	return { topic: topicHead(changed), questions, tips: [tip()] };
}

export function topicHead(changed: Fields = {}): object {
	return {
		id: "loops",
		title: "Loops",
		track: "core",
		stage: 1,
		needs: [],
		outcome: "can repeat a step",
		primer: "A **loop** repeats a step.\n\nRead first: [Loops](https://example.org/loops)",
		...changed,
	};
}

const SOURCES = [{ url: "https://example.org/manual", at: "section 1" }];

function asked(kind: string, own: Fields, changed: Fields): object {
	return {
		id: kind.replace("_", "-"),
		kind,
		rev: 1,
		difficulty: "easy",
		bloom: "apply",
		stem: "A loop counts from 1 to 3. How often does it run?",
		explain: "It runs once for each number, so it runs three times.",
		sources: SOURCES,
		...own,
		...changed,
	};
}

const WHY = "This counts something else than the runs.";

/** Options whose first one is the key. */
export function options(...texts: readonly string[]): object[] {
	return texts.map((text, at) => {
		const id = "abcdef"[at] ?? "x";
		return at === 0 ? { id, text, correct: true } : { id, text, why: WHY };
	});
}

export function single(changed: Fields = {}): object {
	return asked("single", { options: options("Three times", "Twice", "Once") }, changed);
}

export function multiple(changed: Fields = {}): object {
	const [first, second, ...others] = options("One", "Two", "Four", "Five");
	const key = { id: "b", text: "Two", correct: true };
	return asked("multiple", { options: [first, second && key, ...others] }, changed);
}

export function trueFalse(changed: Fields = {}): object {
	return asked("true_false", { answer: false, stem: "A loop always runs at least once." }, changed);
}

export function codeOutput(changed: Fields = {}): object {
	const [key, ...others] = options("`3`", "`2`", "`1`");
	return asked(
		"code_output",
		{ runner: "python", code: "print(3)\n", options: [{ ...key, stdout: "3\n" }, ...others] },
		changed,
	);
}

export function sqlResult(changed: Fields = {}): object {
	const rows = [[[3, "c"]], [[null, 1.5]], []];
	const all = options("`3`", "`2`", "Nothing").map((one, at) => ({ ...one, rows: rows[at] }));
	return asked(
		"sql_result",
		{ runner: "sqlite", setup: "CREATE TABLE t(a) STRICT;\n", code: "SELECT 3;\n", options: all },
		changed,
	);
}

export function order(changed: Fields = {}): object {
	return asked("order", { steps: ["Boil water", "Add tea", "Wait", "Drink"] }, changed);
}

export function short(changed: Fields = {}): object {
	return asked("short", { accept: ["Retry-After"] }, changed);
}

export function tip(changed: Fields = {}): object {
	return { id: "count-first", text: "Count the `runs` first.", sources: SOURCES, ...changed };
}

export function challenge(changed: Fields = {}): object {
	return {
		id: "count-up",
		topics: ["loops"],
		stage: 1,
		days: 3,
		team: [1, 2],
		title: "Count up",
		brief: "Write a program that counts up to a number that somebody types.",
		done: ["It counts", "It refuses words"],
		evidence: "a repository link",
		review: "somebody else runs it",
		...changed,
	};
}
