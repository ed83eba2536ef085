import type { Library, Stage, Topic } from "../library.ts";
import type { QuestionState, Start } from "../ports.ts";

/** How far a learner is in a topic. */
export type TopicProgress = {
	readonly topic: Topic;
	readonly questions: number;
	readonly tried: number;
	readonly known: number;
};

export type StageProgress = { readonly stage: Stage; readonly topics: readonly TopicProgress[] };

/** Every stage that has topics, with what the learner has tried and knows of each. */
export function progressOf(library: Library, states: readonly QuestionState[]): StageProgress[] {
	const byTopic = Map.groupBy(states, (state) => state.topic);
	return library.stages
		.map((stage) => ({
			stage,
			topics: library.topics
				.filter((topic) => topic.stage === stage.stage)
				.map((topic) => topicProgress(library, topic, byTopic.get(topic.id) ?? [])),
		}))
		.filter((stage) => stage.topics.length > 0);
}

/** One topic's share of {@link progressOf}. */
export function topicProgress(
	library: Library,
	topic: Topic,
	states: readonly QuestionState[],
): TopicProgress {
	const there = states.filter((state) => library.question(state.question) !== undefined);
	return {
		topic,
		questions: library.questions(topic.id).length,
		tried: there.length,
		known: there.filter((state) => state.known).length,
	};
}

/**
 * The first topic with a question that is not known yet, from where the learner began; of the
 * optional branches only the chosen one is a step.
 */
export function nextTopic(
	stages: readonly StageProgress[],
	start: Start | null,
): TopicProgress | undefined {
	const steps = stages
		.flatMap((stage) => stage.topics)
		.filter(({ topic }) => !topic.optional || topic.id === start?.language)
		.filter((progress) => progress.known < progress.questions);
	return steps.find(({ topic }) => topic.stage >= (start?.stage ?? 1)) ?? steps[0];
}
