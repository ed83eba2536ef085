import { roadmapPicture as says } from "../../text/en.ts";
import { type Part, picture } from "../message.ts";
import type { TopicMark } from "../picture.ts";
import type { Start } from "../ports.ts";
import { nextTopic, type StageProgress, type TopicProgress } from "./progress.ts";

/** All stages with a mark for each topic. */
export function roadmapPart(stages: readonly StageProgress[], start: Start | null): Part {
	const next = nextTopic(stages, start)?.topic;
	const drawn = stages.map((progress) => stageOf(progress, start, next?.stage));
	const marks = drawn.flatMap((stage) => stage.topics.map(({ mark }) => mark));
	const title = says.title(countOf(marks, "green"), marks.length);
	const under = next ? says.next(next.title) : says.through;
	const spoken = drawn.map(({ name, topics }) =>
		says.altStage(name, countsOf(topics.map(({ mark }) => mark))),
	);
	const what = { kind: "roadmap", title, under, stages: drawn } as const;
	return picture(what, [says.alt(title), ...spoken, under].join(" "));
}

function stageOf({ stage, topics }: StageProgress, start: Start | null, here?: number) {
	const marked = topics.map((progress) => ({
		mark: markOf(progress, start),
		optional: progress.topic.optional,
	}));
	const green = countOf(
		marked.map(({ mark }) => mark),
		"green",
	);
	return {
		name: says.stage(stage.stage, stage.title),
		progress: says.progress(green, marked.length),
		here: stage.stage === here,
		topics: marked,
	};
}

function markOf({ topic, known, tried, questions }: TopicProgress, start: Start | null): TopicMark {
	if (known > 0 && known === questions) return "green";
	if (tried > 0) return "begun";
	return topic.stage < (start?.stage ?? 1) ? "assumed" : "untouched";
}

const SPOKEN = ["green", "due", "begun", "assumed", "untouched"] as const;

/** In words how many topics of a stage are how far; what there is none of is left out. */
function countsOf(marks: readonly TopicMark[]): string {
	return SPOKEN.map((mark) => [mark, countOf(marks, mark)] as const)
		.filter(([, count]) => count > 0)
		.map(([mark, count]) => says.counted(count, says.marks[mark]))
		.join(", ");
}

function countOf(marks: readonly TopicMark[], wanted: TopicMark): number {
	return marks.filter((mark) => mark === wanted).length;
}
