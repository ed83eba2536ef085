import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { told } from "../support/told.ts";
import { countedIds, createWorld, type Person, type World } from "../support/world.ts";

const SQUARE = "test:square";
const GRACE = "test:@grace";

let world: World;
let grace: Person;
let ada: Person;
beforeEach(async () => {
	// A Friday, eight o'clock in Berlin.
	world = await createWorld({ at: "2026-11-20T07:00:00Z" });
	grace = world.person("Grace", { manages: true });
	ada = world.person("Ada");
});
afterEach(() => world.close());

const posts = (place = SQUARE) => world.posts(place).map(told);
const add = (rest: string) => grace.says(`/manage schedule add ${rest}`);

/** Adds a schedule and saves it at once. */
async function added(rest: string): Promise<string> {
	await add(rest);
	return grace.presses("Save");
}

describe("adding a schedule", () => {
	test("shows in plain words when it comes, and posts nothing before it is saved", async () => {
		const card = await add("daily 9:00 weekdays Europe/Berlin");
		expect(card).toBe(
			[
				"# Preview: Daily question",
				"Every weekday at 09:00 Berlin time in <test:square>.",
				"The next moments",
				"- Fri 20 Nov, 09:00 · 2026-11-20T08:00 for you",
				"- Mon 23 Nov, 09:00 · 2026-11-23T08:00 for you",
				"- Tue 24 Nov, 09:00 · 2026-11-24T08:00 for you",
				"- Wed 25 Nov, 09:00 · 2026-11-25T08:00 for you",
				"- Thu 26 Nov, 09:00 · 2026-11-26T08:00 for you",
				"(If I am away at that moment, it comes later the same day; after a long absence only the newest does.)",
				"(Nothing is posted before you save it.)",
				"[Save] [Change]",
			].join("\n"),
		);
		await world.passes({ hours: 2 });
		expect(posts()).toEqual([]);
	});

	test("takes days as words in any place, and dates", async () => {
		const card = await add("tip mon 18:30 wed sat sun from:2026-12-01 until:2026-12-24");
		expect(card).toContain(
			"Every Monday, Wednesday, Saturday, and Sunday at 18:30 UTC time in <test:square> from 2026-12-01 until 2026-12-24.",
		);
		expect(card).toContain("- Wed 2 Dec, 18:30");
	});

	test("needs no more than the kind", async () => {
		expect(await add("recap")).toContain("Every Friday at 16:00 UTC time");
		expect(await add("lesson")).toContain("Every Tuesday and Thursday at 10:00 UTC time");
		expect(await add("")).toContain("What shall be posted:");
	});

	test("saved, it shows how it stands, and comes at its minute", async () => {
		const card = await added("tip 9:00 weekdays Europe/Berlin");
		expect(card).toContain("(Saved: Tip)");
		expect(card).toContain("Next: 2026-11-20T08:00");
		await world.passes({ minutes: 59 });
		expect(posts()).toEqual([]);
		await world.passes({ minutes: 1 });
		expect(posts()).toEqual([expect.stringContaining("# Tip · ")]);
	});

	test("saved twice it is one, and an old Save takes nothing back", async () => {
		await add("tip 9:00");
		const save = grace.pressOf("Save");
		await grace.presses("Save");
		await grace.presses("Pause");
		expect(await grace.pressesRaw(save)).toContain("State: paused");
		expect((await world.store.schedules.ofSpace("test:town")).length).toBe(1);
	});

	test("changed in a form, which has what was typed; what does not fit is kept", async () => {
		await add("tip 9:00 weekdays");
		expect(await grace.presses("Change")).toBe(
			"# When it is posted\nTime: 09:00\nDays: weekdays\nTime zone: UTC\nFirst date (may stay empty): \nLast date (may stay empty): \n[Change]",
		);
		const typed = { time: "25:00", days: "moonday", zone: "Berlin", from: "", until: "tomorrow" };
		const refused = await grace.submits(typed);
		expect(refused).toContain("“time” is a time of day, like 09:00.");
		expect(refused).toContain(
			"“days” is “daily”, “weekdays”, “weekends”, or days like “mon wed fri”; I don't know “moonday”.",
		);
		expect(refused).toContain("“until” is a date, like 2026-12-24.");
		const form = await grace.presses("Fix it");
		expect(form).toContain("Time: 25:00");
		expect(form).toContain("Days: moonday");
		const card = await grace.submits({ ...typed, time: "10", days: "mon", until: "" });
		expect(card).toContain("Every Monday at 10:00 Berlin time");
		expect(await grace.presses("Save")).toContain("(Saved: Tip)");
	});

	test("a preview survives a restart", async () => {
		const path = join(mkdtempSync(join(tmpdir(), "cairn-")), "cairn.db");
		const ids = countedIds();
		const before = await createWorld({ store: await openStore(path, { ids }) });
		const someone = before.person("Grace", { manages: true });
		await someone.says("/manage schedule add tip 9:00");
		const press = someone.pressOf("Save");
		await before.close();
		const after = await createWorld({ store: await openStore(path, { ids }) });
		onTestFinished(() => after.close());
		const again = after.person("Grace", { manages: true });
		expect(await again.pressesRaw(press, "after the restart")).toContain("(Saved: Tip)");
	});
});

