import { cohorts as says } from "../../text/en.ts";
import { addDays, type Day } from "../days.ts";
import { Problem } from "../problem.ts";
import type { Cohort } from "./cohort.ts";
import { lastDay, MOST_DAYS, mondayOf, type Plan, stepsOf, type Term } from "./plan.ts";

/** What can be done with one topic of a plan. */
export type Move = "skip" | "back" | "earlier" | "later";

/**
 * A plan with one topic skipped, brought back or moved by one place.
 *
 * @param today the cohort's date: what has begun stays as it was
 * @throws {Problem} when it cannot be done any more
 */
export function movedTopic(cohort: Cohort, topic: string, move: Move, today: Day): Cohort {
	const { plan } = cohort;
	if (!plan.topics.includes(topic)) throw new Problem(says.noSuchTopic);
	const begun = begunBy(cohort, today);
	if (begun.has(topic)) throw new Problem(says.begun);
	switch (move) {
		case "skip":
			return replanned(cohort, { ...plan, skipped: [...new Set([...plan.skipped, topic])] });
		case "back":
			return replanned(cohort, broughtBack(plan, topic, begun));
		default:
			return replanned(cohort, swapped(plan, topic, move === "earlier" ? -1 : 1, begun));
	}
}

/** Topics that a cohort had begun before a day, or begins on it. */
export function begunBy({ plan, startsOn }: Cohort, today: Day): ReadonlySet<string> {
	const begun = stepsOf(plan, startsOn).filter(({ day }) => day <= today);
	return new Set(begun.map(({ topic }) => topic));
}

/** Where it stood, but never before what has begun: that would move the past. */
function broughtBack(plan: Plan, topic: string, begun: ReadonlySet<string>): Plan {
	const skipped = plan.skipped.filter((one) => one !== topic);
	const others = plan.topics.filter((one) => one !== topic);
	const earliest = others.findLastIndex((one) => begun.has(one)) + 1;
	const at = Math.max(plan.topics.indexOf(topic), earliest);
	return { ...plan, skipped, topics: others.toSpliced(at, 0, topic) };
}

/** Changes places with the nearest topic that is not skipped; at either end nothing happens. */
function swapped(plan: Plan, topic: string, by: 1 | -1, begun: ReadonlySet<string>): Plan {
	const { topics, skipped } = plan;
	const at = topics.indexOf(topic);
	let other = at + by;
	while (skipped.includes(topics[other] ?? "")) other += by;
	const neighbour = topics[other];
	if (neighbour === undefined || begun.has(neighbour)) return plan;
	return { ...plan, topics: topics.with(at, neighbour).with(other, topic) };
}

/** What a lead may change of the whole; what is left out stays. */
export type Changes = {
	readonly name?: string | undefined;
	readonly place?: string | undefined;
	readonly start?: Day | undefined;
	/** Null takes a chosen end away. */
	readonly end?: Day | null | undefined;
	readonly pace?: number | undefined;
	readonly weekdays?: readonly number[] | undefined;
	readonly tracker?: boolean | undefined;
};

/**
 * A cohort with changes. Another pace or other days hold from the start while it is planned, and
 * from next Monday on while it runs.
 *
 * @throws {Problem} when the dates do not fit
 */
export function changed(cohort: Cohort, changes: Changes, today: Day): Cohort {
	const { name = cohort.name, place = cohort.place, tracker = cohort.tracker } = changes;
	const startsOn = changes.start ?? cohort.startsOn;
	if (startsOn !== cohort.startsOn && cohort.startsOn <= today) throw new Problem(says.hasBegun);
	const until = changes.end === undefined ? cohort.plan.until : changes.end;
	const terms = newTerms(cohort, startsOn, changes, today);
	return replanned({ ...cohort, name, place, tracker, startsOn }, { ...cohort.plan, until, terms });
}

function newTerms(
	{ plan, startsOn: before }: Cohort,
	startsOn: Day,
	{ pace, weekdays }: Changes,
	today: Day,
): Plan["terms"] {
	const [first, ...later] = plan.terms;
	if (before > today) return [newTerm({ ...first, from: startsOn }, pace, weekdays)];
	const last = later.at(-1) ?? first;
	const next = newTerm({ ...last, from: addDays(mondayOf(today), 7) }, pace, weekdays);
	if (next.pace === last.pace && next.weekdays.join() === last.weekdays.join()) return plan.terms;
	return [first, ...later.filter((term) => term.from < next.from), next];
}

function newTerm(
	term: Term,
	pace: number | undefined,
	weekdays: readonly number[] | undefined,
): Term {
	return { ...term, pace: pace ?? term.pace, weekdays: weekdays ?? term.weekdays };
}

/**
 * A cohort with a plan, its last day set by it.
 *
 * @throws {Problem} when there is nothing in it, or its end lies before its start
 */
export function replanned(cohort: Omit<Cohort, "endsOn">, plan: Plan): Cohort {
	const { startsOn } = cohort;
	if (plan.topics.length <= plan.skipped.length) throw new Problem(says.noTopics);
	if (plan.until !== null && plan.until < startsOn) throw new Problem(says.endFirst);
	const steps = stepsOf(plan, startsOn);
	if (steps.length === 0) throw new Problem(says.noLearningDay);
	const all = steps.length === plan.topics.length - plan.skipped.length;
	if (!all && plan.until === null) throw new Problem(says.tooLong);
	if (plan.until !== null && plan.until > addDays(startsOn, MOST_DAYS))
		throw new Problem(says.tooLong);
	return { ...cohort, plan, endsOn: lastDay(plan, startsOn) };
}

/** A cohort that ends by hand: on that day, or before it began. */
export function closedOn(cohort: Cohort, today: Day): Cohort {
	return { ...cohort, closed: true, endsOn: today < cohort.endsOn ? today : cohort.endsOn };
}
