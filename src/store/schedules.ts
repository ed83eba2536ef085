import { type Insertable, type Selectable, sql } from "kysely";
import { DAY_MS } from "../core/days.ts";
import { scopeOf } from "../core/delivery/content.ts";
import type { Schedule } from "../core/delivery/delivery.ts";
import type { Plan, PlanOne, PostedKind, Slot, Store } from "../core/ports.ts";
import type { Draft } from "../core/schedules/draft.ts";
import { insertDailies } from "./dailies.ts";
import { isNews } from "./handled.ts";
import { addPlace } from "./learners.ts";
import { type Entry, enqueueAll } from "./outbox.ts";
import { nothingPosted, readPosted, readPostedIn, type Use, writePosted } from "./posted.ts";
import { preparedRows } from "./prepared.ts";
import { digest } from "./renounce.ts";
import type { Tables } from "./schema.ts";
import { readAllHeld } from "./triage.ts";
import type { Db, Units } from "./units.ts";

/** Rules in a time zone, and what becomes of them when they are due. */
export function schedules(units: Units): Store["schedules"] {
	return {
		setDaily: (request, schedule) => units.write((db) => setDaily(db, request, schedule)),
		save: (request, schedule) => units.write((db) => save(db, request, schedule)),
		read: (space, id) => units.read((db) => read(db, space, id)),
		remove: (space, id, now) => units.write((db) => remove(db, space, id, now)),
		ofSpace: (space) => units.read((db) => readOfSpace(db, space)),
		posted: (space) => units.read((db) => readPostedIn(db, space)),
		runNow: (space, id, now, plan) =>
			units.write((db) => runNow(db, { space, id, now, plan }, units)),
		keepDraft: (draft, now) => units.write((db) => keepDraft(db, draft, now)),
		draft: (space, id) => units.read((db) => readDraft(db, space, id)),
		plan: (now, most, plan) => units.write((db) => planDue(db, { now, most, plan }, units)),
	};
}

async function save(db: Db, request: string, schedule: Schedule): Promise<void> {
	if (!(await isNews(db, request, schedule.space))) return;
	await addPlace(db, schedule.space, schedule.place);
	await upsert(db, schedule);
}

