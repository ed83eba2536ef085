import { triage as says } from "../../text/en.ts";
import type { Context } from "../command.ts";
import { statisticsHere } from "../items/flow.ts";
import type { Statistics } from "../items/statistics.ts";
import { shortKey } from "../key.ts";
import type { Question } from "../library.ts";
import type { Form, Message } from "../message.ts";
import { Problem } from "../problem.ts";
import type { Deciding, Reported } from "./care.ts";
import { upstreamText } from "./upstream.ts";
import { decidedCard, emptyCard, hideForm, triageCard, upstreamCard, whyTyped } from "./view.ts";

/** A question as a press names it. */
export type Spot = { readonly key: string; readonly revision: number };

/** What waits at a place of the list; what was decided meanwhile has left it. @param at from 1 */
export async function triage(context: Context, at: number): Promise<Message> {
	const waiting = await context.tools.store.triage.reported(context.space.id);
	const place = Math.min(Math.max(at, 1), waiting.length);
	const reported = waiting[place - 1];
	if (reported === undefined) return emptyCard();
	return look(context, reported, place, waiting.length);
}

async function look(context: Context, reported: Reported, at: number, all: number) {
	const { store, library } = context.tools;
	const { question: id, revision } = reported;
	const question = library.question(id);
	const [said, cares, statistics] = await Promise.all([
		store.triage.said(context.space.id, id, revision),
		store.triage.of(context.space.id, id),
		statisticsOfVersion(context, question, revision),
	]);
	return triageCard(library, { reported, question, statistics, said, cares, at, all });
}

/** Null for a version that is not asked any more. */
async function statisticsOfVersion(
	context: Context,
	question: Question | undefined,
	revision: number,
): Promise<Statistics | null> {
	return question?.revision === revision ? statisticsHere(context, question) : null;
}

/** A question that a press names, and how it is asked now, if it is. */
export type Found = {
	readonly id: string;
	readonly revision: number;
	readonly question: Question | undefined;
	/** Null when nothing waits for a decision. */
	readonly reported: Reported | null;
};

/**
 * One that is taught, or was reported in this space: a press can name anything.
 *
 * @throws {Problem} when it is neither
 */
export async function foundBy({ tools, space }: Context, { key, revision }: Spot): Promise<Found> {
	const waiting = await tools.store.triage.reported(space.id);
	const reported =
		waiting.find((one) => shortKey(one.question) === key && one.revision === revision) ?? null;
	const question = tools.library.questions().find(({ id }) => shortKey(id) === key);
	const id = question?.id ?? reported?.question;
	if (id === undefined) throw new Problem(says.gone);
	if (reported === null && question?.revision !== revision) throw new Problem(says.changed);
	return { id, revision, question, reported };
}

export function decidingAs({ request, space, account, now }: Context): Deciding {
	return { request, space: space.id, account, at: now };
}

/** The form in which one says why. */
export async function askWhy(context: Context, spot: Spot): Promise<Form> {
	return hideForm(await foundBy(context, spot));
}

/** From now on nobody in this space is asked it anew. */
export async function hide(context: Context, spot: Spot, typed: string): Promise<Message> {
	const { id, revision } = await foundBy(context, spot);
	const decision = { question: id, revision, what: "hidden", why: whyTyped(typed) } as const;
	await context.tools.store.triage.decide(decidingAs(context), decision);
	return decidedCard(says.hidden, await newest(context, id, "hidden"));
}

/** It stays as it is, and its reports are closed. @throws {Problem} when there are none */
export async function keep(context: Context, spot: Spot): Promise<Message> {
	const { id, revision, reported } = await foundBy(context, spot);
	if (reported === null) throw new Problem(says.nothingToKeep);
	const decision = { question: id, revision, what: "kept", why: "" } as const;
	await context.tools.store.triage.decide(decidingAs(context), decision);
	return decidedCard(says.kept, await newest(context, id, "kept"));
}

async function newest({ tools, space }: Context, question: string, what: "hidden" | "kept") {
	const cares = await tools.store.triage.of(space.id, question);
	return cares.find((one) => one.what === what)?.id;
}

/** @throws {Problem} when there is no such decision here, or it does not stand any more */
export async function undo(context: Context, care: string): Promise<Message> {
	const undone = await context.tools.store.triage.end(decidingAs(context), care);
	if (!undone) throw new Problem(says.undoneAlready);
	return decidedCard(says.undone, undefined);
}

/** A text for those who write the question, with what this space knows of it. */
export async function upstream(context: Context, spot: Spot): Promise<Message> {
	const { id, revision, question } = await foundBy(context, spot);
	const { store, library } = context.tools;
	const [said, statistics] = await Promise.all([
		store.triage.said(context.space.id, id, revision),
		statisticsOfVersion(context, question, revision),
	]);
	const shown = question?.revision === revision ? question : undefined;
	const told = upstreamText({ id, revision, question: shown, statistics, said });
	return upstreamCard(told, library.home(id));
}
