import type { Day } from "./days.ts";
import { addDays } from "./days.ts";
import type { AttemptFact, Stamp } from "./ledger.ts";
import { isReview } from "./points/points.ts";
import type { QuestionState } from "./ports.ts";
import { abilityAfter, type Totals } from "./quiz/expect.ts";
import { afterTry } from "./quiz/known.ts";
import { type Grade, graded, regraded } from "./review/memory.ts";
import { IN_TIME_DAYS, REVIEWED_SINCE } from "./rules.ts";
import type { DayTally } from "./streak/streak.ts";

/**
 * How one fact of the ledger moves the projections that follow from it. The same steps are taken
 * when an answer is recorded and when everything is folded again, so the two cannot disagree.
 */

/** The state of a question after an attempt; the same when it was not a first try. */
export function questionAfter(
	before: QuestionState | null,
	attempt: AttemptFact,
	day: Day,
): QuestionState | null {
	if (!attempt.firstTry) return before;
	const tried = { id: attempt.question, topic: attempt.topic };
	const state = afterTry(before, tried, day, attempt.outcome === "right");
	const memory = before?.memory ?? null;
	const { grade } = attempt;
	return { ...state, memory: grade && isReviewed(attempt) ? graded(memory, grade, day) : memory };
}

/** Earlier answers left no memory and no totals: neither is made up in hindsight. */
const isReviewed = ({ rules }: AttemptFact): boolean => rules >= REVIEWED_SINCE;

/** The state of a question whose last answer was a guess: it counts as missed. */
export function questionGuessed(before: QuestionState): QuestionState {
	return { ...withGrade(before, 1), lastRight: false, known: false };
}

/** The state of a question whose last answer is to have another grade. */
export function withGrade(before: QuestionState, grade: Grade): QuestionState {
	return { ...before, memory: before.memory && regraded(before.memory, grade) };
}

/** A day's tally after an attempt. It is looked at where its earliest answer was given. */
export function tallyAfter(
	today: DayTally,
	attempt: AttemptFact,
	before: QuestionState | null,
	{ at, zone }: Pick<Stamp, "at" | "zone">,
): DayTally {
	const reviewed = attempt.firstTry && isReviewed(attempt) && isReview(before, today.day);
	const isFirst = today.answers === 0 || at < today.firstAt;
	return {
		...today,
		zone: isFirst ? zone : today.zone,
		answers: today.answers + 1,
		scored: today.scored + (attempt.points > 0 ? 1 : 0),
		reviews: today.reviews + (reviewed ? 1 : 0),
		firstAt: isFirst ? at : today.firstAt,
	};
}

/** A learner's totals after an attempt; the same when it was not a first try. */
export function totalsAfter(
	totals: Totals,
	attempt: AttemptFact,
	before: QuestionState | null,
	day: Day,
): Totals {
	if (!attempt.firstTry || !isReviewed(attempt)) return totals;
	const right = attempt.outcome === "right";
	const reviewed = isReview(before, day);
	return {
		tries: totals.tries + 1,
		correct: totals.correct + (right ? 1 : 0),
		reviews: totals.reviews + (reviewed ? 1 : 0),
		reviewsInTime: totals.reviewsInTime + (reviewed && isInTime(before, day) ? 1 : 0),
		ability: abilityAfter(totals, attempt.difficulty, right),
	};
}

function isInTime(before: QuestionState | null, day: Day): boolean {
	const due = before?.memory?.due;
	return due !== undefined && day <= addDays(due, IN_TIME_DAYS);
}

/** What a row of a board adds up to. */
export type Score = {
	readonly points: number;
	/** Days on which something was answered, and the last of them. */
	readonly days: number;
	readonly lastDay: Day | null;
};

export const NOTHING_EARNED: Score = { points: 0, days: 0, lastDay: null };

/**
 * What stands on a board after points, or an answer on a day; null when nothing changes. A day that
 * comes again, or late, counts no more.
 */
export function scoreAfter(before: Score, points: number, learned: Day | null): Score | null {
	const isNew = learned !== null && learned > (before.lastDay ?? "");
	if (points === 0 && !isNew) return null;
	return {
		points: before.points + points,
		days: before.days + (isNew ? 1 : 0),
		lastDay: isNew ? learned : before.lastDay,
	};
}
