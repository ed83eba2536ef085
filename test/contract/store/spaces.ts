import { describe, expect } from "vitest";
import type { Moderator, SpaceSettings } from "../../../src/core/ports.ts";
import { NOW, type Story, schedule, stamp, TOWN, visit } from "./town.ts";

const ben: Moderator = { id: "test:ben", name: "Ben" };
const mods: Moderator = { id: "test:&mods", name: "Mods" };

const withOne = (one: Moderator) => (before: SpaceSettings) => ({
	...before,
	moderators: [...before.moderators, one],
});
const hiding = (before: SpaceSettings): SpaceSettings => ({ ...before, visibility: "hidden" });

/** What moderators set of a space. */
export function spaces(it: Story): void {
	describe("what is set of a space", () => {
		it("is nothing before anybody has been there", async ({ store }) => {
			expect(await store.spaces.read(TOWN)).toBe(null);
		});

		it("begins with nobody named and everybody shown", async ({ store, town }) => {
			await town.meets("Ada");
			const fresh = { zone: "UTC", moderators: [], visibility: "shown" };
			expect(await store.spaces.read(TOWN)).toEqual(fresh);
		});

		it("is kept, and met with every visit", async ({ store, town }) => {
			await town.meets("Ada");
			await store.spaces.change("r1", TOWN, withOne(ben));
			await store.spaces.change("r2", TOWN, withOne(mods));
			await store.spaces.change("r3", TOWN, (before) => ({ ...before, zone: "Asia/Tokyo" }));
			const after = await store.spaces.change("r4", TOWN, hiding);
			const set = { zone: "Asia/Tokyo", moderators: [ben, mods], visibility: "hidden" };
			expect(after).toEqual(set);
			expect(await store.spaces.read(TOWN)).toEqual(set);
			const { space, learner } = await store.learners.meet(visit("Ada"), NOW);
			expect(space).toMatchObject(set);
			expect(learner.zone).toBe("Asia/Tokyo");
		});

		it("is changed once by one request", async ({ store, town }) => {
			await town.meets("Ada");
			await store.spaces.change("r1", TOWN, withOne(ben));
			const again = await store.spaces.change("r1", TOWN, withOne(mods));
			expect(again.moderators).toEqual([ben]);
		});

		it("loses nothing when several change it at once", async ({ store, town }) => {
			await town.meets("Ada");
			await Promise.all([
				store.spaces.change("r1", TOWN, withOne(ben)),
				store.spaces.change("r2", TOWN, withOne(mods)),
				store.spaces.change("r3", TOWN, hiding),
				store.schedules.setDaily("r4", schedule({ zone: "Europe/Berlin" })),
			]);
			const after = await store.spaces.read(TOWN);
			expect(after).toMatchObject({ zone: "Europe/Berlin", visibility: "hidden" });
			expect(after?.moderators).toHaveLength(2);
		});

		it("leaves nothing behind when the change is refused", async ({ store, town }) => {
			await town.meets("Ada");
			const refusing = () => {
				throw new Error("no");
			};
			await expect(store.spaces.change("r1", TOWN, refusing)).rejects.toThrow("no");
			const after = await store.spaces.change("r1", TOWN, withOne(ben));
			expect(after.moderators).toEqual([ben]);
		});

		it("is of one space", async ({ store, town }) => {
			await town.meets("Ada");
			await store.learners.meet(visit("Ada", { space: "test:village" }), NOW);
			await store.spaces.change("r1", TOWN, withOne(ben));
			expect((await store.spaces.read("test:village"))?.moderators).toEqual([]);
		});
	});

	describe("who has not been asked", () => {
		it("is on the board as the space has it; whoever chose, as they chose", async ({
			store,
			town,
		}) => {
			const people = await town.play({ Ada: 30, Ben: 20, Cleo: 10 });
			await store.learners.setVisibility(stamp(people.Ben, "shows"), "shown");
			await store.learners.setVisibility(stamp(people.Cleo, "hides"), "hidden");
			const names = async (who: keyof typeof people) =>
				(await town.board(people[who])).top.map((row) => row.name);
			expect(await names("Ben")).toEqual(["Ada", "Ben"]);
			await store.spaces.change("r1", TOWN, hiding);
			expect(await names("Ben")).toEqual(["Ben"]);
			// Oneself one always sees, beside the others.
			const { around, own } = await town.board(people.Ada);
			expect(own).toBe("hidden");
			expect(around.map((row) => row.name)).toEqual(["Ada", "Ben"]);
		});
	});
}
