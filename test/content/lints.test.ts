import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { faultLine } from "../../src/content/faults.ts";
import { cardFindings, type Weight } from "../../src/content/lints/cards.ts";
import { checkPack } from "../../src/content/lints/check.ts";
import type { Finding } from "../../src/content/lints/lint.ts";
import { readPack } from "../../src/content/load.ts";
import { addShingles, readShingles, shinglesOf } from "../../src/content/shingles.ts";
import { createLibrary } from "../../src/core/library.ts";
import {
	challenge,
	load,
	multiple,
	type PackOnDisk,
	packHead,
	single,
	tip,
	topicHead,
	trueFalse,
	writePack,
} from "../support/pack.ts";

/** The lints that speak up about one question among good ones. */
async function lintsOf(question: object): Promise<readonly string[]> {
	const file = { topic: topicHead(), questions: [good, question], tips: [] };
	const pack = await readPack(await writePack({ topics: { loops: file } }));
	expect(pack.faults).toEqual([]);
	return checkPack(pack).findings.map((one) => `${one.level} ${one.lint}`);
}

/** What is said of one file. */
function spokenOf(findings: readonly Finding[], file: string): readonly string[] {
	return findings
		.filter((one) => one.fault.file.endsWith(file))
		.map((one) => `${one.level} ${one.lint}`);
}

const option = (id: string, text: string) => ({
	id,
	text,
	why: "This mixes up the two ends of the range.",
});

const words = {
	id: "good",
	stem: "A job reads a range of ten lines and stops early. Which line is the last one it reads?",
	options: [
		{ id: "a", text: "The ninth line of the file", correct: true },
		option("b", "The tenth line of the file"),
		option("c", "The first line of the file"),
	],
	explain:
		"The end of a range is left out, so the count stops one short of it. Look at both ends of a range before you trust a loop.",
	sources: [{ url: "https://docs.python.org/3/library/stdtypes.html", at: "Ranges" }],
};
const good = single(words);

const other = (changes: object) => ({
	...good,
	id: "other",
	stem: "Two workers take jobs from one queue at the same moment. What keeps a job from running twice?",
	options: [
		{ id: "a", text: "A lock that one worker holds", correct: true },
		option("b", "A log that both workers read"),
		option("c", "A pause that both workers make"),
	],
	...changes,
});
const options = (...texts: [string, string, string]) => ({
	options: [
		{ id: "a", text: texts[0], correct: true },
		option("b", texts[1]),
		option("c", texts[2]),
	],
});

describe("a good question", () => {
	it("has nothing said against it", async () => {
		expect(await lintsOf(other({}))).toEqual([]);
	});
});

describe("a question is spoken of when", () => {
	it.for([
		[
			"error L01",
			"its key is much the longest",
			options(
				"A lock that one worker holds until it has written the result",
				"A log that both read",
				"A pause that both make",
			),
		],
		[
			"error L04",
			"an option stands for others",
			options("A lock that one holds", "A log that both read", "All of the above"),
		],
		[
			"warning L06",
			"a distractor is absolute",
			options("A lock that one holds", "A log that must be read", "A pause that both make"),
		],
		[
			"error L07",
			"the key alone ends with a stop",
			options("A lock that one holds.", "A log that both read", "A pause that both make"),
		],
		[
			"warning L08",
			"the key alone echoes the stem",
			options("A lock on the queue", "A log that both read", "A pause that both make"),
		],
		[
			"error L09",
			"one option holds another",
			options("A lock that one holds", "A lock", "A pause that both make"),
		],
		[
			"error L05",
			"its stem is negative",
			{
				stem: "Two workers take jobs from one queue. What does not keep a job from running twice here?",
			},
		],
		[
			"error L15",
			"its stem does not ask",
			{ stem: "Two workers take jobs from one queue at the same moment of the day" },
		],
		[
			"warning L14",
			"it asks a definition back",
			{ stem: "What is the thing that keeps a job from running twice at one moment?" },
		],
		["error L16", "its explanation is short", { explain: "A lock is held by one worker." }],
		[
			"error L17",
			"its source is nobody's manual",
			{ sources: [{ url: "https://blog.example.org/locks" }] },
		],
		[
			"error L20",
			"it will age without a date",
			{ explain: `${words.explain} This is the latest way to do it.` },
		],
		["warning L22", "it belittles", { explain: `${words.explain} It is simply so.` }],
		["error L10", "it is asked already", { stem: words.stem, options: words.options }],
	] as const)("%s: %s", async ([lint, , changes]) => {
		expect(await lintsOf(other(changes))).toContain(lint);
	});

	it("error L13: a statement gives itself away", async () => {
		const statement = trueFalse({
			id: "other",
			stem: "A queue always hands each job to one worker.",
			explain: words.explain,
			sources: words.sources,
		});
		expect(await lintsOf(statement)).toContain("error L13");
	});
});

