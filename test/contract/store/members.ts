import { describe, expect } from "vitest";
import { HOUR, NOW, type Story, stamp, TOWN, visit } from "./town.ts";

const VILLAGE = { space: "test:village", place: "test:well" };

/** Looking people up, always within one space. */
export function members(it: Story): void {
	describe("a member", () => {
		it("is found by account, as they would be met here", async ({ store, town }) => {
			const ada = await town.movesTo("Asia/Tokyo");
			await store.learners.setVisibility(stamp(ada, "r1"), "hidden");
			const later = NOW + 9 * HOUR;
			const found = await store.learners.find("test:ada", TOWN, later);
			const { learner } = await store.learners.meet(visit("Ada"), later);
			expect(found).toEqual(learner);
			expect(found).toMatchObject({ visibility: "hidden", day: "2026-11-21" });
		});

		it("is nobody where they never were, and nobody is made by looking", async ({
			store,
			town,
		}) => {
			await town.meets("Ada");
			await store.learners.meet(visit("Eve", VILLAGE), NOW);
			const find = (account: string, space: string) => store.learners.find(account, space, NOW);
			expect(await find("test:eve", TOWN)).toBeNull();
			expect(await find("test:ada", VILLAGE.space)).toBeNull();
			expect(await find("test:nobody", TOWN)).toBeNull();
			expect(await find("test:ada", "test:nowhere")).toBeNull();
			expect(await find("test:nobody", TOWN)).toBeNull();
		});

		it("is seen by the name and the choice of that space alone", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			await store.learners.meet(visit("Ada", { ...VILLAGE, name: "Countess" }), NOW);
			await store.learners.setVisibility(stamp(ada, "r1"), "hidden");
			const there = await store.learners.find("test:ada", VILLAGE.space, NOW);
			expect(there).toMatchObject({ id: ada.id, name: "Countess", visibility: "unasked" });
		});

		it("is found by name, in any case of letters, in that space alone", async ({ store, town }) => {
			const ada = await town.meets("Ada Lovelace");
			await store.learners.meet(visit("Eve", VILLAGE), NOW);
			const ids = async (name: string, space = TOWN) =>
				(await store.learners.named(name, space, NOW)).map(({ id }) => id);
			expect(await ids("ada LOVELACE")).toEqual([ada.id]);
			for (const name of ["Ada", "Eve", "%", "Ada_Lovelace", ""])
				expect(await ids(name)).toEqual([]);
			expect(await ids("Ada Lovelace", VILLAGE.space)).toEqual([]);
		});

		it("shares a name: two are told, however many there are", async ({ store }) => {
			for (const account of ["test:a1", "test:a2", "test:a3"])
				await store.learners.meet(visit("Ada", { account }), NOW);
			expect(await store.learners.named("Ada", TOWN, NOW)).toHaveLength(2);
		});
	});
}
