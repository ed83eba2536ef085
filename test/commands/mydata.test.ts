import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/core/ports.ts";
import { openStore } from "../../src/store/open.ts";
import { liveALife } from "../support/life.ts";
import { countedIds, createWorld, type Person, type World } from "../support/world.ts";

let world: World;
let ada: Person;
beforeEach(async () => {
	world = await createWorld({ at: "2026-11-20T08:00:00Z" });
	ada = world.person("Ada");
});
afterEach(async () => {
	expect(world.faults).toEqual([]);
	await world.close();
});

async function learns(person = ada): Promise<void> {
	await person.says("/quiz shell count:1");
	await person.answers("rightly");
}

async function opens(person = ada): Promise<string> {
	await person.says("/settings");
	return person.presses("My data");
}

async function erases(person = ada, word = "ERASE"): Promise<string> {
	await opens(person);
	await person.presses("Erase it all");
	await person.presses("Erase everything …");
	return person.submits({ word });
}

describe("looking", () => {
	test("a newcomer sees that there is next to nothing", async () => {
		const card = await opens();
		expect(card).toContain("# What I keep about you");
		expect(card).toContain("Answers: 0;");
		expect(card).toContain("Days: 0 with answers; 0 in a row now");
		expect(card).toContain("Who and where: your name, 1 account, 1 space");
	});

	test("Ada sees how much it is, what for, and where copies are", async () => {
		await learns();
		const card = await opens();
		expect(card).toContain("Answers: 1; each with the option, the day and the result.");
		expect(card).toContain("Days: 1 with answers; 1 in a row now");
		expect(card).toContain("Memory: 1 question, and when each comes back");
		expect(card).toContain("keeps copies for emergencies, 30 days");
	});
});

describe("taking along", () => {
	test("all of it comes as a file of JSON that says which format it is", async () => {
		await learns();
		await opens();
		expect(await ada.presses("Send me all of it")).toContain("This file holds all I keep");
		const [file] = ada.files();
		expect(file?.name).toBe("cairn-my-data-2026-11-20.json");
		expect(JSON.parse(file?.text ?? "")).toMatchObject({
			format: 1,
			exportedAt: "2026-11-20T08:00:00.000Z",
			learner: { name: "Ada" },
			accounts: [{ id: "test:ada" }],
			facts: [{ kind: "attempt", outcome: "right" }],
			days: [{ day: "2026-11-20", answers: 1 }],
		});
	});

	test("it is read line by line: one row each", async () => {
		await learns();
		await opens();
		await ada.presses("Send me all of it");
		const lines = ada.files()[0]?.text.split("\n") ?? [];
		expect(lines.filter((line) => line.includes('"kind":"attempt"'))).toHaveLength(1);
	});

	test("nobody else's is in it", async () => {
		await learns(world.person("Ben"));
		await learns();
		await opens();
		await ada.presses("Send me all of it");
		expect(ada.files()[0]?.text).not.toMatch(/ben/i);
	});
});

