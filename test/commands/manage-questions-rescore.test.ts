import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { findingsOf } from "../support/history.ts";
import { kindsLibrary } from "../support/kinds.ts";
import { question, smallLibrary } from "../support/library.ts";
import { countedIds, createWorld, type Person, type World } from "../support/world.ts";

/** A medium question on the shell (15 points), whose key says A where B is right as well. */
const content = {
	...smallLibrary,
	questions: [question("shell", "q1", "medium"), question("web", "q1", "easy")],
};

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

/** Answers the question on the shell by the words of an option. */
async function answers(one: Person, option: "right" | "tempting" | "far off"): Promise<string> {
	const card = await one.says("/quiz shell");
	if (card.includes("[Start new]")) await one.presses("Start new");
	const letter = new RegExp(`^([ABC]) ${option}$`, "m").exec(one.sees())?.[1] ?? "";
	return one.presses(letter);
}

async function people(names: readonly string[], option: "right" | "tempting" | "far off") {
	for (const name of names) await answers(world.person(name), option);
}

const opens = async (one = grace) => {
	await one.says("/manage questions show shell/q1");
	return one.presses("Re-score");
};

/** B, in the order of the file, is what tempts. */
async function previews(one = grace): Promise<string> {
	await opens(one);
	return one.picks("B");
}

const points = async (one: Person, period = "all") =>
	Number(/(?:you\)|Ada).*?(\d+) points?/.exec(await one.says(`/leaderboard ${period}`))?.[1] ?? 0);

const GIVEN = "A key was wrong, and your answer was right after all: 15 points more for you here.";
const TAKEN = "The 15 points you were given after the fact went back";

describe("re-scoring", () => {
	test("asks what was right as well", async () => {
		expect(await opens()).toBe(
			[
				"# Re-score: what was right as well?",
				"What about shell q1?",
				"✓ A right",
				"B tempting",
				"C far off",
				"(Points here are given for first tries at this version that become right. Cards, and what is known, change only with a mended question.)",
				"[Right as well: B · tempting, C · far off]",
				"[Every answer counts] [Back to the reports]",
			].join("\n"),
		);
	});

	test("says what it gives before it does, gives it, and takes it back", async () => {
		await people(["Ada", "Ben", "Cleo"], "tempting");
		await people(["Dora"], "far off");
		await people(["Eve"], "right");
		expect(await previews()).toBe(
			[
				"# Re-score: what it gives",
				"B counts as right as well.",
				"- 3 people get 15 points each",
				"(The points count in the week and month of each answer. Each of them is told once, with my next answer to them.)",
				"[Give the points] [Cancel] [Back to the reports]",
			].join("\n"),
		);
		const ada = world.person("Ada");
		expect(await points(ada)).toBe(0);
		expect(await grace.presses("Give the points")).toBe(
			[
				"Done: 3 people get 15 points each.",
				"It is still asked with the old key. Hide it here until a mended version is out?",
				"[Hide in this space] [Undo] [Back to the reports]",
			].join("\n"),
		);
		expect(await ada.says("/leaderboard week")).toContain("15 points");
		expect(await points(ada, "month")).toBe(15);
		expect(await grace.presses("Undo")).toContain(
			"Taken back: the points of 3 people are as they were before.",
		);
		expect(await ada.says("/leaderboard week")).not.toContain("Ada (you) · 15 points");
	});

	test("counts every answer, if that is fairer", async () => {
		await people(["Ada"], "tempting");
		await people(["Dora"], "far off");
		await opens();
		expect(await grace.presses("Every answer counts")).toContain("2 people get 15 points each");
	});

	test("tells everybody once, and again when it went back", async () => {
		const ada = world.person("Ada");
		await answers(ada, "tempting");
		await people(["Ben"], "tempting");
		await previews();
		await grace.presses("Give the points");
		expect(await ada.says("/streak")).toContain(GIVEN);
		expect(ada.sees()).toContain("(What about shell q1?)");
		expect(await ada.says("/streak")).not.toContain(GIVEN);
		await grace.presses("Undo");
		await world.passes({ minutes: 2 });
		expect(await ada.says("/streak")).toContain(TAKEN);
		expect(await ada.says("/streak")).not.toContain(TAKEN);
		// Ben never heard of it, so there is nothing to take back.
		expect(await world.person("Ben").says("/streak")).not.toMatch(/key/);
	});

	test("tells it where the points are, and nowhere else", async () => {
		const ada = world.person("Ada");
		await answers(ada, "tempting");
		await previews();
		await grace.presses("Give the points");
		const away = world.person("Ada", { space: "test:village", id: "test:well" });
		expect(await away.says("/streak")).not.toContain(GIVEN);
		expect(await ada.says("/streak")).toContain(GIVEN);
	});

	test("gives an answer points once, however often and whoever presses", async () => {
		await people(["Ada", "Ben"], "tempting");
		const mo = world.person("Mo", { manages: true });
		await previews();
		await previews(mo);
		const [give, also] = [grace.pressOf("Give the points"), mo.pressOf("Give the points")];
		await Promise.all([
			grace.pressesRaw(give, "twice"),
			grace.pressesRaw(give, "twice"),
			mo.pressesRaw(also),
		]);
		expect(await points(world.person("Ada"))).toBe(15);
		expect(await previews()).toContain("Nobody's points change.");
	});

	test("catches those who answer later, when it is done again", async () => {
		await people(["Ada"], "tempting");
		await previews();
		await grace.presses("Give the points");
		await people(["Ben"], "tempting");
		expect(await previews()).toContain("1 person gets 15 points");
		await grace.presses("Give the points");
		expect(await points(world.person("Ada"))).toBe(15);
	});

	test("can be done again after it was taken back", async () => {
		await people(["Ada"], "tempting");
		await previews();
		await grace.presses("Give the points");
		const undo = grace.pressOf("Undo");
		await grace.presses("Undo");
		expect(await grace.pressesRaw(undo)).toContain("taken back already");
		await previews();
		expect(await grace.presses("Give the points")).toContain("1 person gets 15 points");
		expect(await points(world.person("Ada"))).toBe(15);
	});

	test("stands on the question's card, where it can be taken back later", async () => {
		await people(["Ada"], "tempting");
		await previews();
		await grace.presses("Give the points");
		expect(await grace.says("/manage questions show shell/q1")).toContain(
			"(Re-scored · 2026-11-20T08:00 · by Grace)",
		);
		expect(await grace.presses("Undo the re-scoring")).toContain("Taken back");
	});
});

