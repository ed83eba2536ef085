import { composeEntry } from "../challenges/compose.ts";
import { composeCohort } from "../cohorts/compose.ts";
import { dailyCard } from "../daily/view.ts";
import { addDays } from "../days.ts";
import type { Library } from "../library.ts";
import type { Message } from "../message.ts";
import type { Clock, Store } from "../ports.ts";
import { nudgeCard, sundayCard } from "../reminders/view.ts";
import { SUNDAY_MISSED } from "../rules.ts";
import { shareCard } from "../streak/share.ts";
import type { Delivery } from "./delivery.ts";

type World = { readonly store: Store; readonly library: Library; readonly clock: Clock };
type Of<Kind extends Delivery["kind"]> = Extract<Delivery, { kind: Kind }>;

/**
 * Builds a message at the moment it is sent, so that it says what is true then; null when there is
 * nothing to say any more.
 */
export function compose(world: World, delivery: Delivery): Promise<Message | null> {
	switch (delivery.kind) {
		case "daily":
			return composeDaily(world, delivery);
		case "share":
			return composeShare(world, delivery);
		case "nudge":
			return composeNudge(world, delivery);
		case "sunday":
			return composeSunday(world, delivery);
		case "cohort-tracker":
		case "cohort-draft":
		case "cohort-recap":
		case "cohort-digest":
			return composeCohort(world, delivery);
		case "entry-handed":
		case "entry-decided":
			return composeEntry(world, delivery);
	}
}

/**
 * A question that waited until a newer one had opened is not posted any more: after an outage nobody
 * wants four at once.
 */
async function composeDaily({ store, library }: World, { daily: id }: Of<"daily">) {
	const daily = await store.dailies.read(id);
	if (daily === null || (await store.dailies.isClosed(daily))) return null;
	return dailyCard(library, daily, "daily.pick");
}

async function composeShare({ store }: World, { learner, space, days }: Of<"share">) {
	const name = await store.learners.nameIn(learner, space);
	return name === null ? null : shareCard(name, days);
}

async function composeNudge({ store }: World, { learner, space, last }: Of<"nudge">) {
	// Whoever has been erased since it was planned is nobody to be told anything.
	if ((await store.learners.nameIn(learner, space)) === null) return null;
	const { streak } = await store.progress.streak(learner);
	return nudgeCard(streak.current, last);
}

async function composeSunday({ store, library }: World, { learner, day }: Of<"sunday">) {
	const since = addDays(day, -7);
	const states = await store.progress.questions(learner);
	const missed = states.filter((state) => !state.lastRight && state.lastDay > since);
	return sundayCard(library, missed.slice(0, SUNDAY_MISSED));
}
