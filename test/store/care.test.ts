import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, dayOf } from "../../src/core/days.ts";
import { createDoctor } from "../../src/core/doctor.ts";
import { openStore } from "../../src/store/open.ts";
import {
	anyDeed,
	anyStart,
	anyTime,
	createLife,
	findingsOf,
	type Step,
} from "../support/history.ts";
import { countedIds, createWorld, type Person, type World } from "../support/world.ts";
import { folder, peek } from "./stage.ts";

/** What a moderator does about Ada, in the town or in the village. */
type Care = {
	readonly do: "care";
	readonly what: "give" | "take" | "board" | "repair" | "undo";
	readonly at: 0 | 1;
	/** Points, days ago, or which of the list. */
	readonly n: number;
};

const anyCare: fc.Arbitrary<Care> = fc.record({
	do: fc.constant("care" as const),
	what: fc.constantFrom("give", "take", "board", "repair", "repair", "undo", "undo"),
	at: fc.constantFrom(0 as const, 0 as const, 1 as const),
	n: fc.integer({ min: 1, max: 5 }),
});

/** Days that are missed, and weeks that are over when something is taken back. */
const anyPause = fc.record({
	do: fc.constant("pass" as const),
	hours: fc.constantFrom(30, 48, 50, 72, 24 * 8),
});

const anyAnswer: fc.Arbitrary<Step> = fc.record({
	do: fc.constant("answer" as const),
	how: fc.constant("rightly" as const),
	twice: fc.boolean(),
});

/** Long enough that something is missed, repaired, and taken back when another week has begun. */
const anyCaredLife = fc.array<Step | Care>(
	fc.oneof(
		{ weight: 6, arbitrary: anyAnswer },
		{ weight: 6, arbitrary: anyPause },
		{ weight: 9, arbitrary: anyCare },
		{ weight: 2, arbitrary: anyDeed },
		{ weight: 2, arbitrary: anyTime },
	),
	{ minLength: 25, maxLength: 60 },
);

async function cares(mod: Person, { what, n }: Care, world: World): Promise<void> {
	const words = "because it was so";
	const card = await mod.says("/manage people member test:ada");
	if (!card.startsWith("# Looking after Ada")) return;
	const has = (label: string) => card.includes(`[${label}]`);
	if (what === "undo" && has(`Undo ${n}`)) {
		await mod.presses(`Undo ${n}`);
		await mod.submits({ words });
	} else if (what === "board") {
		await mod.presses(
			has("Take off the boards") ? "Take off the boards" : "Put back on the boards",
		);
		await mod.submits({ words });
	} else if (what === "repair") {
		await mod.presses("Repair the streak");
		await mod.submits({ day: addDays(dayOf(world.now(), "UTC"), -n), words });
	} else if (what !== "undo") {
		await mod.presses("Adjust points");
		await mod.submits({ points: String(what === "give" ? n : -n), words });
	}
}

test("whatever is put right or taken back in a life, the facts folded again give what stands there", async () => {
	await fc.assert(
		fc.asyncProperty(anyStart, anyCaredLife, async (at, lived) => {
			const world = await createWorld({ at });
			const mods = [
				world.person("Mod", { manages: true }),
				world.person("Mod", { manages: true, space: "test:village", id: "test:village/well" }),
			];
			const life = createLife(world, "Ada");
			try {
				for (const step of lived) {
					const mod = step.do === "care" ? mods[step.at] : undefined;
					if (step.do !== "care") await life.live(step satisfies Step);
					else if (mod) await cares(mod, step, world);
				}
				expect(world.faults).toEqual([]);
				expect(await findingsOf(world.store)).toEqual([]);
			} finally {
				await world.close();
			}
		}),
		{ numRuns: Number(process.env.CAIRN_LIVES ?? 30) },
	);
}, 600_000);

test("what was put right survives when all is folded anew", async () => {
	const path = join(folder(), "cairn.db");
	const store = await openStore(path, { ids: countedIds() });
	const world = await createWorld({ at: "2026-11-16T09:00:00Z", store });
	const ada = world.person("Ada");
	const mod = world.person("Mod", { manages: true });
	const learns = async () => {
		await ada.says("/quiz shell count:1");
		await ada.answers("rightly");
	};
	const care = (what: Care["what"], n: number) => cares(mod, { do: "care", what, at: 0, n }, world);
	await learns();
	await world.passes({ days: 3 });
	await learns();
	await care("give", 5);
	await care("repair", 1);
	await care("repair", 2);
	await care("board", 1);
	const card = await mod.says("/manage people member @Ada");
	expect(card).toContain("Points here: 30 this week");
	expect(card).toContain("Streak: 2 days in a row, best 2; 1 freeze");
	expect(card).toContain("On the boards: no");
	peek(path).exec(`update membership set excluded = 0; delete from score;
		update streak set days = 1, best = 1, freezes = 0`);
	const doctor = createDoctor(store, true);
	const found: string[] = [];
	for await (const { kind } of doctor.findings()) found.push(kind);
	expect(new Set(found)).toEqual(new Set(["streak", "score", "excluded"]));
	expect(await mod.says("/manage people member @Ada")).toBe(card);
	expect(await findingsOf(store)).toEqual([]);
	await world.close();
});
