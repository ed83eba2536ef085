import { roadmap as says } from "../../text/en.ts";
import type { Library } from "../library.ts";
import {
	buttons,
	type Control,
	facts,
	heading,
	type Inline,
	type Item,
	list,
	type Message,
	note,
	type Part,
	strong,
	text,
} from "../message.ts";
import { wishPress } from "../quiz/wish.ts";
import { ROUND } from "../rules.ts";
import { nextTopic, type StageProgress, type TopicProgress } from "./progress.ts";

/** Stages and topics with what is known, and the next step as a button. */
export function roadmapCard(stages: readonly StageProgress[]): Message {
	const topics = stages.flatMap((stage) => stage.topics);
	const next = nextTopic(stages);
	return {
		gist: says.gist(sum(topics, "known"), sum(topics, "questions")),
		parts: [heading(says.heading), ...stages.flatMap(stageParts), note(says.legend)],
		controls: next ? startButton(next, says.next(next.topic.title)) : [],
	};
}

function stageParts({ stage, topics }: StageProgress): readonly Part[] {
	return [
		text(strong(says.stage(stage.stage, stage.title, stage.level))),
		list(topics.map(topicItem)),
	];
}

/** Full, half and empty circles: the mark never is the only sign, the words beside it say the same. */
function topicItem(progress: TopicProgress): Item {
	const { topic, known, tried, questions } = progress;
	const mark = known > 0 && known === questions ? "●" : tried > 0 ? "◐" : "○";
	const words: Inline = tried > 0 ? says.known(known, questions) : says.untouched(questions);
	return { mark, text: [topic.title, " — ", words] };
}

/** One topic: what it is, what it leads to, how far one is, and a button that starts it. */
export function topicCard(library: Library, progress: TopicProgress): Message {
	const { topic } = progress;
	const needs = topic.needs.flatMap((id) => library.topic(id)?.title ?? []);
	return {
		gist: `${topic.title}: ${topic.outcome}`,
		parts: [
			heading(topic.title),
			...topic.primer,
			text(says.can(topic.outcome)),
			facts([
				[says.progress, says.known(progress.known, progress.questions)],
				...(needs.length > 0 ? [[says.needs, needs.join(", ")] as const] : []),
			]),
		],
		controls: progress.questions > 0 ? startButton(progress, says.startOn(topic.title)) : [],
	};
}

function startButton({ topic }: TopicProgress, label: string): readonly Control[] {
	const press = wishPress("begin", { topic: topic.id, count: ROUND.usual });
	return [buttons({ label, press, tone: "main" })];
}

function sum(topics: readonly TopicProgress[], what: "known" | "questions"): number {
	return topics.reduce((total, topic) => total + topic[what], 0);
}
