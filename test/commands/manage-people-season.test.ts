import { beforeEach, expect, test } from "vitest";
import { earns } from "../support/earns.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

/** Named periods with a board of their own. */

let world: World;
let ada: Person;
let mo: Person;

beforeEach(async () => {
	world = await createWorld({ at: "2026-11-20T08:00:00Z" });
	ada = world.person("Ada");
	mo = world.person("Mo", { manages: true });
});

async function starts(fields: Readonly<Record<string, string>>): Promise<string> {
	await mo.says("/manage people season");
	await mo.presses("Start a season");
	return mo.submits({ name: "Sprint", start: "2026-11-20", ...fields });
}

test("points of a season count from its start; it ends by itself and its winners are kept", async () => {
	expect(await ada.says("/leaderboard season")).toContain("There is no season here yet.");
	await earns(world, "Ada", 50);
	expect(await starts({ end: "2026-11-22" })).toContain("Sprint has begun.");
	await world.passes({ hours: 1 });
	await earns(world, "Ada", 10);
	await earns(world, "Ben", 20);
	await earns(world, "Cleo", 20);
	await earns(world, "Dan", 5);
	const board = await ada.says("/leaderboard season");
	expect(board).toContain("# Sprint\n1. Ben — 20 points\n1. Cleo — 20 points\n3. Ada (you) — 10");
	await ada.presses("Days learned");
	expect(ada.sees()).toContain("# Sprint · days learned\n1. Ada (you) — 1 day");
	await world.passes({ days: 3 });
	await earns(world, "Ada", 90);
	const over = await ada.says("/leaderboard season");
	expect(over).toContain("1. Ben (20 points), 1. Cleo (20 points), 3. Ada (10 points)");
	expect(over).toContain("3. Ada (you) — 10 points\n4. Dan — 5 points");
	const seasons = await mo.says("/manage people season");
	expect(seasons).toContain("Sprint: 1. Ben (20 points), 1. Cleo (20 points), 3. Ada (10 points)");
	for (const name of ["Ada", "Ben"]) {
		const found = await world.store.books.check(await earns(world, name, 0));
		expect(found.filter(({ kind }) => kind === "score" || kind === "listed")).toEqual([]);
	}
});

test("ended by hand, after a question whether that is meant; hidden people win nothing", async () => {
	await starts({ end: "2026-12-31" });
	await world.passes({ minutes: 1 });
	await earns(world, "Ada", 10);
	await earns(world, "Ben", 20);
	await world.person("Ben").says("/settings");
	const ben = world.person("Ben");
	await ben.says("/settings");
	await ben.presses("Hide me");
	await world.passes({ hours: 1 });
	await mo.says("/manage people season");
	expect(await mo.presses("End it now")).toContain("End Sprint now?");
	expect(await mo.presses("Keep it")).toContain("Sprint is on");
	await mo.presses("End it now");
	const press = mo.pressOf("End it now");
	expect(await mo.presses("End it now")).toContain("Sprint: 1. Ada (10 points)");
	expect(await mo.pressesRaw(press)).toContain("I can't find that season any more.");
	await earns(world, "Ada", 40);
	expect(await ada.says("/leaderboard season")).toContain("1. Ada (you) — 10 points");
});

test("one that is to come begins on its day, and can be taken back before", async () => {
	expect(await starts({ start: "2026-11-23", end: "2026-11-29" })).toContain("Sprint is set.");
	await earns(world, "Ada", 10);
	expect(await ada.says("/leaderboard season")).toContain("There is no season here yet.");
	await world.passes({ days: 3 });
	await earns(world, "Ada", 15);
	expect(await ada.says("/leaderboard season")).toContain("1. Ada (you) — 15 points");
	await world.passes({ minutes: 1 });
	await mo.says("/manage people season");
	await mo.presses("End it now");
	await mo.presses("End it now");
	await starts({ name: "Next", start: "2026-11-25", end: "2026-11-29" });
	await mo.presses("Take it back");
	expect(await mo.presses("Take it back")).toContain("Next is taken back.");
});

test("what does not fit is refused kindly, and only one is on at a time", async () => {
	expect(await starts({ end: "tomorrow" })).toContain("“Last day” is a date, like 2026-12-31");
	expect(await starts({ end: "2026-11-19" })).toContain("“Last day” is a date");
	expect(await starts({ start: "2026-11-19", end: "2026-11-30" })).toContain(
		"“First day” is a date",
	);
	expect(await starts({ end: "2028-11-30" })).toContain("at most 366 days after it");
	expect(await starts({ name: "\u200b", end: "2026-11-30" })).toContain("A season needs a name");
	expect(await starts({ end: "2026-11-30" })).toContain("Sprint has begun.");
	expect(await mo.pressesRaw("manage-people-season.form:1")).toContain("A season");
	expect(await mo.submits({ name: "Two", start: "2026-11-20", end: "2026-11-21" })).toContain(
		"Another season is not over yet.",
	);
	expect(await ada.says("/manage people season")).toContain("for moderators");
	expect(await ada.pressesRaw("manage-people-season.ended:1:x")).toContain("for moderators");
});

test("an erased winner is a former member", async () => {
	await starts({ end: "2026-11-20" });
	await world.passes({ minutes: 1 });
	const learner = await earns(world, "Ada", 10);
	await world.passes({ days: 1 });
	await world.store.data.erase("erase ada", learner, world.now());
	expect(await mo.says("/manage people season")).toContain("1. former member (10 points)");
});
