import { addDays, type Day } from "../days.ts";
import type { History, Learner } from "../ports.ts";
import { REPAIR_DAYS } from "../rules.ts";
import { type Excuse, excuseFor } from "../streak/excuse.ts";
import { excusesOf } from "../streak/standing.ts";

/** Why a day needs no repair, or cannot have one; null when it can. */
export type NoRepair = "today" | "ahead" | "far" | "before" | "learned" | Excuse;

/**
 * Whether a repair would do anything for a day: only one that was missed counts against a streak.
 * It is looked at where the fold does: in the zone of the next day with an answer.
 */
export function refusesRepair(day: Day, who: Learner, history: History): NoRepair | null {
	if (day >= who.day) return day > who.day ? "ahead" : "today";
	if (day < addDays(who.day, -REPAIR_DAYS)) return "far";
	if (history.days.some((one) => one.day === day)) return "learned";
	if (history.days.every((one) => one.day > day)) return "before";
	const next = history.days.find((one) => one.day > day);
	return excuseFor(day, excusesOf(who, history), next?.zone ?? who.zone);
}

/** The latest day that could be repaired; undefined when none was missed. */
export function missedLately(who: Learner, history: History): Day | undefined {
	return Array.from({ length: REPAIR_DAYS }, (_, ago) => addDays(who.day, -1 - ago)).find(
		(day) => refusesRepair(day, who, history) === null,
	);
}

/** Days named beside a repaired one; a longer gap needs no list to be seen. */
const NAMED = 5;

/** Missed days between the same two days with an answer, the earliest first. */
export function missedBeside(day: Day, who: Learner, history: History): readonly Day[] {
	const from = history.days.findLast((one) => one.day < day)?.day ?? day;
	const until = history.days.find((one) => one.day > day)?.day ?? who.day;
	const days: Day[] = [];
	for (let one = addDays(from, 1); one < until && days.length < NAMED; one = addDays(one, 1))
		if (refusesRepair(one, who, history) === null) days.push(one);
	return days;
}
