import { shuffled } from "../../src/core/chance.ts";
import { addDays, type Day } from "../../src/core/days.ts";
import { questionAfter, totalsAfter } from "../../src/core/fold.ts";
import type { AttemptFact } from "../../src/core/ledger.ts";
import type { Library, Question } from "../../src/core/library.ts";
import { type Mastered, newlyMastered } from "../../src/core/mastery/mastery.ts";
import type { QuestionState } from "../../src/core/ports.ts";
import { NO_TOTALS, type Totals } from "../../src/core/quiz/expect.ts";
import { pickQuestions } from "../../src/core/quiz/pick.ts";
import { dueQuestions } from "../../src/core/review/due.ts";
import { REVIEWS_A_DAY, ROUND, RULES_VERSION } from "../../src/core/rules.ts";

/** What the bot has seen of a student: the same steps as in the bot itself. */
export type Notes = {
	states: Map<string, QuestionState>;
	totals: Totals;
	mastered: Mastered[];
};

/** Chooses what is asked next on a day. */
export type Teacher = {
	readonly name: string;
	/**
	 * @param session counts all sessions of a student
	 * @param most how many more that day
	 */
	asks(notes: Notes, day: Day, session: number, most: number): readonly Question[];
};

export const blank = (): Notes => ({ states: new Map(), totals: NO_TOTALS, mastered: [] });

const FIRST_DAY: Day = "2026-11-20";
export const dateOf = (day: number): Day => addDays(FIRST_DAY, day);

/** Notes an answer. @returns topics that turned green with it */
export function note(
	notes: Notes,
	library: Library,
	question: Question,
	day: Day,
	right: boolean,
): readonly string[] {
	const before = notes.states.get(question.id) ?? null;
	const fact = factOf(question, right, before === null || before.lastDay < day);
	const after = questionAfter(before, fact, day);
	notes.totals = totalsAfter(notes.totals, fact, before, day);
	if (after) notes.states.set(question.id, after);
	if (after?.known !== true || before?.known === true) return [];
	const states = [...notes.states.values()];
	const known = new Set(states.filter((one) => one.known).map((one) => one.question));
	const news = newlyMastered(library, question.topic, known, notes.mastered);
	notes.mastered.push(...news);
	return news.filter(({ what }) => what === "topic").map(({ name }) => name);
}

function factOf(question: Question, right: boolean, graded: boolean): AttemptFact {
	return {
		kind: "attempt",
		question: question.id,
		topic: question.topic,
		revision: question.revision,
		round: "",
		option: "",
		difficulty: question.difficulty,
		firstTry: true,
		outcome: right ? "right" : "wrong",
		grade: graded ? (right ? 3 : 1) : null,
		points: 0,
		rules: RULES_VERSION,
	};
}

/** The bot: `/review` and `/quiz` in turns; a quiz mixes reviews in by itself. */
export function ours(library: Library, seed: number): Teacher {
	return {
		name: "ours",
		asks({ states, totals }, day, session, most) {
			const all = [...states.values()];
			const due = dueQuestions(library, all, day, Math.min(most, REVIEWS_A_DAY));
			if (session % 2 === 0 && due.length > 0) return due.slice(0, ROUND.usual);
			const wish = { count: Math.min(most, ROUND.usual), without: new Set<string>(), from: null };
			const known = { states: all, totals, shares: new Map() };
			return pickQuestions(library, known, wish, day, `${seed}/${session}`);
		},
	};
}

/** Any question that was not asked the same day. */
export function random(pool: readonly Question[], seed: number): Teacher {
	return {
		name: "random",
		asks: ({ states }, day, session, most) =>
			shuffled(pool, `${seed}/${session}`)
				.filter(({ id }) => states.get(id)?.lastDay !== day)
				.slice(0, Math.min(most, ROUND.usual)),
	};
}

/** All of them in their order, again and again. */
export function fixed(pool: readonly Question[]): Teacher {
	let at = 0;
	return {
		name: "fixed order",
		asks: (_notes, _day, _session, most) =>
			Array.from({ length: Math.min(most, ROUND.usual) }, () => {
				at += 1;
				return pool[(at - 1) % pool.length];
			}).filter((one) => one !== undefined),
	};
}
