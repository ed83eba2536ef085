import { describe, expect, onTestFinished, test } from "vitest";
import type { Delivered, Schedule } from "../../src/core/delivery/delivery.ts";
import { laneOf } from "../../src/core/delivery/lane.ts";
import { accountIn, directPlace } from "../../src/core/platform.ts";
import type { Pace, Sender } from "../../src/core/ports.ts";
import { createWorld, type World } from "../support/world.ts";

const NINE = Date.parse("2026-11-20T09:00:00Z");
const BUSY: Delivered = { outcome: "later", until: NINE + 3_600_000, why: "slow down" };

type Start = { readonly pace?: Pace; readonly sender?: Sender };

/** A town where at nine every one of these places gets a daily question, in this order. */
async function townWith(places: readonly string[], around: Start = {}): Promise<World> {
	const world = await createWorld({ around });
	onTestFinished(() => world.close());
	for (const [at, place] of places.entries()) {
		const space = `test:town${at}`;
		await world.person("Mo", { space, id: place }).says("/streak");
		await world.store.schedules.setDaily(place, scheduleOf(space, place, at));
	}
	return world;
}

function scheduleOf(space: string, place: string, at: number): Schedule {
	const when = { time: "09:00", weekdays: [1, 2, 3, 4, 5, 6, 7], zone: "UTC" };
	const now = {
		nextRunAt: NINE + at,
		state: "active",
		trouble: null,
		...{ from: null, until: null, missed: "latest" as const, cohort: null, owner: null },
	} as const;
	return { id: `${space} ${place}`, space, place, kind: "daily", ...when, ...now };
}

/** A platform that answers only when the test says so. */
function slowSender() {
	const under: { place: string; answer(delivered: Delivered): void }[] = [];
	const sender: Sender = {
		post(place) {
			const { promise, resolve } = Promise.withResolvers<Delivered>();
			under.push({ place, answer: resolve });
			return promise;
		},
		edit: async (_place, ref) => ({ outcome: "sent", ref }),
	};
	const places = () => under.map(({ place }) => place);
	return { sender, under, places };
}

const SENT: Delivered = { outcome: "sent", ref: "message" };

/** So many turns for each lane, and no more. */
const turns = (most: number): Pace => ({
	begin() {
		const had = new Map<string, number>();
		return async (lane) => {
			had.set(lane, (had.get(lane) ?? 0) + 1);
			return (had.get(lane) ?? 0) <= most;
		};
	},
});

const direct = (name: string) => directPlace(`test:${name}`);
const at = { hours: 1, minutes: 1 };

test("a direct place tells its account, and any other place none", () => {
	for (const account of ["discord:1", "slack:T1:U1", "playground:ada"])
		expect(accountIn(directPlace(account))).toBe(account);
	for (const place of ["discord:1", "slack:T1:C1", "playground:backend", ""])
		expect(accountIn(place)).toBeNull();
});

test("a place is a lane of its own, all direct messages of a platform are one", () => {
	expect(laneOf("slack:T1:C1")).toBe("slack:T1:C1");
	expect(laneOf("slack:T1:@U1")).toBe("slack:@");
	expect(laneOf("slack:T2:@U2")).toBe("slack:@");
	expect(laneOf("discord:@1")).toBe("discord:@");
});

