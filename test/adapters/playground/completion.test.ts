import { describe, expect, test } from "vitest";
import type { Completion } from "../../../src/adapters/playground/completion.ts";
import { createDemoApp } from "./demo-app.ts";
import { openPlayground } from "./playground.ts";

async function complete(line: string, person = "ada"): Promise<Completion> {
	const { get } = await openPlayground(createDemoApp());
	const query = new URLSearchParams({ person, line });
	return (await (await get(`/playground/complete?${query}`)).json()) as Completion;
}

/** The line as it stands after an option was taken. */
async function taken(line: string, label: string, person?: string): Promise<string> {
	const { from, options } = await complete(line, person);
	const option = options.find((one) => one.label === label);
	return option ? line.slice(0, from) + option.insert : `no ${label} among ${labels(options)}`;
}

const labels = (options: Completion["options"]) => options.map(({ label }) => label);

describe("completion", () => {
	test("offers every command after the slash, the moderators' to moderators", async () => {
		expect(labels((await complete("/")).options)).not.toContain("/setup");
		expect(labels((await complete("/", "grace")).options)).toContain("/setup");
	});

	test("puts what begins like the words before what holds them", async () => {
		expect(labels((await complete("/t")).options)).toEqual([
			"/tip",
			"/settings",
			"/everything",
			"/hostile",
		]);
	});

	test("is eager for half a command, and not for a whole one", async () => {
		expect((await complete("/qu")).eager).toBe(true);
		expect((await complete("/quiz")).eager).toBe(false);
		expect((await complete("/")).eager).toBe(false);
	});

	test.each(["hello", "", " /quiz", "/nonsense x"])("has nothing to add to “%s”", async (line) => {
		expect((await complete(line)).options).toEqual([]);
	});

	test("after the command offers its parameters and says how it goes", async () => {
		const { options, usage } = await complete("/quiz ");
		expect(labels(options)).toEqual(["topic:", "difficulty:", "count:"]);
		expect(usage).toBe(
			"/quiz [topic] [difficulty] [count] · Answer a few questions, at your level",
		);
	});

	test("leaves out parameters that have a value", async () => {
		expect(labels((await complete("/quiz topic:jwt 3 ")).options)).toEqual(["difficulty:"]);
	});

	test("offers the values of a named parameter", async () => {
		expect(labels((await complete("/quiz topic:sql")).options)).toEqual([
			"sql-joins",
			"sql-crud-queries",
		]);
		expect(labels((await complete("/quiz difficulty:")).options)).toEqual([
			"Easy",
			"Medium",
			"Hard",
		]);
		expect(labels((await complete("/setup place:#b", "grace")).options)).toEqual(["#backend"]);
	});

	test("offers values to bare words, too", async () => {
		expect(labels((await complete("/quiz sql")).options)).toEqual([
			"sql-joins",
			"sql-crud-queries",
		]);
		expect(labels((await complete("/quiz d")).options)).toContain("difficulty:");
		expect(labels((await complete("/quiz d")).options)).toContain("Hard");
	});

	test("says what fits where there is no list", async () => {
		expect((await complete("/quiz count:")).hint).toBe(
			"How many questions: a whole number from 1 to 20",
		);
		expect((await complete("/setup time:", "grace")).hint).toContain("09:00");
	});

	test.each([
		["/qu", "/quiz", "/quiz "],
		["/quiz ", "topic:", "/quiz topic:"],
		["/quiz to", "topic:", "/quiz topic:"],
		["/quiz topic:sql", "sql-joins", "/quiz topic:sql-joins "],
		["/quiz sql", "sql-joins", "/quiz topic:sql-joins "],
		["/quiz topic:git", "git basics", '/quiz topic:"git basics" '],
		['/quiz topic:"git b', "git basics", '/quiz topic:"git basics" '],
		['/quiz topic:"git basics" di', "difficulty:", '/quiz topic:"git basics" difficulty:'],
		["/quiz hard", "Hard", "/quiz difficulty:hard "],
	])("taking from “%s” the option %s gives “%s”", async (line, label, after) => {
		expect(await taken(line, label)).toBe(after);
	});

	test("what was taken reads as it was meant", async () => {
		const app = createDemoApp();
		const { act } = await openPlayground(app);
		await act("say", { line: await taken("/quiz topic:git", "git basics") });
		expect(app.requests).toMatchObject([{ input: { topic: "git basics" } }]);
	});

	test("does not trip over an object's own words", async () => {
		expect((await complete("/quiz constructor:")).options).toEqual([]);
		expect((await complete("/quiz __proto__:x")).options).toEqual([]);
	});
});
