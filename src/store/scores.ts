import { type Day, periodsOf, seasonPeriod } from "../core/days.ts";
import { NOTHING_EARNED, type Score, scoreAfter } from "../core/fold.ts";
import type { Stamp } from "../core/ledger.ts";
import type { Points, Store } from "../core/ports.ts";
import { readBoard } from "./board.ts";
import { moveBuckets } from "./buckets.ts";
import { people } from "./people.ts";
import { prepared, preparedRows } from "./prepared.ts";
import { listingOf } from "./score-rows.ts";
import { runningSeason } from "./seasons.ts";
import type { Db, Units } from "./units.ts";

/** Points and days learned, added up per space or cohort and period. */
export function scores(units: Units): Store["scores"] {
	return {
		of: (scope, learner, day) => units.read((db) => readPoints(db, scope, learner, day)),
		board: (scope, period, learner, size, page = {}) =>
			units.view((db) => readBoard(db, { scope, period, learner, size, ...page })),
		...people(units),
	};
}

async function readPoints(db: Db, scope: string, learner: string, day: Day): Promise<Points> {
	const periods = periodsOf(day);
	const rows = await db
		.selectFrom("score")
		.where("scope", "=", scope)
		.where("learner_id", "=", learner)
		.where("period", "in", Object.values(periods))
		.select(["period", "points"])
		.execute();
	const points = (period: string) => rows.find((row) => row.period === period)?.points ?? 0;
	return { week: points(periods.week), month: points(periods.month), all: points(periods.all) };
}

/** When, where and whose. */
type Awarded = Pick<Stamp, "learner" | "space" | "spaceDay" | "at">;

/**
 * Adds points to the week, the month, all time and the running season of a scope: the stamp's space,
 * or a cohort of it. The learner is locked.
 */
export async function addPoints(
	db: Db,
	scope: string,
	stamp: Awarded,
	points: number,
): Promise<void> {
	await add(db, scope, stamp, { points, learned: false });
}

/**
 * The same for an answer, which makes the day one of learning, whatever it was worth. False when
 * nothing changed.
 */
export function addAnswer(db: Db, scope: string, stamp: Awarded, points: number): Promise<boolean> {
	return add(db, scope, stamp, { points, learned: true });
}

type Gain = { readonly points: number; readonly learned: boolean };

async function add(db: Db, scope: string, stamp: Awarded, gain: Gain): Promise<boolean> {
	const { week, month, all } = periodsOf(stamp.spaceDay);
	const season = (await runningSeason(db, stamp.space, stamp.at))?.id;
	const periods = { week, month, all, season: season === undefined ? "" : seasonPeriod(season) };
	const own = await ownRows(db, { scope, learner: stamp.learner, ...periods });
	const changed = Object.values(periods)
		.filter((period) => period !== "")
		.map((period) => grown(own, period, gain, stamp.spaceDay))
		.filter((change) => change !== null);
	if (changed.length === 0) return false;
	const listed =
		own[0]?.listed ?? (await listingOf(db, { space: stamp.space, scope }, stamp.learner));
	const rows = changed.map(({ before, after }) => ({ before, after: { ...after, listed } }));
	await writeRows(db, scope, stamp.learner, rows);
	await moveBuckets(
		db,
		rows.map(({ before, after }) => ({ scope, period: after.period, before, after })),
	);
	return true;
}

type Sought = Record<"scope" | "learner" | "week" | "month" | "all" | "season", string>;

const ownRows = prepared((db, { scope, learner, ...periods }: Sought) =>
	db
		.selectFrom("score")
		.where("scope", "=", scope)
		.where("learner_id", "=", learner)
		.where("period", "in", Object.values(periods))
		.select(["period", "points", "days", "last_day", "listed"]),
);

type Row = Awaited<ReturnType<typeof ownRows>>[number];
type Grown = { readonly before: Row | null; readonly after: Omit<Row, "listed"> };

/** How a row grows; null when it stays as it is. */
function grown(own: readonly Row[], period: string, gain: Gain, day: Day): Grown | null {
	const before = own.find((row) => row.period === period) ?? null;
	const after = scoreAfter(
		before ? scoreIn(before) : NOTHING_EARNED,
		gain.points,
		gain.learned ? day : null,
	);
	if (after === null) return null;
	return {
		before,
		after: { period, points: after.points, days: after.days, last_day: after.lastDay },
	};
}

const scoreIn = ({ points, days, last_day: lastDay }: Row): Score => ({ points, days, lastDay });

/** The order by days need not be touched while days stay as they are: most answers of a day. */
async function writeRows(
	db: Db,
	scope: string,
	learner: string,
	rows: readonly { readonly before: Row | null; readonly after: Row }[],
): Promise<void> {
	const days = rows.some(({ before, after }) => before !== null && before.days !== after.days);
	const values = rows.map(({ after }) => ({ scope, learner_id: learner, ...after }));
	await (days ? setAll : setPoints)(db, values);
}

type Written = Row & { readonly scope: string; readonly learner_id: string };

const setPoints = preparedRows((db, rows: readonly Written[]) =>
	db
		.insertInto("score")
		.values(rows)
		.onConflict((oc) =>
			oc
				.columns(["scope", "period", "learner_id"])
				.doUpdateSet((eb) => ({ points: eb.ref("excluded.points") })),
		),
);

const setAll = preparedRows((db, rows: readonly Written[]) =>
	db
		.insertInto("score")
		.values(rows)
		.onConflict((oc) =>
			oc.columns(["scope", "period", "learner_id"]).doUpdateSet((eb) => ({
				points: eb.ref("excluded.points"),
				days: eb.ref("excluded.days"),
				last_day: eb.ref("excluded.last_day"),
			})),
		),
);
