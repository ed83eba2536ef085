import { describe, expect, it } from "vitest";
import { LIMITS } from "../../../src/adapters/slack/limits.ts";
import { bareName, slashes, typedName } from "../../../src/adapters/slack/names.ts";
import { mentionedIn, parseCommand, plainLine } from "../../../src/adapters/slack/parse.ts";
import { commands } from "./small-app.ts";

const parse = (slash: string, text: string, prefix?: string) =>
	parseCommand({ slash, text, team: "T1" }, commands, prefix);

describe("the text of a command", () => {
	it.each([
		["/cairn", "quiz sql 3", undefined],
		["/cairn", "  /quiz sql 3", undefined],
		["/cairn", "QUIZ sql count:3", undefined],
		["/quiz", "sql count:3", undefined],
		["/quiz", "topic:“sql” count:‘3’", undefined],
		["/learn-quiz", "sql 3", "learn-"],
		["/learn-cairn", "quiz sql 3", "learn-"],
	])("reads %s %s", (slash, text, prefix) => {
		expect(parse(slash, text, prefix)).toEqual({ name: "quiz", input: { topic: "sql", count: 3 } });
	});

	it("asks for help when nothing is said", () => {
		expect(parse("/cairn", " ")).toEqual({ name: "help", input: {} });
	});

	it("passes a name that does not exist, but not a whole novel", () => {
		expect(parse("/cairn", "nonsense now")).toEqual({ name: "nonsense", input: {} });
		expect(parse("/cairn", "n".repeat(4000)).name).toHaveLength(40);
	});

	it("reads a command somebody registered by hand", () => {
		expect(parse("/settings", "")).toEqual({ name: "settings", input: {} });
	});

	it.each([
		["<@U1|ada>", "slack:T1:U1"],
		["<@W1>", "slack:T1:W1"],
		["<#C1|general>", "slack:T1:C1"],
		["<#C1|>", "slack:T1:C1"],
		["<https://example.org/a?b=1&amp;c=2|example.org>", "https://example.org/a?b=1&c=2"],
		["<mailto:ada@example.org|ada@example.org>", "ada@example.org"],
		["<!here|@here>", "@here"],
		["<!subteam^S1|@leads>", "slack:T1:&S1"],
		["<!subteam^S1>", "slack:T1:&S1"],
		["a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"],
		["&amp;lt;", "&lt;"],
		["“two words” ‘one’ „low“ «french»", '"two words" \'one\' "low" "french"'],
		["non\u00a0breaking", "non breaking"],
		["nul\0 over\u202eride \ud800 zero\u200bwidth", "nul override \ufffd zerowidth"],
	])("makes %s into %s", (typed, plain) => {
		expect(plainLine(typed, "T1")).toBe(plain);
	});

	it("knows by name whom Slack itself named, and nobody who was only typed", () => {
		const text = "profile <@U1|ada &amp; co> <@W2> &lt;@U3|eve&gt; <#C1|general>";
		expect(mentionedIn(text, "T1")).toEqual([{ id: "slack:T1:U1", name: "ada & co" }]);
	});

	it("case 30: reads no more of a line than any command takes", () => {
		const { input } = parse("/quiz", "select ".repeat(1_430));
		expect(String(input.topic).length).toBeLessThanOrEqual(LIMITS.commandText);
	});

	it("case 27: does not take a mention that was only typed for one", () => {
		expect(plainLine("&lt;@U1|ada&gt;", "T1")).toBe("<@U1|ada>");
	});
});

describe("the names of commands", () => {
	it("registers one that does everything and the few that collide with nobody", () => {
		expect(slashes(commands).map(({ slash }) => slash)).toEqual(["/cairn", "/quiz", "/daily"]);
		expect(slashes(commands, "learn-").map(({ slash }) => slash)).toEqual([
			"/learn-cairn",
			"/learn-quiz",
			"/learn-daily",
		]);
	});

	it.each([
		["quiz", "", "/quiz"],
		["settings", "", "/cairn settings"],
		["quiz", "learn-", "/learn-quiz"],
		["settings", "learn-", "/learn-cairn settings"],
	])("shows %s with the prefix “%s” as %s", (name, prefix, shown) => {
		expect(typedName(name, prefix)).toBe(shown);
	});

	it("knows the name behind each", () => {
		expect(bareName("/Learn-Quiz", "learn-")).toBe("quiz");
		expect(bareName("/learn-cairn", "learn-")).toBeNull();
		expect(bareName("/cairn")).toBeNull();
	});
});
