import { dayOf } from "../core/days.ts";
import type { CountedFact, Stamp } from "../core/ledger.ts";
import { prepared } from "./prepared.ts";
import { addAnswer, addPoints } from "./scores.ts";
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
	const running = await runningCohorts(db, stamp);
	for (const id of running) await addPoints(db, id, stamp, points);
	return running.map((cohort) => ({ kind: "counted", cohort, points }));
}

/** The same for an answer. One that is worth nothing is a fact where it was the first of a day. */
export async function countAnswerForCohorts(
	db: Db,
	stamp: Stamp,
	points: number,
): Promise<readonly CountedFact[]> {
	const counted: CountedFact[] = [];
	for (const cohort of await runningCohorts(db, stamp))
		if (await addAnswer(db, cohort, stamp, points))
			counted.push({ kind: "counted", cohort, points });
	return counted;
}

async function runningCohorts(db: Db, stamp: Stamp): Promise<readonly string[]> {
	const own = await ownCohorts(db, { space: stamp.space, learner: stamp.learner });
	const running = own.filter(({ zone, starts_on, ends_on }) => {
		const day = dayOf(stamp.at, zone);
		return starts_on <= day && day <= (ends_on ?? day);
	});
	return running.map(({ id }) => id);
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
		.orderBy("cohort.id")
		.select(["cohort.id", "zone", "starts_on", "ends_on"]),
);
