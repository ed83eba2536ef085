import { type Day, daysBetween } from "../days.ts";
import { STALLED_DAYS, THROUGH } from "../rules.ts";
import type { Role } from "./cohort.ts";

/** A topic as one learner has met it. No single question, no single answer. */
export type Met = {
	readonly topic: string;
	/** Questions tried, and those whose last try, within the span looked at, missed. */
	readonly tried: number;
	readonly missed: number;
};

/** What a cohort's lead and its messages may know of somebody in it. */
export type Mate = {
	readonly learner: string;
	/** On the cohort's platform. */
	readonly account: string;
	readonly name: string;
	/** From the boards: counted then, but not named where others read it. */
	readonly hidden: boolean;
	readonly role: Role;
	readonly joinedDay: Day;
	/** The last day that counted for their streak; null before the first. */
	readonly lastDay: Day | null;
	/** Answers and points in the span looked at. */
	readonly answers: number;
	readonly points: number;
	readonly topics: readonly Met[];
};

/** What to look at. */
export type Span = {
	readonly from: Day;
	readonly until: Day;
	/** A key of the boards' periods. */
	readonly period: string;
	readonly topics: readonly string[];
};

/**
 * Whether somebody has gone through a topic: three of its questions tried, or all it has. A week is
 * for meeting a topic; green comes with time.
 *
 * @param questions how many the topic has
 */
export function isThrough(tried: number, questions: number): boolean {
	return questions > 0 && tried >= Math.min(THROUGH, questions);
}

/** How many have gone through a topic. */
export function through(mates: readonly Mate[], topic: string, questions: number): number {
	const triedBy = ({ topics }: Mate) => topics.find((one) => one.topic === topic)?.tried ?? 0;
	return mates.filter((mate) => isThrough(triedBy(mate), questions)).length;
}

/** Those who learn; somebody who only leads is not counted. */
export function learners(mates: readonly Mate[]): readonly Mate[] {
	return mates.filter(({ role }) => role === "member");
}

/** A member who has not answered for a week or more, and since when. */
export type Stalled = { readonly mate: Mate; readonly since: Day };

/**
 * Members who have not been around, longest first. Nobody has stalled before they have been in a
 * running cohort for a week.
 *
 * @param today the cohort's date
 */
export function stalledOn(mates: readonly Mate[], startsOn: Day, today: Day): readonly Stalled[] {
	return learners(mates)
		.map((mate) => ({ mate, since: latest(mate.lastDay ?? "", mate.joinedDay, startsOn) }))
		.filter(({ since }) => daysBetween(since, today) >= STALLED_DAYS)
		.toSorted((a, b) => (a.since < b.since ? -1 : 1));
}

const latest = (...days: readonly Day[]): Day => days.toSorted().at(-1) ?? "";