describe("what cannot be is refused kindly", () => {
	test.each([
		["tip 25:00", "I don't know what to do with"],
		["tip time:25:00", "“time” is a time of day, like 09:00."],
		["tip zone:Europe/Nowhere", "“zone” is a time zone by its city"],
		["tip days:someday", "I don't know “someday”"],
		["tip from:2026-02-30", "“from” is a date, like 2026-12-24."],
		["tip until:yesterday", "“until” is a date, like 2026-12-24."],
		["tip from:2026-12-24 until:2026-12-01", "The last date is before the first."],
		["tip until:2026-11-01", "The last date is over already."],
		["tip mon from:2026-11-24 until:2026-11-26", "there is no such day"],
		["poem", "I don't know what to do with “poem”. It goes like this: /manage schedule add"],
		["tip place:somewhere", "“place” is a channel I can see"],
		["tip place:discord:123", "That channel belongs to another place."],
	])("%s", async (typed, words) => {
		expect(await add(typed)).toContain(words);
		expect(await world.store.schedules.ofSpace("test:town")).toEqual([]);
		expect(world.faults).toEqual([]);
	});

	test("a channel the bot cannot see, also when it closes before Save", async () => {
		world.closes(SQUARE, "I can't see that channel. Let me in.");
		expect(await add("tip")).toBe("I can't see that channel. Let me in.");
		world.closes(SQUARE, null);
		await add("tip");
		world.closes(SQUARE, "I can't see that channel. Let me in.");
		expect(await grace.presses("Save")).toBe("I can't see that channel. Let me in.");
		expect(await grace.says("/setup Europe/Berlin")).toBe("I can't see that channel. Let me in.");
	});

	test("members may not, nobody can in a direct message, and no press makes it so", async () => {
		expect(await ada.says("/manage schedule add tip")).toContain("This one is for moderators.");
		expect(await ada.says("/manage schedule list")).toContain("This one is for moderators.");
		await add("tip");
		expect(await ada.pressesRaw(grace.pressOf("Save"))).toContain("This one is for moderators.");
		const alone = world.person("Grace", { manages: true, personal: true, space: "test:@grace" });
		for (const line of ["/manage schedule add tip", "/manage schedule list"])
			expect(await alone.says(line)).toContain("works inside a server or workspace");
		expect(await alone.pressesRaw(grace.pressOf("Save"))).toContain("inside a server");
	});

	test("another space's schedules and previews are not there", async () => {
		await add("tip");
		const save = grace.pressOf("Save");
		await grace.presses("Save");
		const remove = grace.pressOf("Remove");
		const eve = world.person("Eve", { manages: true, space: "test:village", id: "test:well" });
		expect(await eve.pressesRaw(save)).toContain("That preview is gone.");
		expect(await eve.pressesRaw(remove)).toContain("That schedule is gone.");
		const forged = remove.replace("remove:", "removed:");
		await eve.pressesRaw(forged);
		expect(await grace.says("/manage schedule list")).toContain("Tip");
	});
});

