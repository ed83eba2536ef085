import type { CareFact, ChallengeFact, CohortFact, UndoFact } from "../ledger.ts";

/** What people did about others, or about themselves by the same rights. */
export type Audited = CareFact | UndoFact | CohortFact | ChallengeFact;

/** One deed: who, what, whom, when; why is part of most facts. */
export type AuditEntry = {
	/** Its number in the ledger. */
	readonly id: number;
	readonly at: number;
	readonly fact: Audited;
	/** Names as of now; null for somebody who is erased. */
	readonly by: string | null;
	readonly whom: string | null;
};

/** Null where it does not matter. */
export type AuditFilter = {
	/** A learner it was done to. */
	readonly member: string | null;
	/** A learner who did it. */
	readonly by: string | null;
	readonly kinds: readonly Audited["kind"][] | null;
};

export type AuditPage = { readonly most: number; readonly skip: number };

/** What the log can be filtered by, and the kinds of facts behind it. */
export const DEEDS = {
	points: ["adjustment"],
	streaks: ["repair"],
	boards: ["exclusion"],
	undo: ["undo"],
	cohorts: ["cohort"],
	challenges: ["challenge"],
} as const satisfies Record<string, readonly Audited["kind"][]>;

export type What = keyof typeof DEEDS;

/** The reason somebody gave; null where none is asked for. */
export function reasonOf(fact: Audited): string | null {
	return "words" in fact && fact.words !== undefined ? fact.words : null;
}
