import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checked } from "../../src/content/entries.ts";
import {
	challengeFile,
	challenge as challengeSchema,
	glossaryFile,
	packHead as packSchema,
	question,
	term as termSchema,
	tip as tipSchema,
	topicFile as topicFileSchema,
	topicHead as topicSchema,
} from "../../src/content/schema.ts";
import {
	challenge,
	codeOutput,
	multiple,
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
} from "../support/pack.ts";

const X = (length: number) => "x".repeat(length);
const lines = (count: number) => Array.from({ length: count }, (_, at) => `line${at}`).join("\n");

/** What the loader says about a value: a sentence per fault. */
function said(schema: z.ZodType, value: unknown): readonly string[] {
	const sentences: string[] = [];
	const sheet = { file: "x.yaml", value, line: () => 1 };
	checked(schema, { sheet, path: [] }, value, ({ text }) => sentences.push(text));
	return sentences;
}

type Case = readonly [what: string, value: unknown, sentence: string];

/** Each value has one fault, and its sentence begins so. */
function refuses(schema: z.ZodType, cases: readonly Case[]): void {
	it.each(cases)("is refused with %s", (_what, value, sentence) => {
		const sentences = said(schema, value);
		expect(sentences[0] ?? "").toContain(sentence);
		expect(sentences).toHaveLength(1);
	});
}

describe("a question", () => {
	it.each([single(), multiple(), trueFalse(), codeOutput(), sqlResult(), order(), short()])(
		"may be $kind",
		(value) => expect(said(question, value)).toEqual([]),
	);

	it("may carry every optional field of its kind", () => {
		const all = {
			versions: { node: ">=22" },
			volatile: true,
			review_by: "2027-01-31",
			negative: true,
			status: "retired",
			replaces: "older-one",
			waive: [{ lint: "L06", because: "The word is a keyword here." }],
			sources: [{ url: "https://example.org/book", at: "chapter 3", classic: true }],
		};
		const match = { case: true, trim: false, strip: ":" };
		expect(said(question, single({ ...all, exact: true, fixed: true }))).toEqual([]);
		expect(said(question, order({ ...all, extra: ["Shout"], also: [[2, 1, 3, 4]] }))).toEqual([]);
		expect(said(question, short({ ...all, match, near: { "x-retry": "Close." } }))).toEqual([]);
	});

	it("tells all its faults at once", () => {
		const wrong = { rev: "1", difficulty: "x", stem: "Why?", explain: undefined, options: "abc" };
		expect(said(question, single({ ...wrong, extra: 1 }))).toEqual([
			"`rev` is a whole number, without quotes",
			"`difficulty` is one of easy, medium, hard",
			"`stem` needs at least 20 characters, and has 4",
			"`explain` is missing: add it",
			"`options` is a list",
			"`extra` is not a field here: mend its spelling or remove it",
		]);
	});

	it("tells a few of very many faults", () => {
		const many = Array.from({ length: 5_000 }, (_, at) => [`field${at}`, 1]);
		const sentences = said(question, single(Object.fromEntries(many)));
		expect(sentences).toHaveLength(21);
		expect(sentences.at(-1)).toBe("and 4980 more faults in here");
	});

	refuses(question, [
		[
			"an unknown kind",
			single({ kind: "essay" }),
			"`kind` is one of single, multiple, true_false, code_output, sql_result, order, short",
		],
		["no kind", single({ kind: undefined }), "`kind` is one of single"],
		["no fields at all", "hello", "this is a group of fields"],
		[
			"an id with capitals",
			single({ id: "MyId" }),
			"`id` is small letters and digits, joined by single hyphens",
		],
		["an id with a path", single({ id: "../x" }), "`id` is small letters"],
		["a long id", single({ id: X(49) }), "`id` may have at most 48 characters, and has 49"],
		["a number as id", single({ id: 7 }), "`id` is text: put it in quotes"],
		["half a revision", single({ rev: 1.5 }), "`rev` is a whole number"],
		["revision 0", single({ rev: 0 }), "`rev` needs at least 1, and is 0"],
		[
			"no difficulty",
			single({ difficulty: undefined }),
			"`difficulty` is missing: it is one of easy, medium, hard",
		],
		["an unknown bloom", single({ bloom: "know" }), "`bloom` is one of remember, understand"],
		[
			"a long stem",
			single({ stem: X(301) }),
			"`stem` may have at most 300 characters, and has 301",
		],
		["a version as stem", single({ stem: 1.1 }), "`stem` is text: put it in quotes"],
		["an empty stem", single({ stem: null }), "`stem` is empty: fill it in, or remove it"],
		[
			"an unclosed mark",
			single({ stem: "What does `ls do in this folder?" }),
			"`stem` has a backtick at",
		],
		[
			"a stem of two lines",
			single({ stem: "What does this do\nin this folder?" }),
			"`stem` stands on one line",
		],
		[
			"a long explanation",
			single({ explain: X(701) }),
			"`explain` may have at most 700 characters",
		],
		["no source", single({ sources: [] }), "`sources` needs at least 1 entry, and has 0"],
		[
			"a plain http source",
			single({ sources: [{ url: "http://a.b" }] }),
			"`url` starts with https://",
		],
		[
			"a script as source",
			single({ sources: [{ url: "javascript:alert(1)" }] }),
			"`url` starts with https://",
		],
		[
			"a source with more",
			single({ sources: [{ url: "https://a.b", title: "x" }] }),
			"`title` is not a field here",
		],
		["volatile alone", single({ volatile: true }), "`volatile` needs `review_by`"],
		["review_by alone", single({ review_by: "2027-01-31" }), "`review_by` needs `volatile: true`"],
		[
			"no date",
			single({ volatile: true, review_by: "2027-02-30" }),
			"`review_by` is a date such as 2027-01-31",
		],
		["volatile: false", single({ volatile: false }), "`volatile` is true, or is left out"],
		["another status", single({ status: "draft" }), "`status` is retired"],
		[
			"a waiver by name",
			single({ waive: [{ lint: "absolute", because: "So." }] }),
			"`lint` names a check",
		],
	]);
});

