import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findingsOf } from "../support/history.ts";
import { question, smallLibrary } from "../support/library.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

/** One question on the shell, so that everybody is asked the same. */
const content = {
	...smallLibrary,
	questions: [question("shell", "q1", "medium"), question("web", "q1", "easy")],
};

let world: World;
let grace: Person;
beforeEach(async () => {
	world = await createWorld({ content });
	grace = world.person("Grace", { manages: true });
});
afterEach(async () => {
	expect(world.faults).toEqual([]);
	expect(await findingsOf(world.store)).toEqual([]);
	await world.close();
});

/** Somebody answers the one question on the shell, and says what they think of it. */
async function reports(name: string, words: string, where = {}): Promise<Person> {
	const one = world.person(name, where);
	await one.says("/quiz shell");
	await one.answers("wrongly");
	await one.presses("I think this is wrong");
	await one.submits({ words });
	return one;
}

const looks = () => grace.says("/manage questions reports");

describe("reports", () => {
	test("none wait at first", async () => {
		expect(await looks()).toBe("# Reports\nNothing waits here: every report has been looked at.");
	});

	test("come as a card with question, words and what to do", async () => {
		await reports("Ada", "It is B");
		expect(await looks()).toBe("");
	});
});
