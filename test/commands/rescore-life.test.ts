import fc from "fast-check";
import { expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { anyStart, createLife, findingsOf, type Step } from "../support/history.ts";
import { smallLibrary } from "../support/library.ts";
import { countedIds, createWorld, type Person, type World } from "../support/world.ts";

/** Whatever moderators give and take back, the ledger adds up to what stands on the boards. */

type Care =
	| { readonly do: "give"; readonly question: number; readonly village: boolean }
	| { readonly do: "take"; readonly which: number; readonly village: boolean };

const answer: fc.Arbitrary<Step> = fc.record({
	do: fc.constant("answer" as const),
	how: fc.constantFrom("rightly" as const, "wrongly" as const, "wrongly" as const),
	twice: fc.boolean(),
});
const care: fc.Arbitrary<Care> = fc.oneof(
	fc.record({ do: fc.constant("give" as const), question: fc.nat(2), village: fc.boolean() }),
	fc.record({ do: fc.constant("take" as const), which: fc.nat(9), village: fc.boolean() }),
);
const step: fc.Arbitrary<Step | Care> = fc.oneof(
	{ weight: 8, arbitrary: answer },
	{ weight: 1, arbitrary: fc.constantFrom({ do: "travel" } as const, { do: "guess" } as const) },
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant("pass" as const),
			hours: fc.integer({ min: 1, max: 80 }),
		}),
	},
	{ weight: 3, arbitrary: care },
);

const content = {
	...smallLibrary,
	questions: smallLibrary.questions.filter(({ topic }) => topic === "small/shell"),
};
const ids = content.questions.map(({ id }) => id);

/** Points are given for every answer, in one of the two spaces; returns how that is taken back. */
async function gives(moderator: Person, question: number): Promise<string | null> {
	await moderator.says(`/manage questions show ${ids[question]}`);
	await moderator.presses("Re-score");
	await moderator.presses("Every answer counts");
	if (!moderator.sees().includes("[Give the points]")) return null;
	await moderator.presses("Give the points");
	return moderator.pressOf("Undo");
}

async function pointsOf(world: World): Promise<readonly number[]> {
	const learner = (await world.store.data.learnerOf("test:ada")) ?? "";
	const of = (space: string) => world.store.scores.of(space, learner, "2026-11-20");
	return Promise.all(["test:town", "test:village"].map(async (space) => (await of(space)).all));
}

test("points given and taken back leave books in order, and boards as they were", async () => {
	await fc.assert(
		fc.asyncProperty(anyStart, fc.array(step, { maxLength: 40 }), async (at, steps) => {
			const store = await openStore(":memory:", { ids: countedIds() });
			const world = await createWorld({ at, content, store });
			const life = createLife(world, "Ada");
			const town = world.person("Grace", { manages: true });
			const village = { space: "test:village", id: "test:village/well", manages: true };
			const grace = { town, village: world.person("Mo", village) };
			const undos: string[] = [];
			for (const one of steps) {
				if (one.do === "give") {
					const undo = await gives(one.village ? grace.village : grace.town, one.question);
					if (undo) undos.push(undo);
				} else if (one.do === "take") {
					const undo = undos[one.which % Math.max(undos.length, 1)];
					if (undo) await (one.village ? grace.village : grace.town).pressesRaw(undo);
				} else await life.live(one);
			}
			expect(await findingsOf(store)).toEqual([]);
			const earned = await earnedIn(world);
			for (const undo of undos) {
				await grace.town.pressesRaw(undo);
				await grace.village.pressesRaw(undo);
			}
			expect(await findingsOf(store)).toEqual([]);
			expect(await pointsOf(world)).toEqual(earned);
			expect(world.faults).toEqual([]);
			await world.close();
		}),
		{ numRuns: 25 },
	);
}, 120_000);

/** What the answers themselves gave, space by space. */
async function earnedIn(world: World): Promise<readonly number[]> {
	const learner = (await world.store.data.learnerOf("test:ada")) ?? "";
	const { facts = [] } = (await world.store.data.export(learner)) ?? {};
	return ["test:town", "test:village"].map((space) =>
		facts
			.filter(({ kind, spaceId }) => kind === "attempt" && spaceId === space)
			.reduce((sum, { points }) => sum + Number(points ?? 0), 0),
	);
}
