import { type Insertable, type Selectable, sql } from "kysely";
import type { Daily } from "../core/delivery/delivery.ts";
import type { OptionShare, Store } from "../core/ports.ts";
import { enqueueEdit } from "./outbox.ts";
import { prepared, preparedRows } from "./prepared.ts";
import { readDailyRound } from "./rounds.ts";
import type { Tables } from "./schema.ts";
import type { Db, Units } from "./units.ts";

/** Daily questions that have opened. */
export function dailies(units: Units): Store["dailies"] {
	return {
		read: (id) => units.read((db) => read(db, id)),
		latest: (space, place) => units.read((db) => readLatest(db, space, place)),
		isClosed: (daily) => units.read((db) => isClosed(db, daily)),
		before: (daily) => units.read((db) => readBefore(db, daily)),
		picks: (daily) => units.read((db) => readPicks(db, daily)),
		refresh: (daily, now, everyMs) => units.write((db) => refresh(db, daily, now, everyMs)),
		roundOf: (daily, learner) => units.read((db) => readDailyRound(db, daily, learner)),
	};
}

async function read(db: Db, id: string): Promise<Daily | null> {
	const row = await db.selectFrom("daily").selectAll().where("id", "=", id).executeTakeFirst();
	return row ? dailyOf(row) : null;
}

async function readLatest(db: Db, space: string, place: string): Promise<Daily | null> {
	const [row] = await latest(db, { space, place });
	return row ? dailyOf(row) : null;
}

/** The place's own newest, or else the newest of the space: each is one look into an index. */
const latest = prepared((db, { space, place }: { space: string; place: string }) => {
	const ofPlace = newest(db, space).where("place_id", "=", place);
	return db
		.selectFrom(ofPlace.select(sql.lit(0).as("far")).as("own"))
		.selectAll()
		.unionAll(db.selectFrom(newest(db, space).select(sql.lit(1).as("far")).as("any")).selectAll())
		.orderBy("far")
		.limit(1);
});

function newest(db: Db, space: string) {
	return db
		.selectFrom("daily")
		.selectAll()
		.where("space_id", "=", space)
		.orderBy("opens_at", "desc")
		.limit(1);
}

/** Asks by id, not by what the caller holds: the schedule may have been replaced since. */
async function isClosed(db: Db, daily: Daily): Promise<boolean> {
	const newer = await db
		.selectFrom("daily as newer")
		.innerJoin("daily as this", "this.schedule_id", "newer.schedule_id")
		.where("this.id", "=", daily.id)
		.whereRef("newer.opens_at", ">", "this.opens_at")
		.select("newer.id")
		.limit(1)
		.executeTakeFirst();
	return newer !== undefined;
}

/** Opens daily questions; `post` is the outbox row that shows each to all. */
export async function insertDailies(
	db: Db,
	dailies: readonly (Daily & { readonly post: string })[],
): Promise<void> {
	await insert(db, dailies.map(rowOf));
}

type Row = Insertable<Tables["daily"]>;

const insert = preparedRows((db, rows: readonly Row[]) => db.insertInto("daily").values(rows));

function rowOf(daily: Daily & { readonly post: string }): Row {
	return {
		id: daily.id,
		schedule_id: daily.schedule,
		space_id: daily.space,
		place_id: daily.place,
		day: daily.day,
		question_id: daily.question,
		revision: daily.revision,
		options: JSON.stringify(daily.options),
		opens_at: daily.opensAt,
		post_id: daily.post,
	};
}

/** Asks by id, like {@link isClosed}. */
async function readBefore(db: Db, { id }: Daily): Promise<Daily | null> {
	const row = await db
		.selectFrom("daily as earlier")
		.innerJoin("daily as this", "this.schedule_id", "earlier.schedule_id")
		.where("this.id", "=", id)
		.whereRef("earlier.opens_at", "<", "this.opens_at")
		.selectAll("earlier")
		.orderBy("earlier.opens_at", "desc")
		.limit(1)
		.executeTakeFirst();
	return row ? dailyOf(row) : null;
}

async function readPicks(db: Db, daily: string): Promise<OptionShare[]> {
	const rows = await db
		.selectFrom("round")
		.innerJoin("round_item", "round_item.round_id", "round.id")
		.where("daily_id", "=", daily)
		.where("outcome", "in", ["right", "wrong"])
		.select((eb) => ["picked", "outcome", eb.fn.countAll<number>().as("answers")])
		.groupBy(["picked", "outcome"])
		.orderBy("picked")
		.execute();
	return rows.map(({ picked, outcome, answers }) => ({
		option: picked ?? "",
		right: outcome === "right",
		answers: Number(answers),
	}));
}

/** One row of the outbox changes a post, again and again: what happens meanwhile is in it too. */
async function refresh(db: Db, daily: string, now: number, everyMs: number): Promise<void> {
	const post = await postOf(db, daily);
	if (post?.settled_at == null) return;
	const id = `edit/${post.id}`;
	const before = await db
		.selectFrom("outbox")
		.select(["due_at", "settled_at"])
		.where("id", "=", id)
		.executeTakeFirst();
	if (before?.due_at != null) return;
	const dueAt = Math.max(now, (before?.settled_at ?? post.settled_at) + everyMs);
	await enqueueEdit(db, { id, of: post, dueAt });
}

function postOf(db: Db, daily: string) {
	return db
		.selectFrom("daily")
		.innerJoin("outbox", "outbox.id", "daily.post_id")
		.selectAll("outbox")
		.where("daily.id", "=", daily)
		.where("outbox.state", "=", "sent")
		.executeTakeFirst();
}

function dailyOf(row: Selectable<Tables["daily"]>): Daily {
	return {
		id: row.id,
		schedule: row.schedule_id,
		space: row.space_id,
		place: row.place_id,
		day: row.day,
		question: row.question_id,
		revision: row.revision,
		options: JSON.parse(row.options),
		opensAt: row.opens_at,
	};
}
