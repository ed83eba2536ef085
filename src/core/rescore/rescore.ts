import { type Day, dayOf } from "../days.ts";
import { questionAfter, questionGuessed, withGrade } from "../fold.ts";
import type { RescoreFact, Stamp } from "../ledger.ts";
import type { Question } from "../library.ts";
import { pointsFor } from "../points/points.ts";
import type { QuestionState } from "../ports.ts";
import { isAccepted } from "../quiz/match.ts";
import { RULES_VERSION } from "../rules.ts";
import type { Deciding } from "../triage/care.ts";
import type {
	AlsoRight,
	Credit,
	Missed,
	MissedTry,
	Numbered,
	Rescoring,
	Running,
} from "./credit.ts";

/**
 * Points for answers that a wrong key called wrong. A space gives them on its own boards; what is
 * known of a question, and when it comes back, changes with a mended question alone.
 */

/** Whether an answer that was wrong becomes right. */
export function becomesRight(
	question: Question | undefined,
	also: AlsoRight,
): (picked: string) => boolean {
	if (also.by === "all") return () => true;
	const answer = question?.answer;
	if (also.by === "text")
		return (picked) =>
			answer?.by === "text" && isAccepted({ ...answer, accept: [also.typed] }, picked);
	if (answer?.by !== "one" && answer?.by !== "several") return () => false;
	const ids = also.at.flatMap((at) => answer.options[at]?.id ?? []);
	if (answer.by === "one") return (picked) => ids.includes(picked);
	return (picked) => sameSet(picked.split(","), ids);
}

const sameSet = (some: readonly string[], others: readonly string[]): boolean =>
	some.toSorted().join() === others.toSorted().join();

/** What becomes right, and the points it would have given then, by the rules of today. */
export function creditsFor(
	{ learner, tries, history, moves }: Missed,
	cohorts: readonly Running[],
	isRight: (picked: string) => boolean,
): readonly Credit[] {
	const given = new Map<Day, number>();
	return tries
		.filter(({ picked }) => isRight(picked))
		.map((missed) => {
			const before = stateBefore(missed.attempt, history);
			const more = given.get(missed.day) ?? 0;
			const points = worth(missed, before, missed.scored + more);
			given.set(missed.day, more + (points > 0 ? 1 : 0));
			return {
				learner,
				missed,
				points,
				cohorts: points > 0 ? counting(missed, moves, cohorts) : [],
			};
		});
}

function worth(missed: MissedTry, before: QuestionState | null, scored: number): number {
	const { daily, difficulty, day } = missed;
	return pointsFor({
		...{ right: true, firstTry: true, daily, difficulty, before, day },
		today: { scored },
	});
}

/** A question as it stood for somebody before an answer of theirs. */
function stateBefore(attempt: number, history: readonly Numbered[]): QuestionState | null {
	return history
		.filter(({ id }) => id < attempt)
		.reduce<QuestionState | null>((state, { fact, stamp }) => {
			if (fact.kind === "attempt") return questionAfter(state, fact, stamp.day);
			if (state === null) return null;
			if (fact.kind === "guess") return questionGuessed(state);
			return fact.kind === "felt" ? withGrade(state, fact.grade) : state;
		}, null);
}

/** The cohorts they were in, of those that ran on the day of the answer. */
function counting(
	{ attempt, at }: MissedTry,
	moves: Missed["moves"],
	cohorts: readonly Running[],
): readonly string[] {
	const isIn = new Map(
		moves
			.filter(({ id }) => id < attempt)
			.map(({ fact }) => [fact.cohort, fact.change !== "left"] as const),
	);
	return cohorts
		.filter(({ id, zone, startsOn, endsOn }) => {
			const day = dayOf(at, zone);
			return isIn.get(id) === true && startsOn <= day && day <= (endsOn ?? day);
		})
		.map(({ id }) => id);
}

/** A credit as a fact about whoever answered. Its request is made of numbers and names nobody. */
export function creditFact(
	by: Deciding & { readonly spaceDay: Day },
	{ care, question, revision }: Omit<Rescoring, "also">,
	{ learner, missed, points, cohorts }: Credit,
): { readonly stamp: Stamp; readonly fact: RescoreFact } {
	const { attempt, account, zone, at: scoredAt, spaceDay: scoredOn } = missed;
	const { space, at, spaceDay } = by;
	const request = `rescore/${care}/${attempt}/${points < 0 ? "undone" : "done"}`;
	const when = { at, day: dayOf(at, zone), zone, spaceDay };
	const then = { scoredAt, scoredOn };
	const rules = RULES_VERSION;
	return {
		stamp: { request, learner, account, space, ...when, actor: by.account, reason: "rescore" },
		fact: { kind: "rescore", care, question, revision, attempt, ...then, cohorts, points, rules },
	};
}

/** What a re-scoring gives: how many people get how many points, the most first. */
export type Outcome = {
	readonly groups: readonly { readonly points: number; readonly people: number }[];
	readonly people: number;
	readonly points: number;
	/** People whose answer becomes right and gives nothing: it was practice. */
	readonly practice: number;
};

export function outcomeOf(credits: readonly Credit[]): Outcome {
	const perPerson = [...Map.groupBy(credits, ({ learner }) => learner).values()].map((own) =>
		own.reduce((sum, one) => sum + one.points, 0),
	);
	const scoring = perPerson.filter((points) => points > 0);
	const groups = [...Map.groupBy(scoring, (points) => points)]
		.map(([points, of]) => ({ points, people: of.length }))
		.toSorted((a, b) => b.points - a.points);
	return {
		groups,
		people: scoring.length,
		points: scoring.reduce((sum, points) => sum + points, 0),
		practice: perPerson.length - scoring.length,
	};
}