describe("a question with options", () => {
	const [key, wrong, other] = options("Three times", "Twice", "Once");
	const having = (...more: object[]) => single({ options: [key, wrong, ...more] });
	const keys = (count: number) =>
		["a", "b", "c", "d"].map((id, at) =>
			at < count
				? { id, text: `Text ${id}`, correct: true }
				: { id, text: `Text ${id}`, why: X(15) },
		);

	refuses(question, [
		["two options", having(), "`options` needs at least 3 entries, and has 2"],
		[
			"six options",
			single({ options: options("1", "2", "3", "4", "5", "6") }),
			"`options` may have at most 5 entries, and has 6",
		],
		["no key", single({ options: keys(0) }), "`options` has 0 keys: mark one with `correct: true`"],
		["two keys", single({ options: keys(2) }), "`options` has 2 keys: mark one"],
		[
			"correct: false",
			having({ id: "c", text: "Once", correct: false, why: X(15) }),
			"`correct` is true, or is left out",
		],
		[
			"a reason for the key",
			single({ options: [{ ...key, why: X(15) }, wrong, other] }),
			"the key has no `why`",
		],
		["no reason", having({ id: "c", text: "Once" }), "a wrong option needs `why`"],
		[
			"a short reason",
			having({ id: "c", text: "Once", why: "No." }),
			"`why` needs at least 15 characters",
		],
		[
			"a long reason",
			having({ id: "c", text: "Once", why: X(201) }),
			"`why` may have at most 200 characters",
		],
		["a long option", having({ ...other, text: X(121) }), "`text` may have at most 120 characters"],
		["an option x", having({ ...other, id: "x" }), "`id` is one of a, b, c, d, e, f"],
		["two options b", having({ ...other, id: "b" }), "option `b` stands here twice"],
		[
			"equal options",
			having({ ...other, text: "twice" }),
			"option `c` says the same as another one",
		],
		[
			"options equal but for signs",
			having({ ...other, text: "“ Twice! ”" }),
			"option `c` says the same",
		],
		[
			"options equal but for code",
			having({ ...other, text: "`twice`" }),
			"option `c` says the same",
		],
		[
			"equal options that are exact",
			single({ exact: true, options: [key, wrong, { ...other, text: "Twice" }] }),
			"option `c` says the same",
		],
		["a field of another kind", single({ stdout: "x" }), "`stdout` is not a field here"],
		[
			"three options of several",
			multiple({ options: keys(2).slice(0, 3) }),
			"`options` needs at least 4 entries",
		],
		[
			"one key of several",
			multiple({ options: keys(1) }),
			"`options` has 1 keys: mark at least 2 and not all",
		],
		[
			"keys alone",
			multiple({ options: keys(4) }),
			"`options` has 4 keys: mark at least 2 and not all",
		],
		["a fixed order of several", multiple({ fixed: true }), "`fixed` is not a field here"],
		[
			"an answer in words",
			trueFalse({ answer: "false" }),
			"`answer` is true or false, without quotes",
		],
		["options for true or false", trueFalse({ options: [] }), "`options` is not a field here"],
	]);

	it("may have options that differ by signs alone, if it says so", () => {
		const signs = options("a[0]", "A[0]", "a(0)");
		expect(said(question, single({ options: signs }))).toHaveLength(2);
		expect(said(question, single({ options: signs, exact: true }))).toEqual([]);
	});

	it("may have options made of signs", () => {
		expect(said(question, single({ options: options("`==`", "`!`", "`?`") }))).toEqual([]);
	});
});

