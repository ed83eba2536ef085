import { describe, expect, it } from "vitest";
import type { Store } from "../../src/core/ports.ts";
import { LEASE, NOW, planning, SQUARE, schedule, TOWN, visit } from "./store/town.ts";

/** A database with its store, and a way past the store to put a row there. */
type Opened = { readonly store: Store; run(sql: string): Promise<unknown> };

/** What a database promises of messages that no schedule sends, such as direct messages. */
export function unscheduledContract(name: string, open: () => Promise<Opened>): void {
	describe(`a message that no schedule sends, in ${name}`, () => {
		it("is sent like any other, and pauses nothing when its place is gone", async () => {
			const { store, run } = await open();
			const place = "test:@ada";
			await store.learners.meet(visit("Ada"), NOW);
			await store.learners.meet(visit("Ada", { place }), NOW);
			await store.schedules.setDaily("r1", schedule());
			await run(
				`insert into outbox (id, space_id, place_id, kind, data, state, due_at, attempts)
				values ('free', '${TOWN}', '${place}', 'daily', '{"daily":"d1"}', 'pending', ${NOW}, 0)`,
			);
			expect(await store.outbox.due(NOW, 9)).toEqual([{ id: "free", place }]);
			expect(await store.outbox.claim("free", NOW, LEASE)).toMatchObject({ schedule: null, place });
			await store.outbox.settle("free", { outcome: "gone", why: "no direct messages" }, NOW);
			expect(await store.outbox.count()).toMatchObject({ gone: 1, sending: 0 });
			expect(await store.schedules.ofSpace(TOWN)).toMatchObject([{ state: "active" }]);
			await store.schedules.plan(NOW, 50, planning());
			expect(await store.outbox.due(NOW, 9)).toMatchObject([{ place: SQUARE }]);
			await store.close();
		});
	});
}
