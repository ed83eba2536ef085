import { roadmap as says } from "../../text/en.ts";
import { type Day, daysBetween } from "../days.ts";
import type { Library, Source, Topic } from "../library.ts";
import { neededFor } from "../mastery/mastery.ts";
import {
	type Button,
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
	words,
} from "../message.ts";
import type { Start } from "../ports.ts";
import { writePress } from "../press.ts";
import { sourceText } from "../quiz/reveal.ts";
import { wishPress } from "../quiz/wish.ts";
import { ROUND } from "../rules.ts";
import type { Branch } from "./branches.ts";
import { roadmapPart } from "./picture.ts";
import {
	isGreen,
	type Roadmap,
	type StageProgress,
	type TopicProgress,
	type TopicState,
} from "./progress.ts";

/**
 * All stages in a line each, the topics of one of them, and the next step as a button. A hundred
 * topics would fill more than a phone's screen, so the others are a choice away.
 *
 * @param shown the stage to open; left out, the one with the next step
 */
export function roadmapCard(
	roadmap: Roadmap,
	{ shown }: { readonly shown?: number } = {},
): Message {
	const { stages, level, next } = roadmap;
	const open = shown ?? next?.progress.topic.stage ?? stages[0]?.stage.stage;
	return {
		gist: says.gist(sum(stages, "green"), sum(stages, "required")),
		parts: [
			heading(says.heading),
			roadmapPart(roadmap),
			text(strong(says.level(level)), ` — ${says.ladder[level]}. ${says.ladderNote}`),
			...stages.flatMap((one) => (one.stage.stage === open ? openStage(one) : [lineOf(one)])),
			...capstoneOf(stages, shown),
			...(next ? [] : [text(...words(restWords(stages)))]),
			note(says.legend),
		],
		controls: [buttonRow(roadmap), ...(stages.length > 1 ? [stagePick(stages)] : [])].filter(
			(one) => one.control !== "buttons" || one.buttons.length > 0,
		),
	};
}

function lineOf(progress: StageProgress): Part {
	const { stage } = progress;
	return text(
		strong(says.stage(stage.stage, stage.title, stage.level)),
		` — ${stageWords(progress)}`,
	);
}

function stageWords({ greenSince, isAssumed, green, required }: StageProgress): string {
	if (isAssumed) return says.assumed;
	const share = says.ofGreen(green, required);
	return greenSince === null ? share : `${says.stageGreen}, ${share}`;
}

function openStage(progress: StageProgress): readonly Part[] {
	const { required, greenSince, isAssumed } = progress;
	const how = isAssumed ? says.assumedNote : says.greenWith(neededFor(required), required);
	return [
		lineOf(progress),
		list(topicItems(progress.topics)),
		...(greenSince === null ? [note(how)] : []),
	];
}

/** What to build, of the stage in sight or else of the one that turned green last. */
function capstoneOf(stages: readonly StageProgress[], shown: number | undefined): readonly Part[] {
	const [latest] = stages
		.filter(
			({ stage, greenSince }) => greenSince !== null && (shown ?? stage.stage) === stage.stage,
		)
		.toSorted((a, b) => (b.greenSince ?? "").localeCompare(a.greenSince ?? ""));
	if (latest === undefined) return [];
	const { title, capstone } = latest.stage;
	return [text(strong(says.capstone(title)), capstone, says.capstoneHint)];
}

/** Said where there is no next step. */
function restWords(stages: readonly StageProgress[]): string {
	const steps = stages
		.flatMap((stage) => stage.topics)
		.filter((one) => one.isStep && one.questions);
	return steps.every(isGreen) ? says.allGreen : says.restToday;
}

function buttonRow({ next, branches }: Roadmap): Control & { control: "buttons" } {
	const hasBranches = branches.language.length + branches.framework.length > 0;
	const row: Button[] = [
		...(next ? nextButtons(next.progress.topic, says.step[next.why]) : []),
		...(hasBranches ? [{ label: says.choose, press: writePress("roadmap.branches", 1) }] : []),
	];
	return { control: "buttons", buttons: row };
}

