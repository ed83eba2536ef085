import { cohorts as says } from "../../text/en.ts";
import type { Library } from "../library.ts";
import { PODIUM } from "../rules.ts";
import { RECAP_LIMIT } from "./form.ts";
import { isThrough, learners, type Mate } from "./mate.ts";
import type { Week } from "./plan.ts";
import { titleOf } from "./view.ts";

/** What a recap is written from. */
export type Lived = {
	readonly week: Week;
	/** Undefined when that was the last. */
	readonly next: Week | undefined;
	/** Looked at over that week and its topics. */
	readonly mates: readonly Mate[];
	readonly library: Library;
};

/** Names in one line, so that nobody has to scroll past all of them. */
const MOST_NAMES = 12;

/**
 * The words for a week: who was here, who is through, the podium, what was missed most, what comes
 * next. Whoever is hidden from the boards is counted and not named.
 */
export function draftRecap(lived: Lived): string {
	const { week, next, library } = lived;
	const titles = ({ steps }: Week) => steps.map(({ topic }) => titleOf(library, topic));
	const missed = missedMost(lived);
	const lines = [
		says.recap.done(titles(week)),
		...hereLines(lived),
		...podiumLines(lived),
		...(missed === null ? [] : [says.recap.missed(titleOf(library, missed))]),
		next === undefined ? says.recap.last : nextLine(titles(next)),
	];
	return lines
		.filter((line) => line !== "")
		.join("\n")
		.slice(0, RECAP_LIMIT);
}

const nextLine = (titles: readonly string[]): string =>
	titles.length > 0 ? says.recap.next(titles) : "";

const isSeen = ({ hidden }: Mate): boolean => !hidden;

function hereLines({ week, mates, library }: Lived): readonly string[] {
	const all = learners(mates);
	const here = all.filter(({ answers }) => answers > 0);
	if (here.length === 0) return [says.recap.quiet];
	const answers = here.reduce((sum, mate) => sum + mate.answers, 0);
	const through = here.filter(isSeen).filter((mate) => isThroughAll(mate, week, library));
	const names = through.map(({ name }) => name);
	const more = names.length - MOST_NAMES;
	const shown = more > 0 ? [...names.slice(0, MOST_NAMES), String(more)] : names;
	return [
		says.recap.here(here.length, all.length, answers),
		...(names.length > 0 ? [says.recap.through(shown)] : []),
	];
}

function isThroughAll({ topics }: Mate, { steps }: Week, library: Library): boolean {
	const tried = (topic: string) => topics.find((one) => one.topic === topic)?.tried ?? 0;
	return (
		steps.length > 0 &&
		steps.every(({ topic }) => isThrough(tried(topic), library.questions(topic).length))
	);
}

/** Ties share a place, and all who share the last one stand on it. */
function podiumLines({ mates }: Lived): readonly string[] {
	const scored = mates
		.filter((mate) => isSeen(mate) && mate.points > 0)
		.toSorted((a, b) => b.points - a.points || a.name.localeCompare(b.name, "en"));
	const rank = ({ points }: Mate) => 1 + scored.filter((one) => one.points > points).length;
	const places = scored
		.filter((mate) => rank(mate) <= PODIUM)
		.slice(0, MOST_NAMES)
		.map((mate) => says.recap.place(rank(mate), mate.name, mate.points));
	return places.length > 0 ? [says.recap.podium(places)] : [];
}

/** A topic is named only when several missed something in it: one person's slips are their own. */
const MISSED_BY = 2;

function missedMost({ mates }: Lived): string | null {
	const missed = mates.flatMap(({ topics }) => topics.filter((one) => one.missed > 0));
	const topics = [...Map.groupBy(missed, ({ topic }) => topic)]
		.filter(([, by]) => by.length >= MISSED_BY)
		.map(([topic, by]) => ({ topic, sum: by.reduce((sum, one) => sum + one.missed, 0) }));
	return topics.toSorted((a, b) => b.sum - a.sum)[0]?.topic ?? null;
}