describe("the list", () => {
	test("is empty at first, and says how to begin", async () => {
		expect(await grace.says("/manage schedule list")).toContain("/manage schedule add starts");
	});

	test("shows each with its next moment, opens one, pauses and resumes it", async () => {
		await added("tip 9:00 weekdays Europe/Berlin");
		await added("recap");
		const list = await grace.says("/manage schedule list");
		expect(list).toContain(
			"Tip · every weekday at 09:00, Berlin time, in <test:square>, next 2026-11-20T08:00",
		);
		expect(list).toContain("Recap of the week · every Friday at 16:00");
		await grace.picks("Tip");
		expect(await grace.presses("Pause")).toContain("State: paused");
		await world.passes({ days: 3 });
		expect(posts().filter((post) => post.includes("# Tip"))).toEqual([]);
		expect(await grace.presses("All schedules")).toContain(" · paused");
		await grace.picks("Tip");
		expect(await grace.presses("Resume")).toContain("Next: 2026-11-23T08:00");
		await world.passes({ hours: 1 });
		expect(posts().at(-1)).toContain("# Tip");
	});

	test("edits one in a form, and keeps what it has posted", async () => {
		await added("tip 9:00");
		await grace.presses("Edit");
		const card = await grace.submits({
			time: "10:00",
			days: "mon",
			zone: "UTC",
			from: "",
			until: "",
		});
		expect(card).toContain("Every Monday at 10:00");
		expect(await grace.presses("Save")).toContain("Next: 2026-11-23T10:00");
		expect(await world.store.schedules.ofSpace("test:town")).toHaveLength(1);
	});

	test("a change leaves alone what was done since the form was opened", async () => {
		await added("tip 9:00");
		await grace.presses("Edit");
		await grace.submits({ time: "10:00", days: "mon", zone: "UTC", from: "", until: "" });
		const save = grace.pressOf("Save");
		const [before] = await world.store.schedules.ofSpace("test:town");
		const market = world.person("Grace", { manages: true, id: "test:market" });
		await market.pressesRaw(`manage-schedule-list.here:1:${before?.id}`);
		await market.pressesRaw(`manage-schedule-list.pause:1:${before?.id}`);
		const card = await grace.pressesRaw(save);
		expect(card).toContain("Every Monday at 10:00 UTC time in <test:market>");
		expect(card).toContain("State: paused");
	});

	test("runs one at once, once for each press, beside its own moments", async () => {
		await added("tip 9:00");
		expect(await grace.presses("Run now")).toContain("On its way");
		await grace.pressesRaw(grace.pressOf("Run now"), grace.requests.at(-1)?.id);
		await world.passes({ minutes: 1 });
		expect(posts()).toHaveLength(1);
		await world.passes({ hours: 2 });
		expect(posts()).toHaveLength(2);
	});

	test("removes one when it was asked, and it never comes again", async () => {
		await added("tip 9:00");
		expect(await grace.presses("Remove")).toContain("Remove this? (Tip)");
		expect(await grace.presses("Keep it")).toContain("# Tip");
		await grace.presses("Remove");
		expect(await grace.presses("Remove it")).toContain("Nothing is posted here by itself yet.");
		await world.passes({ days: 3 });
		expect(posts()).toEqual([]);
	});

	test("sets what becomes of missed moments", async () => {
		await added("tip 9:00 daily");
		expect(await grace.picks("Everything")).toContain("a minute apart");
		await world.passes({ days: 3, hours: 3 });
		for (let minute = 0; minute < 5; minute += 1) await world.passes({ minutes: 1 });
		expect(posts()).toHaveLength(4);
	});

	test("moves one to where it is pressed", async () => {
		await added("tip 9:00");
		const here = grace.pressOf("Post it here");
		const market = world.person("Grace", { manages: true, id: "test:market" });
		expect(await market.pressesRaw(here)).toContain("in <test:market>");
		await world.passes({ hours: 3 });
		expect(posts("test:market")).toHaveLength(1);
	});

	test("has pages when there are many", async () => {
		for (let hour = 8; hour < 18; hour += 1) await added(`tip ${hour}:00`);
		const first = await grace.says("/manage schedule list");
		expect(first).toContain("Page 1 of 2.");
		expect(first).not.toContain("at 17:00");
		expect(await grace.presses("More")).toContain("at 17:00");
		expect(await grace.presses("Back")).toContain("at 08:00");
	});

	test("says in time when content runs dry", async () => {
		await added("daily 9:00");
		expect(await grace.says("/manage schedule list")).toContain(
			"New content lasts for about 13 more days.",
		);
	});

	test("of schedules that share a minute and a place all come, one after the other", async () => {
		await added("daily 9:00");
		await added("tip 9:00");
		await added("nudge 9:00 daily");
		await world.passes({ hours: 2 });
		const [one, two, three, ...more] = posts().map((post) => post.split("\n")[0]);
		expect(more).toEqual([]);
		expect([one, two, three].toSorted()).toEqual([
			expect.stringContaining("# Daily question"),
			expect.stringContaining("# Tip"),
			"A good moment for a question or two?",
		]);
	});
});

