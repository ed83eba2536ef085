import { care as says } from "../../text/en.ts";
import type { Cohort } from "../cohorts/cohort.ts";
import type { Context } from "../command.ts";
import { dayLabel } from "../days.ts";
import type { CareFact, Stamp } from "../ledger.ts";
import { memberTyped } from "../members.ts";
import type { Form, Message, Part } from "../message.ts";
import type { Before, Member } from "../ports.ts";
import { Problem } from "../problem.ts";
import { firstDayShown, weeksOf } from "../profile/profile.ts";
import { stampOf } from "../quiz/answer.ts";
import { REPAIR_DAYS } from "../rules.ts";
import { standingOf } from "../streak/standing.ts";
import type { Correction } from "./deeds.ts";
import { adjustForm, excludeForm, repairForm, restoreForm, SPACE_BOARD, undoForm } from "./form.ts";
import { type Fields, readMissed, readPoints, readWords } from "./read.ts";
import { missedBeside, missedLately, refusesRepair } from "./repair.ts";
import { type CohortNames, deedSaid } from "./said.ts";
import { careCard, doneCard, ownParts } from "./view.ts";

/** What moderators and leads do about the members of a space. */

/** A member, and how far the asker may look after them. Found out anew with every press and form. */
type Reach = {
	readonly member: Member;
	/** All of it; otherwise only points in the cohorts. */
	readonly moderates: boolean;
	/** Cohorts of the member that are the asker's to look after. */
	readonly cohorts: readonly Cohort[];
};

/** @throws {Problem} when it is nobody here, or nobody of theirs */
async function reach(context: Context, learner: string): Promise<Reach> {
	const { tools, space, now, moderates } = context;
	const member = await tools.store.care.member(space.id, learner, now);
	if (member === null) throw new Problem(says.notHere);
	const cohorts = await cohortsOf(context, learner);
	if (!moderates && cohorts.length === 0) throw new Problem(says.notYours);
	return { member, moderates, cohorts };
}

async function cohortsOf(context: Context, learner: string): Promise<readonly Cohort[]> {
	const { tools, space, moderates } = context;
	const { cohorts } = tools.store;
	const theirs = new Set((await cohorts.of(space.id, learner)).map((one) => one.cohort));
	const led = moderates ? theirs : new Set(await cohorts.leads(space.id, context.learner.id));
	if (theirs.size === 0 || led.size === 0) return [];
	return (await cohorts.ofSpace(space.id)).filter(({ id }) => theirs.has(id) && led.has(id));
}

/** Whether the asker may look after somebody at all. */
export async function mayCareFor(context: Context, learner: string): Promise<boolean> {
	return context.moderates || (await cohortsOf(context, learner)).length > 0;
}

/** @throws {Problem} for those who look after a cohort only */
function mustModerate({ moderates }: Reach): void {
	if (!moderates) throw new Problem(says.moderatorsOnly);
}

/** The cohort whose board is meant; null for the space's. @throws {Problem} when it is not theirs */
function boardOf(found: Reach, board: string): Cohort | null {
	if (board === SPACE_BOARD) {
		mustModerate(found);
		return null;
	}
	const cohort = found.cohorts.find(({ id }) => id === board);
	if (cohort === undefined) throw new Problem(says.noSuchBoard);
	return cohort;
}

/** Somebody by account or name. @throws {Problem} when it is nobody here, or nobody of theirs */
export async function lookAfter(context: Context, typed: string | undefined): Promise<Message> {
	if (typed === undefined || typed === "") throw new Problem(says.needsWho);
	const learner = await memberTyped(context, typed);
	if (learner === null) throw new Problem(says.notHere);
	return show(context, learner.id);
}

/** The card of a member, as it stands now. */
export async function show(context: Context, learner: string): Promise<Message> {
	return cardOf(context, await reach(context, learner));
}

async function cardOf(context: Context, found: Reach): Promise<Message> {
	const { tools, space } = context;
	const { progress, scores, care } = tools.store;
	const { member, moderates } = found;
	const who = member.learner;
	const pointsIn = (scope: string) => scores.of(scope, who.id, space.day);
	const [kept, days, points, corrections, names] = await Promise.all([
		progress.streak(who.id),
		progress.days(who.id, firstDayShown(who.day)),
		moderates ? pointsIn(space.id) : null,
		care.corrections(space.id, who.id),
		cohortNames(context),
	]);
	const cohorts = found.cohorts.map(async (cohort) => ({
		cohort,
		points: await pointsIn(cohort.id),
	}));
	return careCard({
		...{ member, points, names, self: who.id === context.learner.id },
		cohorts: await Promise.all(cohorts),
		standing: standingOf(who, kept),
		lastDay: kept.streak.lastDay,
		weeks: weeksOf(days, who.day),
		corrections: corrections.filter((one) => mayUndo(found, one)),
	});
}

/** What was put right here about the asker, as they may read it. */
export async function ownCorrections(context: Context): Promise<readonly Part[]> {
	const { tools, space, learner } = context;
	const all = await tools.store.care.corrections(space.id, learner.id);
	return all.length === 0 ? [] : ownParts(all, await cohortNames(context));
}

/** What cohorts of a space are called, those that are over too. */
export async function cohortNames({ tools, space }: Context): Promise<CohortNames> {
	const all = await tools.store.cohorts.ofSpace(space.id);
	return new Map(all.map(({ id, name }) => [id, name]));
}

/** What one may do oneself, one may see, and take back. */
function mayUndo({ moderates, cohorts }: Reach, { fact }: Correction): boolean {
	if (moderates) return true;
	return fact.kind === "adjustment" && cohorts.some(({ id }) => id === fact.cohort);
}

