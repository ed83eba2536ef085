import { shuffled } from "../chance.ts";
import type { Option, Question } from "../library.ts";

/** A round is one quiz under way. It is stored, so its buttons work after a restart. */
export type Round = {
	readonly id: string;
	readonly learner: string;
	readonly space: string;
	/** The id of the request that started it; the same request never starts a second one. */
	readonly request: string;
	readonly kind: "quiz" | "daily";
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
	/** Option ids in the order this person sees them. */
	readonly options: readonly string[];
	/** The item repeats one that was missed earlier in the round. */
	readonly again: boolean;
	/** The chosen option's id, or null while it is open. */
	readonly picked: string | null;
	/** `void`: the question was mended or withdrawn meanwhile, so it does not count. */
	readonly outcome: "right" | "wrong" | "void" | null;
	readonly points: number;
};

/** A question answered by one of its options: the kinds a round can hold. */
export type OneOf = Question & { readonly answer: { readonly by: "one" } };

export function isOneOf(question: Question): question is OneOf {
	return question.answer.by === "one";
}

/** Pins a question for a round: its revision, and its options in an order the seed decides. */
export function pin(question: OneOf, seed: string): RoundItem {
	const ids = question.answer.options.map((option) => option.id);
	return {
		question: question.id,
		revision: question.revision,
		options: question.answer.fixed ? ids : shuffled(ids, seed),
		again: false,
		picked: null,
		outcome: null,
		points: 0,
	};
}

/**
 * The options in the order they were pinned; null when the question is not what was pinned: it was
 * withdrawn, or its meaning changed.
 */
export function pinnedOptions(
	item: Pick<RoundItem, "revision" | "options">,
	question: Question | undefined,
): readonly Option[] | null {
	if (question === undefined || !isOneOf(question)) return null;
	if (question.revision !== item.revision) return null;
	const byId = new Map(question.answer.options.map((option) => [option.id, option]));
	const options = item.options.flatMap((id) => byId.get(id) ?? []);
	return options.length === item.options.length ? options : null;
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
