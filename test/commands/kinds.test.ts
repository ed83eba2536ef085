import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { kindsLibrary } from "../support/kinds.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

let world: World;
let ada: Person;
beforeEach(async () => {
	world = await createWorld({ content: kindsLibrary });
	ada = world.person("Ada");
});
afterEach(() => world.close());

async function learnerId(): Promise<string> {
	const at = { space: "test:town", place: "test:square", personal: false };
	const visit = { account: "test:ada", name: "Ada", ...at };
	return (await world.store.learners.meet(visit, world.now())).learner.id;
}

/** The letters of options, by how their lines begin. */
const letters = (card: string, ...words: string[]) =>
	words.map((word) => new RegExp(`^([A-I]) ${word}`, "m").exec(card)?.[1] ?? "?");

describe("several options at once", () => {
	test("all that fit, and no other, is right", async () => {
		const card = await ada.says("/quiz several");
		expect(card).toContain("(Choose all that fit.)");
		const [get = "", put = ""] = letters(card, "GET", "PUT");
		const result = await ada.picks(get, put);
		expect(result).toContain(`# Right: it is ${[get, put].toSorted().join(" and ")}`);
		expect(result).toMatch(/✓ [A-D] GET \(your pick\)/);
	});

	test("one too many is not quite right, and says why that one is wrong", async () => {
		const card = await ada.says("/quiz several");
		const result = await ada.picks(...letters(card, "GET", "PUT", "POST"));
		expect(result).toContain("# Not quite: it is ");
		expect(result).toContain("POST makes no such promise.");
		expect(result).not.toContain("PATCH may add twice.");
	});

	test("one too few is not quite right", async () => {
		const card = await ada.says("/quiz several");
		expect(await ada.picks(...letters(card, "GET"))).toContain("# Not quite");
	});

	test("nothing chosen, or what is not there, changes nothing", async () => {
		await ada.says("/quiz several");
		expect(await ada.picks()).toContain("Question 1 of 1");
	});
});

describe("steps in order", () => {
	const steps = ["add the column", "copy the values", "drop the old column"];

	test("are pressed one by one, with what is placed so far in sight", async () => {
		const card = await ada.says("/quiz order");
		expect(card).toContain("Only 3 of the steps belong");
		const [first = "", second = "", third = ""] = letters(card, ...steps);
		expect(await ada.presses(first)).toContain(`So far: ${first}`);
		expect(ada.sees()).toContain("[Undo]");
		expect(ada.sees()).not.toContain(`[${first}]`);
		await ada.presses(second);
		const result = await ada.presses(third);
		expect(result).toContain(`# Right: it is ${first}, ${second}, ${third}`);
		expect(result).toContain(`1. ${first} add the column`);
	});

	test("can be taken back", async () => {
		const card = await ada.says("/quiz order");
		const [first = "", second = "", third = ""] = letters(card, ...steps);
		await ada.presses(third);
		expect(await ada.presses("Undo")).not.toContain("So far");
		await ada.presses(first);
		await ada.presses(second);
		expect(await ada.presses(third)).toContain("# Right");
	});

	test("in another order show the right one and one's own", async () => {
		const card = await ada.says("/quiz order");
		const [first = "", second = "", third = ""] = letters(card, ...steps);
		await ada.presses(second);
		await ada.presses(first);
		const result = await ada.presses(third);
		expect(result).toContain(`# Not quite: it is ${first}, ${second}, ${third}`);
		expect(result).toContain(`Your order: ${second}, ${first}, ${third}`);
	});

	test("write nothing before the last one", async () => {
		const card = await ada.says("/quiz order");
		await ada.presses(letters(card, steps[0] ?? "")[0] ?? "");
		expect(await ada.says("/streak")).toContain("No streak yet");
	});

	test.each([
		["the same step twice", "00"],
		["a step that is not there", "9"],
		["words", "ab"],
	])("with %s are refused kindly", async (_what, placed) => {
		await ada.says("/quiz order");
		const [command, , round, position] = ada.pressOf("A").split(":");
		const press = `${command}:1:${round}:${position}:${placed}`;
		expect(await ada.pressesRaw(press)).toBe(
			"I don't recognise that button. /help shows what I can do.",
		);
	});
});

