import fc from "fast-check";
import { describe, expect } from "vitest";
import type {
	Board,
	Learner,
	PeopleAsk,
	PeopleSeat,
	PersonRow,
	Store,
	Visibility,
} from "../../../src/core/ports.ts";
import { NOW, SIZE, type Story, stamp, TOWN } from "./town.ts";

/** Boards beside what anybody can work out with a list and a pencil. */

type Somebody = {
	readonly points: number;
	readonly days: number;
	readonly visibility: Visibility;
};

/** Few points, so that there are ties. */
const anyTown = fc.array(
	fc.record({
		points: fc.constantFrom(0, 10, 20, 30, 300, 301, 5_000),
		days: fc.integer({ min: 1, max: 3 }),
		visibility: fc.constantFrom<Visibility>("unasked", "shown", "hidden"),
	}),
	{ minLength: 1, maxLength: 16 },
);

type Settled = Somebody & { readonly who: Learner };

const byValue = (by: "points" | "days") => (a: Settled, b: Settled) =>
	b[by] - a[by] || (a.who.id < b.who.id ? -1 : 1);

/** What one of them is to see. */
function foretold(
	all: readonly Settled[],
	me: Settled,
	by: "points" | "days",
): Omit<Board, "more"> {
	const listed = all
		.filter((one) => one.visibility !== "hidden" && one[by] > 0)
		.toSorted(byValue(by));
	const rankOf = (value: number) => 1 + listed.filter((one) => one[by] > value).length;
	const rowOf = (one: Settled) => ({
		...{ learner: one.who.id, name: one.who.name, points: 0, days: 0 },
		[by]: one[by],
		rank: rankOf(one[by]),
	});
	const row = { top: listed.slice(0, SIZE.top).map(rowOf) };
	if (me[by] <= 0) return { ...row, around: [], own: null };
	const withMe = [...new Set([...listed, me])].toSorted(byValue(by));
	const at = withMe.indexOf(me);
	const around = withMe.slice(Math.max(0, at - 2), at + 3).map(rowOf);
	return { ...row, around, own: me.visibility === "hidden" ? "hidden" : "listed" };
}

type Town = { meets(name: string): Promise<Learner>; scores: ScoresOf };
type ScoresOf = (who: Learner, points: number, other?: { spaceDay: string }) => Promise<void>;

let towns = 0;

/** Everybody answers on so many days; the first answer of a day brings no points, the last all. */
async function settle(store: Store, town: Town, all: readonly Somebody[]): Promise<Settled[]> {
	const settled: Settled[] = [];
	towns += 1;
	for (const [at, one] of all.entries()) {
		const who = await town.meets(`T${towns} ${at}`);
		for (let day = 1; day <= one.days; day += 1)
			await town.scores(who, day === one.days ? one.points : 0, { spaceDay: `2026-11-1${day}` });
		if (one.visibility !== "unasked")
			await store.learners.setVisibility(stamp(who, "sees"), one.visibility);
		settled.push({ ...one, who });
	}
	return settled;
}

const ASK: PeopleAsk = {
	scope: TOWN,
	period: "all",
	show: "everyone",
	weeks: ["2026-W46"],
	quietBefore: "2026-11-13",
};

async function allPages(store: Store, ask: PeopleAsk, most: number): Promise<PersonRow[]> {
	const rows: PersonRow[] = [];
	let next: PeopleSeat | null = null;
	do {
		const page = await store.scores.people(ask, next, most);
		rows.push(...page.rows);
		next = page.next;
	} while (next !== null);
	return rows;
}

async function streamed(store: Store, ask: PeopleAsk): Promise<PersonRow[]> {
	const rows: PersonRow[] = [];
	for await (const piece of store.scores.everyone(ask)) rows.push(...piece);
	return rows;
}

