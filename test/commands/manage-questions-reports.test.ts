import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { findingsOf } from "../support/history.ts";
import { question, smallLibrary } from "../support/library.ts";
import { countedIds, createWorld, type Person, type World } from "../support/world.ts";

/** One question on the shell, so that everybody is asked the same. */
const content = {
	...smallLibrary,
	questions: [question("shell", "q1", "medium"), question("web", "q1", "easy")],
};
const mended = {
	...content,
	questions: content.questions.map((one) => ({ ...one, revision: 2 })),
};
const VILLAGE = { space: "test:village", id: "test:well" };

let ids = countedIds();
let world: World;
let grace: Person;
beforeEach(async () => {
	ids = countedIds();
	const store = await openStore(":memory:", { ids });
	world = await createWorld({ content, store, ids });
	grace = world.person("Grace", { manages: true });
});
afterEach(async () => {
	expect(world.faults).toEqual([]);
	expect(await findingsOf(world.store)).toEqual([]);
	await world.close();
});

/** Somebody answers the one question on the shell wrongly, and says what they think of it. */
async function reports(name: string, words = "", where = {}): Promise<Person> {
	const one = world.person(name, where);
	await asks(one);
	await one.answers("wrongly");
	await one.presses("I think this is wrong");
	await one.submits({ words });
	return one;
}

const looks = (one = grace) => one.says("/manage questions reports");

/** Starts anew where a round is under way. */
async function asks(one: Person): Promise<string> {
	const card = await one.says("/quiz shell");
	return card.includes("[Start new]") ? one.presses("Start new") : card;
}

const NONE = "There are no questions on The shell yet.";

/** Hides what is in sight, for a reason. */
async function hides(one = grace, why = "It is outdated."): Promise<string> {
	await one.presses("Hide in this space");
	return one.submits({ why });
}

describe("reports", () => {
	test("none wait at first", async () => {
		expect(await looks()).toBe("# Reports\nNothing waits here: every report has been looked at.");
	});

	test("come as a card with question, words and what to do, and no names", async () => {
		await reports("Ada", "It is B, surely");
		const card = (await looks()).replace(/picked: [BC]$/m, "picked: B or C");
		expect(card).toBe(
			[
				"# Report 1 of 1 · The shell",
				"What about shell q1?",
				"✓ A right",
				"B tempting",
				"C far off",
				"Because of q1.",
				"(Source: example.org, section 2)",
				"Reported: by 1 person, first 2026-11-20T08:00",
				"They had picked: B or C",
				"First answers here: 1 person so far; figures come with 10",
				"In their words",
				"- “It is B, surely”",
				"[Hide in this space] [Re-score] [Report upstream] [Keep it]",
			].join("\n"),
		);
	});

	test("show the share of those who picked the same once ten have answered", async () => {
		for (let n = 0; n < 9; n += 1) {
			const one = world.person(`P${n}`);
			await asks(one);
			await one.answers("rightly");
		}
		await reports("Ada");
		expect(await looks()).toMatch(/They had picked: [BC]: 10 % of all here/);
		expect(grace.sees()).toContain("✓ A right · 90 %");
		expect(grace.sees()).toContain("90 % right · 10 people");
	});

	test("wait in turn, what most people reported first", async () => {
		await reports("Ada", "one");
		await reports("Ben", "two");
		const cleo = world.person("Cleo");
		await cleo.says("/quiz web");
		await cleo.answers("wrongly");
		await cleo.presses("I think this is wrong");
		await cleo.submits({ words: "three" });
		expect(await looks()).toContain("# Report 1 of 2 · The shell");
		expect(await grace.presses("Next")).toContain("# Report 2 of 2 · How the web works");
		expect(await grace.presses("Next")).toContain("# Report 1 of 2 · The shell");
	});

	test("are closed by keeping the question, and open again when that is taken back", async () => {
		await reports("Ada", "one");
		await looks();
		expect(await grace.presses("Keep it")).toContain("Kept: it is asked on");
		expect(await looks()).toContain("Nothing waits here");
		await grace.says("/help");
		await reports("Ben", "two");
		await looks();
		await grace.presses("Keep it");
		expect(await grace.presses("Undo")).toContain("Taken back.");
		expect(await looks()).toContain("Reported: by 1 person");
		expect(grace.sees()).toContain("“two”");
	});

	test("of a version that was mended since say so", async () => {
		await reports("Ada", "one");
		const later = await createWorld({ content: mended, store: world.store, ids });
		const card = await looks(later.person("Grace", { manages: true }));
		expect(card).toContain("It has been mended since: version 2 is asked now.");
		expect(card).not.toContain("They had picked");
	});

	test("of a question that is gone can still be closed", async () => {
		await reports("Ada", "one");
		const gone = { ...content, questions: content.questions.slice(1) };
		const later = await createWorld({ content: gone, store: world.store, ids });
		const same = later.person("Grace", { manages: true });
		expect(await looks(same)).toContain("It is not asked anywhere any more.");
		await same.presses("Keep it");
		expect(await looks(same)).toContain("Nothing waits here");
	});

	test("go upstream as a text to copy, without names", async () => {
		await reports("Ada", "It is B");
		await reports("Ben", "B, I think\nreally");
		await looks();
		const text = await grace.presses("Report upstream");
		expect(text).toContain("Question: small/shell/q1 (version 1)\nWhat about shell q1?");
		expect(text).toContain("- B, I think really");
		expect(text).toContain("- It is B");
		expect(text).not.toMatch(/Ada|Ben/);
	});

	test("go to the page the pack names", async () => {
		const home = "https://example.org/mistakes";
		const later = await createWorld({
			content: { ...content, homes: { small: home } },
			store: world.store,
			ids,
		});
		const same = later.person("Grace", { manages: true });
		await reports("Ada", "one");
		await looks(same);
		expect(await same.presses("Report upstream")).toContain("[Open their page]");
	});
});

