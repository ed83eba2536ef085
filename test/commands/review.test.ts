import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { question, smallLibrary } from "../support/library.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

let world: World;
let ada: Person;
beforeEach(async () => {
	world = await createWorld({ at: "2026-11-20T08:00:00Z" });
	ada = world.person("Ada");
});
afterEach(() => world.close());

/** Answers a whole quiz on a topic, each question as told. */
async function quiz(line: string, ...how: readonly ("rightly" | "wrongly")[]): Promise<void> {
	await ada.says(line);
	for (const one of how) {
		await ada.answers(one);
		await ada.presses(ada.sees().includes("[Next question]") ? "Next question" : "See how it went");
	}
}

describe("/review", () => {
	test("somebody who has answered nothing hears what will come back, and when", async () => {
		const card = await ada.says("/review");
		expect(card).toContain("# Nothing to review now");
		expect(card).toContain("comes back here");
		expect(await ada.presses("Quiz")).toContain("# Welcome!");
	});

	test("what was right comes back after some days, what was missed the next day", async () => {
		await quiz("/quiz shell count:2", "rightly", "wrongly", "rightly");
		expect(await ada.says("/review")).toContain("The next one is due tomorrow.");
		await world.passes({ days: 1 });
		expect(await ada.says("/review")).toContain("(1 for today.)");
		await ada.answers("rightly");
		const summary = await ada.presses("See how it went");
		expect(summary).toContain("1 of 1 right at the first try");
		expect(summary).toContain("The coming days");
		expect(await ada.says("/review")).toContain("# That was today's review");
		await world.passes({ days: 3 });
		expect(await ada.says("/review")).toContain("Review 1 of 1 · The shell");
	});

	test("a due review pays ten points, once a day", async () => {
		await quiz("/quiz shell hard count:1", "rightly");
		await world.passes({ days: 4 });
		await ada.says("/review");
		expect(await ada.answers("rightly")).toContain("+10 points");
		await ada.says("/quiz shell hard count:1");
		expect(await ada.answers("rightly")).toContain("Practice: no points this time.");
	});

	test("a right review can have been hard or easy: it comes back sooner or later", async () => {
		await quiz("/quiz shell count:1", "rightly");
		await world.passes({ days: 4 });
		await ada.says("/review");
		await ada.answers("rightly");
		const hard = await ada.presses("That was hard");
		expect(hard).toContain("Noted: it comes back on ");
		expect(hard).not.toContain("That was easy");
		const raw = ada.requests.at(-1);
		if (raw?.kind !== "press") throw new Error("no press");
		const easy = await ada.pressesRaw(raw.press.replace(/\d$/, "4"));
		const day = (card: string) => /comes back on ([^.]+)/.exec(card)?.[1];
		expect(day(easy)).not.toBe(day(hard));
	});

	test("how it felt cannot be said of a miss, a quiz, or another one's review", async () => {
		await ada.says("/quiz shell count:1");
		const pick = ada.pressOf("A");
		const press = pick.replace("quiz.pick", "review.felt").replace(/\d$/, "4");
		expect(await ada.pressesRaw(press)).toContain("I don't recognise that button");
		await ada.says("/quiz");
		await ada.presses("Continue");
		await ada.answers("rightly");
		expect(await ada.pressesRaw(press)).not.toContain("Noted");
		expect(await world.person("Eve").pressesRaw(press)).toContain("not yours");
	});

	test("never more than fifteen a day, and no number says how many wait", async () => {
		await world.close();
		const many = Array.from({ length: 18 }, (_, index) => question("shell", `m${index}`, "easy"));
		world = await createWorld({ content: { ...smallLibrary, questions: many } });
		ada = world.person("Ada");
		await quiz("/quiz shell count:18", ...Array<"rightly">(18).fill("rightly"));
		await world.passes({ days: 5 });
		expect(await ada.says("/review")).toContain("(15 for today.)");
		await ada.answers("rightly");
		await ada.says("/review");
		expect(await ada.presses("Start new")).toContain("(14 for today.)");
	});

	test("an open quiz is not dropped unasked", async () => {
		await quiz("/quiz shell count:1", "rightly");
		await world.passes({ days: 4 });
		await ada.says("/quiz count:2");
		expect(await ada.says("/review")).toContain(
			"You have a quiz under way, with 2 questions to go.",
		);
		expect(await ada.presses("Start new")).toContain("Review 1 of 1");
		expect(await ada.says("/quiz")).toContain("You have a review under way");
	});

	test("after a week away the first one is one that was right before", async () => {
		await quiz("/quiz shell count:3", "rightly", "wrongly", "wrongly", "rightly", "rightly");
		await world.passes({ days: 9 });
		await ada.says("/review");
		expect(ada.sees()).toContain("Review 1 of 3");
		const first = ada.sees();
		const states = await world.store.progress.questions(await learnerId());
		const right = states.find((state) => state.rightSince !== null)?.question ?? "";
		const stem = stemOf(right);
		expect(first).toContain(stem);
	});
});

async function learnerId(): Promise<string> {
	const at = { space: "test:town", place: "test:square", personal: false };
	const visit = { account: "test:ada", name: "Ada", ...at };
	return (await world.store.learners.meet(visit, world.now())).learner.id;
}

const stemOf = (id: string): string => id.replace("small/", "").replace("/", " ");
