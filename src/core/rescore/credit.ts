import type { Day } from "../days.ts";
import type { CohortFact, NewFact, Stamp } from "../ledger.ts";
import type { Difficulty } from "../library.ts";
import type { Deciding } from "../triage/care.ts";

/** What counts as right besides the key. */
export type AlsoRight =
	| { readonly by: "all" }
	/** Positions of options in the question: each of them, or all together where several are chosen. */
	| { readonly by: "options"; readonly at: readonly number[] }
	| { readonly by: "text"; readonly typed: string };

/** A first try that was wrong. */
export type MissedTry = {
	/** Its number in the ledger. */
	readonly attempt: number;
	readonly account: string;
	readonly at: number;
	readonly day: Day;
	readonly zone: string;
	readonly spaceDay: Day;
	readonly picked: string;
	readonly difficulty: Difficulty;
	readonly daily: boolean;
	/** Answers of that day before it that gave points. */
	readonly scored: number;
};

/** A fact and its number in the ledger. */
export type Numbered = {
	readonly id: number;
	readonly fact: NewFact;
	readonly stamp: Pick<Stamp, "at" | "day" | "zone" | "space" | "spaceDay">;
};

/** Somebody's missed tries at a question in a space, and what their worth depends on. */
export type Missed = {
	readonly learner: string;
	/** In the order of the ledger, as is all that follows. */
	readonly tries: readonly MissedTry[];
	/** What happened to them and this question, wherever that was. */
	readonly history: readonly Numbered[];
	/** How they came into cohorts of the space, and left them. */
	readonly moves: readonly { readonly id: number; readonly fact: CohortFact }[];
};

/** When a cohort's board counts. */
export type Running = {
	readonly id: string;
	readonly zone: string;
	readonly startsOn: Day;
	readonly endsOn: Day | null;
};

/** What one answer is worth after all. */
export type Credit = {
	readonly learner: string;
	readonly missed: MissedTry;
	/** Zero where it would have been practice. */
	readonly points: number;
	readonly cohorts: readonly string[];
};

/** The decision that credits are given by. */
export type Rescoring = {
	/** Its id, made by whoever decides. */
	readonly care: string;
	readonly question: string;
	readonly revision: number;
	readonly also: AlsoRight;
};

/** What somebody has not been told yet: points for a question, below zero where they went again. */
export type Told = { readonly question: string; readonly points: number };

/** Each method is one whole transaction; all but `untold` are about one space. */
export type Rescores = {
	/** First tries that were wrong and have not been given points since, person by person. */
	missed(
		space: string,
		question: string,
		revision: number,
	): Promise<{ readonly missed: readonly Missed[]; readonly cohorts: readonly Running[] }>;
	/**
	 * Gives points, each with its fact; an answer that has got some meanwhile is passed over. Returns
	 * what was given: nothing for the same request again, and then nothing is noted either.
	 */
	give(
		by: Deciding & { readonly spaceDay: Day },
		rescoring: Rescoring,
		credits: readonly Credit[],
	): Promise<readonly Credit[]>;
	/** Takes the points of a decision back, each with its fact; null when there is none that stands. */
	take(
		by: Deciding & { readonly spaceDay: Day },
		care: string,
	): Promise<{ readonly question: string; readonly people: number } | null>;
	/** All who have something to be told, and where. */
	untold(): Promise<readonly { readonly learner: string; readonly space: string }[]>;
	/** Takes what somebody is to be told in a space: it is told once. */
	tell(learner: string, space: string): Promise<readonly Told[]>;
};
