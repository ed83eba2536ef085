import { type Day, dayOf, endOfDay, existsIn, instantOf, weekday } from "../days.ts";
import { OUTAGE_CREDIT_MS } from "../rules.ts";

/** Weekdays off (1 is Monday), from a day on. They neither count nor break. */
export type RestRule = { readonly from: Day; readonly weekdays: readonly number[] };

/** The rules with one more, oldest first; one that begins on the same day gives way to it. */
export function withRest(rests: readonly RestRule[], rule: RestRule): readonly RestRule[] {
	const others = rests.filter((one) => one.from !== rule.from);
	return [...others, rule].toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

/** The bot was not there, from one instant to another (epoch milliseconds). */
export type Outage = { readonly from: number; readonly until: number };

/** Days were counted in another zone from an instant on. */
export type Move = { readonly from: string; readonly to: string; readonly at: number };

/** All that can keep a day without an answer from counting against somebody. */
export type Excuses = {
	/** Oldest first. */
	readonly rests: readonly RestRule[];
	readonly outages: readonly Outage[];
	readonly moves: readonly Move[];
	/** Days that a moderator has repaired. */
	readonly repairs: readonly Day[];
};

/**
 * `rest`: a day off. `outage`: the bot was down. `skipped`: the learner never had that date.
 * `repaired`: a moderator said so.
 */
export type Excuse = "rest" | "outage" | "skipped" | "repaired";

export const NO_EXCUSES: Excuses = { rests: [], outages: [], moves: [], repairs: [] };

/**
 * Why a day without an answer is not missed; null when it is.
 *
 * @param zone the zone in which the day is looked at
 */
export function excuseFor(day: Day, excuses: Excuses, zone: string): Excuse | null {
	if (isSkipped(day, excuses.moves, zone)) return "skipped";
	if (isRest(day, excuses.rests)) return "rest";
	if (isCredited(day, excuses.outages, zone)) return "outage";
	return excuses.repairs.includes(day) ? "repaired" : null;
}

/** By the newest rule that had begun. */
function isRest(day: Day, rests: readonly RestRule[]): boolean {
	const rule = rests.findLast((one) => one.from <= day);
	return rule?.weekdays.includes(weekday(day)) ?? false;
}

/** A flight over the date line, or a country that moved to its other side. */
function isSkipped(day: Day, moves: readonly Move[], zone: string): boolean {
	const jumped = moves.some(({ from, to, at }) => dayOf(at - 1, from) < day && day < dayOf(at, to));
	return jumped || !existsIn(day, zone);
}

function isCredited(day: Day, outages: readonly Outage[], zone: string): boolean {
	if (outages.length === 0) return false;
	const begins = instantOf(day, "00:00", zone);
	const ends = endOfDay(begins, zone);
	const down = outages.reduce(
		(sum, { from, until }) => sum + Math.max(0, Math.min(until, ends) - Math.max(from, begins)),
		0,
	);
	return down >= OUTAGE_CREDIT_MS;
}
