import { sql } from "kysely";
import type { Board, BoardPage, BoardRow, BoardSize, Measure } from "../core/ports.ts";
import {
	HEAD,
	NONE,
	type Placed,
	readAbove,
	readBelow,
	type Sought,
	type Standing,
} from "./board-rows.ts";
import { bucketOf, topOf } from "./buckets.ts";
import { type Listed, standing } from "./listing.ts";
import { prepared, preparedRows } from "./prepared.ts";
import type { Db } from "./units.ts";

type Ask = BoardPage & {
	readonly scope: string;
	readonly period: string;
	readonly learner: string;
	readonly size: BoardSize;
};

/** The rows of a page, and one's own with neighbours. */
export async function readBoard(db: Db, ask: Ask): Promise<Board> {
	const { scope, period, by = "points", learner, size } = ask;
	const board = await openBoard(db, { scope, period, by });
	const rows = await readPage(board, ask, size.top + 1);
	const [own] = await ownRow(db, { space: board.space, scope, period, learner });
	const mine = own && own[by] > 0 ? { ...own, value: own[by] } : undefined;
	const page = ask.before === undefined ? rows.slice(0, size.top) : rows.slice(-size.top);
	const isHead = ask.after === undefined && ask.before === undefined;
	return {
		top: isHead ? fromTheFirst(board, page) : await ranked(board, page),
		more: ask.before !== undefined || rows.length > size.top,
		around: mine && mine.excluded === 0 ? await readAround(board, mine, size) : [],
		own: mine ? ownStanding(board, mine) : null,
	};
}

/** Which rows of a space or a cohort stand on its board now. */
export async function openBoard(
	db: Db,
	{ scope, period, by }: Pick<Standing, "scope" | "period" | "by">,
): Promise<Standing> {
	const [home] = await homeOf(db, { scope });
	const classes = standing(home?.visibility ?? "unasked");
	return { db, space: home?.id ?? scope, scope, period, by, classes };
}

/** A scope is a space, or a cohort of one. */
const homeOf = prepared((db, { scope }: { readonly scope: string }) =>
	db
		.selectFrom("space")
		.where("id", "=", (eb) =>
			eb.fn.coalesce(
				eb.selectFrom("cohort").select("space_id").where("cohort.id", "=", scope).$asScalar(),
				eb.val(scope),
			),
		)
		.select(["id", "visibility"]),
);

function readPage(board: Standing, { after, before }: Ask, most: number): Promise<Placed[]> {
	if (before === undefined) return readBelow(board, after ?? HEAD, most);
	return readAbove(board, before, most).then((rows) => rows.toReversed());
}

type Own = Placed & Pick<Awaited<ReturnType<typeof ownRow>>[number], "excluded">;

const ownRow = prepared((db, ask: Record<"space" | "scope" | "period" | "learner", string>) =>
	db
		.selectFrom("score")
		.innerJoin("membership", (join) =>
			join
				.onRef("membership.learner_id", "=", "score.learner_id")
				.on("membership.space_id", "=", ask.space),
		)
		.where("scope", "=", ask.scope)
		.where("period", "=", ask.period)
		.where("score.learner_id", "=", ask.learner)
		.select(["score.learner_id as learner", "name", "points", "days", "listed", "excluded"]),
);

function ownStanding({ classes }: Standing, { excluded, listed }: Own): Board["own"] {
	if (excluded === 1) return "excluded";
	return classes.includes(listed) ? "listed" : "hidden";
}

async function readAround(board: Standing, mine: Own, size: BoardSize): Promise<BoardRow[]> {
	const above = await readAbove(board, mine, size.neighbours);
	const below = await readBelow(board, mine, size.neighbours);
	return ranked(board, [...above.toReversed(), mine, ...below]);
}

/** Rows that follow each other, with the ranks they have among those who stand on the board. */
async function ranked(board: Standing, rows: readonly Placed[]): Promise<BoardRow[]> {
	const ranks = await ranksOf(board, rows);
	return rows.map((row, at) => rankedRow(board, row, ranks[at] ?? 0));
}

/** The first rows of a board: there nobody is ahead of them whom one does not see. */
function fromTheFirst(board: Standing, rows: readonly Placed[]): BoardRow[] {
	const first = (value: number) => rows.findIndex((row) => row.value === value);
	return rows.map((row) => rankedRow(board, row, 1 + first(row.value)));
}

function rankedRow({ by }: Standing, { learner, name, value }: Placed, rank: number): BoardRow {
	return { ...{ learner, name, points: 0, days: 0 }, [by]: value, rank };
}

/** Ties share a rank; the next one leaves the gap open. */
export async function ranksOf(
	board: Standing,
	rows: readonly Pick<Placed, "value">[],
): Promise<number[]> {
	const values = [...new Set(rows.map(({ value }) => value))];
	const better = new Map<number, number>();
	for (let at = 0; at < values.length; at += VALUES_AT_ONCE)
		for (const { value, n } of await countBetter(board, values.slice(at, at + VALUES_AT_ONCE)))
			better.set(value, Number(n));
	return rows.map(({ value }) => 1 + (better.get(value) ?? 0));
}

/** As many as one's own row and its neighbours may have, and some more for a page. */
const VALUES_AT_ONCE = 8;

function countBetter(board: Standing, values: readonly number[]) {
	const { db, scope, period, by, classes } = board;
	const first = classes[0];
	const second = classes[1] ?? NONE;
	const asked = values.map((value) => {
		const bucket = bucketOf(value);
		return { scope, period, first, second, value, bucket, top: topOf(bucket) };
	});
	return better[by](db, asked);
}

type Where = Pick<Sought, "scope" | "period" | "first" | "second" | "value"> & {
	readonly bucket: number;
	readonly top: number;
};

/** All in higher buckets, and those ahead in the same one. */
const betterBy = (by: Measure) =>
	preparedRows((db, asked: readonly Where[]) => {
		const [start, ...others] = asked.map((ask) =>
			db.selectNoFrom([
				sql<number>`cast(${ask.value} as integer)`.as("value"),
				sql<number>`(${inHigherBuckets(db, by, ask)}) + (${inSameBucket(db, by, ask)})`.as("n"),
			]),
		);
		return others.reduce((all, one) => all.unionAll(one), start as NonNullable<typeof start>);
	});

function inHigherBuckets(db: Db, by: Measure, ask: Where) {
	return db
		.selectFrom("score_bucket")
		.where("scope", "=", ask.scope)
		.where("period", "=", ask.period)
		.where("measure", "=", by)
		.where("listed", "in", [ask.first, ask.second])
		.where("bucket", ">", ask.bucket)
		.select((eb) => eb.fn.coalesce(eb.fn.sum<number>("n"), sql<number>`0`).as("n"));
}

function inSameBucket(db: Db, by: Measure, ask: Where) {
	return db
		.selectFrom("score")
		.where("scope", "=", ask.scope)
		.where("period", "=", ask.period)
		.where("listed", "in", [ask.first as Listed, ask.second as Listed])
		.where(by, ">", ask.value)
		.where(by, "<=", ask.top)
		.select((eb) => eb.fn.countAll<number>().as("n"));
}

const better = { points: betterBy("points"), days: betterBy("days") };
