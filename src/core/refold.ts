import { type Day, periodsOf, seasonPeriod } from "./days.ts";
import { compare, compareAll, type Difference } from "./difference.ts";
import {
	NOTHING_EARNED,
	questionAfter,
	questionGuessed,
	type Score,
	scoreAfter,
	tallyAfter,
	totalsAfter,
	withGrade,
} from "./fold.ts";
import type { AttemptFact, NewFact, Stamp, ZoneFact } from "./ledger.ts";
import type { Mastered } from "./mastery/mastery.ts";
import type { QuestionState } from "./ports.ts";
import { NO_TOTALS, type Totals } from "./quiz/expect.ts";
import type { Season } from "./seasons/season.ts";
import { type Move, type Outage, type RestRule, withRest } from "./streak/excuse.ts";
import { type DayTally, foldDays, type Streak } from "./streak/streak.ts";

/** A fact as it stands in the ledger. */
export type Entry = {
	readonly fact: NewFact;
	readonly stamp: Pick<Stamp, "at" | "day" | "zone" | "space" | "spaceDay">;
};

/** A season as far as points are concerned. */
type Span = Pick<Season, "id" | "space" | "startsAt" | "endsAt">;

/** All that somebody's facts add up to. */
export type Books = {
	readonly rests: readonly RestRule[];
	readonly streak: Streak;
	readonly totals: Totals;
	/** By date. */
	readonly days: ReadonlyMap<Day, DayTally>;
	/** By question. */
	readonly questions: ReadonlyMap<string, QuestionState>;
	/** By what it is, as in `topic small/sql`: the day it was earned. */
	readonly mastered: ReadonlyMap<string, Day>;
	/** By space or cohort and period, as in `test:town 2026-W47`. */
	readonly scores: ReadonlyMap<string, Score>;
};

/** Books being written anew, fact by fact. */
export type Refold = {
	/** Facts come in the order of the ledger. */
	enter(entry: Entry): void;
	/** @param outages all there were */
	close(outages: readonly Outage[]): Books;
};

/**
 * Folds one learner's facts again, by the steps that recorded them. What was decided stays decided:
 * points, what is known and what is green are taken from the facts, whatever the rules say today.
 *
 * @param seasons those of the spaces the learner is in
 */
export function openRefold(seasons: readonly Span[] = []): Refold {
	const draft = emptyDraft(seasons);
	return {
		enter: (entry) => enter(draft, entry),
		close(outages) {
			const { moves, seasons: _, answered: __, ...books } = draft;
			const days = [...draft.days.values()];
			return { ...books, streak: foldDays(days, { rests: draft.rests, outages, moves }) };
		},
	};
}

type Draft = {
	rests: readonly RestRule[];
	totals: Totals;
	readonly moves: Move[];
	readonly days: Map<Day, DayTally>;
	readonly questions: Map<string, QuestionState>;
	readonly mastered: Map<string, Day>;
	readonly scores: Map<string, Score>;
	readonly seasons: readonly Span[];
	/** Whether the last points came of an answer. */
	answered: boolean;
};

function emptyDraft(seasons: readonly Span[]): Draft {
	return {
		seasons,
		answered: false,
		rests: [],
		totals: NO_TOTALS,
		moves: [],
		days: new Map(),
		questions: new Map(),
		mastered: new Map(),
		scores: new Map(),
	};
}

function enter(draft: Draft, { fact, stamp }: Entry): void {
	if (fact.kind === "attempt") attempted(draft, fact, stamp);
	else if (fact.kind === "mastered") earned(draft, masteredKey(fact.what, fact.name), stamp.day);
	else if (fact.kind === "rest") draft.rests = withRest(draft.rests, ruleOf(fact));
	else if (fact.kind === "zone") draft.moves.push(moveOf(fact));
	else if (fact.kind === "challenge") built(draft, fact.points, stamp);
	else if (fact.kind === "counted") score(draft, fact.cohort, fact.points, stamp);
	else if (fact.kind !== "cohort") mend(draft, fact.question, changeBy(fact));
}

type Said = Extract<NewFact, { kind: "known" | "guess" | "felt" }>;

