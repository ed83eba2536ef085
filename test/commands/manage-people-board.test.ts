import { beforeEach, describe, expect, test } from "vitest";
import { earns } from "../support/earns.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

/** The whole board, for those who look after it. */

let world: World;
let ada: Person;
let lea: Person;
let mo: Person;

beforeEach(async () => {
	world = await createWorld({ at: "2026-11-20T08:00:00Z" });
	ada = world.person("Ada");
	lea = world.person("Lea");
	mo = world.person("Mo", { manages: true });
});

async function hides(name: string): Promise<void> {
	const who = world.person(name);
	await who.says("/settings");
	await who.presses("Hide me");
}

describe("/manage people board", () => {
	test("shows everybody: hidden ones where they would stand, and those without points last", async () => {
		for (const [name, points] of Object.entries({ Ada: 30, Ben: 20, Cleo: 10 }))
			await earns(world, name, points);
		await hides("Ada");
		await lea.says("/help");
		const board = await mo.says("/manage people board");
		expect(board).toContain(`# The whole board · This week
1. Ada — 30 points · days a week: 1 0 0 0 · last here Fri 20 Nov · hidden
1. Ben — 20 points · days a week: 1 0 0 0 · last here Fri 20 Nov
2. Cleo — 10 points · days a week: 1 0 0 0 · last here Fri 20 Nov
– Lea — 0 points · days a week: 0 0 0 0
– Mo — 0 points`);
		expect(await mo.picks("Hidden")).toContain("This week · Hidden\n1. Ada — 30 points");
		expect(mo.sees()).not.toContain("Ben");
		expect(await mo.picks("Excluded")).toContain("Nobody here is like that.");
	});

	test("tells the days learned in the last weeks, and who has been quiet for two", async () => {
		await earns(world, "Ada", 10);
		await world.passes({ days: 1 });
		await earns(world, "Ada", 10);
		await world.passes({ days: 2 });
		await earns(world, "Ben", 10);
		await world.passes({ days: 11 });
		expect(await mo.says("/manage people board show:quiet")).toContain("Nobody here is like that.");
		await world.passes({ days: 1 });
		const quiet = await mo.says("/manage people board period:all show:quiet");
		expect(quiet).toContain("Ada — 20 points · days a week: 0 0 2 0 · last here Sat 21 Nov");
		expect(quiet).not.toContain("Ben");
	});

	test("has pages that reach everybody once, whatever stands in their names", async () => {
		const names = Array.from({ length: 23 }, (_, n) => `P${String(n).padStart(2, "0")}`);
		for (const [at, name] of names.entries()) await earns(world, name, at % 4);
		const seen: string[] = [];
		let page = await mo.says("/manage people board all");
		for (;;) {
			seen.push(...[...page.matchAll(/(P\d\d|Mo) —/g)].map(([, name]) => name ?? ""));
			if (!page.includes("[Next]")) break;
			page = await mo.presses("Next");
		}
		expect(seen.toSorted()).toEqual(["Mo", ...names]);
		expect(await mo.presses("To the top")).toContain("1. P03 — 3 points");
	});

	test("case 55: the CSV runs no formula; JSON holds the same", async () => {
		for (const name of ["=1+1", "+cmd", "@sum", "-2", 'a"b,c']) {
			const who = world.person(name);
			await who.says("/quiz shell easy");
			await who.answers("rightly");
		}
		await mo.says("/manage people board");
		expect(await mo.presses("As CSV")).toContain("Here it is: 6 rows. It is for you alone.");
		const [csv] = mo.files();
		expect(csv?.name).toBe("cairn-board-2026-11-20.csv");
		const lines = csv?.text.trimEnd().split("\r\n") ?? [];
		expect(lines[0]).toBe(
			"rank,name,account,points,days,last day,seen,days in 2026-W47,days in 2026-W46,days in 2026-W45,days in 2026-W44",
		);
		expect(lines.slice(1).map((line) => line.split(",")[1])).toEqual(
			expect.arrayContaining(["'=1+1", "'+cmd", "'@sum", "'-2", '"a""b', "Mo"]),
		);
		await mo.says("/manage people board");
		await mo.presses("As JSON");
		const rows = JSON.parse(mo.files()[0]?.text ?? "");
		expect(rows).toHaveLength(6);
		expect(rows[0]).toMatchObject({ rank: 1, points: 10, days: 1, seen: "shown" });
		expect(rows[0].weeks).toEqual({ "2026-W47": 1, "2026-W46": 0, "2026-W45": 0, "2026-W44": 0 });
		expect(rows[0]).not.toHaveProperty("learner");
	});
});

