import { z } from "zod";
import { type Context, command, idArg, press, wholeArg } from "../src/core/command.ts";
import { lateCard } from "../src/core/daily/late.ts";
import { dailyCard } from "../src/core/daily/view.ts";
import type { Daily } from "../src/core/delivery/delivery.ts";
import type { Message } from "../src/core/message.ts";
import { Problem } from "../src/core/problem.ts";
import { aftermathOf, recordAnswer } from "../src/core/quiz/answer.ts";
import { lastAnswered, type Round } from "../src/core/quiz/round.ts";
import { resultCard } from "../src/core/quiz/view.ts";
import { DAILY_EDIT_MS } from "../src/core/rules.ts";
import { say, daily as says } from "../src/text/en.ts";

const answerArgs = z.tuple([idArg, wholeArg]);

/** `/daily`: today's question for everyone here, answered privately and once. */
export const daily = command({
	name: "daily",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: {},
	async run(context) {
		if (context.space.personal) throw new Problem(say.onlyInSpace);
		const { store, library } = context.tools;
		const found = await store.dailies.latest(context.space.id, context.place.id);
		if (found === null) throw new Problem(says.none);
		const round = await store.dailies.roundOf(found.id, context.learner.id);
		const message = round
			? resultCard(library, round, 0)
			: dailyCard(library, found, "daily.answer");
		return { do: "say", message };
	},
	presses: {
		/** On the public post, which stays as it is. */
		pick: press({
			version: 1,
			answers: "asker",
			args: answerArgs,
			async run(context, [id, option]) {
				return { do: "say", message: await answer(context, id, option) };
			},
		}),
		/** On one's own card. */
		answer: press({
			version: 1,
			answers: "in-place",
			args: answerArgs,
			async run(context, [id, option]) {
				return { do: "replace", message: await answer(context, id, option) };
			},
		}),
	},
});

async function answer(context: Context, id: string, option: number): Promise<Message> {
	const { store, library } = context.tools;
	const found = await store.dailies.read(id);
	if (found === null || found.space !== context.space.id) throw new Problem(says.gone);
	const before = await store.dailies.roundOf(id, context.learner.id);
	if (before && lastAnswered(before) === 0) return resultCard(library, before, 0);
	if (await store.dailies.isClosed(found)) return late(context, found, option);
	const round = before ?? startedRound(context, found);
	const recorded = await recordAnswer(
		context,
		round.id,
		{ position: 0, given: { by: "one", at: option } },
		round,
	);
	if (recorded === null || lastAnswered(recorded.round) === undefined) throw new Problem(says.gone);
	if (recorded.decision) await store.dailies.refresh(id, context.now, DAILY_EDIT_MS);
	return resultCard(library, recorded.round, 0, aftermathOf(context, recorded));
}

function late({ tools }: Context, found: Daily, option: number): Message {
	const card = lateCard(tools.library, found, option);
	if (card === null) throw new Problem(says.gone);
	return card;
}

/** The learner's own round for a daily question: one item, pinned as all see it. */
function startedRound(context: Context, found: Daily): Round {
	return {
		id: context.tools.ids.make(),
		request: context.request,
		learner: context.learner.id,
		space: context.space.id,
		kind: "daily",
		daily: found.id,
		items: [
			{
				question: found.question,
				revision: found.revision,
				options: found.options,
				again: false,
				picked: null,
				outcome: null,
				points: 0,
				guessed: false,
			},
		],
		startedAt: context.now,
		endedAt: null,
	};
}
