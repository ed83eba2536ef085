import type { Day } from "../days.ts";
import type { Difficulty } from "../library.ts";
import type { QuestionState } from "../ports.ts";
import { POINTS, POINTS_AGAIN, POINTS_DAILY, SCORED_ANSWERS_A_DAY } from "../rules.ts";
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
	readonly today: DayTally;
	readonly day: Day;
};

/**
 * Points for one answer. Wrong and second tries give none, and cost none; the same question counts
 * once a day, so opening it again and again gains nothing.
 */
export function pointsFor(answer: Scored): number {
	if (!answer.right || !answer.firstTry) return 0;
	if (answer.today.scored >= SCORED_ANSWERS_A_DAY) return 0;
	if (answer.daily) return POINTS_DAILY;
	if (answer.before === null) return POINTS[answer.difficulty];
	return answer.before.lastDay < answer.day ? POINTS_AGAIN : 0;
}
