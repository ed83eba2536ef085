import type { Day } from "../days.ts";
import type { Library, Stage, Topic } from "../library.ts";
import { levelOf, type Mastered, namesOf, type Proof, proofOf } from "../mastery/mastery.ts";
import { isReview } from "../points/points.ts";
import type { QuestionState, Start } from "../ports.ts";
import { isChosen } from "../quiz/pick.ts";
import { type Branches, branchesOf } from "./branches.ts";
import { hasFaded } from "./fade.ts";

/** What is known of a learner on the way. */
export type Journey = {
	readonly states: readonly QuestionState[];
	readonly mastered: readonly (Mastered & { readonly day: Day })[];
	readonly start: Start | null;
	/** The learner's date now. */
	readonly day: Day;
};

/**
 * Where one is with a topic. Green is a fact and stays; `refresh` is green that has faded; `assumed`
 * lies before where one began, and is hollow until it is tried.
 */
export type TopicState = "green" | "refresh" | "underWay" | "open" | "assumed";

/** How far a learner is in a topic. */
export type TopicProgress = {
	readonly topic: Topic;
	readonly state: TopicState;
	/** Asked of everyone, or a branch the learner chose. */
	readonly isStep: boolean;
	readonly questions: number;
	/** Questions tried, first tries at them, and how many were right the last time. */
	readonly tried: number;
	readonly tries: number;
	readonly right: number;
	readonly lastDay: Day | null;
	readonly greenSince: Day | null;
	readonly proof: Proof;
	/** Today there is a question that is due again, and one that was never tried. */
	readonly hasDue: boolean;
	readonly hasNew: boolean;
};

export type StageProgress = {
	readonly stage: Stage;
	readonly topics: readonly TopicProgress[];
	/** The day it turned green. */
	readonly greenSince: Day | null;
	/** Topics asked of everyone, and how many of them are green. */
	readonly required: number;
	readonly green: number;
	/** Before where the learner began, and nothing of it green as yet. */
	readonly isAssumed: boolean;
};

/** The whole way, as one learner sees it. */
export type Roadmap = {
	readonly stages: readonly StageProgress[];
	readonly level: Stage["level"];
	readonly start: Start | null;
	readonly branches: Branches;
	readonly next: Step | undefined;
};

/** What to do next, and why just that. */
type Step = {
	readonly why: "underWay" | "refresh" | "next";
	readonly progress: TopicProgress;
};

/** Every stage that has topics, where the learner is in each, and the best next step. */
export function roadmapOf(library: Library, journey: Journey): Roadmap {
	const stages = progressOf(library, journey);
	const { start, mastered } = journey;
	return {
		stages,
		level: levelOf(library, namesOf(mastered, "stage")),
		start,
		branches: branchesOf(library),
		next: nextStep(stages, start),
	};
}

function progressOf(library: Library, journey: Journey): StageProgress[] {
	const look = lookAt(library, journey);
	return library.stages
		.map((stage) => stageProgress(stage, journey, library.topics.flatMap(look(stage.stage))))
		.filter((stage) => stage.topics.length > 0);
}

/** Looks at the topics of one stage; what the learner has tried is sorted out once for all. */
function lookAt(library: Library, journey: Journey) {
	const byTopic = Map.groupBy(journey.states, (state) => state.topic);
	return (stage: number) => (topic: Topic) =>
		topic.stage === stage
			? [topicProgress(library, topic, { ...journey, states: byTopic.get(topic.id) ?? [] })]
			: [];
}

function stageProgress(
	stage: Stage,
	{ mastered, start }: Journey,
	topics: readonly TopicProgress[],
): StageProgress {
	const required = topics.filter(({ topic }) => !topic.optional);
	const green = required.filter(isGreen).length;
	const greenSince = dayOf(mastered, "stage", String(stage.stage));
	const isAssumed = isBefore(stage.stage, start) && greenSince === null && green === 0;
	return { stage, topics, greenSince, required: required.length, green, isAssumed };
}

/**
 * How far a learner is in one topic.
 *
 * @param journey whose states may be of this topic alone
 */
export function topicProgress(library: Library, topic: Topic, journey: Journey): TopicProgress {
	const { mastered, start, day } = journey;
	const states = journey.states.filter(
		(state) => state.topic === topic.id && library.question(state.question) !== undefined,
	);
	const questions = library.questions(topic.id).length;
	const greenSince = dayOf(mastered, "topic", topic.id);
	const known = new Set(states.filter((one) => one.known).map((one) => one.question));
	return {
		topic,
		state: stateOf(topic, states, greenSince, journey),
		isStep: isStep(topic, start),
		questions,
		tried: states.length,
		tries: states.reduce((sum, one) => sum + one.tries, 0),
		right: states.filter((one) => one.lastRight).length,
		lastDay:
			states
				.map((one) => one.lastDay)
				.toSorted()
				.at(-1) ?? null,
		greenSince,
		proof: proofOf(library, topic.id, known),
		hasDue: states.some((one) => isReview(one, day)),
		hasNew: states.length < questions,
	};
}

function stateOf(
	topic: Topic,
	states: readonly QuestionState[],
	greenSince: Day | null,
	{ day, start }: Journey,
): TopicState {
	if (greenSince !== null) return hasFaded(states, day) ? "refresh" : "green";
	if (states.length > 0) return "underWay";
	return isBefore(topic.stage, start) && isStep(topic, start) ? "assumed" : "open";
}

function dayOf(mastered: Journey["mastered"], what: Mastered["what"], name: string): Day | null {
	return mastered.find((one) => one.what === what && one.name === name)?.day ?? null;
}

/** A branch that nobody chose is neither asked for nor assumed. */
const isStep = (topic: Topic, start: Start | null): boolean =>
	!topic.optional || isChosen(topic, start);

/** Earlier stages are taken as known. */
const isBefore = (stage: number, start: Start | null): boolean => stage < (start?.stage ?? 1);

/** Green now, faded or not. */
export const isGreen = ({ greenSince }: TopicProgress): boolean => greenSince !== null;

/**
 * First what is under way and can be carried on today, the latest first; then what has faded; then
 * the next in order whose needs are met. What was assumed comes last, to be tested.
 */
function nextStep(stages: readonly StageProgress[], start: Start | null): Step | undefined {
	const topics = stages.flatMap((stage) => stage.topics);
	const steps = topics.filter((one) => one.isStep && one.questions > 0);
	const begun = latestBegun(steps);
	if (begun) return { why: "underWay", progress: begun };
	const faded = steps.find((one) => one.state === "refresh" && one.hasDue);
	if (faded) return { why: "refresh", progress: faded };
	const open = steps.filter((one) => one.state === "open");
	const isMet = needsMet(topics, start);
	const next = open.find(isMet) ?? open[0] ?? steps.find((one) => one.state === "assumed");
	return next && { why: "next", progress: next };
}

/** Where all has been asked and nothing is due, there is nothing to go on with today. */
function latestBegun(steps: readonly TopicProgress[]): TopicProgress | undefined {
	return steps
		.filter((one) => one.state === "underWay" && (one.hasDue || one.hasNew))
		.toSorted((a, b) => (b.lastDay ?? "").localeCompare(a.lastDay ?? ""))[0];
}

/** A need is met when it is green or assumed; a branch one did not choose is nobody's need. */
function needsMet(topics: readonly TopicProgress[], start: Start | null) {
	const open = new Set(
		topics
			.filter((one) => one.isStep && !isGreen(one) && !isBefore(one.topic.stage, start))
			.map((one) => one.topic.id),
	);
	return ({ topic }: TopicProgress): boolean => !topic.needs.some((need) => open.has(need));
}
