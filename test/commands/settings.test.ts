import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWorld, type Person, type World } from "../support/world.ts";

let world: World;
let ada: Person;
beforeEach(async () => {
	world = await createWorld({ at: "2026-11-20T22:30:00Z" });
	ada = world.person("Ada");
});
afterEach(() => world.close());

test("the first own zone applies at once", async () => {
	expect(await ada.says("/settings")).toContain(
		"Time zone: UTC (this space's; you have not chosen",
	);
	expect(await ada.says("/settings Europe/Berlin")).toBe(
		"Your days go by Europe/Berlin from now on.",
	);
	expect(await ada.says("/streak")).toContain(
		"Today ends: at 00:00 Berlin time, 2026-11-20T23:00 where you are",
	);
});

test("a later one waits for the midnight of the old, and comes once a day at most", async () => {
	await ada.says("/settings Europe/Berlin");
	expect(await ada.says("/settings Asia/Tokyo")).toContain("once a day");
	await world.passes({ hours: 2 });
	expect(await ada.says("/settings Asia/Tokyo")).toBe(
		"Your days will go by Asia/Tokyo from your next midnight on.",
	);
	expect(await ada.says("/settings")).toContain("Time zone: Europe/Berlin");
	await world.passes({ days: 1 });
	expect(await ada.says("/settings")).toContain("Time zone: Asia/Tokyo");
});

test.each([
	["berlin", "Your days go by Europe/Berlin from now on."],
	["europe/berlin", "Your days go by Europe/Berlin from now on."],
	["Atlantis", "“zone” is a time zone by its city, like Europe/Berlin; I don't know “Atlantis”."],
	["indiana", "did you mean America/Indiana"],
])("zone %s", async (typed, answer) => {
	expect(await ada.says(`/settings zone:${typed}`)).toContain(answer);
});

test("the same zone again changes nothing", async () => {
	await ada.says("/settings Europe/Berlin");
	expect(await ada.says("/settings Europe/Berlin")).toBe("Your days go by Europe/Berlin already.");
});

describe("by the clock", () => {
	test("Ada types what her clock shows and picks a place like hers", async () => {
		await ada.says("/settings");
		expect(await ada.presses("Set the zone by the clock")).toContain(
			"# What time is it for you now?",
		);
		const card = await ada.submits({ time: "23:32" });
		expect(card).toContain("It is 23:32 in these places.");
		expect(await ada.picks("Europe/Berlin")).toBe("Your days go by Europe/Berlin from now on.");
	});

	test("a time that is nowhere, or no time, is answered kindly", async () => {
		await ada.says("/settings");
		await ada.presses("Set the zone by the clock");
		expect(await ada.submits({ time: "23:09" })).toContain("Nowhere is it 23:09 just now.");
		await ada.says("/settings");
		await ada.presses("Set the zone by the clock");
		expect(await ada.submits({ time: "half past" })).toBe("“time” is a time of day, like 09:00.");
	});
});

describe("days off", () => {
	test("begin next Monday, and neither count nor break", async () => {
		await ada.says("/settings");
		const card = await ada.picks("Saturday", "Sunday");
		expect(card).toContain("Days off: none");
		expect(card).toContain("Days off from 2026-11-23 on: Saturday, Sunday.");
		await world.passes({ days: 7 });
		await answersOne();
		expect(await ada.says("/settings")).toContain("Days off: Saturday, Sunday");
		await world.passes({ days: 3 });
		expect(await answersOne()).toContain("2 days in a row");
		await ada.says("/streak");
		expect(await ada.presses("Why this number?")).not.toContain("freeze covered it");
	});

	test("do not reach back: the weekend before they begin still needs its freeze", async () => {
		await answersOne();
		await ada.says("/settings");
		await ada.picks("Saturday");
		await world.passes({ days: 2 });
		await answersOne();
		await ada.says("/streak");
		expect(await ada.presses("Why this number?")).toContain(
			"Sat 2026-11-21: missed; a freeze covered it",
		);
	});

	test("can be given up again", async () => {
		await ada.says("/settings");
		await ada.picks("Saturday");
		await ada.says("/settings");
		expect(await ada.picks()).toContain("Days off from 2026-11-23 on: none.");
	});

	test("more than two are refused", async () => {
		await ada.says("/settings");
		expect(await ada.picks("Monday", "Tuesday", "Friday")).toContain(
			"I don't recognise that button.",
		);
	});

	async function answersOne(): Promise<string> {
		const card = await ada.says("/quiz");
		if (card.includes("[Continue]")) await ada.presses("Continue");
		return ada.answers("rightly");
	}
});

describe("the leaderboard", () => {
	test("asks once, with the first points, how Ada wants to appear", async () => {
		await ada.says("/quiz shell easy count:1");
		await ada.answers("rightly");
		const summary = await ada.presses("See how it went");
		expect(summary).toContain("On the board here you appear as Ada.\n");
		const hidden = await ada.presses("Hide me");
		expect(hidden).toContain("1 of 1 right at the first try");
		expect(hidden).not.toContain("[Keep]");
		expect(await ada.says("/settings")).toContain("Leaderboard: you are hidden from members");
		await ada.says("/quiz sql easy count:1");
		await ada.answers("rightly");
		expect(await ada.presses("See how it went")).not.toContain("you appear as");
	});

	test("Ada hides: others do not see her, she sees herself; and comes back", async () => {
		const ben = world.person("Ben");
		await ada.says("/quiz shell easy");
		await ada.answers("rightly");
		expect(await ben.says("/leaderboard")).toContain("1. Ada — 10 points");
		await ada.says("/settings");
		expect(await ada.presses("Hide me")).toContain("Leaderboard: you are hidden from members");
		expect(await ben.says("/leaderboard")).not.toContain("Ada");
		expect(await ada.says("/leaderboard")).toContain("1. Ada (you) — 10 points");
		await ada.says("/settings");
		expect(await ada.presses("Show me")).toContain("Leaderboard: you appear as Ada");
		expect(await ben.says("/leaderboard")).toContain("1. Ada — 10 points");
	});
});