describe("cases 11 to 14 and 56: who may", () => {
	beforeEach(async () => {
		await mo.says("/manage cohort create name:Autumn start:2026-11-20 topics:1-2 pace:2");
		await mo.says("/manage cohort create name:Winter start:2026-11-20 topics:1-2 pace:2");
		await lea.says("/help");
		await mo.says("/manage cohort leads member:Lea what:add cohort:Autumn");
		await ada.says("/cohort join Autumn");
		await earns(world, "Ada", 10);
		await earns(world, "Ben", 20);
	});

	test("members may not; whoever leads sees their own cohort, and no other file", async () => {
		expect(await ada.says("/manage people board")).toContain("moderators and those who lead");
		const board = await lea.says("/manage people board");
		expect(board).toContain("# The whole board · Autumn · This week\n1. Ada — 10 points");
		expect(board).not.toContain("Ben");
		expect(await lea.says("/manage people board cohort:Winter")).toContain("Winter");
		expect(lea.sees()).not.toContain("The whole board");
		await mo.says("/manage people board");
		expect(await lea.pressesRaw(mo.pressOf("As CSV"))).toContain("for moderators");
		expect(await lea.pressesRaw(mo.pressOf("This month"))).toContain("for moderators");
		await mo.says("/manage people board cohort:Winter");
		expect(await lea.pressesRaw(mo.pressOf("As CSV"))).toContain("Winter");
		expect(lea.files()).toEqual([]);
		await lea.says("/manage people board");
		await lea.presses("As CSV");
		expect(lea.files()[0]?.text).toContain("Ada");
		expect(lea.files()[0]?.text).not.toContain("Ben");
	});

	test("rights lost between two presses are missed at the second", async () => {
		await lea.says("/manage people board");
		const csv = lea.pressOf("As CSV");
		await mo.says("/manage cohort leads member:Lea what:remove cohort:Autumn");
		expect(await lea.pressesRaw(csv)).toContain("moderators and those who lead");
	});

	test("another space's moderator gets nothing of it; nor does a direct message", async () => {
		await mo.says("/manage people board cohort:Autumn");
		const away = world.person("Eve", { space: "test:village", id: "test:well", manages: true });
		expect(await away.pressesRaw(mo.pressOf("As CSV"))).toContain("I can't find that cohort");
		expect(await away.says("/manage people board")).not.toContain("Ada");
		const alone = world.person("Mo", { space: "test:@mo", id: "test:dm", personal: true });
		expect(await alone.pressesRaw(mo.pressOf("As CSV"))).toContain("inside a server");
	});

	test("forged presses are refused, and nothing of the database is said", async () => {
		for (const rest of [
			"show:1:week:-:all",
			"page:1:week:-:everyone:x",
			"page:1:week:-:everyone:1' or 1=1:x",
			"csv:1:2026:-:everyone",
			"csv:2:week:-:everyone",
		])
			expect(await mo.pressesRaw(`manage-people-board.${rest}`)).toMatch(/button/);
		expect(await mo.pressesRaw("manage-people-board.page:1:week:-:everyone:zz:x")).toContain("Ben");
		expect(world.faults).toEqual([]);
	});
});
