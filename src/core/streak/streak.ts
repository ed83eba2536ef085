import { addDays, type Day, daysBetween } from "../days.ts";
import { FREEZE } from "../rules.ts";

/** What the days with an answer add up to. A fold: see {@link countDay}. */
export type Streak = {
	/** Counted days in a row, freezes bridging gaps. */
	readonly current: number;
	readonly best: number;
	/** Counted days in all; never falls. */
	readonly learned: number;
	readonly freezes: number;
	readonly lastDay: Day | null;
};

/** One local day of a learner. A projection of the ledger. */
export type DayTally = {
	readonly day: Day;
	readonly zone: string;
	readonly answers: number;
	/** Answers that gave points. */
	readonly scored: number;
};

export const NO_STREAK: Streak = {
	current: 0,
	best: 0,
	learned: 0,
	freezes: FREEZE.atStart,
	lastDay: null,
};

/**
 * Counts one local day with an answer. The same day twice counts once, and a day before the last
 * counted one changes nothing: a counted day always moves forward.
 */
export function countDay(streak: Streak, day: Day): Streak {
	const missed = missedDays(streak, day);
	if (missed === null) return streak;
	const kept = missed <= streak.freezes;
	const current = kept ? streak.current + 1 : 1;
	const learned = streak.learned + 1;
	const left = kept ? streak.freezes - missed : 0;
	const earned = learned % FREEZE.every === 0 ? 1 : 0;
	return {
		current,
		best: Math.max(streak.best, current),
		learned,
		freezes: Math.min(FREEZE.most, left + earned),
		lastDay: day,
	};
}

/** How a streak stands on a day without (yet) an answer. */
export type Standing = {
	readonly days: number;
	readonly best: number;
	readonly learned: number;
	readonly freezes: number;
	/** Whether this day already counts. */
	readonly counted: boolean;
	/** Days since the last counted one that freezes covered. */
	readonly covered: readonly Day[];
};

/** The streak as its owner would see it on a day: nothing is written when a day is missed. */
export function standingOn(streak: Streak, day: Day): Standing {
	const missed = missedDays(streak, day);
	const { best, learned } = streak;
	if (missed === null || streak.lastDay === null)
		return {
			days: streak.current,
			best,
			learned,
			freezes: streak.freezes,
			counted: streak.lastDay !== null,
			covered: [],
		};
	const kept = missed <= streak.freezes;
	const covered = kept ? datesAfter(streak.lastDay, missed) : [];
	return {
		days: kept ? streak.current : 0,
		best,
		learned,
		freezes: kept ? streak.freezes - missed : 0,
		counted: false,
		covered,
	};
}

/** One line of a streak's story. */
export type Line =
	| { readonly what: "answered"; readonly tally: DayTally }
	| { readonly what: "covered"; readonly day: Day }
	/** Days were missed with no freeze left: the streak ended, and the next answer began another. */
	| { readonly what: "ended"; readonly day: Day; readonly missed: number };

/** How the days led to the number: the same fold as {@link countDay}, told line by line. */
export function storyOf(days: readonly DayTally[]): readonly Line[] {
	let streak = NO_STREAK;
	return days.flatMap((tally) => {
		const gap = gapBefore(streak, tally.day);
		streak = countDay(streak, tally.day);
		return [...gap, { what: "answered", tally } as const];
	});
}

function gapBefore(streak: Streak, day: Day): readonly Line[] {
	const missed = missedDays(streak, day) ?? 0;
	if (missed === 0 || streak.lastDay === null) return [];
	if (missed > streak.freezes) return [{ what: "ended", day: addDays(streak.lastDay, 1), missed }];
	return datesAfter(streak.lastDay, missed).map((covered) => ({ what: "covered", day: covered }));
}

/** Whole days between the last counted day and this one; null when this day cannot count any more. */
function missedDays(streak: Streak, day: Day): number | null {
	if (streak.lastDay === null) return 0;
	const gap = daysBetween(streak.lastDay, day);
	return gap <= 0 ? null : gap - 1;
}

function datesAfter(day: Day, count: number): Day[] {
	return Array.from({ length: count }, (_, index) => addDays(day, index + 1));
}
