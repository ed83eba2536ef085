import { afterEach, beforeEach, expect, test } from "vitest";
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