describe("a question about code", () => {
	const [key, wrong, other] = options("`3`", "`2`", "`1`");
	const rows = (...each: unknown[]) =>
		[key, wrong, other].map((one, at) => ({ ...one, rows: each[at] }));

	it("fits at 15 lines of 60 columns, whatever ends it", () => {
		expect(said(question, codeOutput({ code: `${lines(14)}\n${X(60)}\n\n` }))).toEqual([]);
	});

	refuses(question, [
		[
			"an unknown runner",
			codeOutput({ runner: "perl" }),
			"`runner` is one of node-cjs, node-esm, python",
		],
		["16 lines", codeOutput({ code: lines(16) }), "`code` may have at most 15 lines, and has 16"],
		[
			"61 columns",
			codeOutput({ code: `a\n${X(61)}` }),
			"`code` may be at most 60 columns wide: break its line 2",
		],
		[
			"tabs beyond 60 columns",
			codeOutput({ code: `\t\t\t${X(49)}` }),
			"`code` may be at most 60 columns wide",
		],
		["no code", codeOutput({ code: " \n" }), "`code` holds no code"],
		[
			"a key that prints nothing known",
			codeOutput({ options: [key, wrong, other] }),
			"the key needs `stdout`",
		],
		["another runner for SQL", sqlResult({ runner: "postgres" }), "`runner` is sqlite"],
		["a long set-up", sqlResult({ setup: X(1_001) }), "`setup` may have at most 1000 characters"],
		[
			"an option without rows",
			sqlResult({ options: rows([[1]], [[2]]) }),
			"`rows` is missing: add it",
		],
		[
			"rows that are no lists",
			sqlResult({ options: rows([[1]], [[2]], [3]) }),
			"an entry of `rows` is a list",
		],
		[
			"true in a row",
			sqlResult({ options: rows([[1]], [[2]], [[true]]) }),
			"an entry of `rows` holds texts, numbers and null",
		],
		[
			"equal rows",
			sqlResult({ options: rows([[1]], [["1"]], [["1"]]) }),
			"option `c` has the rows of another one",
		],
	]);
});

