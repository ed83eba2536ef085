import { type Day, daysBetween } from "../days.ts";
import type { Question } from "../library.ts";
import type { QuestionState } from "../ports.ts";
import { KNOWN_DAYS_APART } from "../rules.ts";

/**
 * A question's state after one more first try. It is known once it was right at first try on two
 * days at least {@link KNOWN_DAYS_APART} apart, as long as the latest first try is right.
 */
export function afterTry(
	before: QuestionState | null,
	question: Pick<Question, "id" | "topic">,
	day: Day,
	right: boolean,
): Omit<QuestionState, "memory"> {
	const rightSince = before?.rightSince ?? (right ? day : null);
	const apart = rightSince === null ? 0 : daysBetween(rightSince, day);
	return {
		question: question.id,
		topic: question.topic,
		tries: (before?.tries ?? 0) + 1,
		// A day never moves back, wherever the learner flies.
		lastDay: before !== null && before.lastDay > day ? before.lastDay : day,
		lastRight: right,
		rightSince,
		known: right && apart >= KNOWN_DAYS_APART,
	};
}