describe("the points are those of the time", () => {
	test("they count in the week and month of the answer", async () => {
		const ada = world.person("Ada");
		await answers(ada, "tempting");
		await world.passes({ days: 14 });
		await previews();
		await grace.presses("Give the points");
		expect(await points(ada, "week")).toBe(0);
		expect(await points(ada, "month")).toBe(0);
		expect(await points(ada, "all")).toBe(15);
	});

	test("what was practice stays practice, and a due review pays as one", async () => {
		const ada = world.person("Ada");
		await answers(ada, "tempting");
		await answers(ada, "tempting");
		await world.passes({ days: 3 });
		await answers(ada, "tempting");
		await people(["Ben"], "tempting");
		expect(await previews()).toContain("- 1 person gets 25 points\n- 1 person gets 15 points");
		await grace.presses("Give the points");
		expect(await points(ada)).toBe(25);
	});

	test("what was only practice is said and gives nothing", async () => {
		const ada = world.person("Ada");
		await answers(ada, "right");
		await answers(ada, "tempting");
		expect(await previews()).toContain(
			"Nobody's points change.\n(1 person was right too, and gets none: it was practice.)",
		);
		expect(grace.sees()).not.toContain("[Give the points]");
	});

	test("a daily question pays what it pays everybody", async () => {
		await grace.says("/setup zone:UTC hour:9");
		await grace.says("/manage questions show web/q1");
		await grace.presses("Hide in this space");
		await grace.submits({ why: "" });
		await world.passes({ hours: 1, minutes: 5 });
		const ada = world.person("Ada");
		await ada.says("/daily");
		const letter = /^([ABC]) tempting$/m.exec(ada.sees())?.[1] ?? "";
		await ada.presses(letter);
		expect(await previews()).toContain("1 person gets 10 points");
	});

	test("nothing beyond what a day pays", async () => {
		const many = Array.from({ length: 30 }, (_, n) => question("web", `w${n}`, "easy"));
		const later = await createWorld({
			content: { ...content, questions: [...content.questions, ...many] },
			store: world.store,
			ids,
		});
		const ada = later.person("Ada");
		for (let round = 0; round < 2; round += 1) {
			await ada.says("/quiz web count:15");
			for (let n = 0; n < 15; n += 1) {
				await ada.answers("rightly");
				if (n < 14) await ada.presses("Next question");
			}
		}
		await answers(ada, "tempting");
		expect(await previews()).toContain("Nobody's points change.");
	});

	test("cohorts' boards get them where the answer would have counted", async () => {
		await grace.says("/manage cohort create name:Spring start:2026-11-20 topics:shell");
		const ada = world.person("Ada");
		await ada.says("/cohort join");
		await answers(ada, "tempting");
		await people(["Ben"], "tempting");
		await world.person("Ben").says("/cohort join");
		await previews();
		await grace.presses("Give the points");
		const scope = (await world.store.cohorts.ofSpace("test:town"))[0]?.id ?? "";
		const learner = async (name: string) =>
			(await world.store.learners.find(`test:${name}`, "test:town", world.now()))?.id ?? "";
		const of = async (name: string) =>
			(await world.store.scores.of(scope, await learner(name), "2026-11-20")).all;
		expect([await of("ada"), await of("ben")]).toEqual([15, 0]);
		await grace.presses("Undo");
		expect([await of("ada"), await of("ben")]).toEqual([0, 0]);
	});

	test("memory, mastery and the streak stay as they were", async () => {
		const ada = world.person("Ada");
		await answers(ada, "tempting");
		const learner =
			(await world.store.learners.find("test:ada", "test:town", world.now()))?.id ?? "";
		const before = await world.store.progress.questions(learner);
		await previews();
		await grace.presses("Give the points");
		expect(await world.store.progress.questions(learner)).toEqual(before);
		expect(await ada.says("/streak")).toContain("1 day in a row");
	});
});

