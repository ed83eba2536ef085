import { command } from "../src/core/command.ts";
import { progressOf, topicProgress } from "../src/core/roadmap/progress.ts";
import { roadmapCard, topicCard } from "../src/core/roadmap/view.ts";
import { topicParameter, topicTyped } from "../src/core/topics.ts";
import { quiz, roadmap as says } from "../src/text/en.ts";

/** `/roadmap`: the whole way, or one topic of it. */
export const roadmap = command({
	name: "roadmap",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: { topic: topicParameter(quiz.topic) },
	async run({ tools, learner }, input) {
		const { library, store } = tools;
		const topic = input.topic ? topicTyped(library, input.topic) : undefined;
		const states = await store.progress.questions(learner.id);
		if (topic === undefined)
			return { do: "say", message: roadmapCard(progressOf(library, states)) };
		const own = states.filter((state) => state.topic === topic.id);
		return { do: "say", message: topicCard(library, topicProgress(library, topic, own)) };
	},
});
