import { addDays, type Day, weekday } from "../days.ts";

/** From a day on: so many topics a week, on these weekdays (1 is Monday). */
export type Term = {
	readonly from: Day;
	readonly pace: number;
	readonly weekdays: readonly number[];
};

/** What a cohort goes through. Dates are not kept: they follow from this and from the start. */
export type Plan = {
	/** Ids of topics in the order to go through, skipped ones among them. */
	readonly topics: readonly string[];
	readonly skipped: readonly string[];
	/** Oldest first; the first holds from the start. A change never moves what lies behind. */
	readonly terms: readonly [Term, ...Term[]];
	/** The last day, where one was chosen; null: it ends with its last week. */
	readonly until: Day | null;
};

/** A topic and the day on which the cohort begins it. */
export type Step = { readonly topic: string; readonly day: Day };

/** One calendar week of a plan, Monday to Sunday like the weeks of the boards. */
export type Week = {
	/** 1 is the week in which the cohort starts. */
	readonly number: number;
	readonly monday: Day;
	readonly sunday: Day;
	readonly steps: readonly Step[];
};

/** Topics go by learning days: a week's pace is shared out over them, in parts that fit 1 to 7 days. */
const PARTS = 420;

/** No plan reaches further; the longest curriculum at the slowest pace is refused before. */
export const MOST_DAYS = 2 * 366;

/**
 * The days on which topics begin. Each learning day brings its share of the week's pace, so a cohort
 * that starts on a Thursday has a short first week and nobody has to count.
 */
export function stepsOf(plan: Plan, startsOn: Day): readonly Step[] {
	const wanted = plan.topics.filter((topic) => !plan.skipped.includes(topic));
	const steps: Step[] = [];
	let brought = 0;
	for (let n = 0; n < MOST_DAYS && steps.length < wanted.length; n += 1) {
		const day = addDays(startsOn, n);
		if (plan.until !== null && day > plan.until) break;
		brought += shareOf(termOn(plan, day), day);
		for (let next = wanted[steps.length]; next !== undefined; next = wanted[steps.length]) {
			if (steps.length * PARTS >= brought) break;
			steps.push({ topic: next, day });
		}
	}
	return steps;
}

function shareOf({ pace, weekdays }: Term, day: Day): number {
	return weekdays.includes(weekday(day)) ? (pace * PARTS) / weekdays.length : 0;
}

/** What holds on a day. */
export function termOn({ terms }: Plan, day: Day): Term {
	return terms.findLast((term) => term.from <= day) ?? terms[0];
}

/** The weeks of a plan, from the one in which it starts; without gaps. */
export function weeksOf(plan: Plan, startsOn: Day): readonly Week[] {
	const steps = stepsOf(plan, startsOn);
	const last = steps.at(-1)?.day ?? startsOn;
	const weeks: Week[] = [];
	for (let monday = mondayOf(startsOn); monday <= last; monday = addDays(monday, 7)) {
		const sunday = addDays(monday, 6);
		const own = steps.filter(({ day }) => day >= monday && day <= sunday);
		weeks.push({ number: weeks.length + 1, monday, sunday, steps: own });
	}
	return weeks;
}

/** The Monday of a day's week. */
export function mondayOf(day: Day): Day {
	return addDays(day, 1 - weekday(day));
}

/** The last day of a plan: as chosen, or the Sunday of its last week. */
export function lastDay(plan: Plan, startsOn: Day): Day {
	return plan.until ?? weeksOf(plan, startsOn).at(-1)?.sunday ?? startsOn;
}

/** Topics for which there is no time before the chosen end. */
export function leftOut(plan: Plan, startsOn: Day): number {
	return plan.topics.length - plan.skipped.length - stepsOf(plan, startsOn).length;
}

/** The week a day falls into: the last one for later days; undefined before the start. */
export function weekAt(weeks: readonly Week[], day: Day): Week | undefined {
	return weeks.findLast(({ monday }) => monday <= day);
}

/** The topics asked of somebody: from the week they came on. */
export function topicsSince(weeks: readonly Week[], joined: Day): readonly Step[] {
	return weeks.filter(({ sunday }) => sunday >= joined).flatMap(({ steps }) => steps);
}
