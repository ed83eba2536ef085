import { describe, expect } from "vitest";
import { DAY_MS } from "../../../src/core/days.ts";
import type { PlanOne } from "../../../src/core/ports.ts";
import {
	dailyRound,
	HOUR,
	key,
	LEASE,
	NOW,
	planning,
	quiz,
	SQUARE,
	type Story,
	schedule,
	TOWN,
	visit,
} from "./town.ts";

/** What is posted by itself: schedules, daily questions, deliveries. */
export function posts(it: Story): void {
	describe("a daily schedule", () => {
		it("comes back as it was set, and brings the space its zone", async ({ store, town }) => {
			await town.meets("Mo");
			const set = schedule({ zone: "Europe/Berlin", weekdays: [1, 3, 5] });
			await store.schedules.setDaily("r1", set);
			expect(await store.schedules.ofSpace(TOWN)).toEqual([set]);
			expect(await store.schedules.ofSpace("test:village")).toEqual([]);
			const { space } = await store.learners.meet(visit("Mo"), NOW);
			expect(space.zone).toBe("Europe/Berlin");
		});

		it("replaces the one before, whatever its place and id", async ({ store, town }) => {
			await town.meets("Mo");
			await store.schedules.setDaily("r1", schedule());
			const moved = schedule({ id: "other", place: "test:market", time: "18:00" });
			await store.schedules.setDaily("r2", moved);
			expect(await store.schedules.ofSpace(TOWN)).toEqual([{ ...moved, id: "s1" }]);
		});

		it("is not set again by a request that comes twice", async ({ store, town }) => {
			await town.meets("Mo");
			const later = schedule({ time: "10:00" });
			await store.schedules.setDaily("r1", schedule());
			await store.schedules.setDaily("r2", later);
			await store.schedules.setDaily("r1", schedule());
			expect(await store.schedules.ofSpace(TOWN)).toEqual([later]);
		});

		it("is planned when it is due, and not before", async ({ store, town }) => {
			await town.schedules();
			expect(await store.schedules.plan(NOW - 1, 50, planning())).toBe(0);
			expect(await town.takes(NOW - 1)).toBeNull();
			expect(await store.schedules.plan(NOW, 50, planning())).toBe(1);
			expect(await store.schedules.plan(NOW, 50, planning())).toBe(0);
			const [after] = await store.schedules.ofSpace(TOWN);
			expect(after?.nextRunAt).toBe(NOW + DAY_MS);
		});

		it("gets one slot and one message, even when it is planned twice", async ({ store, town }) => {
			await town.schedules();
			const again: PlanOne = (due, asked) => ({ ...planning()(due, asked), nextRunAt: NOW });
			await store.schedules.plan(NOW, 50, again);
			await store.schedules.plan(NOW, 50, planning("another"));
			expect(await town.takes(NOW)).toMatchObject({ daily: "daily1" });
			expect(await town.takes(NOW)).toBeNull();
			expect(await store.dailies.read("another")).toBeNull();
		});

		it("only moves on when the moment is too late to post", async ({ store, town }) => {
			await town.schedules();
			const late: PlanOne = () => ({ slots: [], nextRunAt: NOW + DAY_MS, ends: null });
			expect(await store.schedules.plan(NOW, 50, late)).toBe(1);
			expect(await town.takes(NOW)).toBeNull();
			expect((await store.schedules.ofSpace(TOWN))[0]?.nextRunAt).toBe(NOW + DAY_MS);
		});

		it("knows what the space was asked before, and only that", async ({ store, town }) => {
			await town.schedules();
			await town.schedules({ id: "s2", space: "test:village", place: "test:well" });
			const asked: Record<string, string[]> = {};
			const listening =
				(day: number): PlanOne =>
				(due, known) => {
					asked[due.space] = [...known.question.keys()].toSorted();
					return planning(`${due.id}d${day}`, `q-${due.id}-${day}`)(due, known);
				};
			for (const day of [0, 1, 2])
				await store.schedules.plan(NOW + day * DAY_MS, 50, listening(day));
			expect(asked).toEqual({
				[TOWN]: ["q-s1-0", "q-s1-1"],
				"test:village": ["q-s2-0", "q-s2-1"],
			});
		});

		it("waits its turn when there are more than one may take at once", async ({ store, town }) => {
			for (const index of [1, 2, 3])
				await town.schedules({
					id: `s${index}`,
					space: `test:town${index}`,
					nextRunAt: NOW - index,
				});
			const order: string[] = [];
			const listening: PlanOne = (due, known) => {
				order.push(due.id);
				return planning(due.id)(due, known);
			};
			expect(await store.schedules.plan(NOW, 2, listening)).toBe(2);
			expect(await store.schedules.plan(NOW, 2, listening)).toBe(1);
			expect(order).toEqual(["s3", "s2", "s1"]);
		});

		it("rests while it is paused", async ({ store, town }) => {
			await town.schedules({ state: "paused", trouble: "the channel is gone" });
			expect(await store.schedules.plan(NOW, 50, planning())).toBe(0);
		});

		it("is left as it was when planning fails", async ({ store, town }) => {
			await town.schedules();
			const failing = store.schedules.plan(NOW, 50, () => {
				throw new Error("no questions");
			});
			await expect(failing).rejects.toThrow("no questions");
			expect(await store.schedules.plan(NOW, 50, planning())).toBe(1);
		});
	});

	describe("a daily question", () => {
		it("comes back as it was planned", async ({ store, town }) => {
			const daily = await town.opensDaily("daily1");
			expect(await store.dailies.read("daily1")).toEqual(daily);
			expect(await store.dailies.read("none")).toBeNull();
		});

		it("is found in its place, and elsewhere in its space", async ({ store, town }) => {
			expect(await store.dailies.latest(TOWN, SQUARE)).toBeNull();
			const older = await town.opensDaily("daily1");
			const newer = await town.opensDaily("daily2", { day: 1, place: "test:market" });
			expect(await store.dailies.latest(TOWN, SQUARE)).toEqual(older);
			expect(await store.dailies.latest(TOWN, "test:market")).toEqual(newer);
			expect(await store.dailies.latest(TOWN, "test:mill")).toEqual(newer);
			expect(await store.dailies.latest("test:village", SQUARE)).toBeNull();
		});

		it("closes when the next one opens", async ({ store, town }) => {
			const first = await town.opensDaily("daily1");
			expect(await store.dailies.isClosed(first)).toBe(false);
			const second = await town.opensDaily("daily2", { day: 1 });
			expect(await store.dailies.isClosed(first)).toBe(true);
			expect(await store.dailies.isClosed(second)).toBe(false);
		});

		it("closes also when another schedule has taken over", async ({ store, town }) => {
			const first = await town.opensDaily("daily1");
			const other = schedule({ id: "other", nextRunAt: NOW + DAY_MS });
			await store.schedules.setDaily("takeover", other);
			await store.schedules.plan(NOW + DAY_MS, 50, planning("daily2"));
			expect(await store.dailies.isClosed(first)).toBe(true);
			expect((await store.dailies.read("daily1"))?.schedule).toBe("s1");
		});

		it("begins its round with the first answer", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			const daily = await town.opensDaily("daily1");
			expect(await store.dailies.roundOf("daily1", ada.id)).toBeNull();
			const starts = dailyRound(ada, daily, "round1", "r1");
			const only = { starts, decision: { endsRound: true } };
			const recorded = await town.press(ada, "r1", "round1", 0, only);
			expect(recorded?.round).toMatchObject({ id: "round1", kind: "daily", endedAt: NOW });
			expect(await store.dailies.roundOf("daily1", ada.id)).toEqual(recorded?.round);
		});

		it("does not begin a round when there is nothing to write", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			const starts = dailyRound(ada, await town.opensDaily("daily1"), "round1", "r1");
			const recorded = await store.answers.record(
				key(ada, "r1", "round1", 0, { starts }),
				() => null,
			);
			expect(recorded).toEqual({ round: starts, decision: null });
			expect(await store.dailies.roundOf("daily1", ada.id)).toBeNull();
		});

		it("has one round per learner, however many answers race", async ({ town }) => {
			const ada = await town.meets("Ada");
			const bob = await town.meets("Bob");
			const daily = await town.opensDaily("daily1");
			const presses = [ada, ada, bob, ada, bob].map((who, index) => {
				const id = `race${index}`;
				const starts = dailyRound(who, daily, id, id);
				return town.press(who, id, id, 0, { starts });
			});
			const recorded = await Promise.all(presses);
			expect(recorded.filter((one) => one?.decision)).toHaveLength(2);
			expect(new Set(recorded.map((one) => one?.round.id)).size).toBe(2);
			const { top } = await town.board(ada);
			expect(top.map((row) => row.points)).toEqual([10, 10]);
		});

		it("may also be begun before it is answered, beside an open quiz", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			await store.rounds.start(quiz(ada, "quiz"));
			const begun = dailyRound(ada, await town.opensDaily("daily1"), "round1", "r1");
			expect(await store.rounds.start(begun)).toEqual(begun);
			expect((await store.rounds.open(ada.id, TOWN))?.id).toBe("quiz");
			const other = dailyRound(ada, await town.opensDaily("daily2", { day: 1 }), "x", "r2");
			expect((await town.press(ada, "r2", "round1", 0, { starts: other }))?.round.id).toBe(
				"round1",
			);
		});

		it("leaves an open quiz alone", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			await store.rounds.start(quiz(ada, "quiz"));
			const starts = dailyRound(ada, await town.opensDaily("daily1"), "round1", "r1");
			await town.press(ada, "r1", "round1", 0, { starts });
			expect((await store.rounds.open(ada.id, TOWN))?.id).toBe("quiz");
		});
	});

	describe("a delivery", () => {
		it("says what to post and where", async ({ town }) => {
			await town.opensDaily("daily1");
			expect(await town.takes(NOW)).toEqual({
				id: expect.any(String),
				kind: "daily",
				daily: "daily1",
				schedule: "s1",
				space: TOWN,
				place: SQUARE,
				attempts: 1,
				unsettledSince: null,
				edits: null,
			});
		});

		it("is taken by one sender only", async ({ store, town }) => {
			await town.opensDaily("daily1");
			const [next] = await store.outbox.due(NOW, 1);
			const claims = [1, 2, 3].map(() => store.outbox.claim(next?.id ?? "", NOW, LEASE));
			const taken = await Promise.all(claims);
			expect(taken.filter((one) => one !== null)).toHaveLength(1);
		});

		it("is over once it is sent", async ({ store, town }) => {
			const id = await town.sends();
			await store.outbox.settle(id, { outcome: "sent", ref: "message1" }, NOW);
			expect(await town.takes(NOW + DAY_MS)).toBeNull();
		});

		it("comes again when its sender vanished, and says since when it is unsettled", async ({
			town,
		}) => {
			const id = await town.sends();
			expect(await town.takes(NOW + LEASE - 1)).toBeNull();
			expect(await town.takes(NOW + LEASE)).toMatchObject({
				id,
				attempts: 2,
				unsettledSince: NOW,
			});
		});

		it("keeps the first unsettled moment until it is settled", async ({ store, town }) => {
			const id = await town.sends();
			await town.takes(NOW + LEASE);
			const busy = { outcome: "later", until: NOW + 2 * LEASE, why: "rate limit" } as const;
			await store.outbox.settle(id, busy, NOW + LEASE);
			const third = await town.takes(NOW + 2 * LEASE);
			expect(third).toMatchObject({ attempts: 3, unsettledSince: NOW });
		});

		it("remembers that a try may have arrived, when its sender says so", async ({
			store,
			town,
		}) => {
			const id = await town.sends();
			const lost = { outcome: "later", until: NOW + 500, why: "lost", unsettled: true } as const;
			await store.outbox.settle(id, lost, NOW + 1);
			expect(await town.takes(NOW + 500)).toMatchObject({ unsettledSince: NOW });
		});

		it("waits when the platform asks it to", async ({ store, town }) => {
			const id = await town.sends();
			const busy = { outcome: "later", until: NOW + 500, why: "rate limit" } as const;
			await store.outbox.settle(id, busy, NOW);
			expect(await town.takes(NOW + 499)).toBeNull();
			expect(await town.takes(NOW + 500)).toMatchObject({
				attempts: 2,
				unsettledSince: null,
			});
		});

		it("pauses its schedule when the place is gone", async ({ store, town }) => {
			const id = await town.sends();
			await store.outbox.settle(id, { outcome: "gone", why: "channel deleted" }, NOW);
			expect(await store.schedules.ofSpace(TOWN)).toMatchObject([
				{ state: "paused", trouble: "channel deleted" },
			]);
		});

		it("tells whoever set the schedule up that it is paused, once", async ({ store, town }) => {
			const id = await town.sends();
			const gone = { outcome: "gone", why: "channel deleted" } as const;
			await store.outbox.settle(id, gone, NOW);
			await store.outbox.settle(id, gone, NOW);
			const notice = { kind: "notice", about: "s1", why: "channel deleted", place: "test:@mo" };
			const told = await town.takes(NOW);
			expect(told).toMatchObject(notice);
			// They take no direct messages: that is the end of it.
			await store.outbox.settle(told?.id ?? "", gone, NOW);
			expect(await town.takes(NOW + DAY_MS)).toBeNull();
		});

		it("is not tried again when it is dead", async ({ store, town }) => {
			const id = await town.sends();
			await store.outbox.settle(id, { outcome: "dead", why: "refused" }, NOW);
			expect(await town.takes(NOW + DAY_MS)).toBeNull();
			expect(await store.schedules.ofSpace(TOWN)).toMatchObject([{ state: "active" }]);
		});

		it("is not tried again when nobody knows of it, and its owner is told", async ({
			store,
			town,
		}) => {
			const id = await town.sends();
			await store.outbox.settle(id, { outcome: "unknown", why: "no answer" }, NOW);
			const told = await town.takes(NOW);
			expect(told).toMatchObject({ kind: "unsure", about: "s1", place: "test:@mo" });
			await store.outbox.settle(told?.id ?? "", { outcome: "sent", ref: "message1" }, NOW);
			expect(await town.takes(NOW + DAY_MS)).toBeNull();
			expect(await store.schedules.ofSpace(TOWN)).toMatchObject([{ state: "active" }]);
		});

		it("goes out once more, afresh, when somebody has looked", async ({ store, town }) => {
			const id = await town.sends();
			const some = { id, at: NOW, daily: "daily1" };
			expect(await store.outbox.unsure(TOWN, "s1", 0)).toBeNull();
			expect(await store.outbox.again(TOWN, id, NOW)).toBe(false);
			await store.outbox.settle(id, { outcome: "unknown", why: "no answer" }, NOW);
			expect(await store.outbox.unsure(TOWN, "s1", NOW)).toEqual(some);
			expect(await store.outbox.unsure(TOWN, "s1", NOW + 1)).toBeNull();
			expect(await store.outbox.unsure("test:village", "s1", 0)).toBeNull();
			expect(await store.outbox.again("test:village", id, NOW)).toBe(false);
			const again = [1, 2].map(() => store.outbox.again(TOWN, id, NOW));
			expect((await Promise.all(again)).toSorted()).toEqual([false, true]);
			expect(await store.outbox.unsure(TOWN, "s1", 0)).toBeNull();
			expect(await store.outbox.claim(id, NOW, 1_000)).toMatchObject({ unsettledSince: null });
		});

		it("stays sent when a slower sender comes to another conclusion", async ({ store, town }) => {
			const id = await town.sends();
			await store.outbox.settle(id, { outcome: "sent", ref: "message1" }, NOW);
			const busy = { outcome: "later", until: NOW + 1, why: "rate limit" } as const;
			await store.outbox.settle(id, busy, NOW);
			await store.outbox.settle(id, { outcome: "gone", why: "channel deleted" }, NOW);
			expect(await town.takes(NOW + DAY_MS)).toBeNull();
			expect(await store.schedules.ofSpace(TOWN)).toMatchObject([{ state: "active" }]);
		});

		it("goes out in the order in which it fell due", async ({ town }) => {
			await town.opensDaily("daily1");
			await town.opensDaily("daily2", { day: 1 });
			const later = NOW + 2 * DAY_MS;
			expect(await town.takes(later)).toMatchObject({ daily: "daily1" });
			expect(await town.takes(later)).toMatchObject({ daily: "daily2" });
			expect(await town.takes(later)).toBeNull();
		});

		it("is looked at without being taken, and is not due while it is being tried", async ({
			store,
			town,
		}) => {
			await town.opensDaily("daily1");
			expect(await store.outbox.due(NOW - 1, 9)).toEqual([]);
			const due = await store.outbox.due(NOW, 9);
			expect(due).toEqual([{ id: expect.any(String), place: SQUARE }]);
			expect(await store.outbox.due(NOW, 9)).toEqual(due);
			await town.takes(NOW);
			expect(await store.outbox.due(NOW, 9)).toEqual([]);
			expect(await store.outbox.due(NOW + LEASE, 9)).toEqual(due);
		});

		it("stands in nobody's way: so many of each platform, posts and direct messages apart", async ({
			store,
			town,
		}) => {
			const places = ["slack:T1:@U1", "slack:T1:@U2", "slack:T1:@U3", "slack:T1:C1", "slack:T1:C2"];
			places.push("discord:1", "discord:@7", "discord:@8", "discord:@9", "discord:2", "discord:3");
			for (const [at, place] of places.entries())
				await town.schedules({ id: place, space: `test:${place}`, place, nextRunAt: NOW + at });
			await store.schedules.plan(NOW + HOUR, 50, (due, known) => planning(due.id)(due, known));
			const found = (await store.outbox.due(NOW + HOUR, 2)).map(({ place }) => place);
			const crowds = Map.groupBy(found, (place) => place.replace(/\w+$/, ""));
			expect([...crowds.values()].map((crowd) => crowd.length)).toEqual([2, 2, 2, 2]);
			expect(await store.outbox.due(NOW + HOUR, 9)).toHaveLength(places.length);
		});
	});
}
