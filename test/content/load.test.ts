import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Fault, faultLine } from "../../src/content/faults.ts";
import { packFolders } from "../../src/content/folders.ts";
import { loadLibrary } from "../../src/content/load.ts";
import { createLibrary, type Question } from "../../src/core/library.ts";
import { link, mono, strong, text } from "../../src/core/message.ts";
import { Problem } from "../../src/core/problem.ts";
import {
	challenge,
	codeOutput,
	guestHead,
	load,
	multiple,
	NOW,
	options,
	order,
	packHead,
	short,
	single,
	sqlResult,
	tip,
	topicFile,
	topicHead,
	trueFalse,
	writePack,
} from "../support/pack.ts";

/** The one question of a pack, loaded. */
async function loaded(question: object): Promise<Question> {
	const topics = { loops: topicFile({}, [question]) };
	const { questions } = await load(await writePack({ topics }));
	const [first] = questions;
	if (first === undefined) throw new Error("no question was loaded");
	return first;
}

describe("a question", () => {
	it("keeps what its file says", async () => {
		expect(
			await loaded(single({ rev: 3, stem: "What does `ls` do in a **new** folder?" })),
		).toEqual({
			id: "tiny/loops/single",
			topic: "tiny/loops",
			kind: "single",
			revision: 3,
			difficulty: "easy",
			stem: ["What does ", mono("ls"), " do in a ", strong("new"), " folder?"],
			answer: {
				by: "one",
				fixed: false,
				options: [
					{ id: "a", text: ["Three times"], correct: true },
					{
						id: "b",
						text: ["Twice"],
						correct: false,
						why: ["This counts something else than the runs."],
					},
					{
						id: "c",
						text: ["Once"],
						correct: false,
						why: ["This counts something else than the runs."],
					},
				],
			},
			explain: ["It runs once for each number, so it runs three times."],
			sources: [{ url: "https://example.org/manual", at: "section 1" }],
		});
	});

	it("may keep the order of its options", async () => {
		expect((await loaded(single({ fixed: true }))).answer).toMatchObject({
			by: "one",
			fixed: true,
		});
	});

	it("may have several keys", async () => {
		const { answer } = await loaded(multiple());
		expect(answer.by).toBe("several");
		if (answer.by === "several")
			expect(answer.options.map((one) => one.correct)).toEqual([true, true, false, false]);
	});

	it.each([true, false])(
		"may be true or false (%s), in this order and without reasons",
		async (answer) => {
			expect((await loaded(trueFalse({ answer }))).answer).toEqual({
				by: "one",
				fixed: true,
				options: [
					{ id: "true", text: ["True"], correct: answer },
					{ id: "false", text: ["False"], correct: !answer },
				],
			});
		},
	);

	it.each([
		["node-cjs", "js"],
		["node-esm", "js"],
		["python", "python"],
		["php", "php"],
		["go", "go"],
		["java", "java"],
		["csharp", "csharp"],
		["ruby", "ruby"],
	])("may be about code for %s, which is %s", async (runner, language) => {
		const question = await loaded(codeOutput({ runner, code: "\tprint(3)\n\n" }));
		expect(question.code).toEqual({ source: "\tprint(3)", language });
		expect(question.setup).toBeUndefined();
		expect(question.answer).toMatchObject({ by: "one", fixed: false });
	});

	it("may be about SQL, with what ran before", async () => {
		const question = await loaded(sqlResult());
		expect(question.code).toEqual({ source: "SELECT 3;", language: "sql" });
		expect(question.setup).toBe("CREATE TABLE t(a) STRICT;");
		expect(question.answer.by).toBe("one");
	});

	it("may be about an order, whose other orders are positions", async () => {
		const more = { extra: ["Shout"], also: [[2, 1, 3, 4]] };
		expect((await loaded(order(more))).answer).toEqual({
			by: "order",
			steps: [["Boil water"], ["Add tea"], ["Wait"], ["Drink"]],
			extra: [["Shout"]],
			also: [[1, 0, 2, 3]],
		});
	});

	it("may be answered by typing, where strange words are no near misses", async () => {
		const { answer } = await loaded(short({ match: { strip: ":" }, near: { retry: "Almost." } }));
		expect(answer).toEqual({
			by: "text",
			accept: ["Retry-After"],
			match: { case: false, trim: true, strip: ":" },
			near: { retry: "Almost." },
		});
		if (answer.by === "text") expect(Reflect.get(answer.near, "toString")).toBeUndefined();
	});
});

