import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { question, smallLibrary } from "../support/library.ts";
import { createWorld, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => {
	world = await createWorld();
});
afterEach(() => world.close());

describe("a round", () => {
	test("Ada answers five questions and sees how it went", async () => {
		const ada = world.person("Ada");
		expect(await ada.says("/quiz")).toContain("Question 1 of 5 · How the web works");
		for (let asked = 1; asked < 5; asked += 1) {
			const result = await ada.answers("rightly");
			expect(result).toMatch(/^# Right: it is [ABC]/);
			expect(result).toContain("Why: Because of q");
			expect(result).toContain("Source: example.org, section 2");
			expect(await ada.presses("Next question")).toContain(`Question ${asked + 1} of 5`);
		}
		await ada.answers("rightly");
		const summary = await ada.presses("See how it went");
		expect(summary).toContain("# 5 of 5 right at the first try");
		expect(summary).toContain("Points: 55");
		expect(summary).toContain("Streak: 1");
		expect(summary).toContain("Your day goes by UTC time. /settings changes that.");
	});

	test("a miss says why, is not shaming, and comes back once at the end", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz shell count:2");
		const result = await ada.answers("wrongly");
		expect(result).toMatch(/^# Not quite: it is [ABC]/);
		expect(result).toMatch(/✗ [ABC] (tempting|far off) \(your pick\)/);
		expect(result).toMatch(/✓ [ABC] right/);
		expect(result).toMatch(/[ABC]: It is (tempting|far off), no more\./);
		expect(result).toContain("It comes back once at the end.");
		await ada.presses("Next question");
		await ada.answers("rightly");
		expect(await ada.presses("Next question")).toContain("# Once more · The shell");
		const again = await ada.answers("rightly");
		expect(again).not.toContain("points");
		expect(again).not.toContain("Practice");
		const summary = await ada.presses("See how it went");
		expect(summary).toContain("1 of 2 right at the first try");
		expect(summary).toContain("Worth another look\n- What about shell");
	});

	test("missing it a second time does not bring it back again", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz shell count:1");
		await ada.answers("wrongly");
		await ada.presses("Next question");
		await ada.answers("wrongly");
		expect(await ada.presses("See how it went")).toContain("0 of 1 right");
	});

	test("true and false are buttons with their words", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz sql easy");
		const seen = [ada.sees()];
		await ada.answers("rightly");
		await ada.presses("Next question");
		seen.push(ada.sees());
		expect(seen.join()).toContain("[True] [False]");
	});

	test("the first answer of a day says that the day counts, the second does not", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz");
		expect(await ada.answers("rightly")).toContain("That makes today count: 1 day in a row.");
		await ada.presses("Next question");
		expect(await ada.answers("rightly")).not.toContain("in a row");
	});

	test("asking for more than there is gives all there is, and says so", async () => {
		const ada = world.person("Ada");
		const card = await ada.says("/quiz shell count:20");
		expect(card).toContain("(All 3 on The shell.)");
		expect(card).toContain("Question 1 of 3");
	});

	test("what was answered today gives no points again; when it is due, it does", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz shell easy");
		expect(await ada.answers("rightly")).toContain("+10 points");
		await ada.says("/quiz shell easy");
		expect(await ada.answers("rightly")).toContain("Practice: no points this time.");
		await world.passes({ days: 4 });
		await ada.says("/quiz shell easy");
		expect(await ada.answers("rightly")).toContain("+10 points");
		expect(await ada.says("/roadmap")).toContain("◐ The shell — 1 of 3 known");
	});
});

describe("a quiz under way", () => {
	test("offers to go on or to start anew", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz");
		await ada.answers("rightly");
		expect(await ada.says("/quiz sql")).toBe(
			"You have a quiz under way, with 4 questions to go.\n[Continue] [Start new]",
		);
		expect(await ada.presses("Continue")).toContain("Question 2 of 5");
		await ada.says("/quiz sql");
		expect(await ada.presses("Start new")).toContain("SQL basics");
	});

	test("cases 4, 7: the old card of a dropped quiz says so kindly", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz");
		const old = ada.pressOf("A");
		await ada.says("/quiz");
		await ada.presses("Start new");
		expect(await ada.pressesRaw(old)).toBe("That quiz has ended. /quiz starts a new one.");
	});

	test("the same wish delivered twice starts one quiz", async () => {
		const ada = world.person("Ada");
		const first = await ada.says("/quiz web");
		const wish = ada.requests[0];
		if (!wish) throw new Error("nothing was said");
		const reply = await world.app.handle(wish);
		expect(reply.do).toBe("say");
		expect(first).toContain("Question 1 of 5");
		expect(JSON.stringify(reply)).toContain("Question 1 of 5");
	});

	test("survives a restart: the buttons belong to the store, not to the process", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz shell");
		const press = ada.pressOf("A");
		const reborn = await createWorld({ store: world.store, at: "2026-11-20T08:01:00Z" });
		expect(await reborn.person("Ada").pressesRaw(press)).toMatch(/^# (Right|Not quite)/);
	});

	test("case 43: a question mended meanwhile does not count, and the quiz goes on", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz shell");
		const press = ada.pressOf("A");
		const content = {
			...smallLibrary,
			questions: smallLibrary.questions.map((one) => ({ ...one, revision: 2 })),
		};
		const reborn = await createWorld({ store: world.store, content });
		const ada2 = reborn.person("Ada");
		expect(await ada2.pressesRaw(press)).toContain("This question was mended");
		expect(await ada2.presses("Next question")).toContain("This question was mended");
	});
});

