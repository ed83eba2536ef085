import { sql } from "kysely";
import type { Difference } from "../core/difference.ts";
import type { Measure } from "../core/ports.ts";
import { addToBuckets, bucketOf } from "./buckets.ts";
import type { Db } from "./units.ts";

/** A bucket that holds another number of rows than there are. */
export type WrongPlace = Difference & { readonly bucket: Bucket; readonly off: number };

type Bucket = {
	readonly scope: string;
	readonly period: string;
	readonly measure: Measure;
	readonly listed: number;
	readonly bucket: number;
};

/** Compares the buckets by which ranks are counted with the rows of the boards. */
export async function checkPlaces(db: Db): Promise<readonly WrongPlace[]> {
	const wrong: WrongPlace[] = [];
	for (const measure of ["points", "days"] as const)
		for (const board of await boards(db)) wrong.push(...(await checkBoard(db, board, measure)));
	return wrong;
}

type Board = { readonly scope: string; readonly period: string };

/** Board by board, so that a large database needs no more memory than its largest board. */
async function boards(db: Db): Promise<readonly Board[]> {
	const { rows } = await sql<Board>`
		select scope, period from score group by scope, period
		union select scope, period from score_bucket group by scope, period
		order by scope, period`.execute(db);
	return rows;
}

async function checkBoard(db: Db, board: Board, measure: Measure): Promise<WrongPlace[]> {
	const counted = await countRows(db, board, measure);
	const kept = await readBuckets(db, board, measure);
	const keys = [...new Set([...counted.keys(), ...kept.keys()])];
	return keys.flatMap((key) => {
		const [expected, found] = [counted.get(key) ?? 0, kept.get(key) ?? 0];
		if (expected === found) return [];
		const [listed = 0, bucket = 0] = key.split(" ").map(Number);
		return [wrongPlace({ ...board, measure, listed, bucket }, expected, found)];
	});
}

function wrongPlace(bucket: Bucket, expected: number, found: number): WrongPlace {
	return {
		kind: "places",
		key: Object.values(bucket).join(" "),
		expected: String(expected),
		found: String(found),
		bucket,
		off: expected - found,
	};
}

type Numbers = ReadonlyMap<string, number>;

async function countRows(db: Db, { scope, period }: Board, measure: Measure): Promise<Numbers> {
	const rows = await db
		.selectFrom("score")
		.where("scope", "=", scope)
		.where("period", "=", period)
		.where("listed", ">", 0)
		.where(measure, ">", 0)
		.groupBy(["listed", measure])
		.select(["listed", `${measure} as value`])
		.select((eb) => eb.fn.countAll<number>().as("n"))
		.execute();
	const counted = new Map<string, number>();
	for (const { listed, value, n } of rows) {
		const key = `${listed} ${bucketOf(value)}`;
		counted.set(key, (counted.get(key) ?? 0) + Number(n));
	}
	return counted;
}

async function readBuckets(db: Db, { scope, period }: Board, measure: Measure): Promise<Numbers> {
	const rows = await db
		.selectFrom("score_bucket")
		.where("scope", "=", scope)
		.where("period", "=", period)
		.where("measure", "=", measure)
		.select(["listed", "bucket", "n"])
		.execute();
	return new Map(rows.map(({ listed, bucket, n }) => [`${listed} ${bucket}`, n]));
}

/** Adds what is missing, or takes away what is too many. */
export async function mendPlaces(db: Db, wrong: readonly WrongPlace[]): Promise<void> {
	for (const { bucket, off } of wrong) await addToBuckets(db, [{ ...bucket, n: off }]);
}
