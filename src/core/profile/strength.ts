import type { Library, Topic } from "../library.ts";
import type { QuestionState } from "../ports.ts";
import { JUDGED } from "../rules.ts";

/** How the last tries at the questions of a topic went: the reason for calling it strong or weak. */
export type Strength = {
	readonly topic: Topic;
	/** Questions tried, and those of them that were right the last time. */
	readonly tried: number;
	readonly right: number;
};

export type Strengths = {
	readonly strongest: readonly Strength[];
	readonly weakest: readonly Strength[];
};

/** Topics that go well, best first, and those worth another look; see {@link JUDGED}. */
export function strengthsOf(library: Library, states: readonly QuestionState[]): Strengths {
	const byTopic = Map.groupBy(states, (state) => state.topic);
	const judged = library.topics
		.map((topic) => strengthOf(library, topic, byTopic.get(topic.id) ?? []))
		.filter(({ tried }) => tried >= JUDGED.tried);
	return {
		strongest: judged
			.filter((one) => shareOf(one) >= JUDGED.strong)
			.toSorted((a, b) => shareOf(b) - shareOf(a) || b.tried - a.tried)
			.slice(0, JUDGED.most),
		weakest: judged
			.filter((one) => shareOf(one) <= JUDGED.weak)
			.toSorted((a, b) => shareOf(a) - shareOf(b) || b.tried - a.tried)
			.slice(0, JUDGED.most),
	};
}

function strengthOf(library: Library, topic: Topic, states: readonly QuestionState[]): Strength {
	const mine = states.filter((one) => library.question(one.question) !== undefined);
	return { topic, tried: mine.length, right: mine.filter((one) => one.lastRight).length };
}

const shareOf = ({ right, tried }: Strength): number => right / tried;
