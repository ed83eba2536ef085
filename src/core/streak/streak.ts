import { addDays, type Day, daysBetween, weekday } from "../days.ts";
import { FREEZE } from "../rules.ts";

/** Weekdays off (1 is Monday), from a day on. They neither count nor break. */
export type RestRule = { readonly from: Day; readonly weekdays: readonly number[] };

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
export function countDay(streak: Streak, day: Day, rests: readonly RestRule[] = []): Streak {
	const days = missedDays(streak, day, rests);
	if (days === null) return streak;
	const missed = days.length;
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
export function standingOn(streak: Streak, day: Day, rests: readonly RestRule[] = []): Standing {
	const missed = missedDays(streak, day, rests);
	const { best, learned, freezes } = streak;
	if (missed === null || streak.lastDay === null)
		return { days: streak.current, best, learned, freezes, counted: missed === null, covered: [] };
	const kept = missed.length <= freezes;
	return {
		days: kept ? streak.current : 0,
		best,
		learned,
		freezes: kept ? freezes - missed.length : 0,
		counted: false,
		covered: kept ? missed : [],
	};
}

/** One line of a streak's story. */
export type Line =
	| { readonly what: "answered"; readonly tally: DayTally }
	| { readonly what: "covered"; readonly day: Day }
	/** Days were missed with no freeze left: the streak ended, and the next answer began another. */
	| { readonly what: "ended"; readonly day: Day; readonly missed: number };

/** How the days led to the number: the same fold as {@link countDay}, told line by line. */
export function storyOf(
	days: readonly DayTally[],
	rests: readonly RestRule[] = [],
): readonly Line[] {
	let streak = NO_STREAK;
	return days.flatMap((tally) => {
		const gap = gapBefore(streak, tally.day, rests);
		streak = countDay(streak, tally.day, rests);
		return [...gap, { what: "answered", tally } as const];
	});
}

function gapBefore(streak: Streak, day: Day, rests: readonly RestRule[]): readonly Line[] {
	const missed = missedDays(streak, day, rests) ?? [];
	const [first] = missed;
	if (first === undefined) return [];
	if (missed.length > streak.freezes) return [{ what: "ended", day: first, missed: missed.length }];
	return missed.map((covered) => ({ what: "covered", day: covered }));
}

/**
 * The days between the last counted one and this one that were missed; days off are not. Null when
 * this day cannot count any more.
 */
function missedDays(streak: Streak, day: Day, rests: readonly RestRule[]): readonly Day[] | null {
	if (streak.lastDay === null) return [];
	const gap = daysBetween(streak.lastDay, day);
	if (gap <= 0) return null;
	const last = streak.lastDay;
	const between = Array.from({ length: gap - 1 }, (_, index) => addDays(last, index + 1));
	return between.filter((one) => !isRest(one, rests));
}

/** Whether a day is off, by the newest rule that had begun. */
export function isRest(day: Day, rests: readonly RestRule[]): boolean {
	const rule = rests.findLast((one) => one.from <= day);
	return rule?.weekdays.includes(weekday(day)) ?? false;
}

/** The Monday after a day: from then on a new choice of days off is in force. */
export function nextMonday(day: Day): Day {
	return addDays(day, 8 - weekday(day));
}
