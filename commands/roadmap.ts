import { z } from "zod";
import { type Context, command, press } from "../src/core/command.ts";
import { Problem } from "../src/core/problem.ts";
import { progressOf, topicProgress } from "../src/core/roadmap/progress.ts";
import { roadmapCard, topicCard } from "../src/core/roadmap/view.ts";
import { topicParameter, topicTyped } from "../src/core/topics.ts";
import { quiz, say, roadmap as says } from "../src/text/en.ts";

/** `/roadmap`: the whole way, or one topic of it. */
export const roadmap = command({
	name: "roadmap",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: { topic: topicParameter(quiz.topic) },
	async run(context, input) {
		const { library } = context.tools;
		const topic = input.topic ? topicTyped(library, input.topic) : undefined;
		const states = await statesOf(context);
		if (topic === undefined)
			return {
				do: "say",
				message: roadmapCard(progressOf(library, states), context.learner.start),
			};
		const own = states.filter((state) => state.topic === topic.id);
		return { do: "say", message: topicCard(library, topicProgress(library, topic, own)) };
	},
	presses: {
		/** Opens another stage. */
		stage: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([]),
			async run(context, _args, { picked: [stage = ""] }) {
				const stages = progressOf(context.tools.library, await statesOf(context));
				const known = stages.some((one) => String(one.stage.stage) === stage);
				if (!known) throw new Problem(say.press.unknown);
				return {
					do: "replace",
					message: roadmapCard(stages, context.learner.start, Number(stage)),
				};
			},
		}),
	},
});

function statesOf({ tools, learner }: Context) {
	return tools.store.progress.questions(learner.id);
}
