import { reminders as remind, say, quiz as says } from "../../text/en.ts";
import type { Context } from "../command.ts";
import type { Form, Message } from "../message.ts";
import type { Recorded, Space, Start, Visibility } from "../ports.ts";
import { writePress } from "../press.ts";
import { Problem } from "../problem.ts";
import { setReminder } from "../reminders/flow.ts";
import { type Forecast, forecast } from "../review/due.ts";
import { languagesOf } from "../roadmap/branches.ts";
import { standingOf } from "../streak/standing.ts";
import { aftermathOf, recordAnswer, stampOf } from "./answer.ts";
import { gradeGuess } from "./grade.ts";
import type { Given } from "./judge.ts";
import { nearMiss } from "./match.ts";
import { openRound } from "./open.ts";
import { pickQuestions } from "./pick.ts";
import { lastAnswered, openPosition, type Round } from "./round.ts";
import { continueCard, questionCard, resultCard, summaryCard } from "./view.ts";
import { LAST_BEGINNING, languageCard, welcomeCard } from "./welcome.ts";
import { type RoundWish, wishPress } from "./wish.ts";

/** The steps of a round: start, answer, go on. Each loads what it needs and returns the next card. */

/** Starts a round, or asks first when one is under way. */
export async function begin(context: Context, wish: RoundWish): Promise<Message> {
	const open = await context.tools.store.rounds.open(context.learner.id, context.space.id);
	// A platform that sends the same wish twice gets its card again, not an offer to drop it.
	if (open && open.request !== context.request) return continueCard(open, wishPress("fresh", wish));
	// Whoever names a topic knows what they want; the others are asked where they begin, once.
	if (context.learner.start === null && wish.topic === undefined) return welcomeCard(wish);
	return start(context, wish);
}

/** Takes down where somebody begins; asks for the language if there is one to choose. */
export async function beginAt(context: Context, stage: number, wish: RoundWish): Promise<Message> {
	const languages = languagesOf(context.tools.library);
	const at = Math.min(Math.max(stage, 1), LAST_BEGINNING);
	if (languages.length > 0) return languageCard(languages, at, wish);
	return settle(context, { stage: at, language: null, framework: chosenFramework(context) }, wish);
}

/** Takes down the language too, and starts the round. */
export async function beginIn(
	context: Context,
	stage: number,
	language: string,
	wish: RoundWish,
): Promise<Message> {
	const known = languagesOf(context.tools.library).find((topic) => topic.id === language);
	if (known === undefined) throw new Problem(say.press.unknown);
	return settle(context, { stage, language: known.id, framework: chosenFramework(context) }, wish);
}

/** It is chosen elsewhere, and an old card of this one does not undo that. */
const chosenFramework = ({ learner }: Context): string | null => learner.start?.framework ?? null;

async function settle(context: Context, from: Start, wish: RoundWish): Promise<Message> {
	await context.tools.store.learners.setStart(stampOf(context, "welcome"), from);
	return start({ ...context, learner: { ...context.learner, start: from } }, wish);
}

/** Starts a round; one under way ends. @throws {Problem} when no question fits */
export async function start(context: Context, wish: RoundWish): Promise<Message> {
	const { tools, learner, space, place } = context;
	const [states, totals, daily] = await Promise.all([
		tools.store.progress.questions(learner.id),
		tools.store.progress.totals(learner.id),
		tools.store.dailies.latest(space.id, place.id),
	]);
	const known = { states, totals, shares: tools.shares.now() };
	const without = new Set(daily ? [daily.question] : []);
	const wanted = { ...wish, without, from: learner.start };
	const seed = [space.id, learner.id, learner.day].join("/");
	const questions = pickQuestions(tools.library, known, wanted, learner.day, seed);
	if (questions.length === 0) throw new Problem(says.none(whatFor(context, wish)));
	const round = await openRound(context, "quiz", questions);
	return questionCard(tools.library, round, openPosition(round) ?? 0, {
		hint: fewer(context, wish, round),
	});
}

/** Said when there are fewer questions than were asked for. */
function fewer(context: Context, wish: RoundWish, round: Round): string | undefined {
	if (round.items.length >= wish.count) return undefined;
	const topic = wish.topic && context.tools.library.topic(wish.topic)?.title;
	return topic ? says.all(round.items.length, topic) : says.allThereAre(round.items.length);
}

function whatFor(context: Context, wish: RoundWish): string {
	const topic = wish.topic && context.tools.library.topic(wish.topic)?.title;
	return says.questionsOn(wish.difficulty, topic || undefined);
}

