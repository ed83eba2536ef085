import { say, triage as says } from "../../text/en.ts";
import type { Context } from "../command.ts";
import type { Question } from "../library.ts";
import type { Form, Message } from "../message.ts";
import { Problem } from "../problem.ts";
import { isHeld } from "../triage/care.ts";
import { decidingAs, type Found, foundBy, type Spot } from "../triage/flow.ts";
import { fitsPress, TYPED_LIMIT } from "./also.ts";
import type { AlsoRight, Credit } from "./credit.ts";
import { becomesRight, creditsFor, outcomeOf } from "./rescore.ts";
import { givenCard, previewCard, takenCard, typeForm, wishCard } from "./view.ts";

/** The version that is scored again, while it is the one that is asked; undefined otherwise. */
function asked({ question, revision }: Found): Question | undefined {
	return question?.revision === revision ? question : undefined;
}

/** Asks what was right as well. */
export async function askWish(context: Context, spot: Spot): Promise<Message> {
	const found = await foundBy(context, spot);
	return wishCard(found, asked(found));
}

/** The form for an answer that is typed. */
export async function askTyped(context: Context, spot: Spot): Promise<Form> {
	const found = await foundBy(context, spot);
	if (asked(found)?.answer.by !== "text") throw new Problem(say.press.unknown);
	return typeForm(found);
}

/** What typed words would count as. @throws {Problem} when they are none, or too many */
export function alsoTyped(typed: string): AlsoRight {
	const words = typed.trim();
	if (words === "") throw new Problem(say.press.unknown);
	if (!fitsPress(words)) throw new Problem(says.tooLong(TYPED_LIMIT));
	return { by: "text", typed: words };
}

/** What a wish would give, before anything happens. */
export async function preview(context: Context, spot: Spot, also: AlsoRight): Promise<Message> {
	const found = await foundBy(context, spot);
	return previewCard(found, also, outcomeOf(await creditsOf(context, found, also)));
}

/** @throws {Problem} when the wish does not fit the question */
async function creditsOf(
	{ tools, space }: Context,
	found: Found,
	also: AlsoRight,
): Promise<readonly Credit[]> {
	const question = asked(found);
	if (!fits(question, also)) throw new Problem(say.press.unknown);
	const { missed, cohorts } = await tools.store.rescores.missed(space.id, found.id, found.revision);
	const isRight = becomesRight(question, also);
	return missed.flatMap((one) => creditsFor(one, cohorts, isRight));
}

/** Of a version that is gone nobody knows what its options said: all of them count, or none. */
function fits(question: Question | undefined, also: AlsoRight): boolean {
	if (also.by === "all") return true;
	const answer = question?.answer;
	if (also.by === "text") return answer?.by === "text";
	if (answer?.by !== "one" && answer?.by !== "several") return false;
	return also.at.every((at) => at < answer.options.length);
}

/** Gives the points, as they come out now; whoever got some meanwhile gets none again. */
export async function give(context: Context, spot: Spot, also: AlsoRight): Promise<Message> {
	const { tools, space } = context;
	const found = await foundBy(context, spot);
	const credits = await creditsOf(context, found, also);
	const { id: question, revision } = found;
	const care = tools.ids.make();
	const by = { ...decidingAs(context), spaceDay: space.day };
	const rescoring = { care, question, revision, also };
	const given = await tools.store.rescores.give(by, rescoring, credits);
	if (given.length === 0) return previewCard(found, also, outcomeOf(given));
	for (const { learner } of given) tools.news.expect(space.id, learner);
	return givenCard(found, outcomeOf(given), care, await isAsked(context, found));
}

async function isAsked({ tools, space }: Context, found: Found): Promise<boolean> {
	const question = asked(found);
	return question !== undefined && !isHeld(await tools.store.triage.held(space.id), question);
}

/** Takes points back. @throws {Problem} when there is nothing of this space to take back */
export async function take(context: Context, care: string): Promise<Message> {
	const by = { ...decidingAs(context), spaceDay: context.space.day };
	const taken = await context.tools.store.rescores.take(by, care);
	if (taken === null) throw new Problem(says.undoneAlready);
	return takenCard(taken.people);
}
