import { z } from "zod";
import {
	type Context,
	choice,
	command,
	idArg,
	press,
	whole,
	wholeArg,
} from "../src/core/command.ts";
import type { Message } from "../src/core/message.ts";
import { Problem } from "../src/core/problem.ts";
import { aftermathOf, recordAnswer } from "../src/core/quiz/answer.ts";
import { pickQuestions } from "../src/core/quiz/pick.ts";
import { lastAnswered, openPosition, pin, type Round } from "../src/core/quiz/round.ts";
import { continueCard, questionCard, resultCard, summaryCard } from "../src/core/quiz/view.ts";
import { type RoundWish, wishArgs } from "../src/core/quiz/wish.ts";
import { ROUND } from "../src/core/rules.ts";
import { standingOn } from "../src/core/streak/streak.ts";
import { topicParameter, topicTyped } from "../src/core/topics.ts";
import { quiz as says } from "../src/text/en.ts";

/** `/quiz`: a round of questions on a private card. */
export const quiz = command({
	name: "quiz",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: {
		topic: topicParameter(says.topic),
		difficulty: choice({
			about: says.difficulty,
			choices: [
				{ name: "Easy", value: "easy" },
				{ name: "Medium", value: "medium" },
				{ name: "Hard", value: "hard" },
			],
		}),
		count: whole({ about: says.count, least: 1, most: ROUND.most }),
	},
	async run(context, input) {
		const topic = input.topic ? topicTyped(context.tools.library, input.topic).id : undefined;
		const asked = { topic, difficulty: input.difficulty, count: input.count ?? ROUND.usual };
		return say(await begin(context, asked));
	},
	presses: {
		pick: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([idArg, wholeArg, wholeArg]),
			async run(context, [round, position, option]) {
				const recorded = await recordAnswer(context, round, { position, option });
				if (recorded === null) throw new Problem(says.gone);
				if (recorded.decision === null)
					return replace(await current(context, recorded.round, position));
				const { library } = context.tools;
				return replace(resultCard(library, recorded.round, position, aftermathOf(recorded)));
			},
		}),
		next: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([idArg]),
			async run(context, [id]) {
				return replace(await onward(context, await ownRound(context, id)));
			},
		}),
		begin: press({
			version: 1,
			answers: "asker",
			args: wishArgs,
			async run(context, [wish]) {
				return say(await begin(context, wish));
			},
		}),
		fresh: press({
			version: 1,
			answers: "in-place",
			args: wishArgs,
			async run(context, [wish]) {
				return replace(await start(context, wish));
			},
		}),
		again: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([]),
			async run(context) {
				return replace(await start(context, { count: ROUND.usual }));
			},
		}),
	},
});

const say = (message: Message) => ({ do: "say", message }) as const;
const replace = (message: Message) => ({ do: "replace", message }) as const;

/** Starts a round, or asks first when one is under way. */
async function begin(context: Context, wish: RoundWish): Promise<Message> {
	const open = await context.tools.store.rounds.open(context.learner.id, context.space.id);
	// A platform that sends the same wish twice gets its card again, not an offer to drop it.
	if (open && open.request !== context.request) return continueCard(open, wish);
	return start(context, wish);
}

async function start(context: Context, asked: RoundWish): Promise<Message> {
	const { tools, learner, space, place, now } = context;
	const [tried, daily] = await Promise.all([
		tools.store.progress.questions(learner.id),
		tools.store.dailies.latest(space.id, place.id),
	]);
	const wish = { ...asked, without: new Set(daily ? [daily.question] : []) };
	const seed = [space.id, learner.id, learner.day].join("/");
	const questions = pickQuestions(tools.library, tried, wish, learner.day, seed);
	if (questions.length === 0) throw new Problem(says.none(whatFor(context, asked)));
	const id = tools.ids.make();
	const round = await tools.store.rounds.start({
		id,
		request: context.request,
		learner: learner.id,
		space: space.id,
		kind: "quiz",
		daily: null,
		items: questions.map((question) => pin(question, `${id}/${question.id}`)),
		startedAt: now,
		endedAt: null,
	});
	return questionCard(tools.library, round, openPosition(round) ?? 0, fewer(context, asked, round));
}

/** Said when there are fewer questions than were asked for. */
function fewer(context: Context, asked: RoundWish, round: Round): string | undefined {
	if (round.items.length >= asked.count) return undefined;
	const topic = asked.topic && context.tools.library.topic(asked.topic)?.title;
	return topic ? says.all(round.items.length, topic) : says.allThereAre(round.items.length);
}

function whatFor(context: Context, asked: RoundWish): string {
	const topic = asked.topic && context.tools.library.topic(asked.topic)?.title;
	return says.questionsOn(asked.difficulty, topic || undefined);
}

async function ownRound(context: Context, id: string): Promise<Round> {
	const round = await context.tools.store.rounds.read(id);
	if (round === null || round.learner !== context.learner.id) throw new Problem(says.gone);
	return round;
}

/** After a press that changed nothing: the result again if it was the last one, else what is due. */
async function current(context: Context, round: Round, position: number): Promise<Message> {
	if (lastAnswered(round) === position) return resultCard(context.tools.library, round, position);
	return onward(context, round);
}

/** The next open question of a round, or how it went. */
async function onward(context: Context, round: Round): Promise<Message> {
	const { library, store } = context.tools;
	const position = openPosition(round);
	if (position !== undefined && round.endedAt === null)
		return questionCard(library, round, position);
	if (position !== undefined) throw new Problem(says.ended);
	const streak = await store.progress.streak(context.learner.id);
	return summaryCard(library, round, standingOn(streak, context.learner.day), context.learner);
}
