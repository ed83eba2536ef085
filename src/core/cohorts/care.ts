import { dayOf } from "../days.ts";
import type { NewDelivery } from "../delivery/delivery.ts";
import type { Libraries } from "../libraries.ts";
import type { Library } from "../library.ts";
import type { Store } from "../ports.ts";
import { stateOn } from "./cohort.ts";
import { matesOver } from "./compose.ts";
import {
	type CohortOutcome,
	type DueCohort,
	nextLook,
	owedWeek,
	recapDeliveries,
	shownOn,
	trackerStep,
	weeksLived,
} from "./due.ts";
import { stalledOn } from "./mate.ts";
import { type Week, weekAt } from "./plan.ts";
import { draftRecap } from "./recap.ts";

/** Cohorts looked at in one go. */
const LOOKED_AT = 20;

type World = { readonly store: Store; readonly library: Library };
type Around = { readonly store: Store; readonly libraries: Pick<Libraries, "of"> };

/**
 * Looks after cohorts as time goes by: recaps and digests for those who lead, and the tracker. Two
 * processes may do it at once: what is written has one id for each moment.
 */
export function createCohortCare({ store, libraries }: Around): (now: number) => Promise<void> {
	return async (now) => {
		for (const due of await store.cohorts.due(now, LOOKED_AT)) {
			const world = { store, library: libraries.of(due.cohort.space) };
			await store.cohorts.settle(due, await outcomeOf(world, due, now), now);
		}
	};
}

async function outcomeOf(world: World, due: DueCohort, now: number): Promise<CohortOutcome> {
	const recap = await recapStep(world, due, now);
	const tracker = await trackStep(world, due, now);
	return {
		deliveries: [...(recap?.deliveries ?? []), ...(tracker ? [tracker.delivery] : [])],
		recap: recap?.recap ?? null,
		tracker: tracker?.tracker ?? null,
		nextAt: nextLook(due.cohort, now),
	};
}

type RecapStep = Pick<CohortOutcome, "recap"> & { readonly deliveries: readonly NewDelivery[] };

async function recapStep(
	{ store, library }: World,
	due: DueCohort,
	now: number,
): Promise<RecapStep | null> {
	const week = owedWeek(due, now);
	if (week === null) return null;
	const { cohort } = due;
	const mates = await matesOver(store, cohort, week);
	const next = weeksLived(cohort)[week.number];
	const words = draftRecap({ week, next, mates, library });
	const day = dayOf(now, cohort.zone);
	const runs = stateOn(cohort, day) === "running";
	const stalled = runs && stalledOn(mates, cohort.startsOn, day).length > 0;
	return {
		recap: { cohort: cohort.id, week: week.number, words },
		deliveries: recapDeliveries(cohort, week, mates, now, stalled),
	};
}

async function trackStep({ store, library }: World, due: DueCohort, now: number) {
	const { cohort } = due;
	const day = dayOf(now, cohort.zone);
	const week: Week | undefined = weekAt(weeksLived(cohort), day);
	if (week === undefined || (!cohort.tracker && due.tracker === null)) return null;
	const mates = await matesOver(store, cohort, week);
	const questions = (topic: string) => library.questions(topic).length;
	return trackerStep(due, shownOn(cohort, day, mates, questions), now);
}
