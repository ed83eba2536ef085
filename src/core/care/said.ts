import { care as says } from "../../text/en.ts";
import { dayLabel } from "../days.ts";
import type { CareFact } from "../ledger.ts";
import { clip } from "../people.ts";

/** What a cohort is called, by its id. */
export type CohortNames = ReadonlyMap<string, string>;

/** What was put right, in a few words. */
export function deedSaid(fact: CareFact, cohorts: CohortNames): string {
	switch (fact.kind) {
		case "adjustment":
			return says.deed.adjustment(fact.points, cohortSaid(fact.cohort, cohorts));
		case "repair":
			return says.deed.repair(dayLabel(fact.missed));
		case "exclusion":
			return fact.excluded ? says.deed.excluded : says.deed.restored;
	}
}

/** The name of a cohort, also of one that is not there any more; null for the space itself. */
export function cohortSaid(id: string | null, cohorts: CohortNames): string | null {
	return id === null ? null : (cohorts.get(id) ?? says.aCohort);
}

/** Longer reasons are cut in lists; a file holds them whole. */
const REASON_SHOWN = 100;

/** A reason as it follows what was done; nothing where none is kept. */
export function reasonSaid(words: string | null | undefined): string {
	return words ? says.because(clip(words, REASON_SHOWN)) : "";
}