describe("a topic", () => {
	it("keeps what its file says", async () => {
		const topics = {
			loops: topicFile({ optional: true, needs: ["steps"] }),
			steps: topicFile({ id: "steps" }),
		};
		const content = await load(await writePack({ topics }));
		expect(content.topics[0]).toEqual({
			id: "tiny/loops",
			slug: "loops",
			title: "Loops",
			track: "core",
			stage: 1,
			needs: ["tiny/steps"],
			outcome: "can repeat a step",
			optional: true,
			primer: [
				text("A ", strong("loop"), " repeats a step."),
				text("Read first: ", link("Loops", "https://example.org/loops")),
			],
		});
	});

	it("stands by stage, then by track as the pack has them, then by name", async () => {
		const places = { a: ["core", 2], b: ["web", 2], c: ["core", 1], d: ["web", 1], e: ["core", 1] };
		const topics = Object.entries(places).map(([id, [track, stage]]) => [
			id,
			topicFile({ id, track, stage }),
		]);
		const content = await load(await writePack({ topics: Object.fromEntries(topics) }));
		expect(content.topics.map((topic) => topic.slug)).toEqual(["d", "c", "e", "b", "a"]);
		expect(content.questions.map((one) => one.topic.at(-1))).toEqual(["d", "c", "e", "b", "a"]);
		expect(content.stages.map((one) => one.stage)).toEqual([1, 2, 3]);
	});

	it("stands within a stage as the pack orders it, and what is left out comes after", async () => {
		const topics = Object.fromEntries(["a", "b", "c"].map((id) => [id, topicFile({ id })]));
		const content = await load(await writePack({ pack: packHead({ order: ["c", "b"] }), topics }));
		expect(content.topics.map((topic) => topic.slug)).toEqual(["c", "b", "a"]);
	});

	it("keeps the order of its questions and tips", async () => {
		const questions = ["b", "a", "c"].map((id) => single({ id }));
		const file = { topic: topicHead(), questions, tips: [tip({ id: "z" }), tip({ id: "y" })] };
		const content = await load(await writePack({ topics: { loops: file } }));
		expect(content.questions.map((one) => one.id)).toEqual(
			["b", "a", "c"].map((id) => `tiny/loops/${id}`),
		);
		expect(content.tips.map((one) => one.id)).toEqual(["tiny/loops/z", "tiny/loops/y"]);
		expect(content.tips[0]?.text).toEqual(["Count the ", mono("runs"), " first."]);
	});

	it("gets more items from a pack that extends it, under that pack's ids", async () => {
		const extension = { extends: "tiny/loops", questions: [single({ id: "more" })], tips: [tip()] };
		const jumps = topicFile({ id: "jumps", needs: ["tiny/loops"] });
		const guest = { folder: "guest", pack: guestHead(), topics: { loops: extension, jumps } };
		const content = await load(await writePack(), await writePack(guest));
		const library = createLibrary(content);
		expect(library.questions("tiny/loops").map((one) => one.id)).toEqual([
			"tiny/loops/single",
			"guest/loops/more",
		]);
		expect(content.tips.map((one) => [one.id, one.topic])).toContainEqual([
			"guest/loops/count-first",
			"tiny/loops",
		]);
		expect(library.topics.map((one) => one.id)).toEqual(["tiny/loops", "guest/jumps"]);
	});
});

describe("a challenge", () => {
	it("keeps what its file says", async () => {
		const files = {
			"challenges/1.yaml": { challenges: [challenge({ stretch: "Count **down** too." })] },
		};
		expect((await load(await writePack({ files }))).challenges).toEqual([
			{
				id: "tiny/challenges/count-up",
				title: "Count up",
				stage: 1,
				capstone: false,
				topics: ["tiny/loops"],
				days: 3,
				team: { least: 1, most: 2 },
				brief: ["Write a program that counts up to a number that somebody types."],
				done: [["It counts"], ["It refuses words"]],
				evidence: ["a repository link"],
				review: ["somebody else runs it"],
				stretch: ["Count ", strong("down"), " too."],
			},
		]);
	});

	it("stands by stage, with the capstone last, and a retired one is left out", async () => {
		const files = {
			"challenges/1.yaml": {
				challenges: [
					challenge({ id: "close", capstone: true }),
					challenge({ id: "old", status: "retired" }),
					challenge({ id: "new", replaces: "old" }),
				],
			},
			"challenges/2.yaml": { challenges: [challenge({ id: "later", stage: 2 })] },
		};
		const library = createLibrary(await load(await writePack({ files })));
		const id = (name: string) => `tiny/challenges/${name}`;
		expect(library.challenges.map((one) => one.id)).toEqual(["new", "close", "later"].map(id));
		expect(library.challenge(id("close"))?.capstone).toBe(true);
		expect(library.challenge(id("old"))).toBeUndefined();
	});
});

it("a term keeps what its file says, by the alphabet", async () => {
	const text = "A step that is done `n` times.";
	const sources = [{ url: "https://example.org/words" }];
	const files = {
		"glossary.yaml": [
			{ term: "loop", topic: "loops", text, sources },
			{ term: "Body", topic: "loops", text: "What is repeated." },
		],
	};
	expect(createLibrary(await load(await writePack({ files }))).terms).toEqual([
		{ term: "Body", topic: "tiny/loops", text: ["What is repeated."], sources: [] },
		{
			term: "loop",
			topic: "tiny/loops",
			text: ["A step that is done ", mono("n"), " times."],
			sources,
		},
	]);
});