describe("deliveries", () => {
	test("reach places and people, at their moment", async () => {
		const world = await townWith(["test:square", direct("ada"), direct("ben")]);
		await world.passes({ minutes: 59 });
		expect(world.directs("Ada")).toEqual([]);
		await world.passes({ minutes: 2 });
		expect(world.posts("test:square")).toHaveLength(1);
		expect(world.directs("Ada")).toHaveLength(1);
		expect(world.directs("Ben")).toHaveLength(1);
	});

	test("of different places are under way at the same time", async () => {
		const { sender, under, places } = slowSender();
		const world = await townWith(["test:a", "test:b", "test:c"], { sender });
		const ticked = world.passes(at);
		await expect.poll(() => under.length).toBe(3);
		expect(places().toSorted()).toEqual(["test:a", "test:b", "test:c"]);
		for (const one of under) one.answer(SENT);
		await ticked;
	});

	test("of one lane go one after the other, in the order in which they fell due", async () => {
		const { sender, under, places } = slowSender();
		const world = await townWith(["ada", "ben", "cleo"].map(direct), { sender });
		const ticked = world.passes(at);
		for (const count of [1, 2, 3]) {
			await expect.poll(() => under.length).toBe(count);
			under[count - 1]?.answer(SENT);
		}
		await ticked;
		expect(places()).toEqual(["ada", "ben", "cleo"].map(direct));
	});

	test("without a turn in this tick are untouched, and come with the next", async () => {
		const world = await townWith(["ada", "ben", "cleo"].map(direct), { pace: turns(2) });
		await world.passes(at);
		expect(await world.store.outbox.count()).toMatchObject({ pending: 1, sending: 0, later: 0 });
		expect(world.directs("Cleo")).toEqual([]);
		await world.passes({});
		expect(world.directs("Cleo")).toHaveLength(1);
		expect(world.directs("Ada")).toHaveLength(1);
	});

	test("stop for this tick in a lane whose platform objects; other lanes go on", async () => {
		const places = [direct("ada"), direct("ben"), "test:square"];
		const objecting: string[] = [direct("ada")];
		const posted: string[] = [];
		const sender: Sender = {
			async post(place) {
				posted.push(place);
				return objecting.includes(place) ? BUSY : SENT;
			},
			edit: async () => SENT,
		};
		const world = await townWith(places, { sender });
		await world.passes(at);
		expect(posted.toSorted()).toEqual([direct("ada"), "test:square"]);
		expect(await world.store.outbox.count()).toMatchObject({ pending: 1, later: 1 });
		await world.passes({ minutes: 1 });
		expect(posted.at(-1)).toBe(direct("ben"));
		objecting.pop();
		await world.passes({ hours: 1 });
		expect(posted.filter((place) => place === direct("ada"))).toHaveLength(2);
		expect(await world.store.outbox.count()).toMatchObject({ pending: 0, later: 0 });
	});

	test("are not held up by a fault in another lane, and the fault is told", async () => {
		const sender: Sender = {
			async post(place) {
				if (place === "test:a") throw new Error("a fault");
				return SENT;
			},
			edit: async () => SENT,
		};
		const world = await townWith(["test:a", "test:b"], { sender });
		await expect(world.passes(at)).rejects.toThrow("a fault");
		expect(await world.store.outbox.count()).toMatchObject({ pending: 0, sending: 1 });
	});

	test("are taken by one of two processes that look at the same time", async () => {
		const world = await townWith(["test:a", "test:b", direct("ada"), direct("ben")]);
		await Promise.all([world.passes(at), world.passes({})]);
		expect(world.posts("test:a")).toHaveLength(1);
		expect(world.posts("test:b")).toHaveLength(1);
		expect(world.directs("Ada")).toHaveLength(1);
		expect(world.directs("Ben")).toHaveLength(1);
	});

	test("to somebody who takes none are not tried again", async () => {
		const world = await townWith([direct("ada")]);
		world.nextPost({ outcome: "gone", why: "no direct messages" });
		await world.passes(at);
		await world.passes({ hours: 1 });
		expect(world.directs("Ada")).toEqual([]);
		expect(await world.store.outbox.count()).toMatchObject({ gone: 1, pending: 0 });
	});
});

describe("the small world's platform", () => {
	const words = { gist: "Hello", parts: [] };
	const changed = { gist: "Goodbye", parts: [] };
	const key = { id: "one", unsettledSince: null };

	test("lets posts be changed, unless the test says otherwise", async () => {
		const { sender, nextEdit, directs } = await townWith([]);
		const posted = await sender.post(direct("ada"), words, key);
		if (posted.outcome !== "sent") throw new Error(posted.why);
		nextEdit(BUSY);
		expect(await sender.edit(direct("ada"), posted.ref, changed)).toEqual(BUSY);
		expect(directs("Ada")).toEqual([words]);
		expect(await sender.edit(direct("ada"), posted.ref, changed)).toEqual(posted);
		expect(directs("Ada")).toEqual([changed]);
		expect(await sender.edit("test:square", posted.ref, words)).toMatchObject({ outcome: "gone" });
	});
});
