import type { Library, Question, Stage, Topic } from "../library.ts";
import { GREEN_KNOWN, GREEN_SHARE } from "../rules.ts";

/**
 * What somebody has shown to master. Earned by answers and never taken back, also when content
 * grows: `name` is a topic's id, a stage's number or a level.
 */
export type Mastered = { readonly what: "topic" | "stage" | "level"; readonly name: string };

/** How far a topic is proven. */
export type Proof = {
	/** Known questions, and how many make it green: a small topic needs all it has. */
	readonly known: number;
	readonly needed: number;
	/** One that is medium or harder is still to come. */
	readonly lacksHarder: boolean;
};

/** What there is, and what is missing, for a topic to be green with these questions known. */
export function proofOf(library: Library, topic: string, known: ReadonlySet<string>): Proof {
	const questions = library.questions(topic);
	const mine = questions.filter((question) => known.has(question.id));
	const isHarder = ({ difficulty }: Question): boolean => difficulty !== "easy";
	return {
		known: mine.length,
		needed: Math.min(GREEN_KNOWN, questions.length),
		lacksHarder: questions.some(isHarder) && !mine.some(isHarder),
	};
}

/** Whether a topic is green with these questions known. */
export function isGreen(library: Library, topic: string, known: ReadonlySet<string>): boolean {
	const proof = proofOf(library, topic, known);
	return proof.known > 0 && proof.known >= proof.needed && !proof.lacksHarder;
}

/**
 * What one more known question brings: its topic, perhaps the stage, perhaps the level.
 *
 * @param topic of the question that has become known
 * @param known all known questions, the new one among them
 */
export function newlyMastered(
	library: Library,
	topic: string,
	known: ReadonlySet<string>,
	before: readonly Mastered[],
): readonly Mastered[] {
	const green = namesOf(before, "topic");
	const of = library.topic(topic);
	if (of === undefined || green.has(topic) || !isGreen(library, topic, known)) return [];
	const news: Mastered[] = [{ what: "topic", name: topic }];
	const stages = namesOf(before, "stage");
	const stage = String(of.stage);
	if (stages.has(stage) || !isStageGreen(library, of.stage, new Set([...green, topic])))
		return news;
	news.push({ what: "stage", name: stage });
	const level = levelOf(library, new Set([...stages, stage]));
	const levels = namesOf(before, "level");
	if (level !== levelOf(library, stages) && !levels.has(level))
		news.push({ what: "level", name: level });
	return news;
}

/** The names of one kind. */
export function namesOf(mastered: readonly Mastered[], what: Mastered["what"]): Set<string> {
	return new Set(mastered.filter((one) => one.what === what).map((one) => one.name));
}

/** The topics a stage asks of everyone. */
function requiredTopics(library: Library, stage: number): readonly Topic[] {
	return library.topics.filter((topic) => topic.stage === stage && !topic.optional);
}

/** How many of a stage's required topics make it green. */
export function neededFor(required: number): number {
	return Math.ceil(required * GREEN_SHARE);
}

function isStageGreen(library: Library, stage: number, green: ReadonlySet<string>): boolean {
	const required = requiredTopics(library, stage);
	const done = required.filter((topic) => green.has(topic.id)).length;
	return required.length > 0 && done >= neededFor(required.length);
}

/**
 * The level somebody works at: that of the first stage that is not green yet.
 *
 * @param greenStages numbers of green stages
 */
export function levelOf(library: Library, greenStages: ReadonlySet<string>): Stage["level"] {
	const stages = library.stages.toSorted((a, b) => a.stage - b.stage);
	const at = stages.find((one) => !greenStages.has(String(one.stage))) ?? stages.at(-1);
	return at?.level ?? "Beginner";
}
