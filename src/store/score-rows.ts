import { moveBuckets } from "./buckets.ts";
import { type Listed, listedIn, memberIn } from "./listing.ts";
import type { Db } from "./units.ts";

/** What somebody has earned in a period of a board. */
export type ScoreRow = {
	readonly space: string;
	/** The space, or a cohort of it. */
	readonly scope: string;
	readonly period: string;
	readonly points: number;
	/** Days on which they learned there, and the last of them. */
	readonly days: number;
	readonly last_day: string | null;
	readonly listed: Listed;
};

/**
 * The rows of a learner.
 * @param space the only one to look at, with its cohorts
 */
export async function rowsOf(db: Db, learner: string, space?: string): Promise<ScoreRow[]> {
	return db
		.selectFrom("score")
		.leftJoin("cohort", "cohort.id", "score.scope")
		.where("learner_id", "=", learner)
		.select((eb) => eb.fn.coalesce("cohort.space_id", "score.scope").as("space"))
		.select(["scope", "period", "points", "days", "last_day", "listed"])
		.$if(space !== undefined, (query) =>
			query.where((eb) => eb(eb.fn.coalesce("cohort.space_id", "score.scope"), "=", space ?? "")),
		)
		.execute();
}

/**
 * Lists a learner's rows in a space and its cohorts anew, after anything has changed of how they are
 * seen there: what they chose, whether they are excluded, have left, or have come back. The learner
 * is locked.
 */
export async function relist(db: Db, space: string, learner: string): Promise<void> {
	for (const row of await rowsOf(db, learner, space))
		await setListed(db, row, learner, await listingOf(db, row, learner));
}

/** How a row is to be listed, whatever it says. */
export async function listingOf(
	db: Db,
	{ space, scope }: Pick<ScoreRow, "space" | "scope">,
	learner: string,
): Promise<Listed> {
	const [member] = await memberIn(db, { space, scope, learner });
	return listedIn(space, scope, member);
}

async function setListed(db: Db, row: ScoreRow, learner: string, listed: Listed): Promise<void> {
	if (row.listed === listed) return;
	await db
		.updateTable("score")
		.set({ listed })
		.where("scope", "=", row.scope)
		.where("period", "=", row.period)
		.where("learner_id", "=", learner)
		.execute();
	await moveBuckets(db, [{ ...row, before: row, after: { ...row, listed } }]);
}

/** Takes a learner off every board, for good. */
export async function dropRows(db: Db, learner: string): Promise<void> {
	for (const row of await rowsOf(db, learner)) await dropRow(db, learner, row);
}

/** Which row of a learner. */
type At = Pick<ScoreRow, "scope" | "period">;

/** Takes away one row, if it is there. */
export async function dropRow(db: Db, learner: string, { scope, period }: At): Promise<void> {
	const before = await db
		.deleteFrom("score")
		.where("scope", "=", scope)
		.where("period", "=", period)
		.where("learner_id", "=", learner)
		.returning(["points", "days", "listed"])
		.executeTakeFirst();
	if (before) await moveBuckets(db, [{ scope, period, before, after: null }]);
}

/** Lists one row as it is to be listed. */
export async function relistRow(db: Db, learner: string, at: At): Promise<void> {
	const rows = await rowsOf(db, learner);
	const row = rows.find(({ scope, period }) => scope === at.scope && period === at.period);
	if (row) await setListed(db, row, learner, await listingOf(db, row, learner));
}

/** The same as {@link listingOf} where the space of a scope is not known. */
export async function listingAt(db: Db, scope: string, learner: string): Promise<Listed> {
	const cohort = await db
		.selectFrom("cohort")
		.select("space_id")
		.where("id", "=", scope)
		.executeTakeFirst();
	return listingOf(db, { space: cohort?.space_id ?? scope, scope }, learner);
}
