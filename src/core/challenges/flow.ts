import { challenges as says } from "../../text/en.ts";
import { stateAt } from "../cohorts/cohort.ts";
import type { Context } from "../command.ts";
import { dayOf } from "../days.ts";
import type { NewDelivery } from "../delivery/delivery.ts";
import type { Stamp } from "../ledger.ts";
import type { Challenge, Library, Stage } from "../library.ts";
import { namesOf } from "../mastery/mastery.ts";
import { type Form, type Message, sentence } from "../message.ts";
import { directPlace } from "../platform.ts";
import { Problem } from "../problem.ts";
import { stampOf } from "../quiz/answer.ts";
import { type Entry, type Judgement, LINK_LIMIT, readLink } from "./entry.ts";
import {
	challengeCard,
	challengesCard,
	fixCard,
	handForm,
	isOpen,
	type JudgeBy,
	judgeCard,
	moreForm,
	NOTE_LIMIT,
	pointsOf,
	stagesWithChallenges,
} from "./view.ts";

/** How many names a person is offered when the one they typed is unknown. */
const NEAREST = 3;

/** The challenge somebody typed, by its title or id. @throws {Problem} with the nearest titles */
export function challengeTyped(library: Library, typed: string): Challenge {
	const wanted = fold(typed);
	const exact = library.challenges.find(({ id, title }) =>
		[id, id.slice(id.lastIndexOf("/") + 1), title].some((name) => fold(name) === wanted),
	);
	const near = nearChallenges(library, typed);
	const found = exact ?? (near.length === 1 ? near[0] : undefined);
	if (found) return found;
	throw new Problem(
		says.unknown(
			typed,
			near.slice(0, NEAREST).map(({ title }) => title),
		),
	);
}

/** Challenges in whose title the typed words stand; all when nothing is typed. */
export function nearChallenges(library: Library, typed: string): readonly Challenge[] {
	const wanted = fold(typed);
	return library.challenges.filter(({ title }) => fold(title).includes(wanted));
}

const fold = (words: string): string =>
	words
		.trim()
		.toLowerCase()
		.replaceAll(/[\s-]+/g, " ");

/** @throws {Problem} when content has changed since */
export function challengeOf(library: Library, id: string): Challenge {
	const found = library.challenge(id);
	if (found === undefined) throw new Problem(says.gone);
	return found;
}

/** The challenges of a stage: where one is, unless another is asked for. */
export async function listStage(context: Context, wanted?: number): Promise<Message> {
	const { library, store } = context.tools;
	const stages = stagesWithChallenges(library);
	const stage = stages.find((one) => one.stage === wanted) ?? (await ownStage(context, stages));
	if (stage === undefined) throw new Problem(says.none);
	const entries = await store.challenges.of(context.space.id, context.learner.id);
	return challengesCard(library, stage, entries);
}

/** The first stage that is not green, from where one began. */
async function ownStage(context: Context, stages: readonly Stage[]): Promise<Stage | undefined> {
	const green = namesOf(await context.tools.store.progress.mastered(context.learner.id), "stage");
	const begins = context.learner.start?.stage ?? 1;
	const open = stages.filter(({ stage }) => !green.has(String(stage)));
	return open.find(({ stage }) => stage >= begins) ?? open[0] ?? stages.at(-1);
}

/** One challenge as it stands for the asker. */
export async function open(context: Context, challenge: Challenge): Promise<Message> {
	const { library, store } = context.tools;
	const entries = await store.challenges.of(context.space.id, context.learner.id);
	const entry = entries.find((one) => one.challenge === challenge.id) ?? null;
	return challengeCard(library, challenge, entry);
}

/** Joins, once. A capstone opens when its stage is green. */
export async function joinChallenge(context: Context, challenge: Challenge): Promise<Message> {
	const { library, store } = context.tools;
	if (context.space.personal) throw new Problem(says.spaceFirst);
	if (challenge.capstone) await mustBeGreen(context, challenge.stage);
	const entry = await store.challenges.join(stampOf(context, "challenge"), challenge.id);
	return challengeCard(library, challenge, entry, isOpen(entry) ? says.joined : undefined);
}

async function mustBeGreen({ tools, learner }: Context, stage: number): Promise<void> {
	const green = namesOf(await tools.store.progress.mastered(learner.id), "stage");
	if (green.has(String(stage))) return;
	const title = tools.library.stages.find((one) => one.stage === stage)?.title ?? String(stage);
	throw new Problem(says.locked(title));
}

/** An entry of one's own, wherever one looks at it from. */
async function ownEntry(context: Context, id: string): Promise<Entry> {
	const entry = await context.tools.store.challenges.read(id, context.now);
	if (entry === null || entry.builder.learner !== context.learner.id)
		throw new Problem(says.notYours);
	return entry;
}

/** The form for handing in. @throws {Problem} when it is in somebody's hands */
export async function evidenceForm(context: Context, id: string): Promise<Form> {
	const entry = await ownEntry(context, id);
	if (!isOpen(entry)) throw new Problem(says.handedAlready);
	return handForm(entry);
}

