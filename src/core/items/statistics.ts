import type { Option, Question } from "../library.ts";
import { ITEM_FLAGS, ITEM_PEOPLE } from "../rules.ts";

/** What a space's own answers say about a question. People are counted, never named. */

/** How often an answer was a person's first one to a question, and how these people do elsewhere. */
export type Picked = {
	/** Ids of options joined by commas, or what was typed or put in order. */
	readonly picked: string;
	readonly right: boolean;
	readonly people: number;
	/** Those of them who have answered other questions of the topic here. */
	readonly compared: number;
	/** Their shares right on those others, added up, and the squares of these. */
	readonly rest: number;
	readonly squares: number;
	/** Those of them who belong to the strong, by these shares. */
	readonly strong: number;
};

/** Sums over the answers to one revision of a question in one space. */
export type Figures = {
	readonly question: string;
	readonly revision: number;
	/** All answers, those after a miss among them, and the right ones. */
	readonly answers: number;
	readonly correct: number;
	/** Milliseconds from asking to answering at first try; null where none was seen. */
	readonly median: number | null;
	readonly picks: readonly Picked[];
};

export type Flag = "hard" | "easy" | "dead" | "key";

export type Statistics = {
	readonly question: string;
	readonly revision: number;
	readonly answers: number;
	/** Different people who have answered. */
	readonly people: number;
	/** Null while there are so few that it would tell of persons. */
	readonly shown: Shown | null;
	/** From enough people on; empty otherwise. */
	readonly flags: readonly Flag[];
};

export type Shown = {
	/** So few people that it still jumps about. */
	readonly few: boolean;
	/** Share right of all answers, and of everybody's first one. */
	readonly correct: number;
	readonly firstTry: number;
	readonly median: number | null;
	/** By option; empty where answers differ too much. Of several, each option counts by itself. */
	readonly shares: ReadonlyMap<string, number>;
	/** See {@link discrimination}; null while there are too few to say. */
	readonly discrimination: number | null;
};

/** Reads figures as statistics. */
export function statisticsOf(question: Question, figures: Figures | undefined): Statistics {
	const picks = figures?.picks ?? [];
	const people = sum(picks, (pick) => pick.people);
	const shown = figures && people >= ITEM_PEOPLE.shown ? shownOf(question, figures, people) : null;
	return {
		question: question.id,
		revision: question.revision,
		answers: figures?.answers ?? 0,
		people,
		shown,
		flags: shown && people >= ITEM_PEOPLE.judged ? flagsOf(question, shown, picks) : [],
	};
}

function shownOf(question: Question, { answers, correct, median, picks }: Figures, people: number) {
	const enough = sum(picks, (pick) => pick.compared) >= ITEM_PEOPLE.judged;
	return {
		few: people < ITEM_PEOPLE.few,
		correct: correct / answers,
		firstTry: sum(picks.filter(isRight), (pick) => pick.people) / people,
		median,
		shares: sharesOf(question, picks, people),
		discrimination: enough ? discrimination(picks) : null,
	};
}

const isRight = ({ right }: Picked): boolean => right;

function sum(picks: readonly Picked[], of: (pick: Picked) => number): number {
	return picks.reduce((all, pick) => all + of(pick), 0);
}

/** The options of a question; none where one types or puts in order. */
export function optionsOf({ answer }: Question): readonly Option[] {
	return answer.by === "one" || answer.by === "several" ? answer.options : [];
}

function sharesOf(
	question: Question,
	picks: readonly Picked[],
	people: number,
): ReadonlyMap<string, number> {
	const shares = optionsOf(question).map(({ id }): [string, number] => {
		const having = picks.filter(({ picked }) => picked.split(",").includes(id));
		return [id, sum(having, (pick) => pick.people) / people];
	});
	return new Map(shares);
}

/**
 * How well a question tells those who do well elsewhere from those who do not: the point-biserial
 * correlation between being right and the share right on the other questions of the topic (F. M.
 * Lord and M. R. Novick, Statistical Theories of Mental Test Scores, 1968). The question itself is
 * left out of that share, as S. Henrysson proposed (Psychometrika 28, 1963), for it would agree with
 * itself. Null where all are alike on either side.
 */
export function discrimination(picks: readonly Picked[]): number | null {
	const right = picks.filter(isRight);
	const [n, ones] = [sum(picks, (one) => one.compared), sum(right, (one) => one.compared)];
	const [rest, restOfRight] = [sum(picks, (one) => one.rest), sum(right, (one) => one.rest)];
	const squares = sum(picks, (one) => one.squares);
	const spread = (n * squares - rest * rest) * (n * ones - ones * ones);
	if (n === 0 || spread <= ALMOST_NOTHING) return null;
	return (n * restOfRight - ones * rest) / Math.sqrt(spread);
}

/** What is left by rounding where all are alike. */
const ALMOST_NOTHING = 1e-9;

function flagsOf(question: Question, shown: Shown, picks: readonly Picked[]): readonly Flag[] {
	return [
		...(shown.firstTry < ITEM_FLAGS.hard ? (["hard"] as const) : []),
		...(shown.firstTry > ITEM_FLAGS.easy ? (["easy"] as const) : []),
		...(deadOptions(question, shown).length > 0 ? (["dead"] as const) : []),
		...(isKeySuspect(shown, picks) ? (["key"] as const) : []),
	];
}

/** Wrong options that nearly nobody picks; of two there is only one, and then the item is easy. */
export function deadOptions(
	question: Question,
	{ shares }: Pick<Shown, "shares">,
): readonly string[] {
	const options = optionsOf(question);
	if (options.length < 3) return [];
	return options
		.filter(({ id, correct }) => !correct && (shares.get(id) ?? 0) < ITEM_FLAGS.dead)
		.map(({ id }) => id);
}

/** The strong prefer a wrong answer, or those who are right do worse elsewhere than the others. */
function isKeySuspect({ discrimination: points }: Shown, picks: readonly Picked[]): boolean {
	const key = sum(picks.filter(isRight), (pick) => pick.strong);
	return (points !== null && points < 0) || picks.some((one) => !one.right && one.strong > key);
}