describe("a question of order", () => {
	refuses(question, [
		["two steps", order({ steps: ["One", "Two"] }), "`steps` needs at least 3 entries"],
		[
			"seven steps",
			order({ steps: ["a", "b", "c", "d", "e", "f", "g"] }),
			"`steps` may have at most 6 entries",
		],
		[
			"a long step",
			order({ steps: ["One", "Two", X(121)] }),
			"an entry of `steps` may have at most 120 characters",
		],
		[
			"equal steps",
			order({ steps: ["Wait", "Add tea", "wait."] }),
			"this step says the same as another one",
		],
		[
			"a wrong step that is right",
			order({ extra: ["Drink!"] }),
			"this step says the same as another one",
		],
		[
			"an order that counts from 0",
			order({ also: [[1, 0, 2, 3]] }),
			"an entry of `also` names each step once, counted from 1: [1,2,3,4]",
		],
		[
			"an order with a gap",
			order({ also: [[2, 1, 3]] }),
			"an entry of `also` names each step once",
		],
		[
			"the same order again",
			order({ also: [[1, 2, 3, 4]] }),
			"an entry of `also` has this order already",
		],
		[
			"two equal orders",
			order({
				also: [
					[2, 1, 3, 4],
					[2, 1, 3, 4],
				],
			}),
			"an entry of `also` has this order already",
		],
		["an order in words", order({ also: ["2134"] }), "an entry of `also` is a list"],
	]);
});

describe("a question with a short answer", () => {
	refuses(question, [
		["no answer", short({ accept: [] }), "`accept` needs at least 1 entry"],
		["a number", short({ accept: [429] }), "an entry of `accept` is text: put it in quotes"],
		[
			"spaces around an answer",
			short({ accept: [" x"] }),
			"an entry of `accept` has no spaces around it",
		],
		[
			"a switch in words",
			short({ match: { case: "no" } }),
			"`case` is true or false, without quotes",
		],
		["an unknown switch", short({ match: { pattern: "(a+)+$" } }), "`pattern` is not a field here"],
		[
			"a hint in markup",
			short({ near: { retry: "Write `Retry-After`." } }),
			"`retry` is shown as it is",
		],
		[
			"a hint for the answer",
			short({ near: { "retry-after": "Close." } }),
			"`near` has `retry-after`, which is a right answer",
		],
		["spaces around a near miss", short({ near: { " x": "Close." } }), "cannot be a key here"],
	]);
});

describe("a topic", () => {
	it("may be optional", () => expect(said(topicSchema, topicHead({ optional: true }))).toEqual([]));

	it("counts what is seen of a primer", () => {
		const link = `[Read](https://example.org/${X(200)})`;
		expect(said(topicSchema, topicHead({ primer: `${X(590)}\n\n${link}` }))).toEqual([]);
	});

	refuses(topicSchema, [
		["stage 7", topicHead({ stage: 7 }), "`stage` may have at most 6, and is 7"],
		[
			"a title in markup",
			topicHead({ title: "**Loops**" }),
			"`title` is shown as it is: leave out",
		],
		[
			"a title of two lines",
			topicHead({ title: "Lo\nops" }),
			"`title` is one line without spaces around it",
		],
		[
			"an outcome without can",
			topicHead({ outcome: "repeats" }),
			"`outcome` says what a member can do",
		],
		["a need that is no id", topicHead({ needs: ["a/b/c"] }), "an entry of `needs` names a topic"],
		[
			"a long primer",
			topicHead({ primer: X(601) }),
			"`primer` may have at most 600 characters, and has 601",
		],
		[
			"a very long primer",
			topicHead({ primer: X(5_000) }),
			"`primer` may have at most 2000 characters",
		],
		["an empty primer", topicHead({ primer: " " }), "`primer` has no words"],
		["an open fence", topicHead({ primer: "So:\n```\nx" }), "`primer` has 3 backticks"],
		[
			"wide code",
			topicHead({ primer: `So:\n\`\`\`\n${X(61)}\n\`\`\`` }),
			"`primer` may be at most 60 columns wide",
		],
		["a script link", topicHead({ primer: "[x](javascript:alert(1))" }), "`primer` has a link"],
	]);
});

