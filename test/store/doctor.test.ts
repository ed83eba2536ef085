import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDoctor } from "../../src/core/doctor.ts";
import { openStore } from "../../src/store/open.ts";
import { earns } from "../support/earns.ts";
import { anyLife, anyStart, createLife, findingsOf, type Step } from "../support/history.ts";
import { operate } from "../support/running.ts";
import { countedIds, createWorld } from "../support/world.ts";
import { folder, peek } from "./stage.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Runs a life in a world of its own and hands over what came of it. */
async function livedThrough(at: string, steps: readonly Step[]) {
	const world = await createWorld({ at });
	const mo = world.person("Mo", { manages: true, space: "test:village", id: "test:village/well" });
	await mo.says("/setup zone:Asia/Tokyo hour:09:00");
	const life = createLife(world, "Ada");
	try {
		for (const step of steps) await life.live(step);
		expect(world.faults).toEqual([]);
		const visit = { account: "test:ada", name: "Ada", space: "test:town", personal: false };
		const { learner } = await world.store.learners.meet(
			{ ...visit, place: "test:square" },
			world.now(),
		);
		return {
			answered: life.answered,
			findings: await findingsOf(world.store),
			days: await world.store.progress.days(learner.id),
			streak: (await world.store.progress.streak(learner.id)).streak,
		};
	} finally {
		await world.close();
	}
}

describe("whatever happens in a life", () => {
	test("the facts folded again are what stands there, and no answer is lost", async () => {
		await fc.assert(
			fc.asyncProperty(anyStart, anyLife(60), async (at, steps) => {
				const { findings, answered, days, streak } = await livedThrough(at, steps);
				expect(findings).toEqual([]);
				expect(days.reduce((sum, day) => sum + day.answers, 0)).toBe(answered.size);
				expect(streak.learned).toBeLessThanOrEqual(days.length);
				expect(streak.best).toBeGreaterThanOrEqual(streak.current);
				expect(streak.freezes).toBeGreaterThanOrEqual(0);
				expect(streak.freezes).toBeLessThanOrEqual(2);
			}),
			{ numRuns: Number(process.env.CAIRN_LIVES ?? 40) },
		);
	}, 600_000);
});

describe("npm run cairn -- doctor", () => {
	test("finds nothing, then what was spoilt, and mends it beside a running bot", async () => {
		const database = join(folder(), "cairn.db");
		const home = { database, content: join(ROOT, "content") };
		expect(await operate(home, "doctor")).toEqual({
			code: 1,
			said: expect.stringContaining(`There is no database at ${database}`),
		});
		const store = await openStore(database, { ids: countedIds() });
		const world = await createWorld({ store });
		const ada = world.person("Ada");
		await ada.says("/quiz shell");
		await ada.answers("rightly");
		expect(await operate(home, "doctor")).toEqual({
			code: 0,
			said: "1 learner, and everything is as the facts say.\n",
		});
		peek(database).exec("update streak set best = 99; delete from learner_day");
		const { code, said } = await operate(home, "doctor");
		expect(code).toBe(1);
		expect(said).toMatch(/id\d+: streak\n {2}expected \{"best":1.*\n {2}found {4}\{"best":99/);
		expect(said).toContain("day 2026-11-20\n  expected {");
		expect(said).toContain("found    nothing\n2 differences among 1 learner. `npm run cairn");
		expect(await operate(home, "doctor", "--repair")).toMatchObject({ code: 0 });
		expect((await operate(home, "doctor")).code).toBe(0);
		expect(await ada.says("/streak")).toContain("Best: 1");
		expect((await operate(home, "doctor", "--mend")).said).toContain("It goes like this");
		await world.close();
	}, 60_000);
});

test("a board that stands otherwise is found and put in order", async () => {
	const database = join(folder(), "cairn.db");
	const store = await openStore(database, { ids: countedIds() });
	const world = await createWorld({ store });
	await earns(world, "Ada", 10);
	await earns(world, "Ben", 20);
	const boards = async () => {
		const kinds = new Set<string>();
		for (const { kind } of await findingsOf(store)) kinds.add(kind);
		return ["score", "listed", "places"].filter((kind) => kinds.has(kind));
	};
	const standing = await world.person("Ben").says("/leaderboard");
	expect(await boards()).toEqual([]);
	for (const [spoils, kinds] of [
		["update score set days = 9 where period = 'all'", ["score", "places"]],
		["update score set last_day = null", ["score"]],
		["update score set points = 11", ["score", "places"]],
		["update score set listed = 1", ["listed", "places"]],
		["delete from score where period = 'all'", ["score", "places"]],
		["update score_bucket set n = n + 1", ["places"]],
		["delete from score_bucket", ["places"]],
	] as const) {
		peek(database).exec(spoils);
		expect(await boards()).toEqual(kinds);
		const doctor = createDoctor(store, true);
		for await (const one of doctor.findings()) expect(one.found).not.toBe(one.expected);
		expect(await boards()).toEqual([]);
		expect(await world.person("Ben").says("/leaderboard")).toBe(standing);
	}
	await world.close();
});