describe("ways of answering", () => {
	beforeEach(async () => {
		world = await createWorld({ content: kindsLibrary, store: world.store, ids });
		grace = world.person("Grace", { manages: true });
	});

	test("several options: a set that was right as well, in whatever order it was picked", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz several");
		await ada.picks(...lettersOf(ada, "POST", "GET", "PUT"));
		await grace.says("/manage questions show several");
		expect(await grace.presses("Re-score")).toContain("[Right as well, all of these together: A");
		expect(await grace.picks("A", "C")).toContain("Nobody's points change.");
		await grace.presses("Cancel");
		expect(await grace.picks("A", "B", "C")).toContain("A, B, C counts as right as well.");
		expect(grace.sees()).toContain("1 person gets 10 points");
	});

	test("typed words, as somebody would type them", async () => {
		const ada = world.person("Ada");
		await ada.says("/quiz short");
		await ada.presses("Answer");
		await ada.submits({ typed: "RateLimit-Reset" });
		await grace.says("/manage questions show short");
		await grace.presses("Re-score");
		await grace.presses("Type the answer");
		expect(await grace.submits({ typed: "ratelimit-reset" })).toContain(
			"“ratelimit-reset” counts as right as well.\n- 1 person gets 10 points",
		);
		expect(await grace.presses("Give the points")).toContain("Done: 1 person gets 10 points.");
	});

	test("typed words that are too long, or none, are refused kindly", async () => {
		await grace.says("/manage questions show short");
		await grace.presses("Re-score");
		await grace.presses("Type the answer");
		expect(await grace.submits({ typed: "é".repeat(30) })).toContain("at most 34 letters");
	});

	test("an order counts with all others, or not at all", async () => {
		await grace.says("/manage questions show order");
		expect(await grace.presses("Re-score")).toContain("\n[Every answer counts]");
	});
});

/** The beginnings of the labels of some options. */
function lettersOf(one: Person, ...options: readonly string[]): readonly string[] {
	return options.map(
		(option) => new RegExp(`^([A-Z]) ${option}$`, "m").exec(one.sees())?.[1] ?? "",
	);
}

describe("forged wishes", () => {
	test("of options that are not there, or in words that are none, are refused", async () => {
		await people(["Ada"], "tempting");
		await previews();
		const give = grace.pressOf("Give the points");
		const stem = give.slice(0, give.lastIndexOf(":"));
		for (const wish of ["o9", "o", "oA", "t", "t%%", "tYWJj", "", "all:1"])
			expect(await grace.pressesRaw(`${stem}:${wish}`)).toContain("I don't recognise that button.");
		expect(await grace.pressesRaw(give.replace(".give:", ".right:"), "x", ["0", "x"])).toContain(
			"I don't recognise that button.",
		);
		expect(await points(world.person("Ada"))).toBe(0);
	});

	test("another space's moderator gives and takes nothing here", async () => {
		await people(["Ada"], "tempting");
		await previews();
		const give = grace.pressOf("Give the points");
		await grace.presses("Give the points");
		const undo = grace.pressOf("Undo");
		const mo = world.person("Mo", { space: "test:village", id: "test:well", manages: true });
		expect(await mo.pressesRaw(undo)).toContain("taken back already");
		expect(await mo.pressesRaw(give)).toContain("Nobody's points change.");
		expect(await points(world.person("Ada"))).toBe(15);
	});

	test("a member gives nothing", async () => {
		await people(["Ada"], "tempting");
		await previews();
		const ada = world.person("Ada");
		expect(await ada.pressesRaw(grace.pressOf("Give the points"))).toContain("for moderators");
		expect(await points(ada)).toBe(0);
	});
});

test("of an earlier version every answer can count, for nobody knows its options any more", async () => {
	const ada = world.person("Ada");
	await answers(ada, "tempting");
	await ada.presses("I think this is wrong");
	await ada.submits({ words: "B" });
	const questions = content.questions.map((one) => ({ ...one, revision: 2 }));
	const later = await createWorld({
		content: { ...content, questions },
		store: world.store,
		ids,
	});
	const same = later.person("Grace", { manages: true });
	await same.says("/manage questions reports");
	expect(await same.presses("Re-score")).not.toContain("Right as well");
	expect(await same.presses("Every answer counts")).toContain("1 person gets 15 points");
	await same.presses("Give the points");
	expect(await points(ada)).toBe(15);
});
