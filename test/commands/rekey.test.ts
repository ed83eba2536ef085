import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLibrary, type LibraryContent } from "../../src/core/library.ts";
import { rekeyQuestion } from "../../src/core/rekey/written.ts";
import { openStore } from "../../src/store/open.ts";
import { findingsOf } from "../support/history.ts";
import { kindsLibrary } from "../support/kinds.ts";
import { question, smallLibrary } from "../support/library.ts";
import { countedIds, createWorld, type Person, type World } from "../support/world.ts";

const asked = question("shell", "q1", "medium");
const content: LibraryContent = { ...smallLibrary, questions: [asked] };
const { answer } = asked;
/** B is the key now, and A is not. */
const mended: LibraryContent = {
	...content,
	questions: [
		{
			...asked,
			revision: 2,
			answer: {
				...answer,
				by: "one",
				fixed: false,
				options: [
					{ id: "a", text: ["right"], correct: false, why: ["It was not."] },
					{ id: "b", text: ["tempting"], correct: true },
					{ id: "c", text: ["far off"], correct: false, why: ["It is not."] },
				],
			},
		},
	],
};
const ID = asked.id;

let ids = countedIds();
let world: World;
beforeEach(async () => {
	ids = countedIds();
	world = await createWorld({ content, ids, store: await openStore(":memory:", { ids }) });
});
afterEach(async () => {
	expect(world.faults).toEqual([]);
	expect(await findingsOf(world.store)).toEqual([]);
	await world.close();
});

async function answers(one: Person, option: string): Promise<void> {
	const card = await one.says("/quiz shell");
	if (card.includes("[Start new]")) await one.presses("Start new");
	await one.presses(new RegExp(`^([ABC]) ${option}$`, "m").exec(one.sees())?.[1] ?? "");
}

async function stateOf(name: string) {
	const learner = (await world.store.data.learnerOf(`test:${name}`)) ?? "";
	const [state] = await world.store.progress.questions(learner);
	return { ...state, mastered: await world.store.progress.mastered(learner) };
}

const rekeys = (of = mended, id = ID) =>
	rekeyQuestion(world.store, createLibrary(of), id, world.now());

describe("a key that was mended", () => {
	test("makes known what was right all along, and green what follows", async () => {
		const ada = world.person("Ada");
		await answers(ada, "tempting");
		await world.passes({ days: 3 });
		await answers(ada, "tempting");
		expect(await stateOf("ada")).toMatchObject({ known: false, mastered: [] });
		expect(await rekeys()).toEqual({ changed: 1, seen: 1 });
		const after = await stateOf("ada");
		expect(after).toMatchObject({ known: true, lastRight: true, tries: 2 });
		expect(after.mastered).toMatchObject([
			{ what: "topic", name: "small/shell", day: "2026-11-23" },
		]);
		expect(after.memory?.due?.localeCompare("2026-11-26")).toBe(1);
	});

	test("takes back what only the wrong key called known; what was green stays", async () => {
		const ben = world.person("Ben");
		await answers(ben, "right");
		await world.passes({ days: 3 });
		await answers(ben, "right");
		expect((await stateOf("ben")).mastered).toHaveLength(1);
		await rekeys();
		const after = await stateOf("ben");
		expect(after).toMatchObject({ known: false, lastRight: false, rightSince: null });
		expect(after.mastered).toHaveLength(1);
		expect(after.memory?.due).toBe("2026-11-24");
	});

	test("changes nothing for whoever is wrong either way, nor a second time", async () => {
		await answers(world.person("Ada"), "far off");
		await answers(world.person("Ben"), "tempting");
		expect(await rekeys()).toEqual({ changed: 1, seen: 2 });
		expect(await rekeys()).toEqual({ changed: 0, seen: 2 });
	});

	test("leaves points, streak and later answers alone", async () => {
		const ben = world.person("Ben");
		await answers(ben, "right");
		await rekeys();
		expect(await ben.says("/leaderboard all")).toContain("15 points");
		expect(await ben.says("/streak")).toContain("1 day in a row");
		const later = await createWorld({
			...{ at: "2026-11-24T08:00:00Z", content: mended, store: world.store, ids },
		});
		await later.person("Ben").says("/review");
		const same = later.person("Ben");
		await answers(same, "tempting");
		expect(await stateOf("ben")).toMatchObject({ lastRight: true, rightSince: "2026-11-24" });
	});

	test("minds what was said of an answer: a guess stays one", async () => {
		const ada = world.person("Ada");
		await answers(ada, "right");
		await ada.presses("I guessed");
		const before = await stateOf("ada");
		await rekeys();
		expect(await stateOf("ada")).toMatchObject({ lastRight: false, memory: before.memory });
	});

	test("is refused kindly where there is nothing to go by", async () => {
		await expect(rekeys(mended, "small/shell/none")).rejects.toThrow("No pack here has");
		await expect(rekeys(content)).rejects.toThrow("never had another version");
		const later = kindsLibrary.questions.map((one) => ({ ...one, revision: 2 }));
		const order = rekeys({ ...kindsLibrary, questions: later }, "small/order/only");
		await expect(order).rejects.toThrow("steps are kept by their places");
	});
});
