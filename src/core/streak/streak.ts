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

/** What a streak's story tells of a day. */
export type ToldDay = Counted & Pick<DayTally, "answers">;

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
	const gap = gapUntil(streak, counted, excuses, streak.freezes);
	return gap === null ? streak : after(streak, counted, gap.missed.length);
}

/** A streak with one more day, after so many that were missed. */
function after(streak: Streak, counted: Counted, missed: number): Streak {
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
	const gap = gapUntil(streak, today, excuses, streak.freezes);
	const { best, learned, freezes } = streak;
	if (gap === null || streak.lastDay === null)
		return { days: streak.current, best, learned, freezes, counted: gap === null, covered: [] };
	const { missed } = gap;
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
	| { readonly what: "answered"; readonly tally: ToldDay }
	| { readonly what: "covered"; readonly day: Day }
	| { readonly what: "excused"; readonly day: Day; readonly why: Excuse }
	/** Days were missed with no freeze left: the streak ended, and the next answer began another. */
	| { readonly what: "ended"; readonly day: Day; readonly missed: number };

/** How the days led to the number: the same fold as {@link countDay}, told line by line. */
export function storyOf(days: readonly ToldDay[], excuses: Excuses = NO_EXCUSES): readonly Line[] {
	return tell(days, excuses).lines;
}

/** The same, with the number it leads to. */
export function tell(
	days: readonly ToldDay[],
	excuses: Excuses,
): { readonly lines: readonly Line[]; readonly streak: Streak } {
	let streak = NO_STREAK;
	const lines: Line[] = [];
	for (const tally of inOrder(days)) {
		const gap = gapUntil(streak, tally, excuses);
		lines.push(...linesOf(gap ?? NO_GAP, streak.freezes), { what: "answered", tally });
		if (gap !== null) streak = after(streak, tally, gap.missed.length);
	}
	return { lines, streak };
}

/** What the days between the last counted one and this one (without an answer as yet) were. */
export function gapBefore(
	streak: Streak,
	counted: Pick<DayTally, "day" | "zone">,
	excuses: Excuses,
): readonly Line[] {
	return linesOf(gapUntil(streak, counted, excuses) ?? NO_GAP, streak.freezes);
}

type Excused = Extract<Line, { what: "excused" }>;

/** The days between the last counted one and another. */
type Gap = { readonly missed: readonly Day[]; readonly excused: readonly Excused[] };

const NO_GAP: Gap = { missed: [], excused: [] };

function linesOf({ missed, excused }: Gap, freezes: number): readonly Line[] {
	const [first] = missed;
	if (first === undefined) return excused;
	if (missed.length > freezes)
		return [...excused, { what: "ended", day: first, missed: missed.length } as const].toSorted(
			byDay,
		);
	return [...excused, ...missed.map((day) => ({ what: "covered", day }) as const)].toSorted(byDay);
}

const byDay = (a: { day: Day }, b: { day: Day }): number => (a.day < b.day ? -1 : 1);

/**
 * What lies between the last counted day and this one. Null when this day cannot count any more.
 *
 * @param most freezes there are: one missed day more ends the streak, and years more do no worse
 */
function gapUntil(
	{ lastDay }: Streak,
	{ day, zone }: Pick<DayTally, "day" | "zone">,
	excuses: Excuses,
	most = Number.POSITIVE_INFINITY,
): Gap | null {
	if (lastDay === null) return NO_GAP;
	if (day <= lastDay) return null;
	let one = addDays(lastDay, 1);
	// Nearly always the day before was the last one.
	if (one === day) return NO_GAP;
	const missed: Day[] = [];
	const excused: Excused[] = [];
	for (; one < day && missed.length <= most; one = addDays(one, 1)) {
		const why = excuseFor(one, excuses, zone);
		if (why === null) missed.push(one);
		else excused.push({ what: "excused", day: one, why });
	}
	return { missed, excused };
}

/** The Monday after a day: from then on a new choice of days off is in force. */
export function nextMonday(day: Day): Day {
	return addDays(day, 8 - weekday(day));
}
