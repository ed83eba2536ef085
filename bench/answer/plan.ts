import { addDays, DAY_MS } from "../../src/core/days.ts";
import type { Stamp } from "../../src/core/ledger.ts";
import type { Library } from "../../src/core/library.ts";
import type { Learner, Store } from "../../src/core/ports.ts";
import { isOneOf, type OneOf, pin, type Round } from "../../src/core/quiz/round.ts";

/** Who answers what: the same for the store and for the floor. */

const NOW = Date.UTC(2026, 10, 20, 9);
const FIRST_DAY = "2026-11-20";
const SPACE = "bench:town";
const PEOPLE = 256;
/** Of a round: so many are new, and so many were asked two rounds before and may become known. */
const NEW = 3;
const AGAIN = 2;
/** One answer of so many is wrong, and brings the question back. */
const ONE_WRONG_OF = 7;

/** One answer that is to be recorded. */
export type Wish = {
	readonly stamp: Stamp;
	readonly round: Round;
	readonly position: number;
	/** The chosen option, by its place on the card. */
	readonly at: number;
};

/** What each person answers, in their order. */
export type Lot = readonly (readonly Wish[])[];

/** Lets people turn up in a fresh store. */
export function settle(store: Store): Promise<readonly Learner[]> {
	const visits = Array.from({ length: PEOPLE }, (_, who) => ({
		account: `bench:${who}`,
		name: `Person ${who}`,
		space: SPACE,
		personal: false,
		place: "bench:square",
	}));
	return Promise.all(visits.map(async (visit) => (await store.learners.meet(visit, NOW)).learner));
}

/**
 * A round for everybody, and what they will answer. Every turn is a day later, so that points,
 * streaks and what is known go on.
 */
export function lotFor(learners: readonly Learner[], library: Library, turn: number): Lot {
	const questions = library.questions().filter(isOneOf);
	return learners.map((learner, who) => {
		const chosen = asked(who, turn).flatMap((at) => questions[at % questions.length] ?? []);
		const round = roundOf(`r${turn}x${who}`, learner.id, chosen, NOW + turn * DAY_MS);
		return chosen.map((question, position) => {
			const stamp = stampOf(round, `${round.request}:${position}`, turn, who);
			const right = (who + position) % ONE_WRONG_OF !== 0;
			return { stamp, round, position, at: placeOf(question, round, position, right) };
		});
	});
}

function asked(who: number, turn: number): readonly number[] {
	const from = (round: number, count: number) =>
		Array.from({ length: count }, (_, n) => who + round * NEW + n);
	return [...from(turn, NEW), ...from(turn - 2, AGAIN).map(Math.abs)];
}

function roundOf(id: string, learner: string, asked: readonly OneOf[], startedAt: number): Round {
	return {
		id,
		request: `bench:${id}`,
		learner,
		space: SPACE,
		kind: "quiz",
		daily: null,
		items: asked.map((question) => pin(question, id)),
		startedAt,
		endedAt: null,
	};
}

/** Where a right or a wrong option stands. */
function placeOf(question: OneOf, { items }: Round, position: number, right: boolean): number {
	const meant = question.answer.options.filter((option) => option.correct === right);
	const ids = meant.map((option) => option.id);
	return items[position]?.options.findIndex((id) => ids.includes(id)) ?? 0;
}

function stampOf(
	{ learner, space, startedAt }: Round,
	request: string,
	turn: number,
	who: number,
): Stamp {
	const day = addDays(FIRST_DAY, turn);
	const account = `bench:${who}`;
	return {
		request,
		learner,
		account,
		space,
		at: startedAt,
		day,
		zone: "UTC",
		spaceDay: day,
		actor: account,
		reason: "answer",
	};
}
