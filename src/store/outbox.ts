import { createHash } from "node:crypto";
import { type RawBuilder, type Selectable, sql, type Updateable } from "kysely";
import type {
	Delivered,
	Delivery,
	DeliveryKind,
	NewDelivery,
	Unsure,
} from "../core/delivery/delivery.ts";
import { directPlace } from "../core/platform.ts";
import type { Due, OutboxState, Store } from "../core/ports.ts";
import { addPlace } from "./learners.ts";
import { preparedRows } from "./prepared.ts";
import { lockPresent } from "./present.ts";
import type { Tables } from "./schema.ts";
import { forgetTracker } from "./tracker.ts";
import type { Db, Units } from "./units.ts";

type Row = Selectable<Tables["outbox"]>;

/** Messages to be sent, and what became of them. */
export function outbox(units: Units): Store["outbox"] {
	return {
		add: (delivery, now) => units.write((db) => add(db, delivery, now, units)),
		due: (now, most) => units.read((db) => readDue(db, now, most)),
		claim: (id, now, leaseMs) =>
			units.write((db) => claim(db, { id, now, leaseUntil: now + leaseMs }, units)),
		settle: (id, delivered, now) => units.write((db) => settle(db, id, delivered, now)),
		unsure: (space, schedule, since) => units.read((db) => unsure(db, { space, schedule, since })),
		again: (space, id, now) => units.write((db) => again(db, space, id, now)),
		count: () => units.read(count),
	};
}

/** A message for the queue, and the slot it fills, if it fills one. */
export type Entry = NewDelivery & {
	readonly slot: { readonly key: string; readonly schedule: string } | null;
};

/** Puts one message into the queue, due at once; false when it is there already. */
export async function enqueue(db: Db, entry: Entry, now: number): Promise<boolean> {
	return (await insert(db, [rowOf({ ...entry, dueAt: now })])).length === 1;
}

/** Puts messages into the queue, but those that are there already. */
export async function enqueueAll(
	db: Db,
	entries: readonly (Entry & { readonly dueAt: number })[],
): Promise<void> {
	await insert(db, entries.map(rowOf));
}

const insert = preparedRows((db, rows: readonly Row[]) =>
	db
		.insertInto("outbox")
		.values(rows)
		.onConflict((oc) => oc.doNothing())
		.returning("id"),
);

function rowOf({ dueAt, ...entry }: Entry & { readonly dueAt: number }): Row {
	const { kind, ...data } = entry.what;
	return {
		id: idOf(entry),
		slot_key: entry.slot?.key ?? null,
		schedule_id: entry.slot?.schedule ?? null,
		space_id: entry.space,
		place_id: entry.place,
		kind,
		data: JSON.stringify(data),
		learner_id: learnerIn(entry.what),
		state: "pending",
		due_at: dueAt,
		attempts: 0,
		edits: entry.edits ?? null,
		...UNTRIED,
	};
}

type Edit = { readonly id: string; readonly of: Row; readonly dueAt: number };

/**
 * Has a message that was sent say anew what is true then. It belongs to no schedule: a post that
 * somebody has removed is no reason to pause one.
 */
export async function enqueueEdit(db: Db, { id, of, dueAt }: Edit): Promise<void> {
	const again = { state: "pending", due_at: dueAt, attempts: 0, ...UNTRIED } as const;
	const { kind, data, space_id, place_id, learner_id } = of;
	const unbound = { slot_key: null, schedule_id: null, edits: of.id };
	const whose = { space_id, place_id, learner_id };
	await db
		.insertInto("outbox")
		.values({ id, kind, data, ...whose, ...unbound, ...again })
		.onConflict((oc) => oc.column("id").doUpdateSet(again))
		.execute();
}

async function add(db: Db, delivery: NewDelivery, now: number, { locks }: Units): Promise<boolean> {
	const learner = learnerIn(delivery.what);
	if (learner !== null) await lockPresent(db, locks, learner);
	await addPlace(db, delivery.space, delivery.place);
	return enqueue(db, { ...delivery, slot: null }, now);
}

/** Ids are logged, and a log outlives what people have erased: so none of them names a learner. */
function idOf({ id, what }: Entry): string {
	if (learnerIn(what) === null) return id;
	return `${what.kind}/${createHash("sha256").update(id).digest("base64url")}`;
}

/** Who a message goes to or tells of. */
function learnerIn(what: DeliveryKind): string | null {
	return "learner" in what ? what.learner : null;
}

