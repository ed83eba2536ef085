import type { Day } from "../days.ts";
import type { QuestionState } from "../ports.ts";
import { retrievability } from "../review/memory.ts";
import { GREEN_KNOWN, REFRESH_RECALL } from "../rules.ts";

/**
 * Whether a green topic has faded: the mean recall of what made it green is below
 * {@link REFRESH_RECALL}. The best kept known questions are looked at, as many as green asks for;
 * one that was missed since takes its place among them as forgotten.
 *
 * @param states of the topic's questions
 */
export function hasFaded(states: readonly QuestionState[], day: Day): boolean {
	const recalls = states
		.filter((state) => state.known || wasMissed(state))
		.map((state) => recallOf(state, day))
		.toSorted((a, b) => b - a)
		.slice(0, GREEN_KNOWN);
	const sum = recalls.reduce((total, recall) => total + recall, 0);
	return recalls.length > 0 && sum / recalls.length < REFRESH_RECALL;
}

const wasMissed = ({ rightSince, lastRight }: QuestionState): boolean =>
	rightSince !== null && !lastRight;

function recallOf({ known, memory }: QuestionState, day: Day): number {
	return known && memory !== null ? retrievability(memory, day) : 0;
}