function nextButtons(topic: Topic, label: (topic: string) => string): readonly Button[] {
	return [
		startButton(topic, label(topic.title)),
		{ label: says.readFirst, press: topicPress(topic.id) },
	];
}

function startButton(topic: Topic, label: string): Button {
	return {
		label,
		press: wishPress("begin", { topic: topic.id, count: ROUND.usual }),
		tone: "main",
	};
}

const topicPress = (topic: string): string => writePress("roadmap.topic", 1, topic);

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

const MARKS: Readonly<Record<TopicState, string>> = {
	green: "●",
	refresh: "↻",
	underWay: "◐",
	open: "○",
	assumed: "◌",
};

/** Branches that are neither chosen nor tried share a line: they are many, and asked of nobody. */
function topicItems(topics: readonly TopicProgress[]): readonly Item[] {
	const isIdle = ({ isStep, state }: TopicProgress): boolean => !isStep && state === "open";
	const idle = topics.filter(isIdle).map(({ topic }) => topic.title);
	return [
		...topics.filter((one) => !isIdle(one)).map(topicItem),
		...(idle.length > 0 ? [{ mark: MARKS.open, text: [says.toChoose(idle)] }] : []),
	];
}

/** The mark never is the only sign: the words beside it say the same. */
function topicItem(progress: TopicProgress): Item {
	const { topic, state, isStep } = progress;
	const branch = topic.optional ? (isStep ? says.chosen : says.optional) : "";
	// One string, for each piece costs Slack a hundred bytes, and there are up to thirty lines.
	return { mark: MARKS[state], text: [`${topic.title} — ${shortState(progress)}${branch}`] };
}

function shortState({ state, questions, proof }: TopicProgress): string {
	if (questions === 0) return says.noQuestions;
	switch (state) {
		case "green":
			return says.isGreen;
		case "refresh":
			return says.refresh;
		case "underWay":
			return says.known(Math.min(proof.known, proof.needed), proof.needed);
		case "open":
			return says.untouched(questions);
		case "assumed":
			return says.assumed;
	}
}

/**
 * One topic: what it is, what it leads to, how far one is and what is missing, where it is written,
 * and a button that starts it.
 *
 * @param needs how far one is in the topics that come before it
 */
export function topicCard(
	library: Library,
	progress: TopicProgress,
	needs: readonly TopicProgress[],
	today: Day,
): Message {
	const { topic, questions } = progress;
	const sources = sourcesOf(library, topic.id);
	const before = needs.filter((need) => need.state === "open" || need.state === "underWay");
	const row: Button[] = [
		...(questions > 0 ? [startButton(topic, says.startOn(topic.title))] : []),
		...before.slice(0, MOST_NEEDS).map((need) => lookButton(need.topic)),
	];
	return {
		gist: `${topic.title}: ${topic.outcome}`,
		parts: [
			heading(topic.title),
			...topic.primer,
			text(says.can(topic.outcome)),
			facts([
				...statusFacts(progress, today),
				...needsFacts(needs),
				...historyFacts(progress, today),
			]),
			...(sources.length > 0 ? [note(...sourceText(sources))] : []),
		],
		controls: row.length > 0 ? [buttons(...row)] : [],
	};
}

/** A row holds five buttons, and one of them starts the quiz. */
const MOST_NEEDS = 4;

const lookButton = ({ id, title }: Topic): Button => ({
	label: says.lookAt(title),
	press: topicPress(id),
});

type Fact = readonly [string, ...Inline[]];

function statusFacts(progress: TopicProgress, today: Day): readonly Fact[] {
	const { greenSince, state, proof, questions } = progress;
	if (greenSince !== null) {
		const since = pastDay(greenSince, today);
		return [[says.status, state === "refresh" ? says.refreshDue(since) : says.greenSince(since)]];
	}
	if (questions === 0) return [[says.status, says.noQuestions]];
	const missing: Fact = [says.toGreen, says.lacks(proof.known, proof.needed, proof.lacksHarder)];
	return state === "assumed" ? [[says.status, says.assumed], missing] : [missing];
}

