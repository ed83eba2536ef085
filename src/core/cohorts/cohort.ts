import { type Day, dayOf } from "../days.ts";
import { MOST_RESTS } from "../rules.ts";
import type { Plan } from "./plan.ts";

/** A group in a space that goes through a plan together. */
export type Cohort = {
	readonly id: string;
	readonly space: string;
	/** Where its tracker and its recaps are posted. */
	readonly place: string;
	readonly name: string;
	readonly startsOn: Day;
	/** The last day on which it runs: as chosen, or else as the plan comes out. */
	readonly endsOn: Day;
	readonly zone: string;
	readonly plan: Plan;
	/** Whether its place has a message that shows how far all are. */
	readonly tracker: boolean;
	/** Ended by hand, before its time or after. */
	readonly closed: boolean;
};

/** Follows from the date; nothing has to be set when a cohort begins or ends. */
export type CohortState = "planned" | "running" | "closed";

/** How a cohort stands on a date of its own zone. */
export function stateOn(
	{ startsOn, endsOn, closed }: Pick<Cohort, "startsOn" | "endsOn" | "closed">,
	day: Day,
): CohortState {
	if (closed || day > endsOn) return "closed";
	return day < startsOn ? "planned" : "running";
}

/** How a cohort stands at an instant. */
export function stateAt(cohort: Cohort, now: number): CohortState {
	return stateOn(cohort, dayOf(now, cohort.zone));
}

/** Somebody's place in a cohort. */
export type Membership = {
	readonly cohort: string;
	readonly role: Role;
	/** In the cohort's zone: what came before is not asked of them. */
	readonly joinedDay: Day;
};
export type Role = "member" | "lead";

/** The days off that a cohort's calendar suggests to its members, the later ones of the week first. */
export function restsLike(weekdays: readonly number[]): readonly number[] {
	return [1, 2, 3, 4, 5, 6, 7].filter((day) => !weekdays.includes(day)).slice(-MOST_RESTS);
}

/** Whether somebody's days off are those already. */
export function restsAlready(
	rests: readonly { readonly from: Day; readonly weekdays: readonly number[] }[],
	suggested: readonly number[],
): boolean {
	const newest = rests.at(-1)?.weekdays ?? [];
	return newest.toSorted().join() === suggested.toSorted().join();
}