describe("an item that is not asked", () => {
	const ages = { volatile: true, review_by: "2026-11-19" };

	it("is a retired one, whose id stays locked", async () => {
		const questions = [single({ status: "retired" }), single({ id: "new", replaces: "single" })];
		const file = { topic: topicHead(), questions, tips: [tip({ status: "retired" })] };
		const content = await load(await writePack({ topics: { loops: file } }));
		expect(content.questions.map((one) => one.id)).toEqual(["tiny/loops/new"]);
		expect(content.tips).toEqual([]);
	});

	it("is one past its review_by, which only warns", async () => {
		const questions = [single(ages), single({ id: "fresh", ...ages, review_by: "2026-11-20" })];
		const file = { topic: topicHead(), questions, tips: [tip(ages)] };
		const folder = await writePack({ topics: { loops: file } });
		const warnings: string[] = [];
		const warn = (fault: Fault) => warnings.push(faultLine(fault));
		const content = await loadLibrary([folder], { now: NOW, warn });
		expect(content.questions.map((one) => one.id)).toEqual(["tiny/loops/fresh"]);
		expect(content.tips).toEqual([]);
		expect(warnings).toEqual([
			expect.stringMatching(
				/^tiny\/topics\/loops\.yaml:\d+: `single` was to be looked at by 2026-11-19, so it is left out: check its facts, and set a new date$/,
			),
			expect.stringContaining("`count-first` was to be looked at"),
		]);
	});

	it("does not warn when it is retired anyway", async () => {
		const questions = [single({ ...ages, status: "retired" })];
		const content = await load(await writePack({ topics: { loops: topicFile({}, questions) } }));
		expect(content.questions).toEqual([]);
	});
});

it("does not run or fetch anything that a pack names", async () => {
	const hostile = options("<img src=https://evil.example/x.png>", "@everyone", "<!channel>");
	const { answer } = await loaded(single({ options: hostile }));
	if (answer.by === "one")
		expect(answer.options.map((one) => one.text)).toEqual([
			["<img src=https://evil.example/x.png>"],
			["@everyone"],
			["<!channel>"],
		]);
});

it("knows where a pack wants to hear of mistakes, if it says so", async () => {
	const home = "https://example.org/issues";
	const library = createLibrary(await load(await writePack({ pack: packHead({ home }) })));
	expect(library.home("tiny/loops/anything")).toBe(home);
	expect(library.home("other/loops/anything")).toBeUndefined();
	expect(library.home("tiny")).toBeUndefined();
	expect(createLibrary(await load(await writePack())).home("tiny/loops/x")).toBeUndefined();
});

describe("packFolders", () => {
	it("finds the packs in a folder, or the one it is", async () => {
		const folder = await writePack({ files: { "docs/x.md": "x" } });
		expect(packFolders(join(folder, ".."))).toEqual([folder]);
		expect(packFolders(folder)).toEqual([folder]);
	});

	it("says what to do when there are none", async () => {
		const folder = await writePack({ pack: null });
		expect(() => packFolders(folder)).toThrow(Problem);
		expect(() => packFolders("/nowhere")).toThrow("point CONTENT_DIR at a folder of packs");
	});
});

const REAL = fileURLToPath(new URL("../../content/packs", import.meta.url));
const there = existsSync(join(REAL, "backend-core", "pack.yaml"));

describe.skipIf(!there)(`the real packs${there ? "" : " (not written yet)"}`, () => {
	it("load, and can be learned in their order", async () => {
		const content = await loadLibrary(packFolders(REAL), { now: Date.now(), warn: () => {} });
		const { topics } = createLibrary(content);
		const place = new Map(topics.map((topic, at) => [topic.id, at]));
		for (const topic of topics)
			for (const need of topic.needs)
				expect(place.get(need)).toBeLessThan(place.get(topic.id) ?? Number.NaN);
		expect(content.questions.length).toBeGreaterThan(0);
		expect(content.tips.length).toBeGreaterThan(0);
	});

	it("close each stage with a capstone of its own, and explain words in every stage", async () => {
		const library = createLibrary(
			await loadLibrary(packFolders(REAL), { now: Date.now(), warn: () => {} }),
		);
		const stages = library.stages.map((one) => one.stage);
		const capstones = library.challenges.filter((challenge) => challenge.capstone);
		expect(capstones.map((challenge) => challenge.stage)).toEqual(stages);
		const explained = new Set(library.terms.map((term) => library.topic(term.topic)?.stage));
		expect([...explained].toSorted()).toEqual(stages);
	});
});

it("takes a pack without anything but its head", async () => {
	const content = await load(await writePack({ pack: packHead(), topics: {} }));
	expect(content.topics).toEqual([]);
});