describe("hiding a question", () => {
	test("takes it out of quizzes, for a reason that is kept, and can be taken back", async () => {
		await reports("Ada");
		await looks();
		expect(await hides()).toContain("Hidden: nobody here is asked it anew");
		expect(await asks(world.person("Ben"))).toContain(NONE);
		const shown = await grace.says("/manage questions show small/shell/q1");
		expect(shown).toContain("(Hidden here · 2026-11-20T08:00 · by Grace: It is outdated.)");
		expect(await grace.presses("Ask it here again")).toContain("Taken back.");
		expect(await asks(world.person("Ben"))).toContain("What about shell q1?");
	});

	test("takes it out of reviews and of the Sunday message", async () => {
		const ada = await reports("Ada");
		await ada.says("/settings");
		await ada.presses("Reminders");
		await ada.presses("Sunday message, please");
		await world.passes({ days: 1 });
		await ada.says("/review");
		expect(await ada.presses("Start new")).toContain("What about shell q1?");
		await looks();
		await hides();
		await ada.says("/review");
		expect(await ada.presses("Start new")).toContain("Nothing to review now");
		await world.passes({ days: 2 });
		expect(world.directs("Ada")).toEqual([]);
	});

	test("takes it out of the daily questions to come, and of what they will last for", async () => {
		await grace.says("/setup zone:UTC hour:9");
		expect(await grace.says("/manage schedule list")).toContain("lasts for about 2 more days");
		await grace.says("/manage questions show small/shell/q1");
		await hides();
		expect(await grace.says("/manage schedule list")).toContain("lasts for about 1 more day");
		await world.passes({ hours: 2 });
		expect(world.posts("test:square").at(-1)?.gist).toContain("How the web works");
		await world.passes({ days: 1 });
		expect(world.posts("test:square")).toHaveLength(1);
	});

	test("leaves a round that holds it as it is", async () => {
		const ben = world.person("Ben");
		await asks(ben);
		await reports("Ada");
		await looks();
		await hides();
		expect(await ben.answers("rightly")).toContain("# Right");
	});

	test("concerns this space alone", async () => {
		await reports("Ada");
		await looks();
		await hides();
		expect(await asks(world.person("Ben", VILLAGE))).toContain("What about shell q1?");
		const alone = { id: "test:dm", space: "test:ben-alone", personal: true };
		expect(await asks(world.person("Ben", alone))).toContain("What about shell q1?");
	});

	test("twice is as good as once", async () => {
		await grace.says("/manage questions show small/shell/q1");
		await grace.presses("Hide in this space");
		await grace.submits({ why: "first" });
		const undo = grace.pressOf("Undo");
		const hide = world.person("Mo", { manages: true });
		await hide.says("/manage questions show small/shell/q1");
		expect(hide.sees()).toContain("[Ask it here again]");
		await grace.pressesRaw(undo);
		expect(await hide.presses("Ask it here again")).toContain("taken back already");
	});
});

