import { addDays, type Day, weekday } from "../days.ts";
import { FREEZE } from "../rules.ts";
import { type Excuse, type Excuses, excuseFor, NO_EXCUSES } from "./excuse.ts";

/** What the days with an answer add up to. A fold: see {@link countDay}. */
export type Streak = {
	/** Counted days in a row, freezes bridging gaps. */
	readonly current: number;
	readonly best: number;
	/** Counted days in all; never falls. */
	readonly learned: number;
	readonly freezes: number;
	readonly lastDay: Day | null;
	/** When the first answer of the last counted day was given; 0 before there is one. */
	readonly lastAt: number;
};

/** One local day of a learner. A projection of the ledger. */
export type DayTally = {
	readonly day: Day;
	readonly zone: string;
	readonly answers: number;
	/** Answers that gave points. */
	readonly scored: number;
	/** Due questions that were answered. */
	readonly reviews: number;
	/** When the first of them was given (epoch milliseconds). */
	readonly firstAt: number;
};

/** A day that counts: its date, where it was counted, and when its first answer was given. */
type Counted = Pick<DayTally, "day" | "zone" | "firstAt">;

export const NO_STREAK: Streak = {
	current: 0,
	best: 0,
	learned: 0,
	freezes: FREEZE.atStart,
	lastDay: null,
	lastAt: 0,
};

/**
 * Counts one local day with an answer. The same day twice counts once, and a day before the last
 * counted one changes nothing: a counted day always moves forward.
 */
export function countDay(streak: Streak, counted: Counted, excuses: Excuses = NO_EXCUSES): Streak {
	const days = missedDays(streak, counted, excuses, streak.freezes);
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
		lastDay: counted.day,
		lastAt: counted.firstAt,
	};
}

/**
 * The streak of all days, in the order they happened, whatever order they arrived in. A date that
 * comes again after a later one (a flight over the date line) counts once.
 */
export function foldDays(days: readonly Counted[], excuses: Excuses = NO_EXCUSES): Streak {
	return inOrder(days).reduce<Streak>((streak, day) => countDay(streak, day, excuses), NO_STREAK);
}

/** In one instant two spaces may have two dates: the later one comes first, so that one counts. */
function inOrder<D extends Counted>(days: readonly D[]): readonly D[] {
	return days.toSorted((a, b) => a.firstAt - b.firstAt || (a.day > b.day ? -1 : 1));
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

/**
 * The streak as its owner would see it on a day: nothing is written when a day is missed.
 *
 * @param today the learner's date now, and the zone it is counted in
 */
export function standingOn(
	streak: Streak,
	today: Pick<DayTally, "day" | "zone">,
	excuses: Excuses = NO_EXCUSES,
): Standing {
	const missed = missedDays(streak, today, excuses, streak.freezes);
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
	| { readonly what: "excused"; readonly day: Day; readonly why: Excuse }
	/** Days were missed with no freeze left: the streak ended, and the next answer began another. */
	| { readonly what: "ended"; readonly day: Day; readonly missed: number };

/** How the days led to the number: the same fold as {@link countDay}, told line by line. */
export function storyOf(days: readonly DayTally[], excuses: Excuses = NO_EXCUSES): readonly Line[] {
	return tell(days, excuses).lines;
}

/** The same, with the number it leads to. */
export function tell(
	days: readonly DayTally[],
	excuses: Excuses,
): { readonly lines: readonly Line[]; readonly streak: Streak } {
	let streak = NO_STREAK;
	const lines: Line[] = [];
	for (const tally of inOrder(days)) {
		lines.push(...gapBefore(streak, tally, excuses), { what: "answered", tally });
		streak = countDay(streak, tally, excuses);
	}
	return { lines, streak };
}

/** What the days between the last counted one and this one (without an answer as yet) were. */
export function gapBefore(
	streak: Streak,
	counted: Pick<DayTally, "day" | "zone">,
	excuses: Excuses,
): readonly Line[] {
	// Nearly always the day before was the last one, and there is nothing to tell.
	if (streak.lastDay === null || addDays(streak.lastDay, 1) >= counted.day) return [];
	const missed = missedDays(streak, counted, excuses) ?? [];
	const [first] = missed;
	const excused = excusedDays(streak, counted, excuses);
	if (first !== undefined && missed.length > streak.freezes)
		return [...excused, { what: "ended", day: first, missed: missed.length } as const].toSorted(
			byDay,
		);
	return [...excused, ...missed.map((day) => ({ what: "covered", day }) as const)].toSorted(byDay);
}

const byDay = (a: { day: Day }, b: { day: Day }): number => (a.day < b.day ? -1 : 1);

function excusedDays(
	{ lastDay }: Streak,
	{ day, zone }: Pick<DayTally, "day" | "zone">,
	excuses: Excuses,
) {
	return [...daysAmid(lastDay, day)].flatMap((one) => {
		const why = excuseFor(one, excuses, zone);
		return why === null ? [] : [{ what: "excused", day: one, why } as const];
	});
}

/**
 * The days between the last counted one and this one that were missed; excused ones are not. Null
 * when this day cannot count any more.
 *
 * @param most freezes there are: one missed day more ends the streak, and years more do no worse
 */
function missedDays(
	{ lastDay }: Streak,
	{ day, zone }: Pick<DayTally, "day" | "zone">,
	excuses: Excuses,
	most = Number.POSITIVE_INFINITY,
): readonly Day[] | null {
	if (lastDay === null) return [];
	if (day <= lastDay) return null;
	const missed: Day[] = [];
	for (const one of daysAmid(lastDay, day)) {
		if (excuseFor(one, excuses, zone) === null) missed.push(one);
		if (missed.length > most) break;
	}
	return missed;
}

/** The dates after one and before another. */
function* daysAmid(from: Day | null, to: Day): Iterable<Day> {
	if (from === null) return;
	for (let day = addDays(from, 1); day < to; day = addDays(day, 1)) yield day;
}

/** The Monday after a day: from then on a new choice of days off is in force. */
export function nextMonday(day: Day): Day {
	return addDays(day, 8 - weekday(day));
}
