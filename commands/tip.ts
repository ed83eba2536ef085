import { z } from "zod";
import { shuffled } from "../src/core/chance.ts";
import { type Context, command, press, wholeArg } from "../src/core/command.ts";
import type { Message } from "../src/core/message.ts";
import { Problem } from "../src/core/problem.ts";
import { ANY_TOPIC, tipCard } from "../src/core/tips/view.ts";
import { topicParameter, topicTyped } from "../src/core/topics.ts";
import { quiz, tip as says } from "../src/text/en.ts";

/** `/tip`: one tip, and another at the press of a button. */
export const tip = command({
	name: "tip",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: { topic: topicParameter(quiz.topic) },
	async run(context, input) {
		const topic = input.topic ? topicTyped(context.tools.library, input.topic).id : undefined;
		return { do: "say", message: tipAt(context, topic, 0) };
	},
	presses: {
		another: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([z.string(), wholeArg]),
			async run(context, [topic, at]) {
				const asked = topic === ANY_TOPIC ? undefined : topic;
				return { do: "replace", message: tipAt(context, asked, at) };
			},
		}),
	},
});

/** Tips come in an order of the learner's day, so "another" goes through all before one repeats. */
function tipAt({ tools, learner }: Context, topic: string | undefined, at: number): Message {
	const fitting = tools.library.tips.filter((one) => topic === undefined || one.topic === topic);
	const order = shuffled(fitting, `tips/${learner.id}/${learner.day}`);
	const found = order[at % Math.max(order.length, 1)];
	if (found) return tipCard(tools.library, found, topic, at + 1);
	throw new Problem(says.none(tools.library.topic(topic ?? "")?.title ?? ""));
}
