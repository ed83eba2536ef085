import { describe, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import type { Command } from "../../src/core/command.ts";
import { matchCommand, readLine, splitLine } from "../../src/core/line.ts";

const quiz = commands.find((command) => command.name === "quiz");
const profile = commands.find((command) => command.name === "profile");
const setup = commands.find((command) => command.name === "setup");
const read = (rest: string) => quiz && readLine(quiz, rest).input;

describe("a typed line", () => {
	test.each([
		["", {}],
		["sql", { topic: "sql" }],
		["sql 3", { topic: "sql", count: 3 }],
		["3 sql", { topic: "sql", count: 3 }],
		["sql easy 3", { topic: "sql", difficulty: "easy", count: 3 }],
		["sql count:3", { topic: "sql", count: 3 }],
		["SQL Hard", { topic: "SQL", difficulty: "Hard" }],
		["git basics", { topic: "git basics" }],
		['topic:"git basics" count:2', { topic: "git basics", count: 2 }],
		["'git basics' 2", { topic: "git basics", count: 2 }],
		["count:three", { count: "three" }],
		["count:-1", { count: -1 }],
		["sql 3 4", { topic: "sql 4", count: 3 }],
		["hour:9", { topic: "hour:9" }],
	])("%j", (rest, input) => {
		expect(read(rest)).toEqual(input);
	});

	test.each([
		["test:&mods", { moderator: "test:&mods" }],
		["@Ben", { moderator: "@Ben" }],
		["moderator:test:ben", { moderator: "test:ben" }],
		[
			"9:00 test:&mods test:square",
			{ hour: "9:00", moderator: "test:&mods", place: "test:square" },
		],
	])("a group, or somebody, is meant by %j", (rest, input) => {
		expect(setup && readLine(setup, rest).input).toEqual(input);
	});

	test("a name may have several words, in any case and with any spaces between", () => {
		const family = ["cohort join", "cohort", "manage schedule add"].map(
			(name) => ({ ...quiz, name }) as Command,
		);
		const match = (line: string) => {
			const found = matchCommand(family, line);
			return found && [found.command.name, found.rest];
		};
		expect(match("/cohort join  spring")).toEqual(["cohort join", "spring"]);
		expect(match("Manage  Schedule add daily 09:00")).toEqual([
			"manage schedule add",
			"daily 09:00",
		]);
		expect(match("/cohort joining")).toEqual(["cohort", "joining"]);
		expect(match("/manage schedule")).toBeNull();
		expect(match("")).toBeNull();
	});

	test.each([
		["", {}],
		["test:ben", { member: "test:ben" }],
		["member:test:ben", { member: "test:ben" }],
		["slack:T1:U1", { member: "slack:T1:U1" }],
		["@ben", { member: "@ben" }],
		["ben", { member: "ben" }],
		["Ada Lovelace", { member: "Ada Lovelace" }],
		["@Ada Lovelace", { member: "@Ada Lovelace" }],
		["member:'Ada Lovelace'", { member: "Ada Lovelace" }],
	])("somebody is meant by %j", (rest, input) => {
		expect(profile && readLine(profile, rest).input).toEqual(input);
	});

	test("the name is what follows the slash, in any case", () => {
		expect(splitLine("/Quiz  sql 3 ")).toEqual({ name: "quiz", rest: "sql 3 " });
		expect(splitLine("help")).toEqual({ name: "help", rest: "" });
		expect(splitLine("")).toEqual({ name: "", rest: "" });
	});
});