/** Hands in; what cannot be is kept, and a button brings it back. */
export async function handIn(
	context: Context,
	id: string,
	fields: Readonly<Record<string, string>>,
): Promise<{ readonly refused: boolean; readonly message: Message }> {
	const { store, library } = context.tools;
	const entry = await ownEntry(context, id);
	if (!isOpen(entry)) throw new Problem(says.handedAlready);
	const typed = { link: fields.link ?? "", note: (fields.note ?? "").trim() };
	const link = readLink(typed.link);
	if (link === null || typed.note.length > NOTE_LIMIT) {
		const draft = { link: typed.link.slice(0, LINK_LIMIT), note: typed.note.slice(0, NOTE_LIMIT) };
		await store.challenges.keep(entry.id, draft);
		const why = link === null ? says.noLink : says.noNote(NOTE_LIMIT);
		return { refused: true, message: fixCard(why, entry) };
	}
	const cohort = await cohortOf(context, entry);
	const tell = await leadsToTell(context, entry, cohort);
	const handing = { link, note: typed.note, cohort };
	if (!(await store.challenges.hand(entry, handing, tell, context.now)))
		throw new Problem(says.handedAlready);
	const challenge = challengeOf(library, entry.challenge);
	const after: Entry = { ...entry, ...handing, state: "handed" };
	return { refused: false, message: challengeCard(library, challenge, after, says.handed) };
}

/** The running cohort whose leads look at it: the one that began last, of those one is in. */
async function cohortOf({ tools, learner, now }: Context, entry: Entry): Promise<string | null> {
	const mine = await tools.store.cohorts.of(entry.space, learner.id);
	const found = await Promise.all(mine.map(({ cohort }) => tools.store.cohorts.read(cohort)));
	const running = found.filter((one) => one !== null && stateAt(one, now) === "running");
	return running.at(-1)?.id ?? null;
}

/** Whoever leads that cohort is told directly; nobody is told of their own. */
async function leadsToTell(
	{ tools, learner, now }: Context,
	{ id, space }: Entry,
	cohort: string | null,
): Promise<readonly NewDelivery[]> {
	if (cohort === null) return [];
	const nothing = { from: "", until: "", period: "", topics: [] };
	const mates = await tools.store.cohorts.mates(cohort, nothing);
	return mates
		.filter((mate) => mate.role === "lead" && mate.learner !== learner.id)
		.map((mate) => ({
			id: `entry-handed/${id}/${now}/${mate.learner}`,
			space,
			place: directPlace(mate.account),
			what: { kind: "entry-handed", entry: id, learner: mate.learner },
		}));
}

/**
 * An entry one may decide on: that of a cohort one leads, or as a moderator of its space; never one's
 * own. Looked at anew with every press.
 *
 * @throws {Problem} when it is not
 */
async function judged(context: Context, id: string): Promise<Entry> {
	const { tools, learner, space, moderates, now } = context;
	const entry = await tools.store.challenges.read(id, now);
	if (entry === null) throw new Problem(says.gone);
	const led = await tools.store.cohorts.leads(entry.space, learner.id);
	const isLead = entry.cohort !== null && led.includes(entry.cohort);
	if (!isLead && !(moderates && space.id === entry.space)) throw new Problem(says.notForYou);
	if (entry.builder.learner === learner.id) throw new Problem(says.own);
	return entry;
}

/** An entry as whoever decides sees it. */
export async function lookAt(context: Context, id: string, by: JudgeBy): Promise<Message> {
	const entry = await judged(context, id);
	if (isOpen(entry)) throw new Problem(says.decided);
	const { store, library } = context.tools;
	const cohort = entry.cohort === null ? null : await store.cohorts.read(entry.cohort);
	return judgeCard(library, entry, cohort?.name ?? null, by);
}

/** The form in which one says what is missing. */
export async function askForMore(context: Context, id: string, by: JudgeBy): Promise<Form> {
	const entry = await judged(context, id);
	if (entry.state !== "handed") throw new Problem(says.decided);
	return moreForm(entry, by);
}

/** Accepts: its points are a fact of today. */
export async function accept(context: Context, id: string): Promise<Message> {
	const entry = await judged(context, id);
	const points = pointsOf(challengeOf(context.tools.library, entry.challenge));
	await decide(context, entry, { to: "accepted", words: "", points });
	return sentence(says.accepted(entry.builder.name));
}

/** Sends back with words. */
export async function sendBack(context: Context, id: string, typed: string): Promise<Message> {
	const entry = await judged(context, id);
	const words = typed.trim().slice(0, NOTE_LIMIT);
	if (words === "") throw new Problem(says.moreEmpty);
	await decide(context, entry, { to: "returned", words });
	return sentence(says.returned(entry.builder.name));
}

async function decide(context: Context, entry: Entry, decision: Judgement): Promise<void> {
	const stamp = builderStamp(context, entry);
	const told: NewDelivery = {
		id: `entry-decided/${entry.id}/${entry.handedAt}`,
		space: entry.space,
		place: directPlace(entry.builder.account),
		what: { kind: "entry-decided", entry: entry.id, learner: entry.builder.learner },
	};
	if (!(await context.tools.store.challenges.decide(stamp, entry, decision, [told])))
		throw new Problem(says.decided);
}

/** The fact is about whoever built it, on their own date; the actor is whoever decided. */
function builderStamp(
	{ request, now, account }: Context,
	{ builder, space, spaceZone }: Entry,
): Stamp {
	return {
		request,
		learner: builder.learner,
		account: builder.account,
		space,
		at: now,
		day: dayOf(now, builder.zone),
		zone: builder.zone,
		spaceDay: dayOf(now, spaceZone),
		actor: account,
		reason: "challenge",
	};
}
