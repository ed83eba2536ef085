import { describe, expect } from "vitest";
import type { Learner } from "../../../src/core/ports.ts";
import { NOW, SIZE, type Story, TOWN, visit } from "./town.ts";

const EMPTY = { top: [], more: false, around: [], own: null };

/** Points, compared. */
export function boards(it: Story): void {
	describe("one's own points", () => {
		it("are of one space, by its week, its month and all time", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			const ben = await town.meets("Ben");
			await town.scores(ada, 10, { spaceDay: "2026-10-30" });
			await town.scores(ada, 15, { spaceDay: "2026-11-02" });
			await town.scores(ada, 20, { spaceDay: "2026-11-20" });
			await town.scores(ben, 40);
			const of = (scope: string) => store.scores.of(scope, ada.id, "2026-11-20");
			expect(await of(TOWN)).toEqual({ week: 20, month: 35, all: 45 });
			expect(await of("test:village")).toEqual({ week: 0, month: 0, all: 0 });
		});
	});

	describe("a board", () => {
		it("is empty before anybody has points", async ({ town }) => {
			const ada = await town.meets("Ada");
			expect(await town.board(ada)).toEqual(EMPTY);
		});

		it("lets ties share a rank and leaves the gap open", async ({ town }) => {
			const people = await town.play({ Ada: 30, Bob: 20, Cleo: 20, Dan: 10 });
			const { top } = await town.board(people.Ada);
			expect(top.map((row) => [row.points, row.rank])).toEqual([
				[30, 1],
				[20, 2],
				[20, 2],
				[10, 4],
			]);
			const tied = [top[1]?.learner, top[2]?.learner];
			expect(tied).toEqual(tied.toSorted());
		});

		it("shows oneself with neighbours, wherever one stands", async ({ town }) => {
			const people = await town.play({ A: 70, B: 60, C: 50, D: 40, E: 30, F: 20, G: 10 });
			const around = async (who: Learner) =>
				(await town.board(who)).around.map((row) => [row.name, row.rank]);
			expect(await around(people.D)).toEqual([
				["B", 2],
				["C", 3],
				["D", 4],
				["E", 5],
				["F", 6],
			]);
			expect(await around(people.A)).toEqual([
				["A", 1],
				["B", 2],
				["C", 3],
			]);
			expect(await around(people.G)).toEqual([
				["E", 5],
				["F", 6],
				["G", 7],
			]);
		});

		it("ranks neighbours rightly when ties reach beyond what is shown", async ({ town }) => {
			const points = { A: 50, B: 40, C: 40, D: 40, E: 40, F: 40, G: 30, H: 30, I: 20 };
			const people = await town.play(points);
			const { top: all } = await town.board(people.A, { top: 20 });
			for (const person of Object.values(people)) {
				const { around } = await town.board(person);
				const mine = all.findIndex((row) => row.learner === person.id);
				expect(around).toEqual(all.slice(Math.max(0, mine - 2), mine + 3));
			}
		});

		it("cuts the top where it is told to", async ({ town }) => {
			const people = await town.play({ A: 30, B: 20, C: 10 });
			expect((await town.board(people.C, { top: 2 })).top).toHaveLength(2);
		});

		it("adds up by the space's week and month, and starts anew with each", async ({ town }) => {
			const ada = await town.meets("Ada");
			await town.scores(ada, 10, { spaceDay: "2026-11-29" });
			await town.scores(ada, 15, { spaceDay: "2026-11-30" });
			await town.scores(ada, 20, { spaceDay: "2026-12-01" });
			const points = async (period: string) => (await town.board(ada, { period })).top[0]?.points;
			expect(await points("2026-W48")).toBe(10);
			expect(await points("2026-W49")).toBe(35);
			expect(await points("2026-11")).toBe(25);
			expect(await points("2026-12")).toBe(20);
			expect(await points("all")).toBe(45);
			expect(await points("2026-W50")).toBeUndefined();
		});

		it("belongs to one space", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			await town.scores(ada, 10);
			const away = visit("Ada", { space: "test:village", place: "test:well" });
			await store.learners.meet(away, NOW);
			const board = await store.scores.board("test:village", "all", ada.id, SIZE);
			expect(board).toEqual(EMPTY);
		});

		it("has no row for answers without points", async ({ town }) => {
			const ada = await town.meets("Ada");
			await town.scores(ada, 0);
			expect((await town.board(ada)).around).toEqual([]);
		});
	});
}
