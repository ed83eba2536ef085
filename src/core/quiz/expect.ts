import type { Difficulty, Question } from "../library.ts";
import { EXPECTED, RATED } from "../rules.ts";

/** What all first tries of a learner add up to. A projection of the ledger. */
export type Totals = {
	/** First tries, and those that were right. */
	readonly tries: number;
	readonly correct: number;
	/** Due questions answered, and those of them soon after they fell due. */
	readonly reviews: number;
	readonly reviewsInTime: number;
	/** How far above (or below) the author's expectations, in logits. */
	readonly ability: number;
};

export const NO_TOTALS: Totals = { tries: 0, correct: 0, reviews: 0, reviewsInTime: 0, ability: 0 };

/** First tries at one question by everyone. */
export type Share = { readonly answers: number; readonly correct: number };

/**
 * How likely a first try is to be right, 0 to 1: the author's guess of the difficulty until there
 * are enough answers on the question, moved by the learner's ability once that is known.
 */
export function expectedSuccess(
	question: Pick<Question, "difficulty">,
	totals: Totals,
	share: Share | undefined,
): number {
	const ability = totals.tries < RATED.learner ? 0 : totals.ability;
	return logistic(logit(baseOf(question.difficulty, share)) + ability);
}

/** Shrunk towards the author's guess as if {@link RATED}.question more had answered as expected. */
function baseOf(difficulty: Difficulty, share: Share | undefined): number {
	const guess = EXPECTED[difficulty];
	if (share === undefined || share.answers < RATED.question) return guess;
	return (share.correct + guess * RATED.question) / (share.answers + RATED.question);
}

/**
 * The ability after one more first try: a step of the Elo rating system as used for learners, with
 * a step that grows smaller (Pelánek, "Applications of the Elo rating system in adaptive educational
 * systems", 2016, U(n) = 1 / (1 + 0.05 n)). It goes by the author's difficulty, so that it is a fold
 * of one's own answers alone.
 */
export function abilityAfter(
	{ ability, tries }: Totals,
	difficulty: Difficulty,
	right: boolean,
): number {
	const expected = logistic(logit(EXPECTED[difficulty]) + ability);
	return ability + ((right ? 1 : 0) - expected) / (1 + 0.05 * tries);
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const logit = (p: number): number => Math.log(p / (1 - p));
