import type { History, Kept, Learner } from "../ports.ts";
import type { Excuses } from "./excuse.ts";
import { gapBefore, type Line, type Standing, standingOn, tell } from "./streak.ts";

/** How a learner's streak stands now. */
export function standingOf(learner: Learner, kept: Kept): Standing {
	return standingOn(kept.streak, learner, excusesOf(learner, kept));
}

/** All that excuses days of a learner: what they chose, and what happened to them. */
export function excusesOf(
	{ rests }: Pick<Learner, "rests">,
	{ outages, moves, repairs }: Pick<History, "outages" | "moves" | "repairs">,
): Excuses {
	return { rests, outages, moves, repairs };
}

/** The story of a streak up to now, oldest line first. */
export function storyUntilNow(learner: Learner, history: History): readonly Line[] {
	const excuses = excusesOf(learner, history);
	const { lines, streak } = tell(history.days, excuses);
	return [...lines, ...gapBefore(streak, learner, excuses)];
}