/** An id belongs to one space: another's schedule is never replaced, and a removed one stays so. */
async function upsert(db: Db, schedule: Schedule): Promise<void> {
	const row = rowOf(schedule);
	await db
		.insertInto("schedule")
		.values(row)
		.onConflict((oc) =>
			oc
				.column("id")
				.doUpdateSet(row)
				.where("schedule.space_id", "=", schedule.space)
				.where("schedule.removed_at", "is", null),
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
		.orderBy("id")
		.executeTakeFirst();
	await upsert(db, { ...schedule, id: before?.id ?? schedule.id });
}

async function readOfSpace(db: Db, space: string): Promise<Schedule[]> {
	const rows = await db
		.selectFrom("schedule")
		.selectAll()
		.where("space_id", "=", space)
		.where("removed_at", "is", null)
		.orderBy("id")
		.execute();
	return rows.map(scheduleOf);
}

type Planning = { readonly now: number; readonly plan: PlanOne };
type Planned = { readonly schedule: Schedule; readonly plan: Plan };

async function planDue(
	db: Db,
	{ most, ...planning }: Planning & { readonly most: number },
	units: Units,
): Promise<number> {
	const due = (await takeDue(db, planning.now, most, units)).map(scheduleOf);
	if (due.length === 0) return 0;
	const planned = await decide(db, due, planning);
	await carryOut(db, planned, planning.now, units);
	await moveOn(db, planned);
	return due.length;
}

/** Lets the rules decide, one after the other: what one posts, the next one knows of. */
async function decide(db: Db, due: readonly Schedule[], planning: Planning): Promise<Planned[]> {
	const scopes = [...new Set(due.map(scopeOf))];
	const kinds = [...new Set(due.flatMap(({ kind }) => POSTS[kind]))];
	const posted = await readPosted(db, scopes, kinds);
	const asking = due.filter(({ kind }) => kind === "daily").map(({ space }) => space);
	const held = await readAllHeld(db, [...new Set(asking)]);
	return due.map((schedule) => {
		const known = posted.get(scopeOf(schedule)) ?? nothingPosted();
		posted.set(scopeOf(schedule), known);
		const plan = planning.plan(schedule, known, held.get(schedule.space));
		for (const { kind, item } of plan.slots.flatMap(({ uses }) => uses))
			known[kind].set(item, planning.now);
		return { schedule, plan };
	});
}

/** What each kind must know of. */
const POSTS: Readonly<Record<Schedule["kind"], readonly PostedKind[]>> = {
	daily: ["question", "tip"],
	tip: ["tip"],
	lesson: ["topic"],
	challenge: ["challenge"],
	recap: [],
	nudge: [],
};

async function takeDue(db: Db, now: number, most: number, { locks }: Units) {
	const due = db
		.selectFrom("schedule")
		.selectAll()
		.where("state", "=", sql.lit("active"))
		.where("next_run_at", "<=", now)
		.where("removed_at", "is", null)
		.orderBy("next_run_at")
		.orderBy("id")
		.limit(most);
	return locks.take(due).execute();
}

/** A slot that is to be filled, and the id its message will have. */
type Filled = { readonly schedule: Schedule; readonly slot: Slot; readonly post: string };

/** All of them with one statement for each table: twenty thousand may be due in one minute. */
async function carryOut(
	db: Db,
	planned: readonly Planned[],
	now: number,
	units: Units,
): Promise<number> {
	const wanted = planned.flatMap(({ schedule, plan }) =>
		plan.slots.map((slot) => ({ schedule, slot, post: units.ids.make() })),
	);
	const news = await insertSlots(db, wanted, now);
	if (news.length === 0) return 0;
	await insertDailies(
		db,
		news.flatMap(({ slot, post }) => (slot.daily ? [{ ...slot.daily, post }] : [])),
	);
	await enqueueAll(db, news.map(entryFor));
	await writePosted(db, news.flatMap(usesOf(now)));
	return news.length;
}

/** Those that were not there already: a repeated hour, a second process, a replay. */
async function insertSlots(
	db: Db,
	wanted: readonly Filled[],
	now: number,
): Promise<readonly Filled[]> {
	const rows = wanted.map(({ schedule, slot }) => ({
		key: slot.key,
		schedule_id: schedule.id,
		space_id: schedule.space,
		day: slot.day,
		planned_at: now,
	}));
	const keys = new Set((await insertNew(db, rows)).map(({ key }) => key));
	return wanted.filter(({ slot }) => keys.delete(slot.key));
}

const insertNew = preparedRows((db, rows: readonly Insertable<Tables["slot"]>[]) =>
	db
		.insertInto("slot")
		.values(rows)
		.onConflict((oc) => oc.doNothing())
		.returning("key"),
);

function entryFor({ schedule, slot, post }: Filled): Entry & { readonly dueAt: number } {
	const { id, space, place } = schedule;
	const of = { key: slot.key, schedule: id };
	return { id: post, space, place, what: slot.delivery, slot: of, dueAt: slot.dueAt };
}

const usesOf =
	(at: number) =>
	({ schedule, slot }: Filled): Use[] =>
		slot.uses.map((use) => ({ ...use, scope: scopeOf(schedule), space: schedule.space, at }));

/** Every schedule's next moment; one that is over rests, and says why. */
async function moveOn(db: Db, planned: readonly Planned[]): Promise<void> {
	await move(
		db,
		planned.map(({ schedule, plan }) => ({ id: schedule.id, at: plan.nextRunAt })),
	);
	for (const { schedule, plan } of planned)
		if (plan.ends !== null) await rest(db, schedule.id, plan.ends);
}

const move = preparedRows((db, rows: readonly { id: string; at: number }[]) => {
	const values = rows.map(({ id, at }) => sql`(cast(${id} as text), cast(${at} as bigint))`);
	const statement = sql`update schedule set next_run_at = moved.column2
		from (values ${sql.join(values)}) as moved where schedule.id = moved.column1`;
	return { compile: () => statement.compile(db) };
});

async function rest(db: Db, id: string, why: string): Promise<void> {
	await db
		.updateTable("schedule")
		.set({ state: "paused", trouble: why })
		.where("id", "=", id)
		.execute();
}

type Running = Planning & { readonly space: string; readonly id: string };

/** Its own moments stay as they are. */
async function runNow(db: Db, { space, id, ...planning }: Running, units: Units): Promise<boolean> {
	const schedule = await read(db, space, id);
	if (schedule === null) return false;
	const planned = await decide(db, [schedule], planning);
	await carryOut(db, planned.map(nameless), planning.now, units);
	return planned.some(({ plan }) => plan.slots.length > 0);
}

/** The key of such a slot holds the request's id, and that may hold the account's. */
function nameless({ schedule, plan }: Planned): Planned {
	const slots = plan.slots.map((slot) => ({ ...slot, key: `${schedule.id}/${digest(slot.key)}` }));
	return { schedule, plan: { ...plan, slots } };
}

/** A preview that nobody came back to for so long is dropped. */
const DRAFT_MS = 30 * DAY_MS;

async function keepDraft(db: Db, draft: Draft, now: number): Promise<void> {
	const row = { space_id: draft.space, data: JSON.stringify(draft), kept_at: now };
	await db
		.deleteFrom("schedule_draft")
		.where("space_id", "=", draft.space)
		.where("kept_at", "<", now - DRAFT_MS)
		.execute();
	await db
		.insertInto("schedule_draft")
		.values({ id: draft.id, ...row })
		.onConflict((oc) =>
			oc.column("id").doUpdateSet(row).where("schedule_draft.space_id", "=", draft.space),
		)
		.execute();
}

async function readDraft(db: Db, space: string, id: string): Promise<Draft | null> {
	const row = await db
		.selectFrom("schedule_draft")
		.select("data")
		.where("id", "=", id)
		.where("space_id", "=", space)
		.executeTakeFirst();
	return row ? JSON.parse(row.data) : null;
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
