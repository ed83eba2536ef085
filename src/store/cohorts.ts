import type { Store } from "../core/ports.ts";
import { prepared } from "./prepared.ts";
import type { Units } from "./units.ts";

/** Groups that learn together, and who leads them. */
export function cohorts(units: Units): Store["cohorts"] {
	return {
		leads: (space, learner) =>
			units.read(async (db) => (await ledBy(db, { space, learner })).map(({ id }) => id)),
	};
}

const ledBy = prepared((db, { space, learner }: { space: string; learner: string }) =>
	db
		.selectFrom("cohort_member")
		.innerJoin("cohort", "cohort.id", "cohort_member.cohort_id")
		.select("cohort.id")
		.where("cohort_member.learner_id", "=", learner)
		.where("cohort.space_id", "=", space)
		.where("role", "=", "lead")
		.where("left_at", "is", null),
);
