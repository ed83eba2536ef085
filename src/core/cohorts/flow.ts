import { say, cohorts as says } from "../../text/en.ts";
import type { Context } from "../command.ts";
import { dayOf } from "../days.ts";
import { type Message, sentence } from "../message.ts";
import { Problem } from "../problem.ts";
import { stampOf } from "../quiz/answer.ts";
import { nextMonday } from "../streak/streak.ts";
import { type Cohort, type Membership, restsAlready, restsLike, stateAt } from "./cohort.ts";
import { weeksLived } from "./due.ts";
import { begunBy, type Move, movedTopic } from "./edit.ts";
import { isThrough, learners } from "./mate.ts";
import { leftOut, stepsOf, topicsSince } from "./plan.ts";
import { readName } from "./read.ts";
import { editCard, joinedCard, type Seen, showCard, stepCard } from "./view.ts";

/** What the commands about cohorts do, whichever of them is used. */

/** The cohort's date now. */
export const todayOf = ({ zone }: Pick<Cohort, "zone">, { now }: Pick<Context, "now">) =>
	dayOf(now, zone);

/** @throws {Problem} in a direct conversation, which has no cohorts */
export function mustBeInSpace({ space }: Context): void {
	if (space.personal) throw new Problem(say.onlyInSpace);
}

/** A cohort of this space. @throws {Problem} when it is another's, or gone */
export async function cohortHere({ tools, space }: Context, id: string): Promise<Cohort> {
	const cohort = await tools.store.cohorts.read(id);
	if (cohort === null || cohort.space !== space.id) throw new Problem(says.gone);
	return cohort;
}

/**
 * The cohort somebody means among some: by its name, by a part of it that fits one only, or the only
 * one there is. Null when none was named and several are meant.
 *
 * @throws {Problem} when there is none of that name
 */
export function cohortNamed(
	cohorts: readonly Cohort[],
	typed: string | undefined,
	none: string,
): Cohort | null {
	const [first, ...others] = cohorts;
	if (first === undefined) throw new Problem(none);
	if (typed === undefined || typed === "") return others.length === 0 ? first : null;
	const wanted = fold(typed);
	const exact = cohorts.filter(({ name }) => fold(name) === wanted);
	const near = cohorts.filter(({ name }) => fold(name).includes(wanted));
	const [found, ...more] = exact.length > 0 ? exact : near;
	if (found && (more.length === 0 || exact.length > 0)) return found;
	const names = (near.length > 0 ? near : cohorts).slice(0, 5).map(({ name }) => name);
	throw new Problem(says.unknown(typed, names));
}

const fold = (name: string): string => name.normalize("NFKC").trim().toLowerCase();

/** Cohorts of a space that are not over, the next start first. */
export async function openCohorts(context: Context): Promise<readonly Cohort[]> {
	mustBeInSpace(context);
	const all = await context.tools.store.cohorts.ofSpace(context.space.id);
	return all.filter((one) => stateAt(one, context.now) !== "closed").toReversed();
}

/** Whether somebody may do everything for a cohort. Looked at anew with every wish. */
export async function mayLead(
	{ tools, space, learner, moderates }: Context,
	cohort: Cohort,
): Promise<boolean> {
	if (moderates && cohort.space === space.id) return true;
	return (await tools.store.cohorts.leads(cohort.space, learner.id)).includes(cohort.id);
}

/** A cohort of this space that is one's to look after. @throws {Problem} when it is not */
export async function ledCohort(context: Context, id: string): Promise<Cohort> {
	const cohort = await cohortHere(context, id);
	if (!(await mayLead(context, cohort))) throw new Problem(says.notYours(cohort.name));
	return cohort;
}

/** The open cohorts one may look after. */
export async function ledCohorts(context: Context): Promise<readonly Cohort[]> {
	const open = await openCohorts(context);
	if (context.moderates) return open;
	const led = await context.tools.store.cohorts.leads(context.space.id, context.learner.id);
	return open.filter(({ id }) => led.includes(id));
}

/** Looks at a cohort: who is in it, and how far one is oneself. */
async function look(context: Context, cohort: Cohort, page?: number): Promise<Seen> {
	const { store, library } = context.tools;
	const day = todayOf(cohort, context);
	const span = { from: day, until: day, period: "", topics: [] };
	const mates = await store.cohorts.mates(cohort.id, span);
	const own = mates.find((mate) => mate.learner === context.learner.id);
	return {
		cohort,
		library,
		day,
		members: learners(mates).length,
		leads: mates.filter(({ role }) => role === "lead").map(({ name }) => name),
		mine: own ? { cohort: cohort.id, ...own, ...(await progress(context, cohort, own)) } : null,
		mayLead: await mayLead(context, cohort),
		...(page === undefined ? {} : { page }),
	};
}

