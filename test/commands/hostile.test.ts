import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWorld, type Person, type World } from "../support/world.ts";

let world: World;
let ada: Person;
beforeEach(async () => {
	world = await createWorld();
	ada = world.person("Ada");
});
afterEach(() => world.close());

describe("case 53: SQL in what people type", () => {
	const attacks = [
		"'; drop table learner; --",
		"' or 1=1 --",
		"sql'); delete from ledger; --",
		"\u0000'; select 1",
	];

	test.each(attacks)("a topic %j is only a topic nobody knows", async (words) => {
		expect(await ada.says(`/quiz topic:"${words}"`)).toContain("I don't know the topic");
		expect(await ada.says("/quiz")).toContain("Question 1 of 5");
	});

	test.each(attacks)("a name %j is only a name", async (name) => {
		const someone = world.person(name);
		await someone.says("/quiz shell easy");
		await someone.answers("rightly");
		expect(await ada.says("/leaderboard")).toContain("10 points");
		expect(world.faults).toEqual([]);
	});

	test("a round's id in a press is only an id nobody has", async () => {
		const answer = await ada.pressesRaw("quiz.next:1:x' or '1'='1");
		expect(answer).toBe("I don't recognise that button. /help shows what I can do.");
	});
});

describe("case 54: wildcards in what is completed", () => {
	test.each(["%", "_", "*", "\\", "[a-z]", ".*"])("%j finds no more than it says", (typed) => {
		const found = world.app.complete("test:town", "quiz", "topic", typed);
		expect(found.length).toBeLessThanOrEqual(3);
	});

	test("completion of what is no parameter finds nothing", () => {
		expect(world.app.complete("test:town", "quiz", "__proto__", "")).toEqual([]);
		expect(world.app.complete("test:town", "constructor", "topic", "")).toEqual([]);
	});
});

test("case 31: lone surrogates and NUL in what is typed break nothing", async () => {
	for (const words of ["\ud800", "a\u0000b", "\udfff\ud800"])
		expect(await ada.says(`/quiz topic:${words}`)).toContain("I don't know the topic");
	expect(world.faults).toEqual([]);
});

test("case 5: a press from a card that is gone is answered from the store", async () => {
	await ada.says("/quiz shell");
	const press = ada.pressOf("A");
	await ada.says("/help");
	expect(await ada.pressesRaw(press)).toMatch(/^# (Right|Not quite)/);
});