const UNTRIED = {
	last_attempt_at: null,
	unsettled_since: null,
	settled_at: null,
	remote_ref: null,
	error: null,
};

/** A look costs a few hundredths of a second at most, however many wait after a long trouble. */
const LOOKED_AT = 10_000;

/** The letters a place begins with; the two functions mean the same on both databases. */
const PLATFORM = sql<string>`replace(place_id, ltrim(place_id, 'abcdefghijklmnopqrstuvwxyz'), '')`;
const DIRECT = sql<number>`case when place_id like '%:@%' then 1 else 0 end`;

async function readDue(db: Db, now: number, most: number): Promise<Due[]> {
	const waiting = db
		.selectFrom("outbox")
		.select(["id", "place_id", "due_at", PLATFORM.as("platform"), DIRECT.as("direct")])
		.where("due_at", "<=", now)
		.orderBy("due_at")
		.orderBy("id")
		.limit(LOOKED_AT);
	const nth = sql<number>`row_number() over (partition by platform, direct order by due_at, id)`;
	const counted = db.selectFrom(waiting.as("waiting")).selectAll().select(nth.as("nth"));
	return db
		.selectFrom(counted.as("counted"))
		.select(["id", "place_id as place"])
		.where("nth", "<=", most)
		.orderBy("due_at")
		.orderBy("id")
		.execute();
}

type Claim = { readonly id: string; readonly now: number; readonly leaseUntil: number };

async function claim(
	db: Db,
	{ id, now, leaseUntil }: Claim,
	{ locks }: Units,
): Promise<Delivery | null> {
	const due = db.selectFrom("outbox").selectAll().where("id", "=", id).where("due_at", "<=", now);
	const row = await locks.take(due).executeTakeFirst();
	if (!row) return null;
	const tried = {
		state: "sending",
		due_at: leaseUntil,
		attempts: row.attempts + 1,
		last_attempt_at: now,
		unsettled_since: unsettledSince(row),
	} as const;
	await db.updateTable("outbox").set(tried).where("id", "=", row.id).execute();
	return deliveryOf({ ...row, ...tried }, await editedBy(db, row));
}

/** The message that an edit changes: planned only once that one has been sent. */
async function editedBy(db: Db, { edits }: Row): Promise<Delivery["edits"]> {
	if (edits === null) return null;
	const edited = await db
		.selectFrom("outbox")
		.select("remote_ref")
		.where("id", "=", edits)
		.executeTakeFirst();
	return { ref: edited?.remote_ref ?? null };
}

/**
 * A row still being sent when its lease is over: nobody knows whether that try arrived. The first
 * such try stays on record until the row is settled, for a look back has to reach that far.
 */
function unsettledSince(row: Row): number | null {
	if (row.unsettled_since !== null) return row.unsettled_since;
	return row.state === "sending" ? row.last_attempt_at : null;
}

async function settle(db: Db, id: string, delivered: Delivered, now: number): Promise<void> {
	const settled = await db
		.updateTable("outbox")
		.set(outcomeOf(delivered, now))
		.where("id", "=", id)
		// What has arrived has arrived, whoever else has come to a conclusion meanwhile.
		.$if(delivered.outcome !== "sent", (query) => query.where("state", "=", "sending"))
		.returning(["id", "schedule_id", "kind", "data", "edits"])
		.executeTakeFirst();
	if (settled && delivered.outcome === "gone") await forgetTracker(db, settled);
	if (settled && delivered.outcome === "gone") await pauseReminder(db, settled);
	if (!settled?.schedule_id || !("why" in delivered)) return;
	const trouble = { schedule: settled.schedule_id, delivery: id, why: delivered.why, now };
	if (delivered.outcome === "gone") await pause(db, trouble);
	if (delivered.outcome === "unknown") await tellUnsure(db, trouble);
}

type Settled = Omit<Updateable<Row>, "unsettled_since"> & {
	unsettled_since?: RawBuilder<number>;
};

function outcomeOf(delivered: Delivered, now: number): Settled {
	const over = { due_at: null, settled_at: now };
	switch (delivered.outcome) {
		case "sent":
			return { ...over, state: "sent", remote_ref: delivered.ref, error: null };
		case "later":
			return {
				state: "later",
				due_at: delivered.until,
				error: delivered.why,
				...(delivered.unsettled ? { unsettled_since: FIRST_DOUBT } : {}),
			};
		default:
			return { ...over, state: delivered.outcome, error: delivered.why };
	}
}