describe("bad input", () => {
	test.each([
		["/quiz count:0", "“count” is a whole number from 1 to 20."],
		["/quiz count:999", "“count” is a whole number from 1 to 20."],
		["/quiz count:three", "“count” is a whole number from 1 to 20."],
		["/quiz difficulty:brutal", "“difficulty” is one of easy, medium, hard."],
	])("%s is answered with what fits", async (line, sentence) => {
		expect(await world.person("Ada").says(line)).toBe(sentence);
	});

	test("every value that does not fit is named at once", async () => {
		const answer = await world.person("Ada").says("/quiz count:0 difficulty:brutal");
		expect(answer.split("\n")).toHaveLength(2);
	});

	test("an unknown topic gets the nearest names", async () => {
		const ada = world.person("Ada");
		expect(await ada.says("/quiz sehll-and-web")).toBe(
			"I don't know the topic “sehll-and-web”. /roadmap lists them all.",
		);
		expect(await ada.says("/quiz th")).toBe(
			"I don't know the topic “th”. Did you mean shell or web?",
		);
	});

	test("a part of one topic's name is enough", async () => {
		expect(await world.person("Ada").says("/quiz basics")).toContain("SQL basics");
	});

	test("a slip of the finger is forgiven where one topic only is meant", async () => {
		expect(await world.person("Ada").says("/quiz sqk")).toContain("SQL basics");
	});

	test("no question of that kind is said before anything starts", async () => {
		expect(await world.person("Ada").says("/quiz sql hard")).toBe(
			"There are no hard questions on SQL basics yet. /roadmap shows what there is.",
		);
	});

	test("case 3: the press of another person's quiz changes nothing for either", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz");
		const hers = ada.pressOf("A");
		expect(await world.person("Ben").pressesRaw(hers)).toBe(
			"That quiz is not yours, or it is gone. /quiz starts a new one.",
		);
		expect(await ada.says("/streak")).toContain("No streak yet");
	});

	test.each([
		["forged", "quiz.pick:1:nonsense:0:1", "That quiz is not yours"],
		["of an option that is not there", "quiz.pick:1:ROUND:0:99", "Question 1 of 5"],
		["out of turn", "quiz.pick:1:ROUND:3:0", "Question 1 of 5"],
		["with words for numbers", "quiz.pick:1:ROUND:x:0", "I don't recognise that button."],
		["of an earlier version", "quiz.pick:0:ROUND:0:0", "from an earlier version of me"],
		["of a later version", "quiz.pick:2:ROUND:0:0", "from an earlier version of me"],
		["named after what every object has", "quiz.constructor:1", "I don't recognise that button."],
		["that nobody wrote", "drop table", "I don't recognise that button."],
		["of an unknown command", "steal.pick:1:ROUND:0:0", "I don't recognise that button."],
		["longer than any", `quiz.next:1:${"x".repeat(200)}`, "I don't recognise that button."],
	])("cases 1, 2: a press %s is refused kindly", async (_what, press, answer) => {
		const ada = world.person("Ada");
		await ada.says("/quiz");
		const round = ada.pressOf("A").split(":")[2] ?? "";
		expect(await ada.pressesRaw(press.replace("ROUND", round))).toContain(answer);
		expect(world.faults).toEqual([]);
	});

	test("case 6: a double click counts once and shows the same result", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz");
		const press = ada.pressOf("A");
		const [first, second] = await Promise.all([ada.pressesRaw(press), ada.pressesRaw(press)]);
		expect(second.split("\n")[0]).toBe(first.split("\n")[0]);
		expect(await ada.says("/streak")).toContain("Days learned: 1");
	});

	test("cases 44, 47: the same press delivered twice counts once", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz shell count:1");
		const press = ada.pressOf("A");
		await ada.pressesRaw(press, "same-id");
		await ada.pressesRaw(press, "same-id");
		await ada.says("/streak");
		expect(await ada.presses("Why this number?")).toContain("1 answer, UTC time");
	});

	test("words left over are answered with the usage", async () => {
		expect(await world.person("Ada").says("/streak please")).toBe(
			"I don't know what to do with “please”. It goes like this: /streak",
		);
	});

	test("an unknown command points to help", async () => {
		expect(await world.person("Ada").says("/dance")).toBe(
			"I don't know “dance”. /help lists what I can do.",
		);
	});

	test("case 63: a store in trouble loses nothing and gives an id to quote", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz");
		await world.store.close();
		expect(await ada.answers("rightly")).toMatch(/(went wrong|couldn't save).*\((\w{6})\)/);
		expect(world.faults).toHaveLength(1);
	});
});

test("two people get the same question with their own order of options", async () => {
	const content = { ...smallLibrary, questions: [question("web", "only", "easy")] };
	const here = await createWorld({ content });
	const cards = await Promise.all(
		["Ada", "Ben", "Cleo", "Dana", "Eve"].map((name) => here.person(name).says("/quiz")),
	);
	expect(new Set(cards).size).toBeGreaterThan(1);
	await here.close();
});
