import { roadmapPicture as says } from "../../text/en.ts";
import { type Part, picture } from "../message.ts";
import type { TopicMark } from "../picture.ts";
import type { Start } from "../ports.ts";
import { nextTopic, type StageProgress, type TopicProgress } from "./progress.ts";

/** All stages with a mark for each topic. */
export function roadmapPart(stages: readonly StageProgress[], start: Start | null): Part {
	const here = nextTopic(stages, start)?.topic.stage;
	const drawn = stages.map((progress) => stageOf(progress, start, here));
	const green = countOf(
		drawn.flatMap((stage) => stage.topics.map(({ mark }) => mark)),
		"green",
	);
	const all = drawn.reduce((sum, stage) => sum + stage.topics.length, 0);
	const title = says.title;
	const under = says.under(green, all);
	const alt = [
		`${title}: ${under}.`,
		...drawn.map((stage) => says.altStage(stage.name, countsOf(stage.topics.map((t) => t.mark)))),
	].join(" ");
	return picture({ kind: "roadmap", title, under, stages: drawn }, alt);
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
