import type { Day } from "./days.ts";
import type { Difficulty } from "./library.ts";
import type { Mastered } from "./mastery/mastery.ts";
import type { RestRule } from "./streak/excuse.ts";

/**
 * The ledger keeps facts and nothing else: what happened, when, on which local date, and what was
 * decided then. Streak, points and boards are folds of it, so they can be built again at any time.
 */

export type AttemptFact = {
	readonly kind: "attempt";
	readonly question: string;
	readonly topic: string;
	readonly revision: number;
	readonly round: string;
	/** The chosen option's id as in the pack; never a position. */
	readonly option: string;
	/** The author's guess at that time: what a rating goes by must not change with the content. */
	readonly difficulty: Difficulty;
	/** Only the first try in a round counts for points, memory and what is known. */
	readonly firstTry: boolean;
	readonly outcome: "right" | "wrong";
	/** FSRS rating of the first try of a day (1 Again, 3 Good); null for any other. */
	readonly grade: 1 | 3 | null;
	readonly points: number;
	/** {@link RULES_VERSION} under which outcome and points were decided. */
	readonly rules: number;
};

type KnownFact = {
	readonly kind: "known";
	readonly question: string;
	readonly topic: string;
};

/** Green, or a level: earned once, and kept. */
type MasteredFact = { readonly kind: "mastered" } & Mastered;

/** How a right answer felt: the question returns sooner (2 Hard) or later (4 Easy). */
type FeltFact = {
	readonly kind: "felt";
	readonly question: string;
	readonly topic: string;
	readonly round: string;
	readonly grade: 2 | 4;
};

/** "I guessed": the question returns sooner; the points stay. */
type GuessFact = {
	readonly kind: "guess";
	readonly question: string;
	readonly topic: string;
	readonly round: string;
};

/** Which weekdays rest, from a day on. */
type RestFact = { readonly kind: "rest" } & RestRule;

export type ZoneFact = {
	readonly kind: "zone";
	readonly from: string;
	readonly to: string;
	/** Epoch milliseconds from which days are counted in the new zone. */
	readonly effectiveAt: number;
};

/** Somebody came into a cohort, left it, or began or ended to lead it. */
export type CohortFact = {
	readonly kind: "cohort";
	readonly cohort: string;
	readonly change: "joined" | "left" | "leads" | "follows";
};

/**
 * Points of the same request that count on a cohort's board too: decided then, not when folded. It
 * follows what it counts: after an answer it also tells of a day learned there, if worth nothing.
 */
export type CountedFact = {
	readonly kind: "counted";
	readonly cohort: string;
	readonly points: number;
};

/** What somebody built was accepted. */
type ChallengeFact = {
	readonly kind: "challenge";
	readonly challenge: string;
	readonly entry: string;
	readonly points: number;
	readonly rules: number;
};

export type NewFact =
	| AttemptFact
	| KnownFact
	| MasteredFact
	| GuessFact
	| FeltFact
	| RestFact
	| ZoneFact
	| CohortFact
	| CountedFact
	| ChallengeFact;

/** Who a fact is about and when it happened; the same for all facts of one request. */
export type Stamp = {
	/** The request's id. Writing the same request again changes nothing. */
	readonly request: string;
	readonly learner: string;
	readonly account: string;
	readonly space: string;
	/** Epoch milliseconds. */
	readonly at: number;
	/** The learner's date and zone at that instant, fixed here for ever. */
	readonly day: Day;
	readonly zone: string;
	/** The date in the space's zone: boards go by it. */
	readonly spaceDay: Day;
	/** Who caused it: the account itself, or a moderator. */
	readonly actor: string;
	/** A short code such as `answer` or `settings`. */
	readonly reason: string;
};