/** A look back has to reach the first try that may have arrived. */
const FIRST_DOUBT = sql<number>`coalesce(unsettled_since, last_attempt_at)`;

type Sought = { readonly space: string; readonly schedule: string; readonly since: number };

async function unsure(db: Db, { space, schedule, since }: Sought): Promise<Unsure | null> {
	const row = await db
		.selectFrom("outbox")
		.select(["id", "last_attempt_at", "kind", "data"])
		.where("schedule_id", "=", schedule)
		.where("space_id", "=", space)
		.where("state", "=", "unknown")
		.where("last_attempt_at", ">=", since)
		.orderBy("last_attempt_at", "desc")
		.orderBy("id")
		.limit(1)
		.executeTakeFirst();
	if (!row) return null;
	const what: DeliveryKind = { kind: row.kind, ...JSON.parse(row.data) };
	const daily = what.kind === "daily" ? what.daily : null;
	return { id: row.id, at: row.last_attempt_at ?? since, daily };
}

async function again(db: Db, space: string, id: string, now: number): Promise<boolean> {
	const waiting = await db
		.updateTable("outbox")
		.set({ ...UNTRIED, state: "pending", due_at: now })
		.where("id", "=", id)
		.where("space_id", "=", space)
		.where("state", "=", "unknown")
		.returning("id")
		.executeTakeFirst();
	return waiting !== undefined;
}

const NONE = { pending: 0, sending: 0, later: 0, gone: 0, unknown: 0, dead: 0 };

/** Those that were sent are ever more, and would make every look slower than the one before. */
async function count(db: Db): Promise<Record<OutboxState, number>> {
	const rows = await db
		.selectFrom("outbox")
		.select((eb) => ["state", eb.fn.countAll<number>().as("messages")])
		// Written out, for only then SQLite uses the index on exactly these.
		.where(sql<boolean>`state <> 'sent'`)
		.groupBy("state")
		.execute();
	return { ...NONE, ...Object.fromEntries(rows.map(({ state, messages }) => [state, messages])) };
}

type Trouble = {
	readonly schedule: string;
	readonly delivery: string;
	readonly why: string;
	readonly now: number;
};

/** Pauses a schedule and tells whoever set it up, once: what is paused already is left alone. */
async function pause(db: Db, trouble: Trouble): Promise<void> {
	const paused = await db
		.updateTable("schedule")
		.set({ state: "paused", trouble: trouble.why })
		.where("id", "=", trouble.schedule)
		.where("state", "=", "active")
		.returning(["space_id", "owner_id"])
		.executeTakeFirst();
	if (paused) await tellOwner(db, paused, "notice", trouble);
}

/** Goes on as before: the next post may arrive as always. */
async function tellUnsure(db: Db, trouble: Trouble): Promise<void> {
	const schedule = await db
		.selectFrom("schedule")
		.select(["space_id", "owner_id"])
		.where("id", "=", trouble.schedule)
		.executeTakeFirst();
	if (schedule) await tellOwner(db, schedule, "unsure", trouble);
}

type Owned = { readonly space_id: string; readonly owner_id: string | null };

async function tellOwner(
	db: Db,
	{ space_id: space, owner_id: owner }: Owned,
	kind: "notice" | "unsure",
	{ schedule, delivery, why, now }: Trouble,
): Promise<void> {
	if (owner === null) return;
	const to = { space, place: directPlace(owner) };
	await addPlace(db, to.space, to.place);
	const what = { kind, about: schedule, why };
	await enqueue(db, { id: `${kind}/${delivery}`, ...to, what, slot: null }, now);
}

/** Somebody has closed their direct messages: they are not knocked on every day. */
async function pauseReminder(db: Db, { kind, data }: Pick<Row, "kind" | "data">): Promise<void> {
	if (kind !== "nudge" && kind !== "sunday") return;
	const { learner } = JSON.parse(data) as { learner: string };
	await db
		.updateTable("reminder")
		.set({ state: "paused", next_at: null })
		.where("learner_id", "=", learner)
		.where("kind", "=", kind)
		.execute();
}

function deliveryOf(row: Row, edits: Delivery["edits"]): Delivery {
	const what: DeliveryKind = { kind: row.kind, ...JSON.parse(row.data) };
	return {
		...what,
		id: row.id,
		schedule: row.schedule_id,
		space: row.space_id,
		place: row.place_id,
		attempts: row.attempts,
		unsettledSince: row.unsettled_since,
		edits,
	};
}