/** Through how many of the topics asked of somebody so far. */
async function progress(
	context: Context,
	cohort: Cohort,
	{ joinedDay }: Pick<Membership, "joinedDay">,
): Promise<{ readonly through: number; readonly due: number }> {
	const { store, library } = context.tools;
	const today = todayOf(cohort, context);
	const asked = topicsSince(weeksLived(cohort), joinedDay).filter(({ day }) => day <= today);
	const tried = Map.groupBy(
		await store.progress.questions(context.learner.id),
		({ topic }) => topic,
	);
	const done = asked.filter(({ topic }) =>
		isThrough(tried.get(topic)?.length ?? 0, library.questions(topic).length),
	);
	return { through: done.length, due: asked.length };
}

/** A cohort as everybody may see it. */
export async function show(context: Context, cohort: Cohort, page?: number): Promise<Message> {
	return showCard(await look(context, cohort, page));
}

/** Joins, once; whoever has other days off is offered the cohort's. */
export async function join(context: Context, cohort: Cohort): Promise<Message> {
	const state = stateAt(cohort, context.now);
	if (state === "closed") throw new Problem(says.isClosed(cohort.name));
	const { store } = context.tools;
	const mine = await store.cohorts.of(cohort.space, context.learner.id);
	if (mine.some((one) => one.cohort === cohort.id))
		return joinedCard(says.joinedAlready(cohort.name), cohort, []);
	const as = { role: "member", day: todayOf(cohort, context) } as const;
	await store.cohorts.join(stampOf(context, "cohort"), cohort.id, as);
	const begun = weeksLived(cohort).some(({ sunday }) => sunday < as.day);
	const said = begun ? says.joinedLate(cohort.name) : says.joined(cohort.name);
	const rests = restsOf(cohort);
	const differ = rests.length > 0 && !restsAlready(context.learner.rests, rests);
	return joinedCard(said, cohort, differ ? rests : []);
}

/** The days off that a cohort's calendar suggests. */
function restsOf({ plan }: Cohort): readonly number[] {
	return restsLike((plan.terms.at(-1) ?? plan.terms[0]).weekdays);
}

/** Takes over a cohort's days off, from next Monday on like any other choice of them. */
export async function restLike(context: Context, cohort: Cohort): Promise<Message> {
	const weekdays = restsOf(cohort);
	const rule = { from: nextMonday(context.learner.day), weekdays };
	await context.tools.store.learners.setRests(stampOf(context, "cohort"), rule);
	return sentence(says.rested(weekdays));
}

/** Leaves; whoever is not in it is told so. */
export async function leave(context: Context, cohort: Cohort): Promise<Message> {
	const stamp = stampOf(context, "cohort");
	const left = await context.tools.store.cohorts.leave(stamp, cohort.id);
	return sentence(left ? says.left(cohort.name) : says.notIn(cohort.name));
}

/** The plan of a cohort with what can be changed. */
export async function edit(
	context: Context,
	cohort: Cohort,
	{ said, page }: { readonly said?: string; readonly page?: number } = {},
): Promise<Message> {
	const seen = await look(context, cohort, page);
	const begun = begunBy(cohort, seen.day);
	return editCard(seen, { begun, leftOut: leftOut(cohort.plan, cohort.startsOn) }, said);
}

/**
 * Changes a cohort that is one's to look after: rights and state are looked at again.
 *
 * @param change pure; what it throws is said, and nothing is changed
 */
export async function change(
	context: Context,
	id: string,
	change: (before: Cohort) => Cohort,
): Promise<Cohort> {
	const cohort = await ledCohort(context, id);
	const { store } = context.tools;
	const after = await store.cohorts.change(stampOf(context, "cohort"), cohort.id, (before) => {
		if (stateAt(before, context.now) === "closed") throw new Problem(says.isClosed(before.name));
		return change(before);
	});
	if (after === null) throw new Problem(says.gone);
	return after;
}

/** Skips, brings back or moves one topic, and shows how it stands then. */
export async function moveTopic(
	context: Context,
	id: string,
	topic: string,
	move: Move,
): Promise<Message> {
	const after = await change(context, id, (before) =>
		movedTopic(before, topic, move, todayOf(before, context)),
	);
	return topicOf(context, after, topic);
}

/** One topic of a plan, with a word where it now comes before what it builds on. */
export function topicOf({ tools }: Context, cohort: Cohort, topic: string): Message {
	const { library } = tools;
	if (!cohort.plan.topics.includes(topic)) throw new Problem(says.noSuchTopic);
	const steps = stepsOf(cohort.plan, cohort.startsOn);
	const at = steps.findIndex((step) => step.topic === topic);
	const needs = library.topic(topic)?.needs ?? [];
	const later = steps.slice(at + 1).find((step) => needs.includes(step.topic));
	const needy = at < 0 || later === undefined ? null : (library.topic(later.topic)?.title ?? null);
	return stepCard({ cohort, library }, topic, steps[at]?.day ?? null, needy);
}

/** A name nobody else here has. @throws {Problem} when somebody has */
export async function freeName(context: Context, typed: string, own?: string): Promise<string> {
	const name = readName(typed);
	const open = await openCohorts(context);
	if (open.some((one) => one.id !== own && fold(one.name) === fold(name)))
		throw new Problem(says.taken(name));
	return name;
}
