import { describe, expect } from "vitest";
import { LEASE, NOON, NOW, type Story, stamp, visit } from "./town.ts";

const HANDLE = { name: "ada", guessed: true };
const AWAY = { space: "test:village", place: "test:well" };

/** What directories tell of people, and what is counted of messages. */
export function profiles(it: Story): void {
	describe("what the directory tells", () => {
		it("is a name that guesses do not replace, here and in spaces to come", async ({ store }) => {
			await store.learners.meet(visit("Ada", HANDLE), NOW);
			await store.learners.describe("test:ada", { name: "Ada Lovelace", zone: null }, NOW);
			const here = await store.learners.meet(visit("Ada", HANDLE), NOW);
			const away = await store.learners.meet(visit("Ada", { ...HANDLE, ...AWAY }), NOW);
			expect([here.learner.name, away.learner.name]).toEqual(["Ada Lovelace", "Ada Lovelace"]);
		});

		it("renames where one is known already, on that platform alone", async ({ store }) => {
			const other = { space: "chat:town", place: "chat:square" };
			await store.learners.meet(visit("Ada"), NOW);
			await store.learners.meet(visit("Ada", { ...other, name: "Countess" }), NOW);
			await store.learners.describe("test:ada", { name: "Ada Lovelace", zone: null }, NOW);
			const here = await store.learners.meet(visit("Ada", { guessed: true }), NOW);
			const there = await store.learners.meet(visit("Ada", { ...other, guessed: true }), NOW);
			expect([here.learner.name, there.learner.name]).toEqual(["Ada Lovelace", "Countess"]);
		});

		it("is a first zone, at once, and it does not count as chosen", async ({ store, town }) => {
			await town.meets("Ada");
			await store.learners.describe("test:ada", { name: "Ada", zone: "Asia/Tokyo" }, NOON);
			const { learner } = await store.learners.meet(visit("Ada"), NOON);
			expect(learner).toMatchObject({ zone: "Asia/Tokyo", zoneIsOwn: true, zoneChosenAt: null });
		});

		it("is no zone for those who have one, from an earlier profile or chosen", async ({
			store,
			town,
		}) => {
			await town.meets("Ben");
			const ada = await town.meets("Ada");
			const change = { from: "UTC", to: "Europe/Berlin", effectiveAt: NOON };
			await store.learners.setZone(stamp(ada, "r1"), change);
			for (const zone of ["Asia/Tokyo", "America/Lima"]) {
				await store.learners.describe("test:ada", { name: "Ada", zone }, NOW);
				await store.learners.describe("test:ben", { name: "Ben", zone }, NOW);
			}
			const zone = async (name: string) =>
				(await store.learners.meet(visit(name), NOON)).learner.zone;
			expect([await zone("Ada"), await zone("Ben")]).toEqual(["Europe/Berlin", "Asia/Tokyo"]);
		});

		it("is no zone for those who chose one that is still to come", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			const change = { from: "UTC", to: "Europe/Berlin", effectiveAt: NOON };
			await store.learners.setZone(stamp(ada, "r1"), change);
			await store.learners.describe("test:ada", { name: "Ada", zone: "Asia/Tokyo" }, NOW);
			const { learner } = await store.learners.meet(visit("Ada"), NOW);
			expect(learner).toMatchObject({ zone: "UTC", nextZone: { zone: "Europe/Berlin" } });
		});

		it("is nothing when nobody is known by that account", async ({ store }) => {
			await store.learners.describe("test:nobody", { name: "Nobody", zone: "Asia/Tokyo" }, NOW);
			const { learner } = await store.learners.meet(visit("Nobody"), NOW);
			expect(learner).toMatchObject({ name: "Nobody", zoneIsOwn: false });
		});
	});

	describe("the messages that were not sent", () => {
		it("are counted by state, those that were sent are not", async ({ store, town }) => {
			const none = { pending: 0, sending: 0, later: 0, gone: 0, unknown: 0, dead: 0 };
			expect(await store.outbox.count()).toEqual(none);
			const id = await town.sends();
			expect(await store.outbox.count()).toEqual({ ...none, sending: 1 });
			await store.outbox.settle(id, { outcome: "dead", why: "no answer" }, NOW);
			expect(await store.outbox.count()).toEqual({ ...none, dead: 1 });
			await store.outbox.settle(id, { outcome: "sent", ref: "message1" }, NOW + LEASE);
			expect(await store.outbox.count()).toEqual(none);
		});
	});
}
