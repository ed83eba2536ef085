import { questionAfter, questionGuessed, withGrade } from "../fold.ts";
import type { AttemptFact, NewFact } from "../ledger.ts";
import type { Library, Question } from "../library.ts";
import { type Mastered, newlyMastered } from "../mastery/mastery.ts";
import type { QuestionState, Rekeyed, Rekeying } from "../ports.ts";
import { isAccepted } from "../quiz/match.ts";
import type { Numbered } from "../rescore/credit.ts";

/**
 * A mended key has a say about answers to earlier versions: what is known of the question, and when
 * it comes back, is decided anew for everybody who answered them. Points stay: each space re-scores
 * its own.
 */

/** Whether earlier answers can be judged at all: steps are kept by their places, which move. */
export function canRekey({ answer }: Question): boolean {
	return answer.by !== "order";
}

/** What somebody's answers come to by the present key; null when that changes nothing. */
export function rekeyOf(
	library: Library,
	question: Question,
): (rekeying: Rekeying) => Rekeyed | null {
	return ({ history, state, known, mastered }) => {
		const after = stateBy(question, history);
		if (after === null || sameState(after, state)) return null;
		const isNews = after.known && state?.known !== true;
		const green = new Set([...known, question.id]);
		const earned = isNews ? newlyMastered(library, question.topic, green, mastered) : [];
		return { state: after, mastered: earned, facts: factsFor(question, after, earned) };
	};
}

function factsFor(
	{ id, topic, revision }: Question,
	state: QuestionState,
	earned: readonly Mastered[],
): readonly NewFact[] {
	return [
		{ kind: "rekey", question: id, topic, revision, state },
		...earned.map((one): NewFact => ({ kind: "mastered", ...one })),
	];
}

/** The steps that recorded the answers, taken again with other outcomes. */
function stateBy(question: Question, history: readonly Numbered[]): QuestionState | null {
	return history.reduce<QuestionState | null>((state, { fact, stamp }) => {
		if (fact.kind === "attempt") return questionAfter(state, judged(question, fact), stamp.day);
		// What was said of an answer that is wrong by now says nothing more.
		if (state === null || !state.lastRight) return state;
		if (fact.kind === "guess") return questionGuessed(state);
		return fact.kind === "felt" ? withGrade(state, fact.grade) : state;
	}, null);
}

function judged(question: Question, attempt: AttemptFact): AttemptFact {
	if (attempt.revision >= question.revision) return attempt;
	const right = isRight(question, attempt.option);
	const grade = attempt.grade === null ? null : right ? 3 : 1;
	return { ...attempt, outcome: right ? "right" : "wrong", grade };
}

function isRight({ answer }: Question, picked: string): boolean {
	if (answer.by === "text") return isAccepted(answer, picked);
	if (answer.by === "order") return false;
	const key = answer.options.filter(({ correct }) => correct).map(({ id }) => id);
	return key.toSorted().join() === picked.split(",").toSorted().join();
}

function sameState(a: QuestionState, b: QuestionState | null): boolean {
	if (b === null) return false;
	const keys = Object.keys(a) as (keyof QuestionState)[];
	return keys.every((key) => told(a[key]) === told(b[key]));
}

const told = (value: unknown): string => JSON.stringify(sorted(value));

/** Names in order: the same thing may have been put together in another one. */
function sorted(value: unknown): unknown {
	if (typeof value !== "object" || value === null) return value;
	const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
	return entries.map(([name, one]) => [name, sorted(one)]);
}
