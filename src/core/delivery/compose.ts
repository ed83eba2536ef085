import { composeEntry } from "../challenges/compose.ts";
import { challengePost } from "../challenges/post.ts";
import { composeCohort } from "../cohorts/compose.ts";
import { isOutlived } from "../daily/outlived.ts";
import { dailyCard } from "../daily/view.ts";
import { addDays } from "../days.ts";
import { inviteCard } from "../invite/view.ts";
import { lessonCard } from "../lessons/view.ts";
import type { Library } from "../library.ts";
import type { Message } from "../message.ts";
import type { Clock, Store } from "../ports.ts";
import { readRecap } from "../recap/recap.ts";
import { recapCard } from "../recap/view.ts";
import { nudgeCard, sundayCard } from "../reminders/view.ts";
import { SUNDAY_MISSED } from "../rules.ts";
import { noticeCard, unsureCard } from "../schedules/view.ts";
import { startPost } from "../setup/post.ts";
import { shareCard } from "../streak/share.ts";
import { tipPost } from "../tips/view.ts";
import { askedStill } from "../triage/care.ts";
import type { Delivery } from "./delivery.ts";

type World = { readonly store: Store; readonly library: Library; readonly clock: Clock };
type Of<Kind extends Delivery["kind"]> = Extract<Delivery, { kind: Kind }>;

/**
 * Builds a message at the moment it is sent, so that it says what is true then; null when there is
 * nothing to say any more.
 */
export async function compose(world: World, delivery: Delivery): Promise<Message | null> {
	const { library } = world;
	switch (delivery.kind) {
		case "daily":
			return composeDaily(world, delivery);
		case "tip": {
			const tip = library.tips.find(({ id }) => id === delivery.tip);
			return tip ? tipPost(library, tip) : null;
		}
		case "lesson": {
			const topic = library.topic(delivery.topic);
			return topic ? lessonCard(topic) : null;
		}
		case "challenge": {
			const challenge = library.challenge(delivery.challenge);
			return challenge ? challengePost(library, challenge) : null;
		}
		case "recap":
			return recapCard(library, await readRecap(world.store, delivery.space, delivery.day));
		case "invite":
			return inviteCard();
		case "start":
			return startPost();
		case "notice":
		case "unsure":
			return composeNotice(world, delivery);
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

/** The same post again, when it is edited: with what has been answered until then. */
async function composeDaily(world: World, delivery: Of<"daily">): Promise<Message | null> {
	const { store, library } = world;
	const daily = await store.dailies.read(delivery.daily);
	// The figures under one that stands there are told to the end.
	if (daily === null || (delivery.edits === null && (await isOutlived(store, daily)))) return null;
	const [before, picks] = await Promise.all([
		store.dailies.before(daily),
		store.dailies.picks(daily.id),
	]);
	return dailyCard(library, daily, "daily.pick", {
		before: before && { daily: before, picks: await store.dailies.picks(before.id) },
		tip: library.tips.find(({ id }) => id === delivery.tip),
		picks,
	});
}

async function composeNotice({ store }: World, notice: Of<"notice" | "unsure">) {
	const { kind, space, about, why } = notice;
	const schedule = await store.schedules.read(space, about);
	return schedule && (kind === "notice" ? noticeCard : unsureCard)(schedule, why);
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

async function composeSunday({ store, library }: World, { learner, space, day }: Of<"sunday">) {
	const since = addDays(day, -7);
	const held = await store.triage.held(space);
	const states = askedStill(library, await store.progress.questions(learner), held);
	const missed = states.filter((state) => !state.lastRight && state.lastDay > since);
	return sundayCard(library, missed.slice(0, SUNDAY_MISSED));
}
