import { type Insertable, type Selectable, sql } from "kysely";
import type { Schedule } from "../core/delivery/delivery.ts";
import type { Plan, PlanOne, Store } from "../core/ports.ts";
import { insertDaily, readAsked } from "./dailies.ts";
import { addPlace } from "./learners.ts";
import { type Entry, enqueue } from "./outbox.ts";
import type { Tables } from "./schema.ts";
import type { Db, Units } from "./units.ts";

/** Rules in a time zone, and what becomes of them when they are due. */
export function schedules(units: Units): Store["schedules"] {
	return {
		setDaily: (request, schedule) => units.write((db) => setDaily(db, request, schedule)),
		save: (request, schedule) => units.write((db) => save(db, request, schedule)),
		read: (space, id) => units.read((db) => read(db, space, id)),
		remove: (space, id, now) => units.write((db) => remove(db, space, id, now)),
		ofSpace: (space) => units.read((db) => readOfSpace(db, space)),
		plan: (now, most, plan) => units.write((db) => planDue(db, { now, most, plan }, units)),
	};
}

/** False when the request has been carried out before. */
async function isNews(db: Db, request: string, space: string): Promise<boolean> {
	const { numInsertedOrUpdatedRows: made } = await db
		.insertInto("handled")
		.values({ request_id: request, space_id: space })
		.onConflict((oc) => oc.doNothing())
		.executeTakeFirstOrThrow();
	return made === 1n;
}

async function save(db: Db, request: string, schedule: Schedule): Promise<void> {
	if (!(await isNews(db, request, schedule.space))) return;
	await addPlace(db, schedule.space, schedule.place);
	await upsert(db, schedule);
}

/** An id belongs to one space: another's schedule is never replaced. */
async function upsert(db: Db, schedule: Schedule): Promise<void> {
	const row = rowOf(schedule);
	await db
		.insertInto("schedule")
		.values(row)
		.onConflict((oc) =>
			oc.column("id").doUpdateSet(row).where("schedule.space_id", "=", schedule.space),
		)
		.execute();
}

async function read(db: Db, space: string, id: string): Promise<Schedule | null> {
	const row = await db
		.selectFrom("schedule")
		.selectAll()
		.where("space_id", "=", space)
		.where("id", "=", id)
		.where("removed_at", "is", null)
		.executeTakeFirst();
	return row ? scheduleOf(row) : null;
}

async function remove(db: Db, space: string, id: string, now: number): Promise<void> {
	await db
		.updateTable("schedule")
		.set({ removed_at: now, state: "paused" })
		.where("space_id", "=", space)
		.where("id", "=", id)
		.execute();
}

async function setDaily(db: Db, request: string, schedule: Schedule): Promise<void> {
	if (!(await isNews(db, request, schedule.space))) return;
	await db
		.updateTable("space")
		.set({ zone: schedule.zone })
		.where("id", "=", schedule.space)
		.execute();
	await addPlace(db, schedule.space, schedule.place);
	await replaceDaily(db, schedule);
}

/**
 * The new schedule takes the place of the old, whatever id it would have had itself: of two that are
 * set at once, the space's row, written just before, lets one go first.
 */
async function replaceDaily(db: Db, schedule: Schedule): Promise<void> {
	const before = await db
		.selectFrom("schedule")
		.select("id")
		.where("space_id", "=", schedule.space)
		.where("kind", "=", "daily")
		.where("cohort_id", "is", null)
		.where("removed_at", "is", null)
		.executeTakeFirst();
	await upsert(db, { ...schedule, id: before?.id ?? schedule.id });
}

async function readOfSpace(db: Db, space: string): Promise<Schedule[]> {
	const rows = await db
		.selectFrom("schedule")
		.selectAll()
		.where("space_id", "=", space)
		.where("removed_at", "is", null)
		.orderBy("next_run_at")
		.orderBy("id")
		.execute();
	return rows.map(scheduleOf);
}

type Planning = { readonly now: number; readonly most: number; readonly plan: PlanOne };

async function planDue(db: Db, planning: Planning, units: Units): Promise<number> {
	const due = (await takeDue(db, planning, units)).map(scheduleOf);
	if (due.length === 0) return 0;
	const asked = await readAsked(db, [...new Set(due.map((schedule) => schedule.space))]);
	for (const schedule of due) {
		const known = asked.get(schedule.space) ?? new Set();
		const plan = planning.plan(schedule, known);
		await carryOut(db, schedule, plan, planning.now, units);
		if (plan.slot?.daily) known.add(plan.slot.daily.question);
	}
	return due.length;
}

async function takeDue(db: Db, { now, most }: Planning, { locks }: Units) {
	const due = db
		.selectFrom("schedule")
		.selectAll()
		.where("state", "=", sql.lit("active"))
		.where("next_run_at", "<=", now)
		.orderBy("next_run_at")
		.orderBy("id")
		.limit(most);
	return locks.take(due).execute();
}

async function carryOut(
	db: Db,
	schedule: Schedule,
	{ slot, nextRunAt }: Plan,
	now: number,
	units: Units,
): Promise<void> {
	if (slot && (await insertSlot(db, schedule, slot, now))) {
		if (slot.daily) await insertDaily(db, slot.daily);
		await enqueue(db, entryFor(schedule, slot, units.ids.make()), now);
	}
	await db
		.updateTable("schedule")
		.set({ next_run_at: nextRunAt })
		.where("id", "=", schedule.id)
		.execute();
}

type Slot = NonNullable<Plan["slot"]>;

function entryFor({ id: schedule, space, place }: Schedule, slot: Slot, id: string): Entry {
	return { id, space, place, what: slot.delivery, slot: { key: slot.key, schedule } };
}

/** False when the slot is there already: a repeated hour, a second process, a replay. */
async function insertSlot(db: Db, schedule: Schedule, slot: Slot, now: number): Promise<boolean> {
	const { numInsertedOrUpdatedRows: made } = await db
		.insertInto("slot")
		.values({
			key: slot.key,
			schedule_id: schedule.id,
			space_id: schedule.space,
			day: slot.day,
			planned_at: now,
		})
		.onConflict((oc) => oc.doNothing())
		.executeTakeFirstOrThrow();
	return made === 1n;
}

function rowOf(schedule: Schedule): Insertable<Tables["schedule"]> {
	return {
		id: schedule.id,
		space_id: schedule.space,
		place_id: schedule.place,
		kind: schedule.kind,
		time: schedule.time,
		weekdays: JSON.stringify(schedule.weekdays),
		zone: schedule.zone,
		next_run_at: schedule.nextRunAt,
		state: schedule.state,
		trouble: schedule.trouble,
		from_day: schedule.from,
		until_day: schedule.until,
		missed: schedule.missed,
		cohort_id: schedule.cohort,
		owner_id: schedule.owner,
	};
}

function scheduleOf(row: Selectable<Tables["schedule"]>): Schedule {
	return {
		id: row.id,
		space: row.space_id,
		place: row.place_id,
		kind: row.kind,
		time: row.time,
		weekdays: JSON.parse(row.weekdays),
		zone: row.zone,
		nextRunAt: row.next_run_at,
		state: row.state,
		trouble: row.trouble,
		from: row.from_day,
		until: row.until_day,
		missed: row.missed,
		cohort: row.cohort_id,
		owner: row.owner_id,
	};
}