describe("when the bot may not post any more", () => {
	test("the schedule pauses, its owner hears of it once, and Resume brings it back", async () => {
		await added("tip 9:00");
		world.nextPost({ outcome: "gone", why: "That channel is archived." });
		await world.passes({ hours: 3 });
		await world.passes({ minutes: 1 });
		expect(posts()).toEqual([]);
		expect(posts(GRACE)).toEqual([
			"I paused a schedule of yours (Tip) in <test:square>: That channel is archived.\n(Nothing is deleted. Once that is mended, /manage schedule list there brings it back.)",
		]);
		await world.passes({ days: 3 });
		expect(posts(GRACE)).toHaveLength(1);
		expect(await grace.says("/manage schedule list")).toContain(
			"paused: That channel is archived.",
		);
		world.closes(SQUARE, "That channel is archived.");
		await grace.picks("Tip");
		expect(grace.sees()).toContain("It is paused: That channel is archived.");
		const resume = grace.pressOf("Resume");
		expect(await grace.pressesRaw(resume)).toBe("That channel is archived.");
		world.closes(SQUARE, null);
		expect(await grace.pressesRaw(resume)).toContain("State: active");
		await world.passes({ days: 1 });
		expect(posts()).toHaveLength(1);
	});
});

describe("when nobody can tell whether a post arrived", () => {
	const lost = async (line = "tip 9:00", kind = "Tip") => {
		await added(line);
		world.nextPost({ outcome: "unknown", why: "Nobody answered." });
		await world.passes({ hours: 3 });
		await world.passes({ minutes: 1 });
		await grace.says("/manage schedule list");
		await grace.picks(kind);
	};

	test("it is not repeated, its owner hears of it, and Post again brings it, once", async () => {
		await lost();
		expect(posts()).toEqual([]);
		expect(posts(GRACE)).toEqual([
			"I can't tell whether a post of yours (Tip) arrived in <test:square>: Nobody answered.\n(Please look there. If it is missing, /manage schedule list there can post it again, for a day.)",
		]);
		expect(grace.sees()).toContain("State: active");
		expect(grace.sees()).toContain("I can't tell whether the last post arrived.");
		const again = grace.pressOf("Post again");
		expect(await grace.pressesRaw(again)).toContain("On its way");
		expect(grace.sees()).not.toContain("Post again");
		expect(await grace.pressesRaw(again)).toContain("That post is settled by now");
		await world.passes({ minutes: 1 });
		expect(posts()).toHaveLength(1);
		expect(await grace.pressesRaw(again)).toContain("That post is settled by now");
		await world.passes({ minutes: 1 });
		expect(posts()).toHaveLength(1);
		expect(posts(GRACE)).toHaveLength(1);
	});

	test("a daily question is left alone once the next one is open", async () => {
		await lost("daily 9:00", "Daily question");
		const again = grace.pressOf("Post again");
		await grace.presses("Run now");
		await world.passes({ minutes: 1 });
		expect(posts()).toHaveLength(1);
		expect(await grace.pressesRaw(again)).toContain("That post is settled by now");
		expect(grace.sees()).not.toContain("Post again");
		await world.passes({ minutes: 1 });
		expect(posts()).toHaveLength(1);
	});

	test("members cannot, and after a day it is not offered any more", async () => {
		await lost();
		const again = grace.pressOf("Post again");
		expect(await ada.pressesRaw(again)).toContain("moderators");
		await world.passes({ days: 1, hours: 1 });
		await grace.says("/manage schedule list");
		await grace.picks("Tip");
		expect(grace.sees()).not.toContain("Post again");
	});
});

describe("every kind says its own", () => {
	test("a lesson brings the primer and three questions on it", async () => {
		await added("lesson daily 9:00");
		await world.passes({ hours: 3 });
		expect(posts()[0]).toContain("# Lesson · How the web works\nWhat web is.");
		await world.passes({ days: 1 });
		expect(posts()[1]).toContain("# Lesson · The shell");
		const question = await ada.pressesPost(SQUARE, "Three questions on it");
		expect(question).toContain("Question 1 of 3 · The shell");
	});

	test("an invitation brings a quiz", async () => {
		await added("nudge daily 9:00");
		await world.passes({ hours: 3 });
		expect(await ada.pressesPost(SQUARE, "Start a quiz")).toContain("# Welcome!");
	});

	test("a recap names the best, how many took part, and hides who hides", async () => {
		await added("recap fri 16:00");
		for (const name of ["Ada", "Ben", "Cleo"]) {
			const someone = world.person(name);
			await someone.says("/quiz shell easy");
			await someone.answers("rightly");
			if (name === "Cleo") await someone.says("/settings");
			if (name === "Cleo") await someone.presses("Hide me");
		}
		await world.passes({ hours: 10 });
		const recap = posts().at(-1);
		expect(recap).toContain("# The week here: Mon 16 Nov to Sun 22 Nov");
		expect(recap).toContain("3 people learned, on 3 days in all.");
		expect(recap).toContain("Ada — 10 points");
		expect(recap).not.toContain("Cleo");
	});

	test("a quiet week is no reason for shame", async () => {
		await added("recap fri 16:00");
		await world.passes({ hours: 10 });
		expect(posts()[0]).toContain("A quiet week.");
	});
});
