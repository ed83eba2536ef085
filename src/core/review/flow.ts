import { say, review as says } from "../../text/en.ts";
import type { Context } from "../command.ts";
import type { Message } from "../message.ts";
import { Problem } from "../problem.ts";
import { recordFelt } from "../quiz/answer.ts";
import { ownRound, type Spot } from "../quiz/flow.ts";
import { openRound } from "../quiz/open.ts";
import { openPosition } from "../quiz/round.ts";
import { continueCard, questionCard, resultCard } from "../quiz/view.ts";
import { REVIEWS_A_DAY } from "../rules.ts";
import { askedStill } from "../triage/care.ts";
import { dueQuestions, forecast, nextDue } from "./due.ts";
import { dayName, freshReview, restCard } from "./view.ts";

/** Starts a review, or asks first when a round is under way. */
export async function beginReview(context: Context): Promise<Message> {
	const open = await context.tools.store.rounds.open(context.learner.id, context.space.id);
	if (open && open.request !== context.request) return continueCard(open, freshReview());
	return startReview(context);
}

/** Starts a review of what is due; says when the next one is when nothing is. */
export async function startReview(context: Context): Promise<Message> {
	const { tools, learner, space } = context;
	const { store, library } = tools;
	const [tried, today, held] = await Promise.all([
		store.progress.questions(learner.id),
		store.progress.today(learner.id, learner.day),
		store.triage.held(space.id),
	]);
	const states = askedStill(library, tried, held);
	const done = today?.reviews ?? 0;
	const questions = dueQuestions(library, states, learner.day, REVIEWS_A_DAY - done);
	if (questions.length === 0) {
		const next = nextDue(library, states, learner.day);
		return restCard(forecast(library, states, learner.day), next, learner.day, done);
	}
	const round = await openRound(context, "review", questions);
	const hint = says.forToday(round.items.length);
	return questionCard(library, round, openPosition(round) ?? 0, { hint });
}

/** Takes down how a right review felt, and says when it comes back. */
export async function felt(context: Context, spot: Spot, grade: 2 | 4): Promise<Message> {
	const round = await ownRound(context, spot.round);
	if (round.items[spot.position]?.outcome !== "right") throw new Problem(say.press.unknown);
	const recorded = await recordFelt(context, spot, grade);
	const due = recorded?.decision?.question?.memory?.due;
	const { day } = context.learner;
	return resultCard(context.tools.library, round, spot.position, {
		felt: due === undefined ? says.feltTooLate : says.comesBack(dayName(due, day)),
	});
}
