import { afterEach, beforeEach, expect, test } from "vitest";
import { createWorld, type Person, type World } from "../support/world.ts";

let world: World;
let ada: Person;
beforeEach(async () => {
	world = await createWorld();
	ada = world.person("Ada");
});
afterEach(() => world.close());

test("/tip gives a tip, and another, and none twice before all were seen", async () => {
	const seen = [
		await ada.says("/tip"),
		await ada.presses("Another tip"),
		await ada.presses("Another tip"),
	];
	expect(new Set(seen.map((tip) => tip.split("\n")[1])).size).toBe(3);
	expect(seen[0]).toContain("Source: example.org, section 2");
});

test("/tip on a topic stays on it; where there is none it says so", async () => {
	expect(await ada.says("/tip sql")).toContain("# Tip · SQL basics");
	expect(await ada.presses("Another tip")).toContain("# Tip · SQL basics");
	expect(await ada.says("/tip shell")).toBe(
		"No tips on The shell yet. /tip without a topic gives you one.",
	);
});

test("/roadmap shows stages and topics, and a button for the next step", async () => {
	const card = await ada.says("/roadmap");
	expect(card).toContain(
		"Stage 1 · Groundwork (Beginner) — 0 of 2 green\n○ How the web works — 7 questions",
	);
	expect(card).toContain("Stage 2 · Data (Beginner) — 0 of 1 green");
	expect(card).not.toContain("SQL basics");
	expect(await ada.picks("Stage 2")).toContain("○ SQL basics — 3 questions");
	await ada.says("/roadmap");
	expect(await ada.presses("Next: How the web works")).toContain("Question 1 of 5");
});

test("/roadmap on a topic shows its primer and starts it", async () => {
	const card = await ada.says("/roadmap sql");
	expect(card).toContain("What sql is.");
	expect(card).toContain("When you are through, you can explain sql basics.");
	expect(card).toContain("Comes after: How the web works (not green yet)");
	expect(await ada.presses("Quiz on SQL basics")).toContain("All 3 on SQL basics.");
});

test("the leaderboard ranks, shares ranks in a tie, and always shows one's own row", async () => {
	expect(await ada.says("/leaderboard")).toContain("Nobody has points here yet.");
	for (const name of ["Ben", "Cleo"]) {
		const someone = world.person(name);
		await someone.says("/quiz shell easy");
		await someone.answers("rightly");
	}
	expect(await ada.says("/leaderboard")).toContain("You are not on it yet");
	await ada.says("/quiz shell hard");
	await ada.answers("rightly");
	const board = await ada.says("/leaderboard");
	expect(board).toContain("1. Ada (you) — 20 points");
	expect(board).toMatch(/2\. Ben — 10 points\n2\. Cleo — 10 points/);
	expect(await ada.says("/leaderboard all")).toContain("# All time");
});

test("the board of a week begins anew, all time stays", async () => {
	await ada.says("/quiz shell easy");
	await ada.answers("rightly");
	await world.passes({ days: 7 });
	expect(await ada.says("/leaderboard week")).toContain("Nobody has points here yet.");
	expect(await ada.says("/leaderboard all")).toContain("1. Ada (you) — 10 points");
});

test("one space's board knows nothing of another's", async () => {
	await ada.says("/quiz shell easy");
	await ada.answers("rightly");
	const away = world.person("Ada", { space: "test:village", id: "test:well" });
	expect(await away.says("/leaderboard all")).toContain("Nobody has points here yet.");
});

test("cases 26, 29: names are shown clean, and never as markup or invisible", async () => {
	const names = [
		"@everyone\u202e",
		"\u200b\u200b",
		"A\u0301\u0301\u0301\u0301\u0301\u0301da",
		"x".repeat(99),
	];
	for (const name of names) {
		const someone = world.person(name, {});
		await someone.says("/quiz shell easy");
		await someone.answers("rightly");
	}
	const board = await ada.says("/leaderboard");
	expect(board).toContain("@everyone — 10 points");
	expect(board).toContain("Someone — 10 points");
	expect(board).toContain(`${"x".repeat(31)}… — 10 points`);
	expect(board).not.toMatch(/[\u200b\u202e]/);
});

test("/help lists every command", async () => {
	const card = await ada.says("/help");
	for (const name of [
		"quiz",
		"daily",
		"tip",
		"roadmap",
		"streak",
		"profile",
		"leaderboard",
		"settings",
		"setup",
	])
		expect(card).toContain(`/${name} — `);
});
