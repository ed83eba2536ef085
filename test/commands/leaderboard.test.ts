import { beforeEach, describe, expect, test } from "vitest";
import { earns } from "../support/earns.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

/** Boards as members see them. */

let world: World;
let ada: Person;
let ben: Person;
let mo: Person;

beforeEach(async () => {
	world = await createWorld({ at: "2026-11-20T08:00:00Z" });
	ada = world.person("Ada");
	ben = world.person("Ben");
	mo = world.person("Mo", { manages: true });
});

/** Everybody answers one question, for so many points. */
async function seat(points: Readonly<Record<string, number>>): Promise<void> {
	for (const [name, count] of Object.entries(points)) await earns(world, name, count);
}

describe("a page of the board", () => {
	test("has ten rows; Down and Up lead on and back, and one's own row is always there", async () => {
		const names = Array.from({ length: 23 }, (_, n) => `P${String(n).padStart(2, "0")}`);
		await seat(Object.fromEntries(names.map((name, n) => [name, 230 - 10 * n])));
		await seat({ Ada: 5 });
		const top = await ada.says("/leaderboard");
		expect(top).toContain("1. P00 — 230 points");
		expect(top).toContain("10. P09 — 140 points");
		expect(top).not.toContain("P10");
		expect(top).toContain("Around you\n22. P21 — 20 points\n23. P22 — 10 points\n24. Ada (you)");
		const second = await ada.presses("Down");
		expect(second).toContain("11. P10 — 130 points");
		expect(second).toContain("24. Ada (you) — 5 points");
		const last = await ada.presses("Down");
		expect(last).toContain("21. P20 — 30 points");
		expect(() => ada.pressOf("Down")).toThrow();
		expect(await ada.presses("Up")).toBe(second);
		expect(await ada.presses("To the top")).toBe(top);
	});

	test("ties share a rank, and the next one leaves the gap open", async () => {
		await seat({ Ann: 20, Bob: 30, Cleo: 20, Dan: 10 });
		const board = await ada.says("/leaderboard all");
		expect(board.match(/\d+\. \w+/g)).toEqual(["1. Bob", "2. Ann", "2. Cleo", "4. Dan"]);
	});

	test("an old or forged seat gives rows of the same board, and nothing else", async () => {
		await seat({ Ann: 20, Bob: 30 });
		await ada.says("/leaderboard");
		const page = (rest: string) => ada.pressesRaw(`leaderboard.page:1:${rest}`);
		expect(await page("week:-:points:after:25:x")).toContain("2. Ann — 20 points");
		expect(await page("week:-:points:after:1:x")).toContain("There is nobody further down.");
		expect(await page("week:-:points:after:-1:x")).toContain("I don't recognise that button");
		expect(await page("2026-W40:-:points:after:1:x")).toContain("I don't recognise that button");
		expect(await page("week:test:points:after:1:x")).toContain("I can't find that cohort");
		expect(await page("week:-:points) or 1=1:after:1:x")).toContain("recognise");
		expect(world.faults).toEqual([]);
	});
});

describe("days learned", () => {
	test("are a view of their own: a day counts with any answer, once", async () => {
		await seat({ Ben: 0 });
		await seat({ Ada: 10 });
		await world.passes({ days: 1 });
		await seat({ Ben: 0 });
		await ben.says("/leaderboard");
		const days = await ben.presses("Days learned");
		expect(days).toContain("# This week · days learned");
		expect(days).toContain("1. Ben (you) — 2 days\n2. Ada — 1 day");
		expect(await ben.presses("Points")).toContain("1. Ada — 10 points");
		expect(ben.sees()).toContain("You are not on it yet: one right answer");
	});

	test("begin anew with a week; all time goes on", async () => {
		await seat({ Ada: 10 });
		await world.passes({ days: 7 });
		await seat({ Ada: 10 });
		await ada.says("/leaderboard all");
		expect(await ada.presses("Days learned")).toContain("Ada (you) — 2 days");
		expect(await ada.presses("This week")).toContain("Ada (you) — 1 day\n");
	});
});

describe("who stands on it", () => {
	test("the hidden are counted by nobody, and see themselves where they would stand", async () => {
		await seat({ Ada: 30, Ben: 20, Cleo: 10 });
		await ada.says("/settings");
		await ada.presses("Hide me");
		expect(await ben.says("/leaderboard")).toContain("1. Ben (you) — 20 points\n2. Cleo");
		const own = await ada.says("/leaderboard");
		expect(own).toContain("1. Ben — 20 points\n2. Cleo — 10 points\n");
		expect(own).toContain("Around you\n1. Ada (you) — 30 points\n1. Ben — 20 points");
		expect(own).toContain("You are hidden: only you see your row.");
	});

	test("somebody with no points yet hears how to get there", async () => {
		await seat({ Ben: 20 });
		expect(await ada.says("/leaderboard")).toContain(
			"You are not on it yet: one right answer with /quiz puts you there.",
		);
	});
});

describe("a cohort's board", () => {
	beforeEach(async () => {
		await mo.says("/manage cohort create name:Autumn start:2026-11-20 topics:1-2 pace:2");
		await ada.says("/cohort join Autumn");
	});

	test("holds its members only; others may look and hear how to join", async () => {
		await seat({ Ada: 10 });
		await seat({ Ben: 20 });
		expect(await ada.says("/leaderboard cohort:Autumn")).toContain(
			"# Autumn · This week\n1. Ada (you) — 10 points",
		);
		const others = await ben.says("/leaderboard week autumn");
		expect(others).not.toContain("Ben");
		expect(others).toContain("You are not in Autumn. /cohort join takes you in.");
		expect(await ada.presses("All time")).toContain("# Autumn · All time");
		expect(await ada.presses("Days learned")).toContain("1. Ada (you) — 1 day");
	});

	test("leaves out whoever left, and takes them back with what they had", async () => {
		await seat({ Ada: 10 });
		await ada.says("/cohort leave Autumn");
		expect(await mo.says("/leaderboard cohort:Autumn")).not.toContain("Ada");
		await ada.says("/cohort join Autumn");
		expect(await mo.says("/leaderboard cohort:Autumn")).toContain("1. Ada — 10 points");
	});

	test("a day in it counts from joining on, if only with a wrong answer", async () => {
		await seat({ Ada: 0 });
		await ada.says("/leaderboard cohort:Autumn");
		expect(await ada.presses("Days learned")).toContain("1. Ada (you) — 1 day");
		const found = await world.store.books.check(await earns(world, "Ada", 0));
		expect(found.filter(({ kind }) => kind === "score" || kind === "listed")).toEqual([]);
	});

	test("is of this space alone", async () => {
		const cy = world.person("Cy", { space: "test:village", id: "test:well" });
		expect(await cy.says("/leaderboard cohort:Autumn")).toContain("no cohort");
		await ada.says("/leaderboard cohort:Autumn");
		expect(await cy.pressesRaw(ada.pressOf("All time"))).toContain("I can't find that cohort");
	});
});

test("in a direct message there is no board", async () => {
	const alone = world.person("Ada", { space: "test:@ada", id: "test:dm", personal: true });
	expect(await alone.says("/leaderboard")).toContain("inside a server or workspace");
	expect(await alone.pressesRaw("leaderboard.show:1:week:-:points")).toContain("inside a server");
});
