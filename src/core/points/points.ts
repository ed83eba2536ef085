import type { Day } from "../days.ts";
import type { Difficulty } from "../library.ts";
import type { QuestionState } from "../ports.ts";
import { isDue } from "../review/memory.ts";
import { POINTS, POINTS_DAILY, POINTS_REVIEW, SCORED_ANSWERS_A_DAY } from "../rules.ts";
import type { DayTally } from "../streak/streak.ts";

/** What {@link pointsFor} goes by. */
export type Scored = {
	readonly right: boolean;
	readonly firstTry: boolean;
	readonly daily: boolean;
	readonly difficulty: Difficulty;
	/** The question's state before this answer; null when never tried. */
	readonly before: QuestionState | null;
	/** The learner's day before this answer. */
	readonly today: Pick<DayTally, "scored">;
	readonly day: Day;
};

/**
 * Points for one answer. Wrong and second tries give none, and cost none. What was tried before pays
 * again only when it is due, once a day, so opening it again and again gains nothing.
 */
export function pointsFor(answer: Scored): number {
	if (!answer.right || !answer.firstTry) return 0;
	if (answer.today.scored >= SCORED_ANSWERS_A_DAY) return 0;
	if (answer.daily) return POINTS_DAILY;
	if (answer.before === null) return POINTS[answer.difficulty];
	return isReview(answer.before, answer.day) ? POINTS_REVIEW : 0;
}

/** Whether a try on a day is a review: the question is due, and not tried that day already. */
export function isReview(before: QuestionState | null, day: Day): boolean {
	if (before === null || before.lastDay >= day) return false;
	return before.memory === null || isDue(before.memory, day);
}