describe("a waiver", () => {
	const absolute = options(
		"A lock that one holds",
		"A log that must be read",
		"A pause that both make",
	);

	it("with its reason quiets a warning", async () => {
		const waive = [{ lint: "L06", because: "The manual says must." }];
		expect(await lintsOf(other({ ...absolute, waive }))).toEqual([]);
	});

	it("quiets no error", async () => {
		const waive = [{ lint: "L16", because: "It is short." }];
		expect(await lintsOf(other({ explain: "A lock.", waive }))).toContain("error L16");
	});
});

describe("a bank of 200 questions", () => {
	it("is not asked how long its one key is where several are right", async () => {
		const questions = Array.from({ length: 200 }, (_, at) => multiple({ id: `several-${at}` }));
		const pack = await readPack(
			await writePack({ topics: { loops: { topic: topicHead(), questions, tips: [] } } }),
		);
		const shares = checkPack(pack).findings.filter(({ fault }) => fault.file.endsWith("pack.yaml"));
		expect(shares.map((one) => one.lint)).not.toContain("L01");
		expect(shares.map((one) => one.lint)).not.toContain("L02");
	});
});

describe("a tip", () => {
	const said = async (...texts: string[]) => {
		const tips = texts.map((text, at) =>
			tip({ id: `t${at}`, text, sources: [{ url: "https://git-scm.com/docs/git-log" }] }),
		);
		const file = { topic: topicHead(), questions: [good], tips };
		const pack = await readPack(await writePack({ topics: { loops: file } }));
		return checkPack(pack).findings.map((one) => `${one.level} ${one.lint}`);
	};

	it("begins with what to do", async () => {
		expect(await said("Run `git log` before you push.")).toEqual([]);
		expect(await said("The log shows what you push.")).toEqual(["error L26"]);
	});

	it("is not said twice", async () => {
		expect(await said("Run `git log` before you push.", "Run `git log` before you push!")).toEqual([
			"error L26",
		]);
	});
});

describe("a challenge", () => {
	const said = async (changes: object) => {
		const done = ["It counts", "It refuses words", "A test shows both"];
		const files = { "challenges/1.yaml": { challenges: [challenge({ done, ...changes })] } };
		const pack = await readPack(await writePack({ files }));
		return spokenOf(checkPack(pack).findings, "challenges/1.yaml");
	};

	it("has some points to check, and not too many", async () => {
		expect(await said({})).toEqual([]);
		expect(await said({ done: ["It counts", "It refuses words"] })).toEqual(["error L28"]);
		expect(await said({ done: Array.from({ length: 7 }, () => "It counts") })).toEqual([
			"error L28",
		]);
	});

	it("is plain, and does not age", async () => {
		expect(await said({ stretch: "one ".repeat(26).trim() })).toEqual(["warning L22"]);
		expect(await said({ evidence: "a run on the latest system" })).toEqual(["error L20"]);
		const waive = [{ lint: "L22", because: "It quotes a law." }];
		expect(await said({ stretch: "one ".repeat(26).trim(), waive })).toEqual([]);
	});
});

it("a term takes one sentence", async () => {
	const said = async (text: string) => {
		const files = { "glossary.yaml": [{ term: "loop", topic: "loops", text }] };
		return spokenOf(
			checkPack(await readPack(await writePack({ files }))).findings,
			"glossary.yaml",
		);
	};
	expect(await said("A step that is repeated.")).toEqual([]);
	expect(await said("A step that is repeated. It may end.")).toEqual(["error L28"]);
});

describe("a bank", () => {
	const said = async (questions: object[], given: PackOnDisk = {}) => {
		const topics = { loops: { topic: topicHead(), questions, tips: [] } };
		const pack = await readPack(await writePack({ topics, ...given }));
		expect(pack.faults).toEqual([]);
		return checkPack(pack).findings.map(({ fault }) => fault.text);
	};
	const many = (count: number, changes: (at: number) => object) =>
		Array.from({ length: count }, (_, at) => ({
			...good,
			id: `q${at}`,
			stem: `${at} ${crypto.randomUUID()} ${crypto.randomUUID()}`,
			...changes(at),
		}));
	it("does not tell how many keys an item with several has", async () => {
		const two = multiple();
		const alike = many(40, (at) => ({ ...two, id: `q${at}` }));
		expect((await said(alike)).join("\n")).toContain(
			"L12 items of several answers have 2 keys in 100.0 %, and should in at most 60 %",
		);
	});

	const balance = {
		kinds: {
			single: 100,
			multiple: 0,
			true_false: 0,
			code_output: 0,
			order: 0,
			short: 0,
			sql_result: 0,
		},
		stages: [{ stage: 1, easy: 50, medium: 50, hard: 0 }],
	};
	const files = { "coverage.yaml": { items: [], balance } };

	it("keeps to the shares it has set itself, as a whole and topic by topic", async () => {
		const even = many(200, (at) => ({ difficulty: at % 2 === 0 ? "easy" : "medium" }));
		const about = (texts: readonly string[]) => texts.filter((text) => text.startsWith("L25"));
		expect(about(await said(even, { files }))).toEqual([]);
		const easy = many(200, () => ({ difficulty: "easy" }));
		expect(about(await said(easy, { files }))).toEqual([
			"L25 `easy` items are 100.0 %, and should be 50 %, give or take 5 points",
			"L25 `medium` items are 0.0 %, and should be 50 %, give or take 5 points",
			"L25 200 of 200 questions are `easy`, and stage 1 wants about 100.0",
			"L25 0 of 200 questions are `medium`, and stage 1 wants about 100.0",
		]);
	});

	it("may say why it does not, in pack.yaml and in the topic", async () => {
		const waive = [{ lint: "L25", because: "It is new." }];
		const topics = {
			loops: { topic: topicHead({ waive }), questions: many(200, () => ({})), tips: [] },
		};
		const texts = await said([], { topics, files, pack: packHead({ waive }) });
		expect(texts.filter((text) => text.startsWith("L25"))).toEqual([]);
	});
});