/** Boards of everybody, the hidden included. */
export function standings(it: Story): void {
	describe("whoever answers, hides, comes and goes", () => {
		it("stands where a list sorted by hand has them", async ({ store, town }) => {
			const forget = async (all: readonly Settled[]) => {
				for (const { who } of all) await store.data.erase(`erases ${who.id}`, who.id, NOW);
			};
			const property = fc.asyncProperty(anyTown, async (people) => {
				const all = await settle(store, town, people);
				for (const by of ["points", "days"] as const)
					for (const me of all) {
						const board = await store.scores.board(TOWN, "all", me.who.id, SIZE, { by });
						expect(board).toMatchObject(foretold(all, me, by));
					}
				const rows = await allPages(store, ASK, 3);
				expect(rows.map((row) => row.learner).toSorted()).toEqual(
					all.map(({ who }) => who.id).toSorted(),
				);
				for (const row of rows) {
					const one = all.find(({ who }) => who.id === row.learner);
					expect(row.points).toBe(one?.points);
					expect(row.weeks).toEqual([one?.days]);
					expect(row.seen).toBe(one?.visibility === "hidden" ? "hidden" : "shown");
				}
				expect(await streamed(store, ASK)).toEqual(rows);
				expect(await store.books.checkCounts()).toEqual([]);
				await forget(all);
				expect(await store.books.checkCounts()).toEqual([]);
			});
			await fc.assert(property, { numRuns: 6, seed: 20_261_120 });
		}, 120_000);

		it("is found by whom a moderator looks for", async ({ store, town }) => {
			const all = await settle(store, town, [
				{ points: 30, days: 1, visibility: "hidden" },
				{ points: 20, days: 3, visibility: "shown" },
				{ points: 0, days: 2, visibility: "hidden" },
			]);
			const shown = async (show: PeopleAsk["show"]) =>
				(await allPages(store, { ...ASK, show }, 1)).map(({ learner }) =>
					all.findIndex(({ who }) => who.id === learner),
				);
			expect(await shown("hidden")).toEqual([0, 2]);
			expect(await shown("excluded")).toEqual([]);
			expect(await shown("quiet")).toEqual([2, 0]);
		});
	});

	describe("a board further down", () => {
		it("goes on after a seat, and back before it", async ({ store, town }) => {
			const all = await settle(
				store,
				town,
				Array.from({ length: 9 }, (_, n) => ({
					points: 10 * (1 + (n % 3)),
					days: 1,
					visibility: "shown" as const,
				})),
			);
			const me = all[0]?.who.id ?? "";
			const size = { top: 4, neighbours: 0 };
			const first = await store.scores.board(TOWN, "all", me, size);
			const last = first.top.at(-1);
			const after = { value: last?.points ?? 0, learner: last?.learner ?? "" };
			const second = await store.scores.board(TOWN, "all", me, size, { after });
			expect(second.top.map(({ rank }) => rank)).toEqual([4, 4, 7, 7]);
			expect(second.more).toBe(true);
			const head = second.top[0];
			const before = { value: head?.points ?? 0, learner: head?.learner ?? "" };
			const back = await store.scores.board(TOWN, "all", me, size, { before });
			expect(back).toEqual(first);
		});
	});

	describe("a season", () => {
		it("is started once, and another only when it is over", async ({ store, town }) => {
			await town.meets("Mo");
			const season = { id: "s1", space: TOWN, name: "One", winners: [] };
			const times = { startsAt: NOW, endsAt: NOW + 1_000 };
			expect(await store.seasons.start("r1", { ...season, ...times })).toBe(true);
			expect(await store.seasons.start("r1", { ...season, ...times, id: "s2" })).toBe(true);
			expect(await store.seasons.start("r2", { ...season, ...times, id: "s3" })).toBe(false);
			await store.seasons.end("test:village", "s1", NOW + 1);
			expect(await store.seasons.ofSpace(TOWN, 5)).toEqual([{ ...season, ...times }]);
			await town.scores(await town.meets("Ada"), 10);
			await store.seasons.settle(NOW + 1_000, 5);
			await store.seasons.settle(NOW + 2_000, 5);
			const winners = [{ rank: 1, name: "Ada", points: 10 }];
			expect(await store.seasons.ofSpace(TOWN, 5)).toEqual([{ ...season, ...times, winners }]);
			expect(await store.seasons.ofSpace("test:village", 5)).toEqual([]);
		});
	});
}
