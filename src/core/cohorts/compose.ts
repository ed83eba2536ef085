import { addDays, type Day, dayOf, periodsOf } from "../days.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { Library } from "../library.ts";
import type { Message } from "../message.ts";
import type { Clock, Store } from "../ports.ts";
import { type Cohort, stateOn } from "./cohort.ts";
import { weeksLived } from "./due.ts";
import { type Mate, stalledOn } from "./mate.ts";
import { type Week, weekAt } from "./plan.ts";
import { digestCard, draftCard, recapCard, trackerCard } from "./post.ts";
import { titleOf } from "./view.ts";

type World = { readonly store: Store; readonly library: Library; readonly clock: Clock };
type Of<Kind extends Delivery["kind"]> = Extract<Delivery, { kind: Kind }>;
type OfCohort = Of<"cohort-tracker" | "cohort-draft" | "cohort-recap" | "cohort-digest">;

/** Builds a cohort's message as it is true now; null when there is nothing to say any more. */
export async function composeCohort(world: World, delivery: OfCohort): Promise<Message | null> {
	const cohort = await world.store.cohorts.read(delivery.cohort);
	if (cohort === null) return null;
	if (delivery.kind === "cohort-tracker") return composeTracker(world, cohort);
	if (delivery.kind === "cohort-digest") return composeDigest(world, cohort, delivery.day);
	const recap = await world.store.cohorts.recap(cohort.id, delivery.week);
	if (recap === null) return null;
	return delivery.kind === "cohort-draft" ? draftCard(cohort, recap) : recapCard(cohort, recap);
}

async function composeTracker({ store, library, clock }: World, cohort: Cohort): Promise<Message> {
	const day = dayOf(clock.now(), cohort.zone);
	const week = weekAt(weeksLived(cohort), day);
	const mates = week ? await matesOver(store, cohort, week) : [];
	return trackerCard({ cohort, library, day, mates });
}

async function composeDigest(
	{ store, library }: World,
	cohort: Cohort,
	day: Day,
): Promise<Message | null> {
	const week = weekAt(weeksLived(cohort), day);
	if (week === undefined || stateOn(cohort, day) !== "running") return null;
	const stalled = stalledOn(await matesOver(store, cohort, week), cohort.startsOn, day);
	if (stalled.length === 0) return null;
	const [step] = week.steps;
	return digestCard(cohort, stalled, step ? titleOf(library, step.topic) : null);
}

/** Who is in a cohort, and what they did in a week of it. */
export function matesOver(
	store: Pick<Store, "cohorts">,
	{ id }: Cohort,
	week: Week,
): Promise<readonly Mate[]> {
	return store.cohorts.mates(id, {
		from: week.monday,
		until: addDays(week.monday, 6),
		period: periodsOf(week.monday).week,
		topics: week.steps.map(({ topic }) => topic),
	});
}
