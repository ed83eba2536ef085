import { likeness } from "./alike.ts";
import { type Choice, proseChoices, type Question, seen, wordsOf } from "./lint.ts";

/**
 * L11: robots that know nothing but how tests are written badly. Each answers every question that has
 * one key among prose options; what they score above chance is what the pack gives away.
 */

export type RobotScore = {
	readonly robot: string;
	/** Questions it could answer. */
	readonly items: number;
	readonly right: number;
	readonly chance: number;
};

/** What a robot sees of a choice, each about from 0 to 1. */
type Features = readonly number[];
type Item = { readonly topic: string; readonly key: number; readonly choices: readonly Features[] };

const ABSOLUTES = /\b(?:always|never|only|all|none|every|must|cannot)\b/i;
const NAMES = ["longest", "shortest", "echo", "no absolutes", "most alike"] as const;

/** @param topics questions by topic, for the fitted robot is tried on topics it has not seen */
export function robotScores(
	topics: ReadonlyMap<string, readonly Question[]>,
): readonly RobotScore[] {
	const items = [...topics].flatMap(([topic, questions]) =>
		questions.flatMap((one) => itemOf(topic, one)),
	);
	const chance = mean(items.map((item) => 1 / item.choices.length));
	const plain = NAMES.map((robot, feature) => ({
		robot,
		right: mean(items.map((item) => guessed(item, (choice) => choice[feature] ?? 0))),
		chance,
		items: items.length,
	}));
	return [
		...plain,
		{ robot: "fitted to all of these", right: crossValidated(items), chance, items: items.length },
	];
}

function itemOf(topic: string, question: Question): readonly Item[] {
	const choices = proseChoices(question);
	const keys = choices.filter((choice) => choice.correct);
	if (keys.length !== 1 || choices.length < 2) return [];
	const stem = new Set(wordsOf(seen(question.value.stem)).filter((word) => word.length >= 4));
	const features = choices.map((choice) => featuresOf(choice, choices, stem));
	return [{ topic, key: choices.findIndex((choice) => choice.correct), choices: features }];
}

function featuresOf(choice: Choice, all: readonly Choice[], stem: ReadonlySet<string>): Features {
	const longest = Math.max(...all.map((one) => one.text.length));
	const length = choice.text.length / longest;
	const echoes = wordsOf(choice.text).filter((word) => stem.has(word)).length;
	const others = all.filter((one) => one !== choice);
	return [
		length,
		-length,
		Math.min(echoes, 3) / 3,
		ABSOLUTES.test(choice.text) ? 0 : 1,
		mean(others.map((one) => likeness(one.text, choice.text))),
	];
}

/** The chance that the robot is right: where several choices look best, it picks among them. */
function guessed(item: Item, score: (choice: Features) => number): number {
	const scores = item.choices.map(score);
	const best = Math.max(...scores);
	const picks = scores.filter((one) => one === best).length;
	return scores[item.key] === best ? 1 / picks : 0;
}

const FOLDS = 10;

/** A tenth of the topics is answered by a model fitted to the others, and so on round. */
function crossValidated(items: readonly Item[]): number {
	const topics = [...new Set(items.map((item) => item.topic))];
	const folds = Map.groupBy(items, (item) => topics.indexOf(item.topic) % FOLDS);
	return mean(
		[...folds.values()].flatMap((fold) => {
			const held = new Set(fold);
			const weights = fittedWeights(items.filter((item) => !held.has(item)));
			return fold.map((item) => guessed(item, (choice) => dot(weights, choice)));
		}),
	);
}

const STEPS = 200;
const RATE = 0.5;
/** Keeps weights small where there is little to learn from. */
const DECAY = 0.01;

/** A conditional logit (McFadden 1974), fitted by plain gradient ascent. */
function fittedWeights(items: readonly Item[]): Features {
	let weights: Features = NAMES.map(() => 0);
	for (let step = 0; step < STEPS; step += 1) {
		const slope = slopeOf(items, weights);
		weights = weights.map((weight, at) => weight + RATE * ((slope[at] ?? 0) - DECAY * weight));
	}
	return weights;
}

/** How far the key's features are from what the weights expect, over all items. */
function slopeOf(items: readonly Item[], weights: Features): Features {
	const sums = weights.map(() => 0);
	for (const { choices, key } of items) {
		const odds = choices.map((choice) => Math.exp(dot(weights, choice)));
		const all = odds.reduce((sum, one) => sum + one, 0);
		for (let index = 0; index < choices.length; index += 1)
			add(sums, choices[index] ?? [], (index === key ? 1 : 0) - (odds[index] ?? 0) / all);
	}
	return sums.map((sum) => (items.length === 0 ? 0 : sum / items.length));
}

// These two run half a million times, where a loop is several times as fast as an iterator.

function add(sums: number[], choice: Features, share: number): void {
	for (let at = 0; at < choice.length; at += 1)
		sums[at] = (sums[at] ?? 0) + share * (choice[at] ?? 0);
}

function dot(a: Features, b: Features): number {
	let sum = 0;
	for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
	return sum;
}

const mean = (numbers: readonly number[]): number =>
	numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