describe("a typed answer", () => {
	test.each(["Retry-After", "retry-after", "  RETRY-AFTER: ", "Ｒetry-After", "Retry\u200b-After"])(
		"%j is right",
		async (words) => {
			await ada.says("/quiz short");
			expect(await ada.presses("Answer")).toBe("# Your answer\nYour answer: \n[Send]");
			const result = await ada.submits({ typed: words });
			expect(result).toContain("# Right: it is Retry-After");
		},
	);

	test("that is something else is not quite right, and is shown", async () => {
		await ada.says("/quiz short");
		await ada.presses("Answer");
		const result = await ada.submits({ typed: "Expires" });
		expect(result).toContain("# Not quite: it is Retry-After");
		expect(result).toContain("You typed: Expires");
	});

	test("that just misses does not count: the author's hint, and another try", async () => {
		await ada.says("/quiz short");
		await ada.presses("Answer");
		const card = await ada.submits({ typed: "X-RateLimit-Reset" });
		expect(card).toContain(
			"(You typed “X-RateLimit-Reset”. Widely used, but not the standard one.)",
		);
		await ada.presses("Answer");
		expect(await ada.submits({ typed: "Retry-After" })).toContain("# Right");
	});

	test("with one letter off is told so, and not counted", async () => {
		await ada.says("/quiz short");
		await ada.presses("Answer");
		expect(await ada.submits({ typed: "Retry-Aftr" })).toContain("one letter is off");
	});

	test("case 30: of ten thousand signs is taken as an answer, and kept short", async () => {
		await ada.says("/quiz short");
		await ada.presses("Answer");
		const result = await ada.submits({ typed: "x".repeat(10_000) });
		expect(result).toContain("# Not quite");
		expect(result.length).toBeLessThan(1_500);
	});

	test("case 32: in letters that only look alike is not right", async () => {
		await ada.says("/quiz short");
		await ada.presses("Answer");
		expect(await ada.submits({ typed: "Rеtrу-Aftеr" })).toContain("# Not quite");
	});

	test("case 9: submitted without its form being open, for another kind, changes nothing", async () => {
		await ada.says("/quiz several");
		const round = await world.store.rounds.open(await learnerId(), "test:town");
		const card = await ada.pressesRaw(`quiz.typed:1:${round?.id}:0`);
		expect(card).toContain("Question 1 of 1");
	});
});

test("results of queries show the tables first", async () => {
	const card = await ada.says("/quiz output");
	expect(card).toContain("(The tables, before the query runs:)\nCREATE TABLE t(x INTEGER) STRICT;");
	expect(card).toContain("SELECT COUNT(*) FROM t;");
});

describe("after an answer", () => {
	test("all reasons open at a press", async () => {
		const card = await ada.says("/quiz several");
		const [get = "", put = ""] = letters(card, "GET", "PUT");
		await ada.picks(get, put);
		const all = await ada.presses("Why not the others?");
		expect(all).toContain("POST makes no such promise.");
		expect(all).toContain("PATCH may add twice.");
		expect(all).not.toContain("[Why not the others?]");
	});

	test("a guess keeps its points and comes back sooner", async () => {
		await ada.says("/quiz output");
		expect(await ada.answers("rightly")).toContain("+10 points.");
		const noted = await ada.presses("I guessed");
		expect(noted).toContain("it comes back sooner, and the points are yours");
		expect(noted).not.toContain("[I guessed]");
		const [state] = await world.store.progress.questions(await learnerId());
		expect(state).toMatchObject({ lastRight: false, known: false });
	});

	test("“I think this is wrong” keeps a report, once", async () => {
		await ada.says("/quiz output");
		await ada.answers("wrongly");
		expect(await ada.presses("I think this is wrong")).toContain("# What is wrong here?");
		expect(await ada.submits({ words: "The key is B." })).toBe(
			"Thank you. It is kept for those who look after the questions.\n(Once it is mended, may others read that it was you who found it?)\n[Thank me by name]",
		);
	});

	test("before it, nothing is told that would give the key away", async () => {
		await ada.says("/quiz output");
		const [, , round] = ada.pressOf("A").split(":");
		for (const name of ["reasons", "guess", "report"])
			expect(await ada.pressesRaw(`quiz.${name}:1:${round}:0`)).toBe(
				"Answer it first; then I can say more.",
			);
	});

	test("another person learns nothing about one's question", async () => {
		await ada.says("/quiz output");
		await ada.answers("rightly");
		const [, , round] = ada.pressOf("Why not the others?").split(":");
		expect(await world.person("Ben").pressesRaw(`quiz.reasons:1:${round}:0`)).toContain(
			"That quiz is not yours",
		);
	});
});
