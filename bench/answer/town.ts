import type { Library } from "../../src/core/library.ts";
import type { Ids, Learner, Store } from "../../src/core/ports.ts";
import { gradeAnswer } from "../../src/core/quiz/grade.ts";
import { openStore } from "../../src/store/open.ts";
import type { Decided } from "./floor.ts";
import { type Lot, lotFor, settle, type Wish } from "./plan.ts";

/** A store with people in it who have nothing to do but answer. */
export type Town = {
	readonly store: Store;
	/** Starts a round for everybody. @returns what they will answer in it */
	begin(turn: number): Promise<Lot>;
};

export async function openTown(url: string, library: Library): Promise<Town> {
	const store = await openStore(url, { ids: countedIds() });
	const learners: readonly Learner[] = await settle(store);
	return {
		store,
		async begin(turn) {
			const lot = lotFor(learners, library, turn);
			const rounds = lot.flatMap(([first]) => (first ? [first.round] : []));
			await Promise.all(rounds.map((round) => store.rounds.start(round)));
			return lot;
		},
	};
}

/** The same in every store, so that their rows can be compared. */
function countedIds(): Ids {
	let count = 0;
	return { make: () => `id${String(++count).padStart(10, "0")}` };
}

/** Records one answer as the bot does. @throws when it was not taken */
export async function record(store: Store, library: Library, wish: Wish): Promise<Decided> {
	const { stamp, round, position, at } = wish;
	const decide = gradeAnswer(library, stamp, { position, given: { by: "one", at } }, []);
	let streakBefore: unknown;
	const key = { stamp, round: round.id, position };
	const recorded = await store.answers.record(key, (snapshot) => {
		streakBefore = snapshot.streak;
		return decide(snapshot);
	});
	const decision = recorded?.decision;
	if (!decision) throw new Error(`an answer was not taken: ${stamp.request}`);
	return { decision, newStreak: decision.streak !== streakBefore };
}
