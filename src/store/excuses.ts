import { sql } from "kysely";
import { repairedDays } from "../core/care/deeds.ts";
import { addDays, type Day, instantOf } from "../core/days.ts";
import type { ZoneFact } from "../core/ledger.ts";
import type { Kept } from "../core/ports.ts";
import type { Streak } from "../core/streak/streak.ts";
import { readCare } from "./care-facts.ts";
import { prepared } from "./prepared.ts";
import type { Db } from "./units.ts";

type Since = Pick<Streak, "lastDay">;
type Excused = Omit<Kept, "streak">;

/** Stands for a streak that begins with time. */
export const EVER: Since = { lastDay: "0001-01-01" };

const NOTHING: Excused = { outages: [], moves: [], repairs: [] };

/**
 * What may excuse days after the last counted one: outages, changes of the zone, and what a moderator
 * has repaired. Nothing is read when no day lies between, which is how it is nearly always.
 *
 * @param until the day up to which it matters; left out, all that is known
 */
export async function readExcuses(
	db: Db,
	learner: string,
	{ lastDay }: Since,
	until?: Day,
): Promise<Excused> {
	if (lastDay === null || (until !== undefined && until <= addDays(lastDay, 1))) return NOTHING;
	const outages = await outagesSince(db, { since: earliest(lastDay) });
	const moves = await movesOf(db, { learner });
	return {
		outages: outages.map((row) => ({ from: row.from_at, until: row.until_at })),
		moves: moves.map(({ detail }) => moveOf(detail)),
		repairs: repairedDays(await readCare(db, learner)),
	};
}

/** Before this instant no zone had reached the day's end: days end at most 14 hours before UTC's. */
const earliest = (day: Day): number => instantOf(day, "00:00", "UTC");

const outagesSince = prepared((db, { since }: { since: number }) =>
	db.selectFrom("outage").selectAll().where("until_at", ">=", since).orderBy("from_at"),
);

/** Written out, for the planner takes the index of such facts only where it sees that it may. */
const movesOf = prepared((db, { learner }: { learner: string }) =>
	db
		.selectFrom("ledger")
		.select("detail")
		.where("learner_id", "=", learner)
		.where("kind", "=", sql.lit("zone"))
		.orderBy("id"),
);

function moveOf(detail: string | null): Kept["moves"][number] {
	const { from, to, effectiveAt } = JSON.parse(detail ?? "{}") as ZoneFact;
	return { from, to, at: effectiveAt };
}