/** What is said of a question after its last answer. */
function changeBy(fact: Said): (state: QuestionState) => QuestionState {
	if (fact.kind === "guess") return questionGuessed;
	if (fact.kind === "felt") return (state) => withGrade(state, fact.grade);
	return (state) => ({ ...state, known: true });
}

const ruleOf = ({ from, weekdays }: RestRule): RestRule => ({ from, weekdays });
const moveOf = ({ from, to, effectiveAt: at }: ZoneFact): Move => ({ from, to, at });

/** Once earned it is kept, with the day it was earned. */
function earned({ mastered }: Draft, key: string, day: Day): void {
	if (!mastered.has(key)) mastered.set(key, day);
}

function mend(
	{ questions }: Draft,
	question: string,
	change: (state: QuestionState) => QuestionState,
): void {
	const state = questions.get(question);
	if (state) questions.set(question, change(state));
}

function attempted(draft: Draft, fact: AttemptFact, stamp: Entry["stamp"]): void {
	const { day, zone, at } = stamp;
	const before = draft.questions.get(fact.question) ?? null;
	const today = draft.days.get(day) ?? nothingYet(day, zone, at);
	draft.days.set(day, tallyAfter(today, fact, before, stamp));
	draft.totals = totalsAfter(draft.totals, fact, before, day);
	const after = questionAfter(before, fact, day);
	if (after && fact.firstTry)
		draft.questions.set(fact.question, { ...after, known: staysKnown(before, fact) });
	draft.answered = true;
	score(draft, stamp.space, fact.points, stamp);
}

function built(draft: Draft, points: number, stamp: Entry["stamp"]): void {
	draft.answered = false;
	score(draft, stamp.space, points, stamp);
}

/** Becoming known is a fact of its own. */
const staysKnown = (before: QuestionState | null, { outcome }: AttemptFact): boolean =>
	outcome === "right" && before?.known === true;

const nothingYet = (day: Day, zone: string, firstAt: number): DayTally => ({
	day,
	zone,
	answers: 0,
	scored: 0,
	reviews: 0,
	firstAt,
});

function score(
	{ scores, seasons, answered }: Draft,
	scope: string,
	points: number,
	stamp: Entry["stamp"],
): void {
	const isOn = ({ space, startsAt, endsAt }: Span) =>
		space === stamp.space && startsAt <= stamp.at && stamp.at < endsAt;
	const running = seasons.filter(isOn).map(({ id }) => seasonPeriod(id));
	for (const period of [...Object.values(periodsOf(stamp.spaceDay)), ...running]) {
		const key = scoreKey(scope, period);
		const before = scores.get(key) ?? NOTHING_EARNED;
		const after = scoreAfter(before, points, answered ? stamp.spaceDay : null);
		if (after !== null) scores.set(key, after);
	}
}

/** Names and periods hold no blanks, so a key can be read back. */
export const masteredKey = (what: string, name: string): string => `${what} ${name}`;
export const scoreKey = (scope: string, period: string): string => `${scope} ${period}`;

/** What {@link masteredKey} was made of. */
export function masteredOf(key: string): Mastered {
	const [what, name] = partsOf(key);
	return { what: what === "topic" || what === "stage" ? what : "level", name };
}

/** What {@link scoreKey} was made of. */
export function scoreOf(key: string): { readonly scope: string; readonly period: string } {
	const [scope, period] = partsOf(key);
	return { scope, period };
}

function partsOf(key: string): readonly [string, string] {
	const at = key.lastIndexOf(" ");
	return [key.slice(0, at), key.slice(at + 1)];
}

/** All in which what stands there differs from what the facts add up to. */
export function differences(expected: Books, found: Books): readonly Difference[] {
	return [
		...compare("days off", "", expected.rests, found.rests),
		...compare("streak", "", expected.streak, found.streak),
		...compare("totals", "", expected.totals, found.totals),
		...compareAll("day", expected.days, found.days),
		...compareAll("question", expected.questions, found.questions),
		...compareAll("mastered", expected.mastered, found.mastered),
		...compareAll("score", expected.scores, found.scores),
	];
}
