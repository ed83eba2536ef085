import type { Measure, Seat } from "../core/ports.ts";
import type { Listed } from "./listing.ts";
import { prepared } from "./prepared.ts";
import type { Db } from "./units.ts";

/**
 * Boards are read along an index, from wherever one stands: no page is counted up to, and no statement
 * looks at more rows than it shows.
 */

/** Which board, and the rows that stand on it. */
export type Standing = {
	readonly db: Db;
	readonly space: string;
	readonly scope: string;
	readonly period: string;
	readonly by: Measure;
	readonly classes: Classes;
};

/** Kinds of rows, by {@link LISTED}; the last ones may be left out. */
type Classes = readonly [Listed, Listed?, Listed?];

/** A row as it stands: how much of what the board is by. */
export type Placed = Seat & { readonly name: string; readonly listed: Listed };

/** Where every board begins: the largest number a column holds. */
export const HEAD: Seat = { value: 2 ** 31 - 1, learner: "" };

/** The next rows after a seat, in the order of the board. */
export function readBelow(board: Standing, from: Seat, most: number): Promise<Placed[]> {
	return readFrom(board, from, most, below[board.by], inOrder);
}

/**
 * The same with the rows that members do not see. Whoever has left is nowhere.
 * @param who the excluded, all others, or both
 */
export function readPeople(
	board: Standing,
	from: Seat,
	most: number,
	who: keyof typeof people,
): Promise<Placed[]> {
	return readFrom(board, from, most, people[who], inOrder);
}

/** The rows before a seat, nearest first. */
export function readAbove(board: Standing, from: Seat, most: number): Promise<Placed[]> {
	return readFrom(board, from, most, above[board.by], (a, b) => inOrder(b, a));
}

/** Highest first, ties by id, so that pages hold still. */
function inOrder(a: Seat, b: Seat): number {
	return b.value - a.value || (a.learner < b.learner ? -1 : Number(a.learner > b.learner));
}

async function readFrom(
	board: Standing,
	from: Seat,
	most: number,
	read: ReturnType<typeof branches>,
	order: typeof inOrder,
): Promise<Placed[]> {
	const { db, space, scope, period, classes } = board;
	const [first, second = NONE, third = NONE] = classes;
	const kinds = { first, second, third };
	const rows = await read(db, { space, scope, period, ...kinds, ...from, most });
	return rows.toSorted(order).slice(0, most);
}

/** No row is of this kind. */
export const NONE = -1;

export type Sought = {
	readonly space: string;
	readonly scope: string;
	readonly period: string;
	readonly first: number;
	readonly second: number;
	readonly third: number;
	readonly value: number;
	readonly learner: string;
	readonly most: number;
};

/**
 * Each kind of rows is read on its own, ties apart from the rest: so every part is a seek in the index
 * and as long as what it gives, however many share a place. Nothing is read that is not in the index:
 * it would be looked for along the primary key then.
 */
function branches(by: Measure, way: Way, only: (rows: Rows) => Rows = (rows) => rows) {
	return prepared((db, ask: Sought) => {
		const parts = [ask.first, ask.second, ask.third].flatMap((listed) => [
			tied(only(rowsIn(db, by, ask, listed)), by, way, ask),
			apart(only(rowsIn(db, by, ask, listed)), by, way, ask),
		]);
		const [start, ...others] = parts.map((part) => db.selectFrom(part.as("part")).selectAll());
		return others.reduce((all, part) => all.unionAll(part), start as NonNullable<typeof start>);
	});
}

type Way = "below" | "above";

type Rows = ReturnType<typeof rowsIn>;

function tied(rows: Rows, by: Measure, way: Way, ask: Sought) {
	return rows
		.where(by, "=", ask.value)
		.where("score.learner_id", way === "below" ? ">" : "<", ask.learner)
		.orderBy("score.learner_id", way === "below" ? "asc" : "desc")
		.limit(ask.most);
}

function apart(rows: Rows, by: Measure, way: Way, ask: Sought) {
	return rows
		.where(by, way === "below" ? "<" : ">", ask.value)
		.where(by, ">", 0)
		.orderBy(by, way === "below" ? "desc" : "asc")
		.orderBy("score.learner_id", way === "below" ? "asc" : "desc")
		.limit(ask.most);
}

function rowsIn(db: Db, by: Measure, { space, scope, period }: Sought, listed: number) {
	return db
		.selectFrom("score")
		.innerJoin("membership", (join) =>
			join
				.onRef("membership.learner_id", "=", "score.learner_id")
				.on("membership.space_id", "=", space),
		)
		.where("scope", "=", scope)
		.where("period", "=", period)
		.where("listed", "=", listed as Listed)
		.select(["score.learner_id as learner", "name", "listed"])
		.select((eb) => eb.ref(by).as("value"));
}

const below = { points: branches("points", "below"), days: branches("days", "below") };
const above = { points: branches("points", "above"), days: branches("days", "above") };

const people = {
	all: branches("points", "below", present),
	excluded: branches("points", "below", (rows) => present(rows).where("excluded", "=", 1)),
	others: branches("points", "below", (rows) => present(rows).where("excluded", "=", 0)),
};

/** Whoever has left the space, or the cohort, is not looked at. */
function present(rows: Rows): Rows {
	return rows
		.where("membership.left_at", "is", null)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom("cohort_member")
						.select("cohort_member.learner_id")
						.whereRef("cohort_member.cohort_id", "=", "score.scope")
						.whereRef("cohort_member.learner_id", "=", "score.learner_id")
						.where("cohort_member.left_at", "is not", null),
				),
			),
		);
}
