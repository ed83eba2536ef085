import { type Day, periodsOf } from "../core/days.ts";
import type { Stamp } from "../core/ledger.ts";
import type { Board, BoardRow, Points, Store } from "../core/ports.ts";
import { prepared } from "./prepared.ts";
import type { Db, Units } from "./units.ts";

/** Points, added up per space and period. */
export function scores(units: Units): Store["scores"] {
	return {
		of: (scope, learner, day) => units.read((db) => readPoints(db, scope, learner, day)),
		board: (scope, period, learner, size) =>
			units.view(async (db) => {
				const space = (await spacesOf(db, { scope }))[0]?.space_id;
				const view = { db, scope, period, learner, space: space ?? scope, ofCohort: !!space };
				return readBoard(view, size);
			}),
	};
}

/** Adds points to the week, the month and all time of a scope, by the space's date. */
export async function addPoints(
	db: Db,
	scope: string,
	{ learner, spaceDay }: Pick<Stamp, "learner" | "spaceDay">,
	points: number,
): Promise<void> {
	const { week, month, all } = periodsOf(spaceDay);
	await add(db, { scope, learner, points, week, month, all });
}

/** A scope is a space, or a cohort of one. */
const spacesOf = prepared((db, { scope }: { scope: string }) =>
	db.selectFrom("cohort").select("space_id").where("id", "=", scope),
);

type Added = Record<"scope" | "learner" | "week" | "month" | "all", string> & { points: number };

const add = prepared((db, { scope, learner, points, ...periods }: Added) =>
	db
		.insertInto("score")
		.values(
			Object.values(periods).map((period) => ({ scope, period, learner_id: learner, points })),
		)
		.onConflict((oc) =>
			oc
				.columns(["scope", "period", "learner_id"])
				.doUpdateSet((eb) => ({ points: eb("score.points", "+", eb.ref("excluded.points")) })),
		),
);

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

/** A board as one learner sees it. */
type View = {
	readonly db: Db;
	readonly scope: string;
	readonly period: string;
	readonly learner: string;
	/** The space whose names and wishes hold. */
	readonly space: string;
	/** On a cohort's board stand only those who are in it. */
	readonly ofCohort: boolean;
};
type Scored = Omit<BoardRow, "rank">;
type Size = { readonly top: number; readonly neighbours: number };

async function readBoard(view: View, size: Size): Promise<Board> {
	const top = await inOrder(view).limit(size.top).execute();
	const mine = await visible(view).where("score.learner_id", "=", view.learner).executeTakeFirst();
	return {
		top: ranked(top, { better: 0, before: 0 }),
		around: mine ? await readAround(view, mine, size.neighbours) : [],
	};
}

async function readAround(view: View, mine: Scored, most: number): Promise<BoardRow[]> {
	const above = await readAbove(view, mine, most);
	const below = await readBelow(view, mine, most);
	const rows = [...above.reverse(), mine, ...below];
	return ranked(rows, await countAhead(view, rows[0] ?? mine));
}

/**
 * Those who may be seen: members who have not left or hidden themselves, and oneself. Whoever was
 * taken off the boards is seen by nobody.
 */
function visible({ db, scope, period, learner, space, ofCohort }: View) {
	return (
		db
			.selectFrom("score")
			.innerJoin("membership", (join) =>
				join
					.on("membership.space_id", "=", space)
					.onRef("membership.learner_id", "=", "score.learner_id"),
			)
			.$if(ofCohort, (query) =>
				query.where((eb) =>
					eb.exists(
						eb
							.selectFrom("cohort_member")
							.select("cohort_member.learner_id")
							.where("cohort_member.cohort_id", "=", scope)
							.whereRef("cohort_member.learner_id", "=", "score.learner_id")
							.where("cohort_member.left_at", "is", null),
					),
				),
			)
			.where("scope", "=", scope)
			.where("period", "=", period)
			// What was taken away by hand may leave somebody with nothing, or less.
			.where("points", ">", 0)
			.where("membership.excluded", "=", 0)
			.where((eb) =>
				eb.or([
					eb.and([eb("membership.left_at", "is", null), eb("visibility", "<>", "hidden")]),
					eb("score.learner_id", "=", learner),
				]),
			)
			.select(["score.learner_id as learner", "membership.name", "points"])
	);
}

/** The order of the index: points falling, then ids, so that pages hold still. */
function inOrder(view: View) {
	return visible(view).orderBy("points", "desc").orderBy("score.learner_id", "asc");
}

async function readBelow(view: View, mine: Scored, most: number): Promise<Scored[]> {
	return inOrder(view)
		.where("points", "<=", mine.points)
		.where((eb) =>
			eb.or([eb("points", "<", mine.points), eb("score.learner_id", ">", mine.learner)]),
		)
		.limit(most)
		.execute();
}

/** Nearest first. */
async function readAbove(view: View, mine: Scored, most: number): Promise<Scored[]> {
	return visible(view)
		.where("points", ">=", mine.points)
		.where((eb) =>
			eb.or([eb("points", ">", mine.points), eb("score.learner_id", "<", mine.learner)]),
		)
		.orderBy("points", "asc")
		.orderBy("score.learner_id", "desc")
		.limit(most)
		.execute();
}

/** How many have more points than a row, and how many stand before it, ties included. */
type Ahead = { readonly better: number; readonly before: number };

async function countAhead(view: View, row: Scored): Promise<Ahead> {
	const { ties, before } = await visible(view)
		.clearSelect()
		.where("points", ">=", row.points)
		.where((eb) => eb.or([eb("points", ">", row.points), eb("score.learner_id", "<", row.learner)]))
		.select((eb) => [
			eb.fn.countAll<number>().as("before"),
			eb.fn.countAll<number>().filterWhere("points", "=", row.points).as("ties"),
		])
		.executeTakeFirstOrThrow();
	return { better: before - ties, before };
}

/** Ties share the rank of the first of them; the next rank leaves the gap open. */
function ranked(rows: readonly Scored[], ahead: Ahead): BoardRow[] {
	let rank = ahead.better + 1;
	return rows.map((row, index) => {
		const previous = rows[index - 1];
		if (previous && previous.points !== row.points) rank = ahead.before + index + 1;
		return { ...row, rank };
	});
}
