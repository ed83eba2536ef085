import type { Figures } from "./verdict.ts";

/** Everything that must not have happened, in words; empty when all is well. */
export function harmIn(figures: Figures): readonly string[] {
	const { twice, lost, stuck, sending, answersLost, answersTwice, integrity, findings } = figures;
	const counts = {
		"posted twice on Discord": twice.discord,
		"posted twice on Slack": twice.slack,
		lost,
		stuck: stuck.length,
		"under way though nobody is there": sending,
		"answers lost": answersLost.length,
		"answers kept twice": answersTwice.length,
		"differences found by the doctor": findings,
	};
	const harm = Object.entries(counts).flatMap(([what, n]) => (n === 0 ? [] : [`${n} ${what}`]));
	const details = [...stuck, ...answersLost, ...answersTwice].slice(0, SHOWN);
	return [...harm, ...(integrity === "ok" ? [] : [integrity]), ...details];
}

/** Enough to look into the first of them. */
const SHOWN = 5;