describe("setting a question aside", () => {
	test("happens by itself with the third person, until somebody decides", async () => {
		await reports("Ada", "one");
		await reports("Ada", "again");
		await reports("Ben", "two");
		const dora = world.person("Dora");
		expect(await asks(dora)).toContain("What about shell q1?");
		await reports("Cleo", "three");
		expect(await asks(world.person("Eve"))).toContain(NONE);
		expect(await looks()).toContain("Set aside here, because 3 people reported it");
		expect(grace.sees()).toContain("Reported: 4 times by 3 people");
		expect(await dora.answers("rightly")).toContain("# Right");
		expect(await grace.presses("Keep it")).toContain("Kept");
		expect(await asks(world.person("Eve"))).toContain("What about shell q1?");
	});

	test("comes back when keeping it is taken back", async () => {
		for (const name of ["Ada", "Ben", "Cleo"]) await reports(name);
		await looks();
		await grace.presses("Keep it");
		await grace.presses("Undo");
		expect(await looks()).toContain("Set aside here");
		expect(await asks(world.person("Eve"))).toContain(NONE);
	});

	test("ends with a mended version", async () => {
		for (const name of ["Ada", "Ben", "Cleo"]) await reports(name);
		const later = await createWorld({ content: mended, store: world.store, ids });
		expect(await asks(later.person("Eve"))).toContain("What about shell q1?");
	});

	test("counts the people of one space", async () => {
		await reports("Ada");
		await reports("Ben");
		await reports("Cleo", "", VILLAGE);
		expect(await asks(world.person("Eve"))).toContain("What about shell q1?");
		expect(await looks(world.person("Mo", { ...VILLAGE, manages: true }))).toContain(
			"Reported: by 1 person",
		);
	});
});

describe("cases 11 to 14: who may", () => {
	test("members may neither look nor press", async () => {
		await reports("Ada", "one");
		const ada = world.person("Ada");
		const only = "This one is for moderators.";
		expect(await looks(ada)).toContain(only);
		await looks();
		for (const label of ["Hide in this space", "Re-score", "Report upstream", "Keep it"])
			expect(await ada.pressesRaw(grace.pressOf(label))).toContain(only);
		await grace.presses("Keep it");
		expect(await ada.pressesRaw(grace.pressOf("Undo"))).toContain(only);
	});

	test("nothing of it is there in direct messages", async () => {
		const alone = { id: "test:dm", space: "test:alone", personal: true, manages: true };
		const same = world.person("Grace", alone);
		await reports("Ada", "one");
		await looks();
		expect(await looks(same)).toContain("not in a direct message");
		expect(await same.pressesRaw(grace.pressOf("Keep it"))).toContain("not in a direct message");
	});

	test("whoever loses the role between the form and its sending hides nothing", async () => {
		await reports("Ada", "one");
		await looks();
		const submitted = grace.pressOf("Hide in this space").replace(".hide:", ".hidden:");
		const former = world.person("Grace");
		expect(await former.pressesRaw(submitted)).toContain("This one is for moderators.");
		expect(await asks(world.person("Ben"))).toContain("What about shell q1?");
	});

	test("another space's moderators see and change nothing here", async () => {
		await reports("Ada", "one");
		await looks();
		const keep = grace.pressOf("Keep it");
		const mo = world.person("Mo", { ...VILLAGE, manages: true });
		expect(await looks(mo)).toContain("Nothing waits here");
		expect(await mo.pressesRaw(keep)).toContain("have been decided on already");
		await grace.presses("Keep it");
		expect(await mo.pressesRaw(grace.pressOf("Undo"))).toContain("taken back already");
		expect(await looks()).toContain("Nothing waits here");
	});

	test("a press with the key of nothing is refused kindly", async () => {
		for (const press of ["keep:1:abc:1", "hide:1:abc:1", "rescore:1:abc:1", "upstream:1:abc:1"])
			expect(await grace.pressesRaw(`manage-questions-reports.${press}`)).toContain(
				"I don't know that question any more.",
			);
		expect(await grace.pressesRaw("manage-questions-reports.page:1:999")).toContain("Nothing");
		for (const press of ["keep:1:a/b:1", "keep:1:abc", "give:1:abc:1:x:y"])
			expect(await grace.pressesRaw(`manage-questions-reports.${press}`)).toContain(
				"I don't recognise that button.",
			);
	});
});
