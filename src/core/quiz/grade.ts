import type { AttemptFact, NewFact, Stamp } from "../ledger.ts";
import type { Library, Question } from "../library.ts";
import { pointsFor } from "../points/points.ts";
import type { Decision, Snapshot } from "../ports.ts";
import { RULES_VERSION } from "../rules.ts";
import { countDay, type RestRule, standingOn } from "../streak/streak.ts";
import { type Given, type Judged, judge } from "./judge.ts";
import { afterTry } from "./known.ts";
import { openPosition, pinnedChoices, type Round, type RoundItem } from "./round.ts";

/** An answer to one item of a round. */
export type Picked = { readonly position: number; readonly given: Given };

/**
 * The rules for one answer. Pure: it may run again. Null when there is nothing to decide: the item
 * is answered already, it is not its turn, the round has ended, or the answer does not fit.
 *
 * @param rests the learner's days off
 */
export function gradeAnswer(
	library: Library,
	stamp: Stamp,
	picked: Picked,
	rests: readonly RestRule[],
): (snapshot: Snapshot) => Decision | null {
	return (snapshot) => {
		const { round } = snapshot;
		const item = round.items[picked.position];
		if (item === undefined || round.endedAt !== null) return null;
		if (openPosition(round) !== picked.position) return null;
		const question = library.question(item.question);
		const choices = pinnedChoices(item, question);
		if (question === undefined || choices === null) return voided(snapshot, item);
		const judged = judge(question, choices, picked.given);
		return judged && decide(snapshot, { item, question, judged, stamp, rests });
	};
}

type Answered = {
	readonly item: RoundItem;
	readonly question: Question;
	readonly judged: Judged;
	readonly stamp: Stamp;
	readonly rests: readonly RestRule[];
};

function decide(snapshot: Snapshot, answered: Answered): Decision {
	const { item, question, judged, stamp, rests } = answered;
	const { day } = stamp;
	const points = pointsFor({
		right: judged.correct,
		firstTry: !item.again,
		daily: snapshot.round.kind === "daily",
		difficulty: question.difficulty,
		before: snapshot.question,
		today: snapshot.today,
		day,
	});
	const state = item.again ? null : afterTry(snapshot.question, question, day, judged.correct);
	const outcome = judged.correct ? "right" : "wrong";
	const done: RoundItem = { ...item, picked: judged.picked, outcome, points };
	const returns = returning(snapshot.round, done);
	return {
		facts: factsOf(snapshot, answered, state?.known ?? false, points),
		item: done,
		returns,
		endsRound: endsWith(snapshot.round, returns),
		question: state,
		streak: countDay(snapshot.streak, day, rests),
		today: {
			...snapshot.today,
			answers: snapshot.today.answers + 1,
			scored: snapshot.today.scored + (points > 0 ? 1 : 0),
		},
		points,
		covered: standingOn(snapshot.streak, day, rests).covered.length,
	};
}

function factsOf(
	snapshot: Snapshot,
	{ item, question, judged }: Answered,
	known: boolean,
	points: number,
): readonly NewFact[] {
	const firstTry = !item.again;
	const attempt: AttemptFact = {
		kind: "attempt",
		question: question.id,
		topic: question.topic,
		revision: item.revision,
		round: snapshot.round.id,
		option: judged.picked,
		firstTry,
		outcome: judged.correct ? "right" : "wrong",
		grade: firstTry ? (judged.correct ? 3 : 1) : null,
		points,
		rules: RULES_VERSION,
	};
	const isNews = known && snapshot.question?.known !== true;
	return isNews
		? [attempt, { kind: "known", question: question.id, topic: question.topic }]
		: [attempt];
}

/** A missed question comes back once, at the end of a quiz; a daily question has one try. */
function returning(round: Round, done: RoundItem): RoundItem | null {
	if (round.kind !== "quiz" || done.outcome !== "wrong" || done.again) return null;
	return { ...done, again: true, picked: null, outcome: null, points: 0, guessed: false };
}

function endsWith(round: Round, returns: RoundItem | null): boolean {
	const open = round.items.filter((item) => item.outcome === null).length;
	return open === 1 && returns === null;
}

/** The question is not what was asked any more: the item is closed, and nothing counts. */
function voided(snapshot: Snapshot, item: RoundItem): Decision {
	return {
		...unchanged(snapshot),
		item: { ...item, outcome: "void" },
		endsRound: endsWith(snapshot.round, null),
	};
}

/**
 * "I guessed": the right answer keeps its points, but the question counts as missed for what is
 * known and for when it returns. Null when there is nothing to take back.
 */
export function gradeGuess(position: number): (snapshot: Snapshot) => Decision | null {
	return (snapshot) => {
		const { round, question } = snapshot;
		const item = round.items[position];
		if (question === null || item?.outcome !== "right" || item.again || item.guessed) return null;
		return {
			...unchanged(snapshot),
			facts: [{ kind: "guess", question: item.question, topic: question.topic, round: round.id }],
			item: { ...item, guessed: true },
			question: { ...question, lastRight: false, known: false },
		};
	};
}

function unchanged(snapshot: Snapshot): Omit<Decision, "item"> {
	return {
		facts: [],
		returns: null,
		endsRound: false,
		question: null,
		streak: snapshot.streak,
		today: snapshot.today,
		points: 0,
		covered: 0,
	};
}
