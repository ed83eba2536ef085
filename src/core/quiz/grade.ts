import { questionAfter, questionGuessed, tallyAfter, totalsAfter, withGrade } from "../fold.ts";
import type { AttemptFact, NewFact, Stamp } from "../ledger.ts";
import type { Library, Question } from "../library.ts";
import { type Mastered, newlyMastered } from "../mastery/mastery.ts";
import { pointsFor } from "../points/points.ts";
import type { Decision, QuestionState, Snapshot, Tried } from "../ports.ts";
import { RULES_VERSION } from "../rules.ts";
import type { RestRule } from "../streak/excuse.ts";
import { countDay, type DayTally, foldDays, type Streak, standingOn } from "../streak/streak.ts";
import { type Given, type Judged, judge } from "./judge.ts";
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
		return judged && decide(snapshot, { library, item, question, judged, stamp, rests });
	};
}

type Answered = {
	readonly library: Library;
	readonly item: RoundItem;
	readonly question: Question;
	readonly judged: Judged;
	readonly stamp: Stamp;
	readonly rests: readonly RestRule[];
};

function decide(snapshot: Snapshot, answered: Answered): Decision {
	const { item, judged, stamp } = answered;
	const attempt = attemptOf(snapshot, answered);
	const state = questionAfter(snapshot.question, attempt, stamp.day);
	const isNews = state?.known === true && snapshot.question?.known !== true;
	const mastered = isNews ? masteredBy(snapshot, answered) : [];
	const { outcome, points } = attempt;
	const done: RoundItem = { ...item, picked: judged.picked, outcome, points };
	const returns = returning(snapshot.round, done);
	const today = tallyAfter(snapshot.today, attempt, snapshot.question, stamp);
	return {
		facts: [attempt, ...(isNews ? [knownFact(attempt)] : []), ...mastered.map(masteredFact)],
		item: done,
		returns,
		endsRound: endsWith(snapshot.round, returns),
		question: item.again ? null : state,
		streak: streakAfter(snapshot, today, answered.rests),
		today,
		totals: totalsAfter(snapshot.totals, attempt, snapshot.question, stamp.day),
		points,
		mastered,
		tried: item.again ? null : triedBy(answered),
		covered: coveredBefore(snapshot, today, answered.rests),
	};
}

function attemptOf(snapshot: Snapshot, { item, question, judged, stamp }: Answered): AttemptFact {
	const firstTry = !item.again;
	return {
		kind: "attempt",
		question: question.id,
		topic: question.topic,
		revision: item.revision,
		round: snapshot.round.id,
		option: judged.picked,
		difficulty: question.difficulty,
		firstTry,
		outcome: judged.correct ? "right" : "wrong",
		grade: firstTry && isFirstOfDay(snapshot.question, stamp) ? (judged.correct ? 3 : 1) : null,
		points: pointsFor({
			right: judged.correct,
			firstTry,
			daily: snapshot.round.kind === "daily",
			difficulty: question.difficulty,
			before: snapshot.question,
			today: snapshot.today,
			day: stamp.day,
		}),
		rules: RULES_VERSION,
		...tookFrom(item, stamp),
	};
}

/** No less than nothing, whatever clocks do. */
function tookFrom({ askedAt }: RoundItem, { at }: Stamp): Pick<AttemptFact, "took"> {
	return askedAt === undefined ? {} : { took: Math.max(0, at - askedAt) };
}

/** Memory is graded once a day: trying again at once says nothing about what stays. */
function isFirstOfDay(before: QuestionState | null, { day }: Stamp): boolean {
	return before === null || before.lastDay < day;
}

const knownFact = ({ question, topic }: AttemptFact): NewFact => ({
	kind: "known",
	question,
	topic,
});

const masteredFact = (one: Mastered): NewFact => ({ kind: "mastered", ...one });

function masteredBy(snapshot: Snapshot, { library, question }: Answered): readonly Mastered[] {
	const { known = [], mastered = [] } = snapshot.shown ?? {};
	return newlyMastered(library, question.topic, new Set([...known, question.id]), mastered);
}

/** An answer from before the last counted day puts all days in order again. */
function streakAfter(
	{ streak, outages, moves, repairs, late }: Snapshot,
	today: DayTally,
	rests: readonly RestRule[],
): Streak {
	if (late === null) return countDay(streak, today, { rests, outages, moves, repairs });
	const { days: all, ...excuses } = late;
	const days = [...all.filter((one) => one.day !== today.day), today];
	return foldDays(days, { ...excuses, rests });
}

function coveredBefore(
	{ streak, outages, moves, repairs }: Snapshot,
	today: DayTally,
	rests: readonly RestRule[],
): number {
	return standingOn(streak, today, { rests, outages, moves, repairs }).covered.length;
}

function triedBy({ question, item, judged }: Answered): Tried {
	const countable = question.answer.by === "one" || question.answer.by === "several";
	return {
		question: question.id,
		revision: item.revision,
		picked: countable ? judged.picked : "",
		correct: judged.correct,
	};
}

/** A missed question comes back once, at the end of a round; a daily question has one try. */
function returning(round: Round, done: RoundItem): RoundItem | null {
	if (round.kind === "daily" || done.outcome !== "wrong" || done.again) return null;
	const { askedAt: _, ...item } = done;
	return { ...item, again: true, picked: null, outcome: null, points: 0, guessed: false };
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
			question: questionGuessed(question),
		};
	};
}

/**
 * How a right review felt: Hard brings the question back sooner, Easy later. Null when there is
 * nothing to say it of: only the latest grade can be changed.
 */
export function gradeFelt(
	position: number,
	grade: 2 | 4,
	day: string,
): (snapshot: Snapshot) => Decision | null {
	return (snapshot) => {
		const { round, question } = snapshot;
		const item = round.items[position];
		const rated = item?.outcome === "right" && !item.again && !item.guessed;
		if (!item || !rated || round.kind !== "review" || question?.memory?.lastDay !== day)
			return null;
		const { topic } = question;
		return {
			...unchanged(snapshot),
			facts: [{ kind: "felt", question: item.question, topic, round: round.id, grade }],
			item,
			question: withGrade(question, grade),
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
		totals: snapshot.totals,
		points: 0,
		mastered: [],
		tried: null,
		covered: 0,
	};
}