describe("a term", () => {
	const said = async (first: object, term: object = {}) => {
		const topics = {
			loops: { topic: topicHead(), questions: [first], tips: [] },
			locks: { topic: topicHead({ id: "locks" }), questions: [], tips: [] },
		};
		const files = {
			"glossary.yaml": [{ term: "lock", topic: "locks", text: "One holder.", ...term }],
		};
		const pack = packHead({ order: ["loops", "locks"] });
		const { findings } = checkPack(await readPack(await writePack({ pack, topics, files })));
		return findings.filter((one) => one.lint === "L24").map((one) => one.fault.text);
	};
	const early = ["L24 “lock” is explained in `locks`, which is learned later: say it otherwise"];

	it("is used after the topic that explains it", async () => {
		const stem = "Two workers want the same two locks. What happens to both of them then?";
		expect(await said(other({ stem }))).toEqual(early);
		expect(await said(other({ stem }), { topic: "loops" })).toEqual([]);
		expect(await said(other({ stem }), { common: true })).toEqual([]);
	});

	it("is a word of its own, written as the glossary has it", async () => {
		const stem = "A clock blocks `lock` in unlocked code. What does the REST of it do at rest?";
		expect(await said(other({ stem }))).toEqual([]);
		expect(await said(other({ stem }), { term: "REST" })).toHaveLength(1);
		expect(await said(other({ stem: stem.replace("REST", "rest") }), { term: "REST" })).toEqual([]);
	});
});

describe("what others wrote", () => {
	const page = "<p>A worker holds the lock\\nuntil the <b>job is done</b> and then lets go.</p>";

	it("is remembered as hashes, each once", async () => {
		const folder = await writePack({ files: { "page.html": page } });
		const file = join(folder, "page.html");
		expect(await addShingles(folder, [file])).toBe(7);
		expect(await addShingles(folder, [file])).toBe(0);
		expect(await readFile(join(folder, "shingles.lock"), "utf8")).toMatch(
			/^(?:[0-9a-f]{12}\n){7}$/,
		);
	});

	it("is not copied, in no text of the pack", async () => {
		const copied = shinglesOf("holds the lock until the job is done and");
		const said = async (text: string) => {
			const files = { "challenges/1.yaml": { challenges: [challenge({ evidence: text })] } };
			const folder = await writePack({ files });
			const { findings } = checkPack(await readPack(folder), new Set(copied));
			return findings.filter((one) => one.lint === "L23").map((one) => faultLine(one.fault));
		};
		expect(await said("Who holds the lock until the *job* is done?")).toEqual([
			"tiny/challenges/1.yaml:15: L23 eight words in a row stand in a text that is not ours: say it in your own words",
		]);
		expect(await said("Who holds the lock until this job is done?")).toEqual([]);
	});

	it("is unknown where a pack has no list", async () => {
		expect((await readShingles(await writePack())).size).toBe(0);
	});
});

describe("a card", () => {
	const weighed = async (weights: Partial<Weight>, question: object = good) => {
		const topics = { loops: { topic: topicHead(), questions: [question], tips: [] } };
		const folder = await writePack({ topics });
		const weigh = () => ({ characters: 1, bytes: 1, ...weights });
		const library = createLibrary(await load(folder));
		const found = cardFindings(await readPack(folder), library, [{ name: "Paper", weigh }]);
		return found.map((one) => one.fault.text);
	};

	it("is not too heavy for a phone: open, and with its result", async () => {
		expect(await weighed({})).toEqual([]);
		expect(await weighed({ characters: 2_801 })).toEqual([
			"L21 the card “good” takes 2801 characters on Paper, and may take 2800: shorten its texts",
		]);
		expect(await weighed({ bytes: 9_001 })).toEqual([
			"L21 the card “good” takes 9001 bytes on Paper, and may take 9000: shorten its texts",
		]);
	});

	it("of a retired question is nobody's", async () => {
		expect(await weighed({ bytes: 9_001 }, { ...good, status: "retired" })).toEqual([]);
	});
});
