import { shuffled } from "../chance.ts";
import type { Answer, Question } from "../library.ts";
import type { Text } from "../message.ts";

/** A round is one quiz under way. It is stored, so its buttons work after a restart. */
export type Round = {
	readonly id: string;
	readonly learner: string;
	readonly space: string;
	/** The id of the request that started it; the same request never starts a second one. */
	readonly request: string;
	readonly kind: "quiz" | "review" | "daily";
	/** The daily question this round answers. */
	readonly daily: string | null;
	readonly items: readonly RoundItem[];
	readonly startedAt: number;
	readonly endedAt: number | null;
};

export type RoundItem = {
	readonly question: string;
	/** Pinned, like the order of options: a new release of the pack cannot shift "B". */
	readonly revision: number;
	/** Ids of options or steps in the order this person sees them. */
	readonly options: readonly string[];
	/** The item repeats one that was missed earlier in the round. */
	readonly again: boolean;
	/** What was answered: ids joined by commas, or typed words; null while it is open. */
	readonly picked: string | null;
	/** `void`: the question was mended or withdrawn meanwhile, so it does not count. */
	readonly outcome: "right" | "wrong" | "void" | null;
	readonly points: number;
	/** The learner said that a right answer was a guess. */
	readonly guessed: boolean;
	/** When it was last put to them, before they answered; left out where nobody saw that. */
	readonly askedAt?: number;
};

/** A question answered by one of its options: what a public post with its buttons can hold. */
export type OneOf = Question & { readonly answer: { readonly by: "one" } };

export function isOneOf(question: Question): question is OneOf {
	return question.answer.by === "one";
}

/** Pins a question for a round: its revision, and what is chosen from in an order the seed decides. */
export function pin(question: Question, seed: string): RoundItem {
	const { answer } = question;
	const fixed = answer.by === "one" && answer.fixed;
	const ids = choicesOf(answer).map((choice) => choice.id);
	return {
		question: question.id,
		revision: question.revision,
		options: fixed ? ids : shuffled(ids, seed),
		again: false,
		picked: null,
		outcome: null,
		points: 0,
		guessed: false,
	};
}

/** What there is to choose from: options, or the steps to be put in order. */
export type Choosable = {
	readonly id: string;
	readonly text: Text;
	/** Among the key: a right option, or a step that belongs to the order. */
	readonly correct: boolean;
	readonly why?: Text;
};

function choicesOf(answer: Answer): readonly Choosable[] {
	switch (answer.by) {
		case "one":
		case "several":
			return answer.options;
		case "order":
			return [
				...answer.steps.map((text, at) => ({ id: stepId(at), text, correct: true })),
				...answer.extra.map((text, at) => ({ id: `extra${at}`, text, correct: false })),
			];
		case "text":
			return [];
	}
}

/** A step's id: its place in the right order, which never leaves the store. */
export const stepId = (at: number): string => `step${at}`;

/**
 * What the item offers, in the order it was pinned; null when the question is not what was pinned:
 * it was withdrawn, or its meaning changed.
 */
export function pinnedChoices(
	item: Pick<RoundItem, "revision" | "options">,
	question: Question | undefined,
): readonly Choosable[] | null {
	if (question === undefined || question.revision !== item.revision) return null;
	const choices = choicesOf(question.answer);
	const byId = new Map(choices.map((choice) => [choice.id, choice]));
	const pinned = item.options.flatMap((id) => byId.get(id) ?? []);
	return pinned.length === item.options.length && pinned.length === choices.length ? pinned : null;
}

/** The position of the first open item; undefined once all are answered. */
export function openPosition(round: Round): number | undefined {
	const position = round.items.findIndex((item) => item.outcome === null);
	return position === -1 ? undefined : position;
}

/** The position answered last; undefined before the first answer. */
export function lastAnswered(round: Round): number | undefined {
	const position = round.items.findLastIndex((item) => item.outcome !== null);
	return position === -1 ? undefined : position;
}

/** First tries only: what the summary counts. */
export function firstTries(round: Round): readonly RoundItem[] {
	return round.items.filter((item) => !item.again && item.outcome !== "void");
}
