import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findingsOf } from "../support/history.ts";
import { smallLibrary } from "../support/library.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

/** What somebody might try to get more than they learned, and what a clock may do to them. */

let world: World;
let ada: Person;
beforeEach(async () => {
	world = await createWorld({ at: "2026-11-20T08:00:00Z" });
	ada = world.person("Ada");
});
afterEach(async () => {
	expect(world.faults).toEqual([]);
	expect(await findingsOf(world.store)).toEqual([]);
	await world.close();
});

/** Answers one question of a new quiz, or goes on with the one under way. */
async function learns(one: Person = ada, how: "rightly" | "wrongly" = "rightly"): Promise<string> {
	const card = await one.says("/quiz");
	if (card.includes("[Continue]")) await one.presses("Continue");
	if (one.sees().includes("[Next question]")) await one.presses("Next question");
	return one.answers(how);
}

const streakOf = async (one: Person = ada) => /^# (.*)$/m.exec(await one.says("/streak"))?.[1];
const learnedOf = async (one: Person = ada) =>
	/Days learned: (\d+)/.exec(await one.says("/streak"))?.[1];

describe("case 16: opening a question again and again", () => {
	test("a question missed and tried anew gives no points that day", async () => {
		await ada.says("/quiz shell hard count:1");
		await ada.answers("wrongly");
		for (let turn = 0; turn < 5; turn += 1) {
			await ada.says("/quiz shell hard count:1");
			if (ada.sees().includes("[Start new]")) await ada.presses("Start new");
			const card = await ada.answers("rightly");
			expect(card).toContain("Practice: no points this time.");
		}
		expect(await ada.says("/leaderboard")).toContain("Nobody has points here yet.");
	});

	test("and what was pressed once cannot be pressed otherwise", async () => {
		await ada.says("/quiz shell hard count:1");
		const presses = ["A", "B", "C"].map((letter) => ada.pressOf(letter));
		await ada.answers("wrongly");
		for (const press of presses)
			expect(await ada.pressesRaw(press)).toMatch(/^# (Not quite|Once more)/);
		expect(await ada.says("/leaderboard")).toContain("Nobody has points here yet.");
	});
});

test("case 17: nothing about a card tells the key: not its order, not its presses", async () => {
	const places = new Set<string>();
	await ada.says("/quiz web count:7");
	for (let turn = 0; turn < 7; turn += 1) {
		for (const letter of ["A", "B", "C"])
			expect(ada.pressOf(letter)).toMatch(/^quiz\.pick:1:\w+:\d:[012]$/);
		const verdict = await ada.answers("rightly");
		places.add(/it is ([ABC])/.exec(verdict)?.[1] ?? "");
		if (turn < 6) await ada.presses("Next question");
	}
	expect(places.size).toBe(3);
});

describe("case 18: moving the zone about", () => {
	test("a zone that nobody knows changes nothing and names the nearest", async () => {
		expect(await ada.says("/settings zone:Europe/Berln")).toContain("did you mean Europe/Berlin");
		expect(await ada.says("/settings zone:Berln")).toContain("did you mean Europe/Berlin");
		expect(await ada.says("/settings")).toContain("you have not chosen one");
	});

	test("gains no day: one change a day, from the next midnight of the old zone on", async () => {
		await learns();
		await ada.says("/settings zone:Pacific/Honolulu");
		expect(await streakOf()).toBe("1 day in a row");
		for (const zone of ["Pacific/Kiritimati", "Asia/Tokyo", "Europe/Berlin"])
			expect(await ada.says(`/settings zone:${zone}`)).toContain("once a day");
		await learns();
		expect(await streakOf()).toBe("1 day in a row");
		expect(await learnedOf()).toBe("1");
	});

	test("hopping east and west every day counts no more days than there were", async () => {
		const hops = ["Pacific/Kiritimati", "Pacific/Honolulu"];
		await ada.says("/settings zone:Europe/Berlin");
		for (let half = 0; half < 20; half += 1) {
			await learns();
			await ada.says(`/settings zone:${hops[half % 2]}`);
			await world.passes({ hours: 12 });
		}
		// Ten days have passed, seen from two dates at once at most.
		expect(Number(await learnedOf())).toBeLessThanOrEqual(11);
	});

	test("an hour's hop over the date line skips a date and breaks nothing", async () => {
		await ada.says("/settings zone:Pacific/Honolulu");
		await learns();
		await world.passes({ days: 1 });
		await ada.says("/settings zone:Pacific/Kiritimati");
		await learns();
		await world.passes({ days: 1 });
		await learns();
		expect(await streakOf()).toBe("3 days in a row");
		await ada.says("/streak");
		expect(await ada.presses("Why this number?")).toContain("a date you never had");
	});
});

describe("case 19: answering for another day", () => {
	test("yesterday's card answered today counts today", async () => {
		await ada.says("/quiz");
		const old = ada.pressOf("A");
		await world.passes({ days: 1 });
		await ada.pressesRaw(old);
		await ada.says("/streak");
		const why = await ada.presses("Why this number?");
		expect(why).toContain("Sat 2026-11-21: 1 answer");
		expect(why).not.toContain("2026-11-20");
	});

	test("nothing in a press says when", async () => {
		await ada.says("/quiz");
		const press = ada.pressOf("A");
		expect(press).not.toMatch(/2026|\d{10}/);
		expect(await ada.pressesRaw(`${press}:2026-11-19`)).toContain("I don't recognise that button");
		expect(await streakOf()).toBe("No streak yet");
	});
});

describe("case 20: a clock that is set back, or differs between processes", () => {
	test("by an hour over midnight: the day before comes again and counts once", async () => {
		await world.passes({ hours: 15.5 });
		await learns();
		await world.passes({ hours: 1 });
		expect(await learns()).toContain("2 days in a row");
		await world.passes({ hours: -1 });
		const card = await learns();
		expect(card).not.toContain("in a row");
		expect(await learnedOf()).toBe("2");
		await world.passes({ days: 1, hours: 1 });
		expect(await learns()).toContain("3 days in a row");
	});

	test("by days: answers given then are put in order, none is lost or counted twice", async () => {
		await learns();
		await world.passes({ days: 5 });
		await learns();
		await world.passes({ days: -3 });
		await learns();
		await learns();
		await world.passes({ days: 4 });
		await learns();
		await ada.says("/streak");
		const why = await ada.presses("Why this number?");
		for (const line of [
			"11-20: 1 answer",
			"11-22: 2 answers",
			"11-25: 1 answer",
			"11-26: 1 answer",
		])
			expect(why).toContain(line);
		expect(await learnedOf()).toBe("4");
	});

	test("a card lives on: a memory never learns of a day before its last", async () => {
		await ada.says("/quiz shell easy count:1");
		await ada.answers("rightly");
		await world.passes({ days: -30 });
		await ada.says("/quiz shell easy count:1");
		expect(await ada.answers("rightly")).toContain("Practice: no points this time.");
		await world.passes({ days: 30 });
		expect(await ada.says("/review")).toContain("The next one is due on ");
	});
});

describe("case 21: one request, two answers", () => {
	test("the same id with another press changes nothing more", async () => {
		await ada.says("/quiz shell hard count:1");
		const [first = "", second = ""] = ["A", "B"].map((letter) => ada.pressOf(letter));
		await ada.pressesRaw(first, "press-1");
		const seen = ada.sees();
		await ada.pressesRaw(second, "press-1");
		expect(ada.sees().split("\n")[0]).toBe(seen.split("\n")[0]);
		await ada.says("/streak");
		expect(await ada.presses("Why this number?")).toContain("2026-11-20: 1 answer,");
	});
});

describe("case 23: quitting and coming back to begin anew", () => {
	test("a new quiz on the same day asks what was missed as practice", async () => {
		await ada.says("/quiz shell count:3");
		await ada.answers("wrongly");
		await ada.says("/quiz shell count:3");
		await ada.presses("Start new");
		let points = 0;
		for (let turn = 0; turn < 3; turn += 1) {
			points += Number(/\+(\d+) points/.exec(await ada.answers("rightly"))?.[1] ?? 0);
			if (turn < 2) await ada.presses("Next question");
		}
		// Easy, medium and hard are 45 in all; the one that was missed first is not paid any more.
		expect([35, 30, 25]).toContain(points);
	});

	test("leaving and rejoining through another space keeps what was tried", async () => {
		await ada.says("/quiz shell hard count:1");
		await ada.answers("rightly");
		const elsewhere = world.person("Ada", { space: "test:village", id: "test:village/well" });
		await elsewhere.says("/quiz shell hard count:1");
		expect(await elsewhere.answers("rightly")).toContain("Practice: no points this time.");
	});
});

describe("case 25: one freeze, two takers", () => {
	test("two devices that answer first after a missed day use it once", async () => {
		const phone = world.person("Ada");
		await learns();
		await world.passes({ days: 2 });
		await ada.says("/quiz");
		if (ada.sees().includes("[Continue]")) await ada.presses("Continue");
		if (ada.sees().includes("[Next question]")) await ada.presses("Next question");
		const press = ada.pressOf("A");
		await Promise.all([ada.pressesRaw(press), phone.pressesRaw(press), phone.pressesRaw(press)]);
		const card = await ada.says("/streak");
		expect(card).toContain("# 2 days in a row");
		expect(card).toContain("Freezes: 0 of 2");
	});

	test("two devices around midnight: both days count, the first of them once", async () => {
		const phone = world.person("Ada", { space: "test:village", id: "test:village/well" });
		await world.passes({ hours: 15, minutes: 59 });
		await ada.says("/quiz");
		await phone.says("/quiz");
		const [here, there] = [ada.pressOf("A"), phone.pressOf("A")];
		await ada.pressesRaw(here);
		await world.passes({ minutes: 1 });
		const both = [ada.pressesRaw(here), phone.pressesRaw(there), phone.pressesRaw(there)];
		await Promise.all(both);
		expect(await streakOf()).toBe("2 days in a row");
		expect(await learnedOf()).toBe("2");
	});
});

describe("case 43: a question retired under a card", () => {
	test("does not count, leaves nothing due, and the quiz goes on", async () => {
		await ada.says("/quiz shell count:2");
		const [stem = ""] = /shell q\d/.exec(ada.sees()) ?? [];
		await world.close();
		world = await createWorld({ at: "2026-11-20T08:00:00Z" });
		ada = world.person("Ada");
		await ada.says("/quiz shell count:2");
		expect(ada.sees()).toContain(stem);
		const gone = `small/${stem.replace(" ", "/")}`;
		const questions = smallLibrary.questions.filter((question) => question.id !== gone);
		const press = ada.pressOf("A");
		const { store } = world;
		const later = await createWorld({ store, content: { ...smallLibrary, questions } });
		const same = later.person("Ada");
		expect(await same.pressesRaw(press)).toContain("it does not count");
		await same.presses("Next question");
		await same.answers("rightly");
		expect(await same.presses("See how it went")).toContain("1 of 1 right at the first try");
		await later.passes({ days: 30 });
		expect(await same.says("/review")).toContain("1 for today");
	});
});
