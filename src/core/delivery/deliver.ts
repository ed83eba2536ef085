import type { Libraries } from "../libraries.ts";
import type { Message } from "../message.ts";
import { platformOf } from "../platform.ts";
import type { Clock, Due, Ids, Log, Meter, Pace, Sender, Store, Turns } from "../ports.ts";
import { type DueReminder, remind } from "../reminders/reminder.ts";
import type { Ref } from "../request.ts";
import { compose } from "./compose.ts";
import type { Delivered, Delivery } from "./delivery.ts";
import { laneOf } from "./lane.ts";
import { planner } from "./plan.ts";
import type { Times } from "./times.ts";
import { traceOf } from "./trace.ts";

/** Schedules planned in one transaction, so that a great many due at once do not hold the store. */
const PLANNED_AT_ONCE = 100;

/** More than any platform takes within a tick, and few enough to be kept in memory. */
const LOOKED_AT = 500;

type World = {
	readonly store: Store;
	readonly sender: Sender;
	readonly pace: Pace;
	readonly libraries: Pick<Libraries, "of">;
	readonly ids: Ids;
	readonly log: Log;
	readonly meter: Meter;
	readonly clock: Clock;
	readonly times: Times;
};

/** What a tick does: due schedules become deliveries, due deliveries are sent and settled. */
export function createDelivery(world: World): (now: number) => Promise<void> {
	return async (now) => {
		await planDue(world, now);
		await remindDue(world, now);
		await sendDue(world);
	};
}

async function planDue({ store, libraries, ids }: World, now: number): Promise<void> {
	const plan = planner(libraries.of, ids, now);
	while ((await store.schedules.plan(now, PLANNED_AT_ONCE, plan)) === PLANNED_AT_ONCE);
}

async function remindDue({ store }: World, now: number): Promise<void> {
	const plan = (due: DueReminder) => remind(due, now);
	while ((await store.reminders.plan(now, PLANNED_AT_ONCE, plan)) === PLANNED_AT_ONCE);
}

/**
 * Sends what is due, all lanes side by side. A delivery is taken only when its turn has come, so what
 * gets none in this tick is as it was. A fault in one lane does not hold up the others.
 */
async function sendDue(world: World): Promise<void> {
	const due = await world.store.outbox.due(world.clock.now(), LOOKED_AT);
	const lanes = Map.groupBy(due, ({ place }) => laneOf(place));
	const turn = world.pace.begin();
	const ends = await Promise.allSettled(
		[...lanes].map(([lane, waiting]) => sendLane(world, waiting, () => turn(lane))),
	);
	for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/** In order, until the turns of this tick are over or the platform asks to wait. */
async function sendLane(
	world: World,
	waiting: readonly Due[],
	turn: () => ReturnType<Turns>,
): Promise<void> {
	for (const { id } of waiting) {
		if (!(await turn())) return;
		if ((await tryOne(world, id)) === "later") return;
	}
}

/** A tick takes its time, so every try has its own moment: leases and retries go by it. */
async function tryOne(world: World, id: string): Promise<Delivered["outcome"] | null> {
	const { store, clock, times } = world;
	const delivery = await store.outbox.claim(id, clock.now(), times.leaseMs);
	if (delivery === null) return null;
	const delivered = await send(world, delivery);
	report(world, delivery, delivered);
	await store.outbox.settle(id, delivered, clock.now());
	return delivered.outcome;
}

async function send(world: World, delivery: Delivery): Promise<Delivered> {
	const library = world.libraries.of(delivery.space);
	const message = await compose({ ...world, library }, delivery);
	if (message === null) return { outcome: "dead", why: "there is nothing to say any more" };
	const { id, unsettledSince, edits } = delivery;
	if (edits !== null) return change(world, delivery.place, edits.ref, message);
	return world.sender.post(delivery.place, message, { id, unsettledSince });
}

/** Nothing is changed that has never been sent. */
async function change(world: World, place: string, ref: Ref | null, message: Message) {
	if (ref === null) return { outcome: "dead", why: "there is no message to change" } as const;
	return world.sender.edit(place, ref, message);
}

function report({ log, meter }: World, delivery: Delivery, delivered: Delivered): void {
	meter.delivery(platformOf(delivery.place), delivered.outcome);
	const fields = traceOf(delivery, delivered);
	if (delivered.outcome === "sent") log.info(fields, "delivered");
	else log.warn(fields, "not delivered");
}
