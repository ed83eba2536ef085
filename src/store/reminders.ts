import type { Selectable } from "kysely";
import { dayOf } from "../core/days.ts";
import type { Stamp } from "../core/ledger.ts";
import { directPlace } from "../core/platform.ts";
import type { Store } from "../core/ports.ts";
import type { DueReminder, Reminder, Reminding } from "../core/reminders/reminder.ts";
import { NO_STREAK } from "../core/streak/streak.ts";
import { addPlace, zoneAt } from "./learners.ts";
import { enqueue } from "./outbox.ts";
import { lockPresent } from "./present.ts";
import { streakOf } from "./progress.ts";
import type { Tables } from "./schema.ts";
import type { Db, Locks, Units } from "./units.ts";

type Row = Selectable<Tables["reminder"]>;

/** What people agreed to get by direct message, and what becomes of it when it is due. */
export function reminders(units: Units): Store["reminders"] {
	return {
		of: (learner) => units.read((db) => readOf(db, learner)),
		set: (stamp, reminder) => units.write((db) => set(db, units.locks, stamp, reminder)),
		plan: (now, most, remind) => units.write((db) => planDue(db, { now, most, remind }, units)),
	};
}

async function readOf(db: Db, learner: string): Promise<Reminder[]> {
	const rows = await db
		.selectFrom("reminder")
		.selectAll()
		.where("learner_id", "=", learner)
		.orderBy("kind")
		.execute();
	return rows.map(reminderOf);
}

/** What is said last holds, and a new start counts from nothing. */
async function set(
	db: Db,
	locks: Locks,
	stamp: Stamp,
	reminder: Omit<Reminder, "unanswered">,
): Promise<void> {
	await lockPresent(db, locks, stamp.learner);
	const { kind, state, time, nextAt } = reminder;
	const chosen = { state, time, next_at: nextAt, unanswered: 0 };
	const owner = { account_id: stamp.account, space_id: stamp.space };
	await db
		.insertInto("reminder")
		.values({ learner_id: stamp.learner, kind, ...owner, ...chosen })
		.onConflict((oc) => oc.columns(["learner_id", "kind"]).doUpdateSet({ ...owner, ...chosen }))
		.execute();
}

type Planning = {
	readonly now: number;
	readonly most: number;
	readonly remind: (due: DueReminder) => Reminding;
};

async function planDue(db: Db, { now, most, remind }: Planning, units: Units): Promise<number> {
	const rows = await units.locks.take(dueRows(db, now, most)).execute();
	for (const row of rows) {
		const reminding = remind(await dueOf(db, row, now));
		if (reminding.send) await send(db, row, reminding, now);
		await settle(db, row, reminding);
	}
	return rows.length;
}

function dueRows(db: Db, now: number, most: number) {
	return db
		.selectFrom("reminder")
		.selectAll()
		.where("state", "=", "on")
		.where("next_at", "<=", now)
		.orderBy("next_at")
		.orderBy("learner_id")
		.limit(most);
}

async function dueOf(db: Db, row: Row, now: number): Promise<DueReminder> {
	const learner = await db
		.selectFrom("learner")
		.innerJoin("space", (join) => join.on("space.id", "=", row.space_id))
		.leftJoin("streak", "streak.learner_id", "learner.id")
		.where("learner.id", "=", row.learner_id)
		.select(["learner.zone", "next_zone", "next_zone_at", "rests", "space.zone as space_zone"])
		.select(["days", "best", "learned", "freezes", "last_counted", "last_at"])
		.executeTakeFirstOrThrow();
	return {
		reminder: { ...reminderOf(row), nextAt: row.next_at ?? now },
		zone: zoneAt(learner, now) ?? learner.space_zone,
		rests: JSON.parse(learner.rests),
		streak: learner.days === null ? NO_STREAK : streakOf(learner as Parameters<typeof streakOf>[0]),
	};
}

/** One message for each moment, whatever happens in between. */
async function send(db: Db, row: Row, { last }: Reminding, now: number): Promise<void> {
	const place = directPlace(row.account_id);
	await addPlace(db, row.space_id, place);
	const learner = row.learner_id;
	const what =
		row.kind === "nudge"
			? ({ kind: "nudge", learner, last } as const)
			: ({ kind: "sunday", learner, day: dayOf(now, "UTC") } as const);
	const id = `${row.kind}/${learner}/${row.next_at}`;
	await enqueue(db, { id, space: row.space_id, place, what, slot: null }, now);
}

async function settle(db: Db, row: Row, reminding: Reminding): Promise<void> {
	const { state, unanswered, nextAt } = reminding;
	await db
		.updateTable("reminder")
		.set({ state, unanswered, next_at: nextAt })
		.where("learner_id", "=", row.learner_id)
		.where("kind", "=", row.kind)
		.execute();
}

function reminderOf({ kind, state, time, next_at, unanswered }: Row): Reminder {
	return { kind, state, time, nextAt: next_at, unanswered };
}
