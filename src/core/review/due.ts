import { addDays, type Day, daysBetween } from "../days.ts";
import type { Library, Question } from "../library.ts";
import { isReview } from "../points/points.ts";
import type { QuestionState } from "../ports.ts";
import { AWAY_DAYS, REVIEWS_A_DAY } from "../rules.ts";
import { retrievability } from "./memory.ts";

/**
 * The questions to review now, those nearest to being forgotten first. After a week away the first
 * one is the one that is most likely still there.
 *
 * @param most how many more the day allows
 */
export function dueQuestions(
	library: Library,
	states: readonly QuestionState[],
	day: Day,
	most: number,
): readonly Question[] {
	const due = dueStates(library, states, day).toSorted(
		(a, b) => recall(a, day) - recall(b, day) || (a.question < b.question ? -1 : 1),
	);
	const taken = due.slice(0, Math.max(0, most));
	const ordered = isAway(states, day) ? likeliestFirst(taken) : taken;
	return ordered.flatMap(({ question }) => library.question(question) ?? []);
}

function dueStates(library: Library, states: readonly QuestionState[], day: Day): QuestionState[] {
	return states.filter((state) => isReview(state, day) && library.question(state.question));
}

const recall = ({ memory }: QuestionState, day: Day): number =>
	memory === null ? 0 : retrievability(memory, day);

/** How many reviews each of the coming days will bring, as far as it can be told today. */
export type Forecast = readonly { readonly day: Day; readonly reviews: number }[];

/** Days that a forecast tells of. */
const AHEAD = 7;

/** The coming week. What is left over waits; no day shows more than one day's reviews. */
export function forecast(library: Library, states: readonly QuestionState[], day: Day): Forecast {
	return Array.from({ length: AHEAD }, (_, index) => {
		const at = addDays(day, index + 1);
		const falling = states.filter(
			({ memory, question }) => memory?.due === at && library.question(question) !== undefined,
		);
		return { day: at, reviews: Math.min(falling.length, REVIEWS_A_DAY) };
	});
}

/** When the next review is due; null when there is none in sight. */
export function nextDue(library: Library, states: readonly QuestionState[], day: Day): Day | null {
	const later = states
		.filter(({ question }) => library.question(question) !== undefined)
		.flatMap(({ memory }) => (memory && memory.due > day ? [memory.due] : []));
	return later.toSorted()[0] ?? null;
}

/** Whether somebody comes back after a while. */
export function isAway(states: readonly QuestionState[], day: Day): boolean {
	return states.length > 0 && states.every(({ lastDay }) => daysBetween(lastDay, day) >= AWAY_DAYS);
}

/** Taken in the order of recall, the last one is the likeliest. */
function likeliestFirst(states: readonly QuestionState[]): readonly QuestionState[] {
	const likeliest = states.findLast(({ rightSince }) => rightSince !== null);
	return likeliest ? [likeliest, ...states.filter((state) => state !== likeliest)] : states;
}
