import { addDays, type Day, dayOf, instantOf } from "../days.ts";
import type { NewDelivery } from "../delivery/delivery.ts";
import { directPlace } from "../platform.ts";
import { type Cohort, stateOn } from "./cohort.ts";
import { learners, type Mate, through } from "./mate.ts";
import { type Week, weekAt, weeksOf } from "./plan.ts";

/** A cohort for which something may have to be done. */
export type DueCohort = {
	readonly cohort: Cohort;
	readonly nextAt: number;
	/** The last week of which a recap was offered; 0 before the first. */
	readonly recapped: number;
	readonly tracker: Tracker | null;
};

/** Its message in the place, as far as is known. */
type Tracker = {
	/** The delivery that posted it. */
	readonly id: string;
	readonly sent: boolean;
	/** What it showed last. */
	readonly said: string;
};

/** The words for a week, offered to the leads and posted when one of them says so. */
export type Recap = {
	readonly cohort: string;
	readonly week: number;
	readonly words: string;
	readonly posted: boolean;
};

/** What is decided about a due cohort; written in one transaction. */
export type CohortOutcome = {
	readonly deliveries: readonly NewDelivery[];
	readonly recap: Omit<Recap, "posted"> | null;
	readonly tracker: { readonly id: string; readonly said: string } | null;
	readonly nextAt: number | null;
};

/** On the Monday after a week, when all of it is in: before the day begins for most. */
const RECAP_TIME = "08:00";
/** When a tracker is first posted. */
const TRACKER_TIME = "08:00";
/** A tracker changes at most so often: nobody reads faster, and platforms count edits. */
const TRACKER_MS = 10 * 60_000;

/** When the recap of a week is offered. */
export function recapAt({ zone }: Pick<Cohort, "zone">, week: Week): number {
	return instantOf(addDays(week.monday, 7), RECAP_TIME, zone);
}

/** The weeks of a cohort: to the end of its plan, or to the day it was closed or ends. */
export function weeksLived(cohort: Cohort): readonly Week[] {
	return weeksOf(cohort.plan, cohort.startsOn).filter(({ monday }) => monday <= cohort.endsOn);
}

/** The newest week whose recap is due and was not offered: after a downtime, no burst. */
export function owedWeek({ cohort, recapped }: DueCohort, now: number): Week | null {
	const owed = weeksLived(cohort).findLast((week) => recapAt(cohort, week) <= now);
	return owed !== undefined && owed.number > recapped ? owed : null;
}

/** What a recap's draft and a digest are sent as, to each lead. */
export function recapDeliveries(
	{ id, space, zone }: Cohort,
	week: Week,
	mates: readonly Mate[],
	now: number,
	stalled: boolean,
): readonly NewDelivery[] {
	const leads = mates.filter(({ role }) => role === "lead");
	return leads.flatMap(({ account, learner }) => {
		const to = { space, place: directPlace(account) };
		const key = `${id}/${week.number}/${learner}`;
		const draft = { kind: "cohort-draft", cohort: id, week: week.number, learner } as const;
		const digest = { kind: "cohort-digest", cohort: id, day: dayOf(now, zone), learner } as const;
		return [
			{ ...to, id: `cohort-draft/${key}`, what: draft },
			...(stalled ? [{ ...to, id: `cohort-digest/${key}`, what: digest }] : []),
		];
	});
}

/** What a tracker shows: when none of it changes, the message is left alone. */
export type Shown = {
	readonly state: string;
	readonly week: number;
	readonly members: number;
	readonly through: readonly number[];
};

/** The figures of a tracker on a date. */
export function shownOn(
	cohort: Cohort,
	day: Day,
	mates: readonly Mate[],
	questions: (topic: string) => number,
): Shown {
	const week = weekAt(weeksLived(cohort), day);
	return {
		state: stateOn(cohort, day),
		week: week?.number ?? 0,
		members: learners(mates).length,
		through: (week?.steps ?? []).map(({ topic }) => through(mates, topic, questions(topic))),
	};
}

/** The tracker's post or its change; null when there is nothing to do. */
export function trackerStep(
	{ cohort, tracker }: DueCohort,
	shown: Shown,
	now: number,
): {
	readonly delivery: NewDelivery;
	readonly tracker: NonNullable<CohortOutcome["tracker"]>;
} | null {
	const said = JSON.stringify(shown);
	const { id, space, place } = cohort;
	const what = { kind: "cohort-tracker", cohort: id } as const;
	if (tracker === null) {
		if (!cohort.tracker || shown.state !== "running" || now < trackerFrom(cohort)) return null;
		const post = `cohort-tracker/${id}/${now}`;
		return { delivery: { id: post, space, place, what }, tracker: { id: post, said } };
	}
	if (!tracker.sent || tracker.said === said) return null;
	const edit = `${tracker.id}/${now}`;
	return {
		delivery: { id: edit, space, place, what, edits: tracker.id },
		tracker: { id: tracker.id, said },
	};
}

const trackerFrom = ({ startsOn, zone }: Cohort): number => instantOf(startsOn, TRACKER_TIME, zone);

/** When to look again; null when a cohort has nothing more to come. */
export function nextLook(cohort: Cohort, now: number): number | null {
	const recaps = weeksLived(cohort).map((week) => recapAt(cohort, week));
	const begins = trackerFrom(cohort);
	const tracks = cohort.tracker && stateOn(cohort, dayOf(now, cohort.zone)) !== "closed";
	const moments = [...recaps, ...(tracks ? [Math.max(begins, now + TRACKER_MS)] : [])];
	const coming = moments.filter((at) => at > now);
	return coming.length === 0 ? null : Math.min(...coming);
}
