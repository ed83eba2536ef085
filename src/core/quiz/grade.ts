import type { AttemptFact, NewFact, Stamp } from "../ledger.ts";
import type { Library, Option, Question } from "../library.ts";
import { pointsFor } from "../points/points.ts";
import type { Decision, Snapshot } from "../ports.ts";
import { RULES_VERSION } from "../rules.ts";
import { countDay, standingOn } from "../streak/streak.ts";
import { afterTry } from "./known.ts";
import { openPosition, pinnedOptions, type Round, type RoundItem } from "./round.ts";

/** One used answer button: which item, and which of its options, by position. */
export type Picked = { readonly position: number; readonly option: number };

/**
 * The rules for one answer. Pure: it may run again. Null when there is nothing to decide: the item
 * is answered already, it is not its turn, the round has ended, or there is no such option.
 */
export function gradeAnswer(
	library: Library,
	stamp: Stamp,
	picked: Picked,
): (snapshot: Snapshot) => Decision | null {
	return (snapshot) => {
		const { round } = snapshot;
		const item = round.items[picked.position];
		if (item === undefined || round.endedAt !== null) return null;
		if (openPosition(round) !== picked.position) return null;
		const question = library.question(item.question);
		const options = pinnedOptions(item, question);
		if (question === undefined || options === null) return voided(snapshot, item);
		const option = options[picked.option];
		return option ? decide(snapshot, { item, question, option, stamp }) : null;
	};
}

type Answered = {
	readonly item: RoundItem;
	readonly question: Question;
	readonly option: Option;
	readonly stamp: Stamp;
};

function decide(snapshot: Snapshot, answered: Answered): Decision {
	const { item, question, option, stamp } = answered;
	const firstTry = !item.again;
	const points = pointsFor({
		right: option.correct,
		firstTry,
		daily: snapshot.round.kind === "daily",
		difficulty: question.difficulty,
		before: snapshot.question,
		today: snapshot.today,
		day: stamp.day,
	});
	const state = firstTry ? afterTry(snapshot.question, question, stamp.day, option.correct) : null;
	const outcome = option.correct ? "right" : "wrong";
	const done: RoundItem = { ...item, picked: option.id, outcome, points };
	const returns = returning(snapshot.round, done);
	return {
		facts: factsOf(snapshot, answered, state?.known ?? false, points),
		item: done,
		returns,
		endsRound: endsWith(snapshot.round, returns),
		question: state,
		streak: countDay(snapshot.streak, stamp.day),
		today: {
			...snapshot.today,
			answers: snapshot.today.answers + 1,
			scored: snapshot.today.scored + (points > 0 ? 1 : 0),
		},
		points,
		covered: standingOn(snapshot.streak, stamp.day).covered.length,
	};
}

function factsOf(
	snapshot: Snapshot,
	{ item, question, option }: Answered,
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
		option: option.id,
		firstTry,
		outcome: option.correct ? "right" : "wrong",
		grade: firstTry ? (option.correct ? 3 : 1) : null,
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
	return { ...done, again: true, picked: null, outcome: null, points: 0 };
}

function endsWith(round: Round, returns: RoundItem | null): boolean {
	const open = round.items.filter((item) => item.outcome === null).length;
	return open === 1 && returns === null;
}

/** The question is not what was asked any more: the item is closed, and nothing counts. */
function voided(snapshot: Snapshot, item: RoundItem): Decision {
	return {
		facts: [],
		item: { ...item, outcome: "void" },
		returns: null,
		endsRound: endsWith(snapshot.round, null),
		question: null,
		streak: snapshot.streak,
		today: snapshot.today,
		points: 0,
		covered: 0,
	};
}
