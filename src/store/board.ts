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
import { prepared } from "./prepared.ts";
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
	return {
		top: await ranked(board, page),
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
	return rows.map(({ learner, name, value }, at) => ({
		...{ learner, name, points: 0, days: 0 },
		[board.by]: value,
		rank: ranks[at] ?? 0,
	}));
}

/** Ties share a rank; the next one leaves the gap open. */
export async function ranksOf(
	board: Standing,
	rows: readonly Pick<Placed, "value">[],
): Promise<number[]> {
	const known = new Map<number, number>();
	for (const { value } of rows)
		if (!known.has(value)) known.set(value, 1 + (await countBetter(board, value)));
	return rows.map(({ value }) => known.get(value) ?? 0);
}

async function countBetter(board: Standing, value: number): Promise<number> {
	const { db, scope, period, by, classes } = board;
	const bucket = bucketOf(value);
	const where = { scope, period, first: classes[0], second: classes[1] ?? NONE };
	const [higher] = await inHigherBuckets(db, { ...where, by, bucket });
	const top = topOf(bucket);
	if (top === value) return Number(higher?.n ?? 0);
	const [within] = await inSameBucket[by](db, { ...where, value, top });
	return Number(higher?.n ?? 0) + Number(within?.n ?? 0);
}

type Where = Pick<Sought, "scope" | "period" | "first" | "second">;

const inHigherBuckets = prepared(
	(db, ask: Where & { readonly by: Measure; readonly bucket: number }) =>
		db
			.selectFrom("score_bucket")
			.where("scope", "=", ask.scope)
			.where("period", "=", ask.period)
			.where("measure", "=", ask.by)
			.where("listed", "in", [ask.first, ask.second])
			.where("bucket", ">", ask.bucket)
			.select((eb) => eb.fn.sum<number | null>("n").as("n")),
);

const sameBucket = (by: Measure) =>
	prepared((db, ask: Where & { readonly value: number; readonly top: number }) =>
		db
			.selectFrom("score")
			.where("scope", "=", ask.scope)
			.where("period", "=", ask.period)
			.where("listed", "in", [ask.first as Listed, ask.second as Listed])
			.where(by, ">", ask.value)
			.where(by, "<=", ask.top)
			.select((eb) => eb.fn.countAll<number>().as("n")),
	);

const inSameBucket = { points: sameBucket("points"), days: sameBucket("days") };