describe("a tip", () => {
	it("needs no topic, and may have one", () => {
		expect(said(tipSchema, tip())).toEqual([]);
		expect(said(tipSchema, tip({ topic: "loops" }))).toEqual([]);
	});

	refuses(tipSchema, [
		["a long text", tip({ text: X(281) }), "`text` may have at most 280 characters"],
		["no source", tip({ sources: undefined }), "`sources` is missing: add it"],
		["an age without a date", tip({ volatile: true }), "`volatile` needs `review_by`"],
	]);
});

describe("a challenge", () => {
	it("may stretch", () =>
		expect(said(challengeSchema, challenge({ stretch: "Count down." }))).toEqual([]));

	refuses(challengeSchema, [
		["no topics", challenge({ topics: [] }), "`topics` needs at least 1 entry"],
		["a shrinking team", challenge({ team: [3, 2] }), "`team` is [fewest, most]"],
		["a team of one number", challenge({ team: [3] }), "`team` needs at least 2 entries"],
		["nothing to be done", challenge({ done: [] }), "`done` needs at least 1 entry"],
		["days in words", challenge({ days: "a week" }), "`days` is a whole number"],
	]);
});

describe("a term", () => {
	const term = { term: "loop", topic: "loops", text: "A step that repeats." };

	it("may have no source", () => expect(said(termSchema, term)).toEqual([]));

	refuses(termSchema, [
		["no text", { ...term, text: "" }, "`text` needs at least 1 character"],
		["a place", { ...term, at: 1 }, "`at` is not a field here"],
	]);
});

describe("a pack", () => {
	it("needs neither tracks nor stages", () => {
		expect(said(packSchema, packHead({ tracks: undefined, stages: undefined }))).toEqual([]);
	});

	const stage = { stage: 1, title: "One", level: "Beginner", capstone: "Build." };
	refuses(packSchema, [
		["another format", packHead({ format: 2 }), "`format` is 1: the program reads no other format"],
		["a number as version", packHead({ version: 1.1 }), "`version` is text: put it in quotes"],
		[
			"half a version",
			packHead({ version: "1.1" }),
			'`version` is three numbers in quotes, such as "1.0.0"',
		],
		["no author", packHead({ authors: [] }), "`authors` needs at least 1 entry"],
		["a language in words", packHead({ language: "English" }), "`language` is a language tag"],
		[
			"an unknown level",
			packHead({ stages: [{ ...stage, level: "Guru" }] }),
			"`level` is one of Beginner, Intermediate, Advanced, Expert",
		],
		["a stage twice", packHead({ stages: [stage, stage] }), "stage 1 stands here twice"],
		[
			"a track twice",
			packHead({
				tracks: [
					{ id: "a", title: "A" },
					{ id: "a", title: "B" },
				],
			}),
			"track `a` stands here twice",
		],
		["a licence of two lines", packHead({ license: "MIT\nx" }), "`license` is an SPDX name"],
	]);
});

describe("the help for editors", () => {
	const files = {
		"a topic file": [topicFileSchema, topicFile({}, [single(), multiple(), order(), short()])],
		"a file of challenges": [challengeFile, { challenges: [challenge()] }],
		"a glossary": [glossaryFile, [{ term: "loop", topic: "loops", text: "It repeats." }]],
		"a pack file": [packSchema, packHead()],
	} as const;

	it.each(Object.entries(files))("is a JSON Schema that %s follows", (_what, [schema, value]) => {
		const written = z.toJSONSchema(schema, { io: "input" });
		const validate = new Ajv2020({ strict: false, formats: { date: true } }).compile(written);
		validate(structuredClone(value));
		expect(validate.errors ?? []).toEqual([]);
		expect(validate({ ...value, surprise: 1 })).toBe(false);
	});
});
