import { cohorts as says } from "../../text/en.ts";
import type { Context } from "../command.ts";
import { addDays, type Day, dayOf } from "../days.ts";
import { Problem } from "../problem.ts";
import { stampOf } from "../quiz/answer.ts";
import type { Cohort } from "./cohort.ts";
import { replanned } from "./edit.ts";
import { freeName } from "./flow.ts";
import { PACE, readTopics } from "./read.ts";

/** Monday to Friday: most learn beside their work. */
const USUAL_DAYS = [1, 2, 3, 4, 5];
/** The way begins with the first stage. */
export const USUAL_TOPICS = "1";
/** A start further away is a slip of the keys. */
const MOST_AHEAD = 366;

/** A cohort as somebody wants it; what they leave open is as usual. */
type Wish = {
	readonly name: string | undefined;
	readonly start: Day | undefined;
	readonly topics?: string | undefined;
	readonly pace?: number | undefined;
	readonly days?: readonly number[] | undefined;
	readonly end?: Day | undefined;
	readonly zone?: string | undefined;
	readonly place?: string | undefined;
	readonly tracker?: boolean;
};

/**
 * Makes a cohort that the asker leads.
 *
 * @throws {Problem} when it cannot be as they want it
 */
export async function create(context: Context, wish: Wish): Promise<Cohort> {
	if (wish.name === undefined) throw new Problem(says.needsName);
	const { zone = context.space.zone, pace = PACE.usual, days = USUAL_DAYS } = wish;
	const startsOn = checkedStart(context, zone, wish.start);
	const name = await freeName(context, wish.name);
	const topics = readTopics(context.tools.library, wish.topics ?? USUAL_TOPICS);
	const { id: space } = context.space;
	const bare = {
		...{ id: context.tools.ids.make(), space, name, startsOn, zone, closed: false },
		...{ place: wish.place ?? context.place.id, tracker: wish.tracker ?? false },
	};
	const terms: Cohort["plan"]["terms"] = [{ from: startsOn, pace, weekdays: days }];
	const plan = { topics, skipped: [], terms, until: wish.end ?? null };
	const cohort = replanned({ ...bare, plan }, plan);
	await context.tools.store.cohorts.create(stampOf(context, "cohort"), cohort);
	return cohort;
}

/** @throws {Problem} when it lies in the past, or too far ahead */
function checkedStart({ now }: Context, zone: string, start: Day | undefined): Day {
	if (start === undefined) throw new Problem(says.needsStart);
	const today = dayOf(now, zone);
	if (start < today) throw new Problem(says.startPast);
	if (start > addDays(today, MOST_AHEAD)) throw new Problem(says.startFar);
	return start;
}
