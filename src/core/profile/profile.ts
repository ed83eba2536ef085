import { addDays, type Day, weekday } from "../days.ts";
import type { Library, Stage } from "../library.ts";
import { levelOf, type Mastered, namesOf } from "../mastery/mastery.ts";
import type { Kept, Learner, Points, QuestionState } from "../ports.ts";
import type { Totals } from "../quiz/expect.ts";
import { PROFILE_WEEKS } from "../rules.ts";
import { standingOf } from "../streak/standing.ts";
import type { DayTally, Standing } from "../streak/streak.ts";
import { type Achievements, achievementsOf } from "./achievements.ts";
import { type Strengths, strengthsOf } from "./strength.ts";

/** What is kept of a learner, as far as a profile needs it: projections, and never the ledger. */
export type Learned = {
	readonly learner: Learner;
	readonly states: readonly QuestionState[];
	readonly mastered: readonly Mastered[];
	readonly totals: Totals;
	readonly kept: Kept;
	/** What they reported: which version of which question. */
	readonly reports: readonly { readonly question: string; readonly revision: number }[];
	/** From the first of the weeks on that are shown. */
	readonly days: readonly DayTally[];
	/** In the space; null where there is none. */
	readonly points: Points | null;
};

/** What somebody has learned, as numbers. */
export type Profile = {
	readonly learner: Learner;
	readonly level: Stage["level"];
	readonly standing: Standing;
	readonly green: number;
	readonly strengths: Strengths;
	/** Days learned in each week, this one first. */
	readonly weeks: readonly number[];
	readonly points: Points | null;
	readonly achievements: Achievements;
};

export function profileOf(library: Library, record: Learned): Profile {
	const { learner, mastered, states, kept } = record;
	return {
		learner,
		level: levelOf(library, namesOf(mastered, "stage")),
		standing: standingOf(learner, kept),
		green: namesOf(mastered, "topic").size,
		strengths: strengthsOf(library, states),
		weeks: weeksOf(record.days, learner.day),
		points: record.points,
		achievements: achievementsOf(
			mastered,
			record.totals,
			kept.streak.best,
			mendedBy(library, record),
		),
	};
}

/** How many questions that somebody reported have a newer version now. */
function mendedBy(library: Library, { reports }: Learned): number {
	return reports.filter(({ question, revision }) => {
		return (library.question(question)?.revision ?? 0) > revision;
	}).length;
}

/** The Monday of the first week that a profile shows. */
export function firstDayShown(today: Day): Day {
	return addDays(mondayOf(today), -7 * (PROFILE_WEEKS - 1));
}

const mondayOf = (day: Day): Day => addDays(day, 1 - weekday(day));

/** How many days of each week had an answer, this week first. */
export function weeksOf(days: readonly Pick<DayTally, "day">[], today: Day): readonly number[] {
	const mondays = Map.groupBy(days, ({ day }) => mondayOf(day));
	return Array.from({ length: PROFILE_WEEKS }, (_, ago) => {
		const monday = addDays(mondayOf(today), -7 * ago);
		return mondays.get(monday)?.length ?? 0;
	});
}