/** A place in a round, as a press names it. */
export type Spot = { readonly round: string; readonly position: number };

/** Records an answer and shows its result; one that changes nothing shows how things stand. */
export async function answer(context: Context, spot: Spot, given: Given): Promise<Message> {
	const recorded = await recordAnswer(context, spot.round, { position: spot.position, given });
	if (recorded === null) throw new Problem(says.gone);
	if (recorded.decision === null) return current(context, recorded.round, spot.position);
	const share = await sharePicked(context, recorded);
	return resultCard(context.tools.library, recorded.round, spot.position, {
		...aftermathOf(context, recorded),
		...share,
		...thanksFor(context, recorded, spot),
	});
}

/** A mistake that somebody found makes nobody feel alone with one of their own. */
function thanksFor({ tools }: Context, { round }: Recorded, { position }: Spot) {
	const question = tools.library.question(round.items[position]?.question ?? "");
	const name = question && tools.thanks.to(question);
	return name ? { fixedBy: name } : {};
}

/** Takes down that somebody may be thanked by name. */
export async function thankMe(context: Context, spot: Spot): Promise<void> {
	const round = await answeredRound(context, spot);
	const question = round.items[spot.position]?.question ?? "";
	await context.tools.store.reports.nameMe(stampOf(context, "report"), question);
}

/** From so many answers on, a miss is put beside those of others: one is not alone with it. */
const ENOUGH_PICKS = 20;

async function sharePicked(
	{ tools }: Context,
	{ decision }: Recorded,
): Promise<{ shared?: number }> {
	const tried = decision?.tried;
	if (!tried || tried.correct || tried.picked === "") return {};
	const picks = await tools.store.items.picks(tried.question, tried.revision);
	const all = picks.reduce((sum, one) => sum + one.answers, 0);
	const same = picks.find((one) => one.picked === tried.picked)?.answers ?? 0;
	return all < ENOUGH_PICKS ? {} : { shared: Math.round((100 * same) / all) };
}

/** One more step of an ordering; the last one answers. What stands so far is in the press. */
export async function place(
	context: Context,
	spot: Spot,
	placed: readonly number[],
): Promise<Message> {
	const round = await ownRound(context, spot.round);
	const question = openQuestion(context, round, spot.position);
	if (question?.answer.by !== "order") return current(context, round, spot.position);
	if (placed.length >= question.answer.steps.length)
		return answer(context, spot, { by: "order", at: placed });
	const choices = round.items[spot.position]?.options.length ?? 0;
	if (new Set(placed).size < placed.length || placed.some((at) => at >= choices))
		throw new Problem(say.press.unknown);
	return questionCard(context.tools.library, round, spot.position, { placed });
}

/** The question at a position, while it is the one to be answered. */
function openQuestion(context: Context, round: Round, position: number) {
	const item = round.items[position];
	if (item === undefined || round.endedAt !== null || openPosition(round) !== position)
		return undefined;
	return context.tools.library.question(item.question);
}

/** The form to type an answer in; null when it is not the time to. */
export async function answerForm(context: Context, spot: Spot): Promise<Form | null> {
	const round = await ownRound(context, spot.round);
	const question = openQuestion(context, round, spot.position);
	if (question?.answer.by !== "text") return null;
	return {
		title: says.answerLabel,
		press: writePress("quiz.typed", 1, spot.round, spot.position),
		submit: says.send,
		fields: [{ name: "typed", label: says.answerLabel, kind: "line", max: TYPED_LIMIT }],
	};
}

/** Longer than any accepted answer. */
const TYPED_LIMIT = 200;

/** A typed answer. One that only just misses is not counted: the card comes back with a hint. */
export async function typed(context: Context, spot: Spot, words: string): Promise<Message> {
	const round = await ownRound(context, spot.round);
	const question = openQuestion(context, round, spot.position);
	if (question?.answer.by !== "text") return current(context, round, spot.position);
	const near = nearMiss(question.answer, words);
	if (near === null) return answer(context, spot, { by: "text", typed: words });
	const hint = says.near(words.trim(), near.hint ?? says.spelling);
	return questionCard(context.tools.library, round, spot.position, { hint });
}

/** The result again, with all reasons. */
export async function reasons(context: Context, spot: Spot): Promise<Message> {
	const round = await answeredRound(context, spot);
	return resultCard(context.tools.library, round, spot.position, { reasons: true });
}

