import { type Insertable, type Selectable, sql } from "kysely";
import type { Daily } from "../core/delivery/delivery.ts";
import type { Store } from "../core/ports.ts";
import { prepared } from "./prepared.ts";
import { readDailyRound } from "./rounds.ts";
import type { Tables } from "./schema.ts";
import type { Db, Units } from "./units.ts";

/** Daily questions that have opened. */
export function dailies(units: Units): Store["dailies"] {
	return {
		read: (id) => units.read((db) => read(db, id)),
		latest: (space, place) => units.read((db) => readLatest(db, space, place)),
		isClosed: (daily) => units.read((db) => isClosed(db, daily)),
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

/** The questions that daily questions of these spaces have asked so far. */
export async function readAsked(
	db: Db,
	spaces: readonly string[],
): Promise<Map<string, Set<string>>> {
	const rows = await db
		.selectFrom("daily")
		.select(["space_id", "question_id"])
		.where("space_id", "in", spaces)
		.execute();
	const asked = new Map(spaces.map((space) => [space, new Set<string>()]));
	for (const row of rows) asked.get(row.space_id)?.add(row.question_id);
	return asked;
}

/** Opens a daily question. */
export async function insertDaily(db: Db, daily: Daily): Promise<void> {
	const row: Insertable<Tables["daily"]> = {
		id: daily.id,
		schedule_id: daily.schedule,
		space_id: daily.space,
		place_id: daily.place,
		day: daily.day,
		question_id: daily.question,
		revision: daily.revision,
		options: JSON.stringify(daily.options),
		opens_at: daily.opensAt,
	};
	await db.insertInto("daily").values(row).execute();
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
