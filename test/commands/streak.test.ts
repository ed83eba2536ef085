import { afterEach, beforeEach, expect, test } from "vitest";
import { createWorld, type Person, type World } from "../support/world.ts";

let world: World;
let ada: Person;
beforeEach(async () => {
	world = await createWorld({ at: "2026-11-16T08:00:00Z" });
	ada = world.person("Ada");
});
afterEach(() => world.close());

async function learns(): Promise<void> {
	const card = await ada.says("/quiz");
	if (card.includes("[Continue]")) await ada.presses("Continue");
	await ada.answers("rightly");
}

test("before the first answer it says how to begin", async () => {
	const card = await ada.says("/streak");
	expect(card).toContain("# No streak yet");
	expect(card).toContain("One answer starts it: /quiz");
	expect(card).toContain("Freezes: 1 of 2");
	expect(card).toContain("Today: one answer makes it count");
	expect(card).toContain("Today ends: at 00:00 UTC time, 2026-11-17T00:00 where you are");
});

test("three days, a missed one, and the day after: the freeze covers it and says so", async () => {
	for (let day = 0; day < 3; day += 1) {
		await learns();
		await world.passes({ days: 1 });
	}
	await world.passes({ days: 1 });
	const before = await ada.says("/streak");
	expect(before).toContain("# 3 days in a row");
	expect(before).toContain("Freezes: 0 of 2");
	await ada.says("/quiz");
	await ada.presses("Continue");
	const result = await ada.answers("rightly");
	expect(result).toContain("A freeze covered the day you missed.");
	expect(result).toContain("4 days in a row");
	await ada.says("/streak");
	expect(await ada.presses("Why this number?")).toBe(
		[
			"# Why this number: 4",
			"- Fri 2026-11-20: 1 answer, UTC time",
			"- Thu 2026-11-19: missed; a freeze covered it",
			"- Wed 2026-11-18: 1 answer, UTC time",
			"- Tue 2026-11-17: 1 answer, UTC time",
			"- Mon 2026-11-16: 1 answer, UTC time",
			"(A day counts with one answer or more. Everyone starts with one freeze and earns another every seventh counted day; two at most.)",
		].join("\n"),
	);
});

test("two missed days with one freeze end it; best and days learned stay", async () => {
	await learns();
	await world.passes({ days: 1 });
	await learns();
	await world.passes({ days: 3 });
	const card = await ada.says("/streak");
	expect(card).toContain("# Ready for a new streak");
	expect(card).toContain("Best: 2");
	expect(card).toContain("Days learned: 2");
	await learns();
	expect(await ada.says("/streak")).toContain("# 1 day in a row");
	expect(await ada.presses("Why this number?")).toContain(
		"2 days missed from here, more than the freezes could cover",
	);
});

test("a wrong answer counts as much as a right one", async () => {
	await ada.says("/quiz");
	expect(await ada.answers("wrongly")).toContain("1 day in a row");
});
