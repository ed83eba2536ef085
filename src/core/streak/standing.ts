import type { History, Kept, Learner } from "../ports.ts";
import type { Excuses } from "./excuse.ts";
import { foldDays, gapBefore, type Line, type Standing, standingOn, storyOf } from "./streak.ts";

/** How a learner's streak stands now. */
export function standingOf(learner: Learner, kept: Kept): Standing {
	return standingOn(kept.streak, learner, excusesOf(learner, kept));
}

/** All that excuses days of a learner: what they chose, and what happened to them. */
function excusesOf(
	{ rests }: Pick<Learner, "rests">,
	{ outages, moves }: Pick<History, "outages" | "moves">,
): Excuses {
	return { rests, outages, moves };
}

/** The story of a streak up to now, oldest line first. */
export function storyUntilNow(learner: Learner, history: History): readonly Line[] {
	const excuses = excusesOf(learner, history);
	const streak = foldDays(history.days, excuses);
	return [...storyOf(history.days, excuses), ...gapBefore(streak, learner, excuses)];
}
