import { expect, onTestFinished, test } from "vitest";
import { DAY_MS } from "../../src/core/days.ts";
import type { Log, Profile } from "../../src/core/ports.ts";
import { createProfiles } from "../../src/core/profiles.ts";
import { nothingAround } from "../support/around.ts";
import { createWorld } from "../support/world.ts";

const ADA: Profile = { name: " Ada\u202e Lovelace ", zone: "Asia/Tokyo" };
const SOON = { minutes: 1 };

/** A directory of the people of a platform; it notes who is looked up, and can fail. */
function directoryOf(profile: Profile | null = ADA) {
	const asked: string[] = [];
	const directory = {
		failing: false,
		asked,
		knows: (account: string) => account.startsWith("test:"),
		async profile(account: string) {
			asked.push(account);
			if (directory.failing) throw new Error("the platform is busy");
			return profile;
		},
	};
	return directory;
}

async function worldWith(directory: ReturnType<typeof directoryOf>) {
	const warnings: unknown[] = [];
	const warn = (fields: Record<string, unknown>) => void warnings.push(fields);
	const log: Log = { debug() {}, info() {}, warn, error: warn };
	const world = await createWorld({ around: { directory, log } });
	onTestFinished(() => world.close());
	return { world, ada: world.person("ada"), warnings };
}

test("a profile is looked up after the reply, never before", async () => {
	const directory = directoryOf();
	const { world, ada } = await worldWith(directory);
	expect(await ada.says("/settings")).toContain("UTC (this space's");
	await world.app.tick(world.now() + 2_999);
	expect(directory.asked).toEqual([]);
	await world.app.tick(world.now() + 3_000);
	expect(directory.asked).toEqual(["test:ada"]);
	expect(await ada.says("/settings")).toContain("Time zone: Asia/Tokyo");
});

test("the name it tells is cleaned, shown, and outlives the next wish", async () => {
	const { world, ada } = await worldWith(directoryOf());
	await ada.says("/quiz shell easy");
	await ada.answers("rightly");
	await world.passes(SOON);
	await ada.says("/help");
	expect(await ada.says("/leaderboard")).toContain("1. Ada Lovelace (you)");
});

test("once a day is enough, whatever somebody wishes", async () => {
	const directory = directoryOf();
	const { world, ada } = await worldWith(directory);
	for (const hours of [0, 1, 22]) {
		await world.passes({ hours });
		await ada.says("/help");
		await world.passes(SOON);
	}
	expect(directory.asked).toHaveLength(1);
	await world.passes({ hours: 2 });
	await ada.says("/help");
	await world.passes(SOON);
	expect(directory.asked).toHaveLength(2);
});

test("a failure is logged with the wish that caused it, and asked again in an hour", async () => {
	const directory = directoryOf();
	const { world, ada, warnings } = await worldWith(directory);
	directory.failing = true;
	await ada.says("/help");
	await world.passes(SOON);
	expect(warnings).toMatchObject([{ interaction: ada.requests[0]?.id }]);
	for (const minutes of [30, 30]) {
		await world.passes({ minutes });
		await ada.says("/help");
		await world.passes(SOON);
	}
	expect(directory.asked).toHaveLength(2);
});

test("a zone that nobody knows changes nothing, nor does a profile that is not there", async () => {
	for (const profile of [{ name: "Ada", zone: "Mars/Olympus" }, null]) {
		const { world, ada } = await worldWith(directoryOf(profile));
		await ada.says("/help");
		await world.passes(SOON);
		expect(await ada.says("/settings")).toContain("UTC (this space's");
	}
});

test("a zone that was chosen stays", async () => {
	const { world, ada } = await worldWith(directoryOf());
	await ada.says("/settings zone:Europe/Berlin");
	await world.passes(SOON);
	expect(await ada.says("/settings")).toContain("Time zone: Europe/Berlin");
});

test("who cannot be looked up is not waited for; a crowd is taken a few at a time", async () => {
	const directory = directoryOf(null);
	const { world } = await worldWith(directory);
	const log: Log = { debug() {}, info() {}, warn() {}, error() {} };
	const profiles = createProfiles({ directory, store: world.store, log });
	const beats = async () => {
		await profiles.lookUp(DAY_MS);
		return directory.asked.splice(0).length;
	};
	for (let one = 0; one < 25; one += 1) {
		profiles.notice(`other:${one}`, "r", 0);
		profiles.notice(`test:${one}`, "r", 0);
		profiles.notice(`test:${one}`, "r", 0);
	}
	expect([await beats(), await beats(), await beats(), await beats()]).toEqual([10, 10, 5, 0]);
});

test("without a directory a name is what comes with the wish", async () => {
	const world = await createWorld({ around: nothingAround });
	onTestFinished(() => world.close());
	const ada = world.person("Ada");
	await ada.says("/quiz shell easy");
	await ada.answers("rightly");
	expect(await world.person("ADA").says("/leaderboard")).toContain("1. ADA (you)");
});