function needsFacts(needs: readonly TopicProgress[]): readonly Fact[] {
	if (needs.length === 0) return [];
	const named = needs.map(({ topic, state }) => says.need(topic.title, NEED_WORDS[state]));
	return [[says.needs, named.join(", ")]];
}

const NEED_WORDS: Readonly<Record<TopicState, string>> = {
	green: says.isGreen,
	refresh: says.refresh,
	underWay: says.notYet,
	open: says.notYet,
	assumed: says.assumed,
};

function historyFacts(progress: TopicProgress, today: Day): readonly Fact[] {
	const { tried, tries, right, questions, proof, lastDay } = progress;
	if (lastDay === null) return [[says.history, says.noTries]];
	return [
		[says.history, says.tries(tries, tried, questions)],
		[says.rightLast, says.ofTried(right, tried)],
		[says.knownNow, String(proof.known)],
		[says.lastAsked, pastDay(lastDay, today)],
	];
}

/** "today", "yesterday", "18 November 2026". */
function pastDay(day: Day, today: Day): string {
	const ago = daysBetween(day, today);
	if (ago <= 0) return says.today;
	if (ago === 1) return says.yesterday;
	return Temporal.PlainDate.from(day).toLocaleString("en-GB", {
		day: "numeric",
		month: "long",
		year: "numeric",
	});
}

/** More would be a reading list. */
const MOST_SOURCES = 3;

/** Where most of a topic's questions send their readers. */
function sourcesOf(library: Library, topic: string): readonly Source[] {
	const all = library.questions(topic).flatMap((question) => question.sources);
	const byUrl = [...Map.groupBy(all, ({ url }) => url).values()];
	return byUrl
		.toSorted((a, b) => b.length - a.length)
		.slice(0, MOST_SOURCES)
		.flatMap(([first]) => first ?? []);
}

/** What one has chosen of the optional branches, and what there is to choose. */
export function branchesCard({ branches, start }: Roadmap): Message {
	return {
		gist: says.branches,
		parts: [
			heading(says.branches),
			facts([
				[says.language, chosenTitle(branches.language, start?.language)],
				[says.framework, chosenTitle(branches.framework, start?.framework)],
			]),
			note(says.branchesAbout),
		],
		controls: [
			...branchPick("language", branches.language, says.pickLanguage, start),
			...branchPick("framework", branches.framework, says.pickFramework, start),
			buttons({ label: says.back, press: writePress("roadmap.map", 1) }),
		],
	};
}

function chosenTitle(topics: readonly Topic[], id: string | null | undefined): string {
	return topics.find((topic) => topic.id === id)?.title ?? says.noBranch;
}

/** Stands in a pick for no branch at all. */
export const NO_BRANCH = "-";
/** A pick holds 25; one of them is none. */
const MOST_BRANCHES = 24;

function branchPick(
	branch: Branch,
	topics: readonly Topic[],
	label: string,
	start: Start | null,
): readonly Control[] {
	if (topics.length === 0) return [];
	const options = fittingFirst(topics, start)
		.slice(0, MOST_BRANCHES)
		.map((topic) => ({ label: topic.title, value: topic.id }));
	const none = { label: says.noneOfThem, value: NO_BRANCH };
	const press = writePress(`roadmap.${branch}`, 1);
	return [{ control: "pick", press, label, least: 1, most: 1, options: [...options, none] }];
}

/** Frameworks of one's language come before those of others. */
function fittingFirst(topics: readonly Topic[], start: Start | null): readonly Topic[] {
	const fits = ({ needs }: Topic): boolean =>
		start?.language !== null && start?.language !== undefined && needs.includes(start.language);
	return [...topics.filter(fits), ...topics.filter((topic) => !fits(topic))];
}

function sum(stages: readonly StageProgress[], what: "green" | "required"): number {
	return stages.reduce((total, stage) => total + stage[what], 0);
}
