import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWorld, type Person, type World } from "../support/world.ts";

let world: World;
let ada: Person;
beforeEach(async () => {
	world = await createWorld({ at: "2026-11-20T17:07:00Z" });
	ada = world.person("Ada");
});
afterEach(() => world.close());

const toAda = () => world.posts("test:@ada").map(({ gist }) => gist);

/** One question answered, and the summary in sight. */
async function learns(): Promise<string> {
	const card = await ada.says("/quiz shell count:1");
	if (card.includes("under way")) await ada.presses("Start new");
	await ada.answers("rightly");
	return ada.presses("See how it went");
}

/** The first summary asks how one appears; after that there is room for another question. */
async function hasBeenAsked(): Promise<string> {
	await learns();
	return ada.presses("Keep");
}

describe("a nudge", () => {
	test("is asked for once, under a round, and comes the next day around that time", async () => {
		const summary = await hasBeenAsked();
		expect(summary).toContain("A nudge tomorrow around this time?");
		const agreed = await ada.presses("Yes, by direct message");
		expect(agreed).toContain("Done: a nudge at 17:05");
		expect(await learns()).not.toContain("A nudge tomorrow");
		expect(toAda()).toEqual([]);
		await world.passes({ days: 1 });
		expect(toAda()).toEqual(["One answer keeps your 1 day in a row going."]);
		await world.passes({ minutes: 1 });
		expect(toAda()).toHaveLength(1);
	});

	test("that is not wanted is not asked for again", async () => {
		await hasBeenAsked();
		expect(await ada.presses("No thanks")).toContain("All right.");
		expect(await learns()).not.toContain("A nudge tomorrow");
		await world.passes({ days: 1 });
		expect(toAda()).toEqual([]);
	});

	test("does not come on a day one has learned already", async () => {
		await hasBeenAsked();
		await ada.presses("Yes, by direct message");
		await world.passes({ hours: 20 });
		await learns();
		await world.passes({ hours: 4 });
		expect(toAda()).toEqual([]);
	});

	test("pauses after three that led to nothing, says so, and can be kept", async () => {
		await hasBeenAsked();
		await ada.presses("Yes, by direct message");
		for (let day = 0; day < 6; day += 1) await world.passes({ days: 1 });
		expect(toAda()).toHaveLength(3);
		const last = await ada.pressesPost("test:@ada", "Keep them coming");
		expect(last).toContain("Done: a nudge at 17:05");
		await world.passes({ days: 1 });
		expect(toAda()).toHaveLength(4);
	});

	test("can wait two hours, and be stopped with one press", async () => {
		await hasBeenAsked();
		await ada.presses("Yes, by direct message");
		await world.passes({ days: 1 });
		expect(await ada.pressesPost("test:@ada", "In two hours")).toContain("again at 19:0");
		await world.passes({ hours: 2 });
		expect(toAda()).toHaveLength(2);
		expect(await ada.pressesPost("test:@ada", "Stop these")).toContain("Stopped.");
		await world.passes({ days: 2 });
		expect(toAda()).toHaveLength(2);
	});

	test("is left out when the bot was away at its time", async () => {
		await hasBeenAsked();
		await ada.presses("Yes, by direct message");
		await world.passes({ days: 1, hours: 5 });
		expect(toAda()).toEqual([]);
	});

	test("to closed direct messages is not tried every day", async () => {
		await hasBeenAsked();
		await ada.presses("Yes, by direct message");
		world.nextPost({ outcome: "gone", why: "closed" });
		await world.passes({ days: 1 });
		await world.passes({ days: 1 });
		expect(toAda()).toEqual([]);
		await ada.says("/settings");
		expect(await ada.presses("Reminders")).toContain("Daily nudge: paused");
	});

	test("has its own hour in the settings; what is no time is asked for again", async () => {
		await ada.says("/settings");
		await ada.presses("Reminders");
		await ada.presses("Another time");
		expect(await ada.submits({ time: "noon" })).toContain("a time of day, like 09:00");
		await ada.says("/settings");
		await ada.presses("Reminders");
		await ada.presses("Another time");
		expect(await ada.submits({ time: "7:30" })).toContain("by direct message at 07:30");
		expect(await ada.presses("No more nudges")).toContain("Daily nudge: off");
	});
});

describe("the Sunday message", () => {
	test("shows what was missed that week, and a button to try again", async () => {
		await ada.says("/settings");
		await ada.presses("Reminders");
		expect(await ada.presses("Sunday message, please")).toContain("at 18:00");
		await ada.says("/quiz shell count:1");
		await ada.answers("wrongly");
		await world.passes({ days: 2, hours: 1 });
		expect(toAda()).toEqual(["Three that caught you this week"]);
		expect(await ada.pressesPost("test:@ada", "Try them again")).toContain("under way");
	});

	test("does not come when nothing was missed", async () => {
		await ada.says("/settings");
		await ada.presses("Reminders");
		await ada.presses("Sunday message, please");
		await learns();
		await world.passes({ days: 2, hours: 1 });
		expect(toAda()).toEqual([]);
	});
});

describe("a milestone", () => {
	test("is said once, and posted only when its owner shares it", async () => {
		for (let day = 0; day < 4; day += 1) {
			await learns();
			await world.passes({ days: 1 });
		}
		await ada.says("/quiz shell count:1");
		const fifth = await ada.answers("rightly");
		expect(fifth).toContain("5 days in a row. A milestone: well done!");
		expect(world.posts("test:square")).toEqual([]);
		const share = ada.pressOf("Share in channel");
		expect(await ada.presses("Share in channel")).toContain("Shared");
		expect(await ada.pressesRaw(share)).toContain("You have shared that already.");
		await world.passes({ minutes: 1 });
		const posts = world.posts("test:square").map(({ gist }) => gist);
		expect(posts).toEqual(["Ada has learned 5 days in a row."]);
		expect(await world.person("Bo").pressesPost("test:square", "Learn along")).toContain(
			"# Welcome!",
		);
	});

	test("cannot be claimed by a forged press", async () => {
		await learns();
		expect(await ada.pressesRaw("streak.share:1:365")).toContain("That milestone is behind you");
		expect(await ada.pressesRaw("streak.share:1:1")).toContain("That milestone is behind you");
	});
});
