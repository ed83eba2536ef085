import { dayOf } from "../core/days.ts";
import type { CountedFact, Stamp } from "../core/ledger.ts";
import { prepared } from "./prepared.ts";
import { addPoints } from "./scores.ts";
import type { Db } from "./units.ts";

/**
 * Adds points to the boards of the cohorts in the stamp's space that somebody is in and that run
 * now; returns the facts that say so.
 */
export async function countForCohorts(
	db: Db,
	stamp: Stamp,
	points: number,
): Promise<readonly CountedFact[]> {
	const own = await ownCohorts(db, { space: stamp.space, learner: stamp.learner });
	const running = own.filter(({ zone, starts_on, ends_on }) => {
		const day = dayOf(stamp.at, zone);
		return starts_on <= day && day <= (ends_on ?? day);
	});
	for (const { id } of running) await addPoints(db, id, stamp, points);
	return running.map(({ id }) => ({ kind: "counted", cohort: id, points }));
}

type Whose = { readonly space: string; readonly learner: string };

const ownCohorts = prepared((db, { space, learner }: Whose) =>
	db
		.selectFrom("cohort_member")
		.innerJoin("cohort", "cohort.id", "cohort_member.cohort_id")
		.where("cohort_member.learner_id", "=", learner)
		.where("left_at", "is", null)
		.where("cohort.space_id", "=", space)
		.where("state", "<>", "closed")
		.select(["cohort.id", "zone", "starts_on", "ends_on"]),
);
