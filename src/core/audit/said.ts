import { care, audit as says } from "../../text/en.ts";
import { type CohortNames, cohortSaid, deedSaid } from "../care/said.ts";
import type { Library } from "../library.ts";
import type { Audited } from "./audit.ts";

/** What names are taken from. */
export type Naming = { readonly cohorts: CohortNames; readonly library: Library };

/** What was done, in a few words. */
export function auditSaid(fact: Audited, { cohorts, library }: Naming): string {
	switch (fact.kind) {
		case "undo":
			return says.deed.undo(deedSaid(fact.was, cohorts));
		case "cohort":
			return says.deed[fact.change](cohortSaid(fact.cohort, cohorts) ?? care.aCohort);
		case "challenge":
			return says.deed.challenge(
				library.challenge(fact.challenge)?.title ?? says.aChallenge,
				fact.points,
			);
		default:
			return deedSaid(fact, cohorts);
	}
}
