import type { Measure } from "../core/ports.ts";
import { preparedRows } from "./prepared.ts";
import type { Db } from "./units.ts";

/**
 * Ranks are counted in buckets: how many listed rows of a board hold how much. A rank is then a sum
 * of some hundred numbers, not a walk through a million rows.
 */

/** Below this every value has a bucket of its own. */
const EXACT = 64;
const EXACT_BITS = 6;

/** The bucket of a value above 0: each power of two has 64 of them, so a rank costs the same anywhere. */
export function bucketOf(value: number): number {
	if (value < EXACT) return value;
	const power = 31 - Math.clz32(value);
	const within = (value >> (power - EXACT_BITS)) & (EXACT - 1);
	return ((power - EXACT_BITS + 1) << EXACT_BITS) | within;
}

/** The largest value in a bucket. */
export function topOf(bucket: number): number {
	if (bucket < EXACT) return bucket;
	const shift = (bucket >> EXACT_BITS) - 1;
	return ((EXACT + (bucket & (EXACT - 1)) + 1) << shift) - 1;
}

/** What a row of a board is counted by. */
type Counted = Readonly<Record<Measure, number>> & { readonly listed: number };

/** A row before and after a change; null where there is none. */
export type Change = {
	readonly scope: string;
	readonly period: string;
	readonly before: Counted | null;
	readonly after: Counted | null;
};

/** So many rows more in a bucket, or fewer. */
export type Move = {
	readonly scope: string;
	readonly period: string;
	readonly measure: Measure;
	readonly listed: number;
	readonly bucket: number;
	readonly n: number;
};

const MEASURES = ["points", "days"] as const;

/** Keeps the buckets in step with rows that change in the same transaction. */
export async function moveBuckets(db: Db, changes: readonly Change[]): Promise<void> {
	const moves = changes.flatMap((change) =>
		MEASURES.flatMap((measure) => movesOf(change, measure)),
	);
	// In one order everywhere, so that two transactions never wait for each other.
	await addToBuckets(db, moves.toSorted(inOrder));
}

function movesOf(change: Change, measure: Measure): Move[] {
	const { scope, period } = change;
	const from = placeOf(change.before, measure);
	const to = placeOf(change.after, measure);
	if (from?.bucket === to?.bucket && from?.listed === to?.listed) return [];
	return [
		...(from ? [{ scope, period, measure, ...from, n: -1 }] : []),
		...(to ? [{ scope, period, measure, ...to, n: 1 }] : []),
	];
}

/** Whoever is never listed, or has nothing, is counted nowhere. */
function placeOf(row: Counted | null, measure: Measure) {
	if (row === null || row.listed === 0 || row[measure] <= 0) return null;
	return { listed: row.listed, bucket: bucketOf(row[measure]) };
}

const KEY = ["scope", "period", "measure", "listed", "bucket"] as const;

function inOrder(a: Move, b: Move): number {
	const part = KEY.find((one) => a[one] !== b[one]);
	return part === undefined ? 0 : a[part] < b[part] ? -1 : 1;
}

/** Adds to what buckets hold, or takes from it. */
export const addToBuckets = preparedRows((db, moves: readonly Move[]) =>
	db
		.insertInto("score_bucket")
		.values(moves)
		.onConflict((oc) =>
			oc
				.columns(["scope", "period", "measure", "listed", "bucket"])
				.doUpdateSet((eb) => ({ n: eb("score_bucket.n", "+", eb.ref("excluded.n")) })),
		),
);