describe("erasing", () => {
	test("says before exactly what goes and what stays, and one can still keep it", async () => {
		await learns();
		await opens();
		const card = await ada.presses("Erase it all");
		expect(card).toContain("# Erase all I keep about you?");
		expect(card).toContain("- your answers, your points, and your row on every board");
		expect(card).toContain("This stays, and names nobody:");
		expect(await ada.presses("Keep it")).toContain("Answers: 1;");
	});

	test.each(["", "yes", "ERASED", "delete"])("is not done for the word “%s”", async (word) => {
		await learns();
		expect(await erases(ada, word)).toBe("Nothing was erased: that was not the word ERASE.");
		expect(await opens()).toContain("Answers: 1;");
	});

	test.each(["ERASE", "erase", " Erase ", "“erase”"])("is done for “%s”", async (word) => {
		await learns();
		const said = await erases(ada, word);
		expect(said).toContain("Done: all I kept about you is erased.");
		expect(said).toContain("Should you come back, /quiz begins anew.");
	});

	test("afterwards Ada is new here: welcome, no streak, no row on the board", async () => {
		await learns();
		await erases();
		const ben = world.person("Ben");
		await learns(ben);
		expect(await ben.says("/leaderboard")).not.toContain("Ada");
		expect(await ada.says("/streak")).toContain("# No streak yet");
		expect(await world.person("Ada", { newcomer: true }).says("/quiz")).toContain("# Welcome!");
	});

	test("it works while a quiz is open, whose buttons then say kindly that it is gone", async () => {
		await ada.says("/quiz web count:3");
		const pick = ada.pressOf("A");
		await erases();
		expect(await ada.pressesRaw(pick)).toBe(
			"That quiz is not yours, or it is gone. /quiz starts a new one.",
		);
	});

	test("every button from before gets a sentence, and none a fault", async () => {
		const week = await createWorld({ at: "2026-11-16T08:00:00Z" });
		const { zoe, presses } = await liveALife(week, week.store);
		await erases(zoe);
		for (const press of presses) expect(await zoe.pressesRaw(press)).not.toBe("");
		expect(week.faults).toEqual([]);
		await week.close();
	});

	test("the same form again erases nobody who has begun anew", async () => {
		await learns();
		await erases();
		const form = ada.requests.at(-1);
		await learns();
		if (form) await world.app.handle(form);
		expect(await opens()).toContain("Answers: 1;");
	});

	test("the same form again at once leaves nobody behind", async () => {
		await learns();
		await erases();
		const form = ada.requests.at(-1);
		if (form) await world.app.handle(form);
		expect(await world.store.data.learnerOf("test:ada")).toBeNull();
	});

	test("answering at the same moment is kept or kindly refused, and nothing is left of it", async () => {
		await ada.says("/quiz web count:3");
		const pick = ada.pressOf("A");
		await opens();
		await ada.presses("Erase it all");
		await ada.presses("Erase everything …");
		const [said] = await Promise.all([ada.submits({ word: "erase" }), ada.pressesRaw(pick)]);
		expect(said).toContain("Done:");
		expect(await opens()).toContain("Answers: 0;");
	});
});

describe("what is on its way", () => {
	/** The world of somebody who erases everything just when a message about them has been taken up. */
	async function erasedInBetween(prepare: (who: Person, there: World) => Promise<void>) {
		const store = await openStore(":memory:", { ids: countedIds() });
		const claim: Store["outbox"]["claim"] = async (...given) => {
			const delivery = await store.outbox.claim(...given);
			if (delivery) await store.data.erase("at once", await idOf(store), 0);
			return delivery;
		};
		const there = await createWorld({
			at: "2026-11-16T17:00:00Z",
			store: { ...store, outbox: { ...store.outbox, claim } },
		});
		const who = there.person("Ada");
		await prepare(who, there);
		expect(there.posts("test:@ada")).toEqual([]);
		expect(there.posts("test:square")).toEqual([]);
		expect(await idOf(store)).toBe("");
		expect(there.faults).toEqual([]);
		await there.close();
	}

	const idOf = async (store: Store) => (await store.data.learnerOf("test:ada")) ?? "";

	test("a nudge finds nobody and says nothing", async () => {
		await erasedInBetween(async (who, there) => {
			await who.says("/settings");
			await who.presses("Reminders");
			await who.presses("Nudge me daily");
			await there.passes({ days: 1, hours: 2 });
		});
	});

	test("nor does a milestone that was to be shared", async () => {
		await erasedInBetween(async (who, there) => {
			for (let day = 1; day <= 5; day += 1) {
				const card = await who.says("/quiz web");
				if (card.includes("under way")) await who.presses("Continue");
				await who.answers("rightly");
				if (day < 5) await there.passes({ days: 1 });
			}
			await who.presses("Share in channel");
			await there.passes({ minutes: 1 });
		});
	});
});
