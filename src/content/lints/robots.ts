import { type Choice, likeness, proseChoices, type Question, seen, wordsOf } from "./lint.ts";

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

/** Each topic is answered by a model fitted to the others. */
function crossValidated(items: readonly Item[]): number {
	const topics = [...new Set(items.map((item) => item.topic))];
	return mean(
		topics.flatMap((topic) => {
			const weights = fittedWeights(items.filter((item) => item.topic !== topic));
			const score = (choice: Features) => dot(weights, choice);
			return items.filter((item) => item.topic === topic).map((item) => guessed(item, score));
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

function slopeOf(items: readonly Item[], weights: Features): Features {
	return weights.map((_, at) =>
		mean(
			items.map((item) => {
				const odds = item.choices.map((choice) => Math.exp(dot(weights, choice)));
				const all = odds.reduce((sum, one) => sum + one, 0);
				const expected = item.choices.reduce(
					(sum, choice, index) => sum + ((odds[index] ?? 0) / all) * (choice[at] ?? 0),
					0,
				);
				return (item.choices[item.key]?.[at] ?? 0) - expected;
			}),
		),
	);
}

const dot = (a: Features, b: Features): number =>
	a.reduce((sum, one, at) => sum + one * (b[at] ?? 0), 0);
const mean = (numbers: readonly number[]): number =>
	numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