export async function askExclusion(
	context: Context,
	learner: string,
	excluded: boolean,
): Promise<Form> {
	const found = await reach(context, learner);
	mustModerate(found);
	mustChange(found.member, found.member, excluded);
	return excluded ? excludeForm(learner) : restoreForm(learner);
}

/** @throws {Problem} when they are off, or on, already */
function mustChange(
	{ learner }: Member,
	before: { readonly excluded: boolean },
	excluded: boolean,
): void {
	if (before.excluded !== excluded) return;
	throw new Problem((excluded ? says.offAlready : says.onAlready)(learner.name));
}

/** Takes somebody off the boards of the space, or puts them back. */
export async function exclude(
	context: Context,
	learner: string,
	excluded: boolean,
	fields: Fields,
): Promise<Message> {
	const found = await reach(context, learner);
	mustModerate(found);
	const fact = { kind: "exclusion", excluded, words: readWords(fields) } as const;
	const deed = await correct(context, found, (before) => {
		mustChange(found.member, before, excluded);
		return fact;
	});
	const { name, visibility } = found.member.learner;
	const said = excluded
		? says.done.excluded(name)
		: says.done.restored(name, visibility === "hidden");
	return doneCard([said], found.member, deed);
}

/** @throws {Problem} when they have left meanwhile */
async function correct(
	context: Context,
	{ member }: Reach,
	decide: (before: Before) => CareFact,
): Promise<number> {
	const { care } = context.tools.store;
	const deed = await care.correct(stampAbout(context, member), decide);
	if (deed === null) throw new Problem(says.gone);
	return deed;
}

/** The fact is about them, on their date; who caused it is the asker. */
function stampAbout(context: Context, { learner, account }: Member): Stamp {
	const own = { learner: learner.id, account, day: learner.day, zone: learner.zone };
	return { ...stampOf(context, "care"), ...own };
}

export async function askPoints(context: Context, learner: string, board: string): Promise<Form> {
	boardOf(await reach(context, learner), board);
	return adjustForm(learner, board);
}

/** Gives points by hand, or takes some: no more than there are. */
export async function adjust(
	context: Context,
	learner: string,
	board: string,
	fields: Fields,
): Promise<Message> {
	const { tools, space } = context;
	const found = await reach(context, learner);
	const { name } = found.member.learner;
	const cohort = boardOf(found, board);
	const scope = cohort?.id ?? space.id;
	const points = readPoints(fields);
	const words = readWords(fields);
	const deed = await correct(context, found, (before) => {
		const have = before.points.get(scope) ?? 0;
		if (points < 0 && have + points < 0) throw new Problem(says.tooMuch(name, have));
		return { kind: "adjustment", points, cohort: cohort?.id ?? null, words };
	});
	const { all } = await tools.store.scores.of(scope, learner, space.day);
	const said = says.done.adjusted(name, points, cohort?.name ?? null, all);
	return doneCard([said], found.member, deed);
}

export async function askRepair(context: Context, learner: string): Promise<Form> {
	const found = await reach(context, learner);
	mustModerate(found);
	const history = await context.tools.store.progress.history(learner);
	return repairForm(learner, missedLately(found.member.learner, history));
}

/** Keeps a missed day from counting against a streak. No answer is made up. */
export async function repair(context: Context, learner: string, fields: Fields): Promise<Message> {
	const found = await reach(context, learner);
	mustModerate(found);
	const who = found.member.learner;
	const missed = readMissed(fields);
	const words = readWords(fields);
	const before = await streakOf(context, found.member);
	const deed = await correct(context, found, ({ history }) => {
		const refusal = refusesRepair(missed, who, history);
		if (refusal !== null) throw new Problem(refusalSaid(refusal));
		return { kind: "repair", missed, words };
	});
	const now = await streakOf(context, found.member);
	const beside = missedBeside(missed, who, await context.tools.store.progress.history(learner));
	const said = [
		says.done.repaired(who.name, dayLabel(missed)),
		says.done.streak(before, now),
		...(beside.length > 0 ? [says.done.alsoMissed(beside.map(dayLabel))] : []),
	];
	return doneCard(said, found.member, deed);
}

function refusalSaid(refusal: NonNullable<ReturnType<typeof refusesRepair>>): string {
	return refusal === "far" ? says.noRepair.far(REPAIR_DAYS / 7) : says.noRepair[refusal];
}

async function streakOf({ tools }: Context, { learner }: Member): Promise<number> {
	return standingOf(learner, await tools.store.progress.streak(learner.id)).days;
}

/** @throws {Problem} when there is no such thing, it is not theirs to undo, or was undone */
async function undoable(context: Context, found: Reach, of: number): Promise<Correction> {
	const { care } = context.tools.store;
	const all = await care.corrections(context.space.id, found.member.learner.id);
	const correction = all.find(({ id }) => id === of);
	if (correction === undefined) throw new Problem(says.noSuchDeed);
	if (!mayUndo(found, correction)) throw new Problem(says.moderatorsOnly);
	return correction;
}

export async function askUndo(context: Context, learner: string, of: number): Promise<Form> {
	const { undone } = await undoable(context, await reach(context, learner), of);
	if (undone) throw new Problem(says.done.undoneBefore);
	return undoForm(learner, of);
}

/** Takes back what was put right, as if it had never been. */
export async function undo(
	context: Context,
	learner: string,
	of: number,
	fields: Fields,
): Promise<Message> {
	const found = await reach(context, learner);
	const { fact } = await undoable(context, found, of);
	const stamp = stampAbout(context, found.member);
	const isNews = await context.tools.store.care.undo(stamp, of, readWords(fields));
	if (isNews === null) throw new Problem(says.noSuchDeed);
	const what = deedSaid(fact, await cohortNames(context));
	const said = isNews ? says.done.undone(what) : says.done.undoneBefore;
	return doneCard([said], found.member, null);
}
