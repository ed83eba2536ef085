import type { Selectable } from "kysely";
import { seasonPeriod } from "../core/days.ts";
import type { Store } from "../core/ports.ts";
import { SEASON } from "../core/rules.ts";
import type { Season } from "../core/seasons/season.ts";
import { openBoard, ranksOf } from "./board.ts";
import { HEAD, readBelow } from "./board-rows.ts";
import { isNews } from "./handled.ts";
import { prepared } from "./prepared.ts";
import type { Tables } from "./schema.ts";
import type { Db, Units } from "./units.ts";

/** Named periods of a space's boards. */
export function seasons(units: Units): Store["seasons"] {
	return {
		ofSpace: (space, most) => units.view((db) => readOfSpace(db, space, most)),
		start: (request, season) => units.write((db) => start(db, request, season)),
		end: (space, id, now) => units.write((db) => end(db, { space, id, now })),
		settle: (now, most) => units.write((db) => settleDue(db, now, most, units)),
	};
}

/** The season that an instant of a space belongs to. */
export async function runningSeason(
	db: Db,
	space: string,
	at: number,
): Promise<{ readonly id: string } | undefined> {
	const [season] = await running(db, { space, at });
	return season;
}

const running = prepared((db, { space, at }: { readonly space: string; readonly at: number }) =>
	db
		.selectFrom("season")
		.select("id")
		.where("space_id", "=", space)
		.where("ends_at", ">", at)
		.where("starts_at", "<=", at),
);

async function readOfSpace(db: Db, space: string, most: number): Promise<Season[]> {
	const rows = await db
		.selectFrom("season")
		.selectAll()
		.where("space_id", "=", space)
		.orderBy("ends_at", "desc")
		.orderBy("id")
		.limit(most)
		.execute();
	const winners = await readWinners(db, rows);
	return rows.map((row) => seasonOf(row, winners.get(row.id) ?? []));
}

/** All seasons of the spaces somebody is, or was, in. */
export async function seasonsOf(db: Db, learner: string): Promise<Season[]> {
	const rows = await db
		.selectFrom("season")
		.innerJoin("membership", "membership.space_id", "season.space_id")
		.where("learner_id", "=", learner)
		.selectAll("season")
		.execute();
	return rows.map((row) => seasonOf(row, []));
}

type Row = Selectable<Tables["season"]>;
type WinnerRow = Selectable<Tables["season_winner"]>;

async function readWinners(
	db: Db,
	seasons: readonly Row[],
): Promise<ReadonlyMap<string, readonly WinnerRow[]>> {
	if (seasons.length === 0) return new Map();
	const ids = seasons.map(({ id }) => id);
	const rows = await db
		.selectFrom("season_winner")
		.selectAll()
		.where("season_id", "in", ids)
		.orderBy("season_id")
		.orderBy("seat")
		.execute();
	return Map.groupBy(rows, (row) => row.season_id);
}

function seasonOf(row: Row, winners: readonly WinnerRow[]): Season {
	return {
		id: row.id,
		space: row.space_id,
		name: row.name,
		startsAt: row.starts_at,
		endsAt: row.ends_at,
		winners: winners.map(({ rank, name, points }) => ({ rank, name, points })),
	};
}

async function start(db: Db, request: string, season: Season): Promise<boolean> {
	await lockSpace(db, season.space);
	if (!(await isNews(db, request, season.space))) return true;
	const other = await db
		.selectFrom("season")
		.select("id")
		.where("space_id", "=", season.space)
		.where("ends_at", ">", season.startsAt)
		.executeTakeFirst();
	if (other) return false;
	const { id, space, name, startsAt, endsAt } = season;
	await db
		.insertInto("season")
		.values({ id, space_id: space, name, starts_at: startsAt, ends_at: endsAt, settled_at: null })
		.execute();
	return true;
}

/** Written first, so that on PostgreSQL of two who start one at once, the second sees the first. */
async function lockSpace(db: Db, space: string): Promise<void> {
	await db
		.updateTable("space")
		.set((eb) => ({ zone: eb.ref("zone") }))
		.where("id", "=", space)
		.execute();
}

type Ending = { readonly space: string; readonly id: string; readonly now: number };

async function end(db: Db, { space, id, now }: Ending): Promise<void> {
	const open = { space_id: space, id };
	const planned = await db
		.deleteFrom("season")
		.where((eb) => eb.and(open))
		.where("starts_at", ">", now)
		.executeTakeFirst();
	if (planned.numDeletedRows > 0n) return;
	const ended = await db
		.updateTable("season")
		.set({ ends_at: Math.max(now, (await lastFactAt(db)) + 1) })
		.where((eb) => eb.and(open))
		.where("ends_at", ">", now)
		.returningAll()
		.executeTakeFirst();
	if (ended) await settle(db, ended, now);
}

/** Facts among which the last one is looked for: several may be written in another order. */
const LOOKED_BACK = 1_000;

/** What was counted stays counted: a season ends after all that has been written. */
async function lastFactAt(db: Db): Promise<number> {
	const latest = db.selectFrom("ledger").select("at").orderBy("id", "desc").limit(LOOKED_BACK);
	const row = await db
		.selectFrom(latest.as("latest"))
		.select((eb) => eb.fn.max<number | null>("at").as("at"))
		.executeTakeFirst();
	return Number(row?.at ?? 0);
}

async function settleDue(db: Db, now: number, most: number, { locks }: Units): Promise<void> {
	const over = db
		.selectFrom("season")
		.selectAll()
		.where("ends_at", "<=", now)
		.where("settled_at", "is", null)
		.orderBy("ends_at")
		.limit(most);
	for (const season of await locks.take(over).execute()) await settle(db, season, now);
}

/** Keeps who is first at the end, as they are seen then. */
async function settle(db: Db, season: Row, now: number): Promise<void> {
	await db.updateTable("season").set({ settled_at: now }).where("id", "=", season.id).execute();
	const scope = season.space_id;
	const board = await openBoard(db, { scope, period: seasonPeriod(season.id), by: "points" });
	const rows = await readBelow(board, HEAD, SEASON.winners);
	const ranks = await ranksOf(board, rows);
	const winners = rows.flatMap((row, at) => {
		const rank = ranks[at] ?? 0;
		const { learner: learner_id, name, value: points } = row;
		const seated = { season_id: season.id, seat: at + 1, rank, learner_id, name, points };
		return rank <= SEASON.ranks ? [seated] : [];
	});
	if (winners.length > 0) await db.insertInto("season_winner").values(winners).execute();
}
