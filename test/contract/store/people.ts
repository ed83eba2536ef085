import { describe, expect } from "vitest";
import { DAY_MS } from "../../../src/core/days.ts";
import { HOUR, NOON, NOW, type Story, schedule, stamp, TOWN, visit } from "./town.ts";

/** Who people are, and in which zone their days are counted. */
export function people(it: Story): void {
	describe("people", () => {
		it("are strangers once, and the same learner ever after", async ({ store }) => {
			const first = await store.learners.meet(visit("Ada"), NOW);
			const again = await store.learners.meet(visit("Ada"), NOW + 1);
			expect(again).toEqual(first);
			expect(first.learner).toMatchObject({ name: "Ada", zone: "UTC", zoneIsOwn: false });
			expect(first.space).toEqual({
				id: TOWN,
				personal: false,
				zone: "UTC",
				day: "2026-11-20",
				moderators: [],
				visibility: "shown",
			});
		});

		it("are one learner in every space", async ({ store }) => {
			const { learner: here } = await store.learners.meet(visit("Ada"), NOW);
			const away = visit("Ada", { space: "test:village", place: "test:well" });
			const { learner: there } = await store.learners.meet(away, NOW);
			const home = visit("Ada", { space: "test:ada", place: "test:dm", personal: true });
			const { learner: alone, space } = await store.learners.meet(home, NOW);
			expect([there.id, alone.id]).toEqual([here.id, here.id]);
			expect(space.personal).toBe(true);
		});

		it("stay apart when they share a name", async ({ store }) => {
			const one = await store.learners.meet(visit("Ada"), NOW);
			const other = await store.learners.meet(visit("Ada", { account: "test:ada2" }), NOW);
			expect(other.learner.id).not.toBe(one.learner.id);
		});

		it("become one learner when they turn up twice at the same moment", async ({ store }) => {
			const places = ["test:square", "test:market", "test:well", "test:mill"];
			const met = await Promise.all(
				places.map((place) => store.learners.meet(visit("Ada", { place }), NOW)),
			);
			expect(new Set(met.map(({ learner }) => learner.id)).size).toBe(1);
		});

		it("may be seen in one channel from several spaces", async ({ store }) => {
			await store.learners.meet(visit("Ada", { space: "test:ada", personal: true }), NOW);
			await store.learners.meet(visit("Bob", { space: "test:bob", personal: true }), NOW);
			const { space } = await store.learners.meet(visit("Bob"), NOW);
			expect(space.id).toBe(TOWN);
		});

		it("carry a new name as soon as they have one, each space its own", async ({ store, town }) => {
			const away = { space: "test:village", place: "test:well" };
			await store.learners.meet(visit("Ada"), NOW);
			await store.learners.meet(visit("Ada", { ...away, name: "Ada of the Well" }), NOW);
			const { learner } = await store.learners.meet(visit("Ada", { name: "Countess" }), NOW);
			expect(learner.name).toBe("Countess");
			await town.scores(learner, 10);
			const board = await town.board(learner);
			expect(board.top.map((row) => row.name)).toEqual(["Countess"]);
		});

		it("count their days in the zone of the space until they choose one", async ({ store }) => {
			await store.learners.meet(visit("Ada"), NOW);
			await store.schedules.setDaily("r1", schedule({ zone: "Pacific/Auckland" }));
			const { learner, space } = await store.learners.meet(visit("Ada"), NOON);
			expect(learner).toMatchObject({
				zone: "Pacific/Auckland",
				zoneIsOwn: false,
				day: "2026-11-21",
			});
			expect(space.day).toBe("2026-11-21");
		});
	});

	describe("a zone of one's own", () => {
		it("applies at once when its moment is now", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			const change = { from: "UTC", to: "Asia/Tokyo", effectiveAt: NOON };
			await store.learners.setZone(stamp(ada, "r1", { at: NOON }), change);
			const { learner, space } = await store.learners.meet(visit("Ada"), NOON + 4 * HOUR);
			expect(learner).toMatchObject({
				zone: "Asia/Tokyo",
				zoneIsOwn: true,
				zoneChosenAt: NOON,
				nextZone: null,
				day: "2026-11-21",
			});
			expect(space.day).toBe("2026-11-20");
		});

		it("may come later, and is in force from its moment on", async ({ store, town }) => {
			const ada = await town.movesTo("Asia/Tokyo");
			const at = NOW + 6 * HOUR;
			await store.learners.setZone(stamp(ada, "r2"), {
				from: "Asia/Tokyo",
				to: "Europe/Berlin",
				effectiveAt: at,
			});
			const before = await store.learners.meet(visit("Ada"), at - 1);
			expect(before.learner).toMatchObject({
				zone: "Asia/Tokyo",
				nextZone: { zone: "Europe/Berlin", at },
			});
			const after = await store.learners.meet(visit("Ada"), at);
			expect(after.learner).toMatchObject({ zone: "Europe/Berlin", nextZone: null });
		});

		it("holds while the next move is under way", async ({ store, town }) => {
			const ada = await town.movesTo("Asia/Tokyo");
			const berlin = { from: "Asia/Tokyo", to: "Europe/Berlin", effectiveAt: NOW + HOUR };
			await store.learners.setZone(stamp(ada, "r2"), berlin);
			const later = stamp(ada, "r3", { at: NOW + DAY_MS });
			const lima = { from: "Europe/Berlin", to: "America/Lima", effectiveAt: NOW + 2 * DAY_MS };
			await store.learners.setZone(later, lima);
			const { learner } = await store.learners.meet(visit("Ada"), NOW + DAY_MS + 1);
			expect(learner).toMatchObject({
				zone: "Europe/Berlin",
				nextZone: { zone: "America/Lima", at: NOW + 2 * DAY_MS },
			});
		});

		it("is not set again by a request that comes twice", async ({ store, town }) => {
			const ada = await town.movesTo("Asia/Tokyo");
			const lima = { from: "Asia/Tokyo", to: "America/Lima", effectiveAt: NOW };
			await store.learners.setZone(stamp(ada, "r2"), lima);
			await store.learners.setZone(stamp(ada, "move"), {
				from: "UTC",
				to: "Asia/Tokyo",
				effectiveAt: NOW,
			});
			const { learner } = await store.learners.meet(visit("Ada"), NOW);
			expect(learner.zone).toBe("America/Lima");
		});
	});
}
