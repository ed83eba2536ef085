import { roadmapPicture as says } from "../../text/en.ts";
import { type Part, picture } from "../message.ts";
import type { TopicMark } from "../picture.ts";
import type { Roadmap, StageProgress, TopicState } from "./progress.ts";

/** All stages with a mark for each topic. */
export function roadmapPart({ stages, next }: Roadmap): Part {
	const step = next?.progress.topic;
	const drawn = stages.map((progress) => stageOf(progress, step?.stage));
	const green = stages.reduce((sum, stage) => sum + stage.green, 0);
	const required = stages.reduce((sum, stage) => sum + stage.required, 0);
	const title = says.title(green, required);
	const under = step ? says.next(step.title) : says.through;
	// Titles stand beside the picture; to hear all of them again would be long.
	const spoken = drawn.map(({ topics }, at) =>
		says.altStage(stages[at]?.stage.stage ?? at, countsOf(topics.map(({ mark }) => mark))),
	);
	const what = { kind: "roadmap", title, under, stages: drawn } as const;
	return picture(what, [says.alt(title), ...spoken, under].join(" "));
}

function stageOf({ stage, topics, green, required }: StageProgress, here?: number) {
	return {
		name: says.stage(stage.stage, stage.title),
		progress: says.progress(green, required),
		here: stage.stage === here,
		topics: topics.map(({ state, topic }) => ({
			mark: MARKS[state],
			optional: topic.optional,
		})),
	};
}

const MARKS: Record<TopicState, TopicMark> = {
	green: "green",
	refresh: "due",
	underWay: "begun",
	open: "untouched",
	assumed: "assumed",
};

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