/** Notes that a right answer was a guess. */
export async function guess(context: Context, spot: Spot): Promise<Message> {
	await answeredRound(context, spot);
	const { store, library } = context.tools;
	const key = { stamp: stampOf(context, "guess"), round: spot.round, position: spot.position };
	const recorded = await store.answers.record(key, gradeGuess(spot.position));
	if (recorded === null) throw new Problem(says.gone);
	return resultCard(library, recorded.round, spot.position);
}

/** The form to say what is wrong with a question. */
export async function reportForm(context: Context, spot: Spot): Promise<Form> {
	await answeredRound(context, spot);
	return {
		title: says.reportTitle,
		press: writePress("quiz.reported", 1, spot.round, spot.position),
		submit: says.send,
		fields: [
			{
				name: "words",
				label: says.reportLabel,
				hint: says.reportHint,
				kind: "area",
				optional: true,
				max: REPORT_LIMIT,
			},
		],
	};
}

const REPORT_LIMIT = 1000;

/** Keeps a report. */
export async function report(context: Context, spot: Spot, words: string): Promise<void> {
	const round = await answeredRound(context, spot);
	const item = round.items[spot.position];
	if (item === undefined) throw new Problem(says.gone);
	await context.tools.store.reports.add(stampOf(context, "report"), {
		round: round.id,
		question: item.question,
		revision: item.revision,
		picked: item.picked,
		words: words.trim().slice(0, REPORT_LIMIT),
	});
}

/** @throws {Problem} when it is not the asker's, or gone */
export async function ownRound(context: Context, id: string): Promise<Round> {
	const round = await context.tools.store.rounds.read(id);
	if (round === null || round.learner !== context.learner.id) throw new Problem(says.gone);
	return round;
}

/** What is said about a question must not tell its key before it is answered. */
async function answeredRound(context: Context, spot: Spot): Promise<Round> {
	const round = await ownRound(context, spot.round);
	if (!round.items[spot.position]?.outcome) throw new Problem(says.answerFirst);
	return round;
}

/** After a press that changed nothing: the result again if it was the last one, else what is due. */
export async function current(context: Context, round: Round, position: number): Promise<Message> {
	if (lastAnswered(round) === position) return resultCard(context.tools.library, round, position);
	return onward(context, round);
}

/** The next open question of a round, or how it went. */
export async function onward(context: Context, round: Round, said?: string): Promise<Message> {
	const { library, store } = context.tools;
	const { learner } = context;
	const position = openPosition(round);
	if (position !== undefined && round.endedAt !== null) throw new Problem(says.ended);
	if (position !== undefined) return questionCard(library, round, position);
	const standing = standingOf(learner, await store.progress.streak(learner.id));
	const coming = round.kind === "review" ? await comingReviews(context) : [];
	const asks = asksHowToAppear(context, round);
	const offersNudge = said === undefined && (await isUnasked(context));
	const around = { standing, learner, asks, coming, offersNudge };
	return summaryCard(library, round, said === undefined ? around : { ...around, said });
}

/** Whether nobody has asked yet if a nudge is welcome. */
async function isUnasked({ tools, learner }: Context): Promise<boolean> {
	const reminders = await tools.store.reminders.of(learner.id);
	return !reminders.some(({ kind }) => kind === "nudge");
}

/** Takes down whether a nudge is welcome, and shows the summary again. */
export async function nudge(context: Context, id: string, state: "on" | "off"): Promise<Message> {
	const round = await ownRound(context, id);
	const { time } = await setReminder(context, "nudge", state);
	return onward(context, round, state === "on" ? remind.agreed(time) : remind.declined);
}

async function comingReviews({ tools, learner }: Context): Promise<Forecast> {
	return forecast(tools.library, await tools.store.progress.questions(learner.id), learner.day);
}

/** Once, with the first points, where there is a board at all. */
function asksHowToAppear({ learner, space }: Context, round: Round): Space["visibility"] | null {
	const scored = round.items.some((item) => item.points > 0);
	const asks = scored && !space.personal && learner.visibility === "unasked";
	return asks ? space.visibility : null;
}

/** Takes down how somebody wants to appear, and shows the summary again. */
export async function appear(
	context: Context,
	id: string,
	visibility: Visibility,
): Promise<Message> {
	const round = await ownRound(context, id);
	await context.tools.store.learners.setVisibility(stampOf(context, "summary"), visibility);
	return onward({ ...context, learner: { ...context.learner, visibility } }, round);
}
