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
import type { Start } from "../ports.ts";
import { writePress } from "../press.ts";
import { wishPress } from "../quiz/wish.ts";
import { ROUND } from "../rules.ts";
import { roadmapPart } from "./picture.ts";
import { nextTopic, type StageProgress, type TopicProgress } from "./progress.ts";

/**
 * All stages in a line each, the topics of one of them, and the next step as a button. A hundred
 * topics would fill more than a phone's screen, so the others are a choice away.
 *
 * @param shown the stage to open; left out, the one with the next step
 */
export function roadmapCard(
	stages: readonly StageProgress[],
	start: Start | null,
	shown?: number,
): Message {
	const topics = stages.flatMap((stage) => stage.topics);
	const next = nextTopic(stages, start);
	const at = shown ?? next?.topic.stage ?? 1;
	return {
		gist: says.gist(sum(topics, "known"), sum(topics, "questions")),
		parts: [
			heading(says.heading),
			roadmapPart(stages, start),
			...stages.flatMap((stage) => (stage.stage.stage === at ? openStage(stage) : [lineOf(stage)])),
			note(says.legend),
		],
		controls: [
			...(next ? startButton(next, says.next(next.topic.title)) : []),
			...(stages.length > 1 ? [stagePick(stages)] : []),
		],
	};
}

function lineOf({ stage, topics }: StageProgress): Part {
	const known = says.known(sum(topics, "known"), sum(topics, "questions"));
	return text(strong(says.stage(stage.stage, stage.title, stage.level)), ` — ${known}`);
}

function openStage(progress: StageProgress): readonly Part[] {
	return [lineOf(progress), list(progress.topics.map(topicItem))];
}

function stagePick(stages: readonly StageProgress[]): Control {
	return {
		control: "pick",
		press: writePress("roadmap.stage", 1),
		label: says.otherStage,
		least: 1,
		most: 1,
		options: stages.map(({ stage }) => ({
			label: says.stage(stage.stage, stage.title, stage.level),
			value: String(stage.stage),
		})),
	};
}

/** Full, half and empty circles: the mark never is the only sign, the words beside it say the same. */
function topicItem(progress: TopicProgress): Item {
	const { topic, known, tried, questions } = progress;
	const mark = known > 0 && known === questions ? "●" : tried > 0 ? "◐" : "○";
	const words: Inline = tried > 0 ? says.known(known, questions) : says.untouched(questions);
	const branch = topic.optional ? [says.optional] : [];
	return { mark, text: [topic.title, " — ", words, ...branch] };
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
