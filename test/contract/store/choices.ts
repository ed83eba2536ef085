import { describe, expect } from "vitest";
import { item, NOW, quiz, type Story, stamp, visit } from "./town.ts";

/** What people choose for themselves, and what they report. */
export function choices(it: Story): void {
	describe("choices", () => {
		it("begin unmade", async ({ store }) => {
			const { learner } = await store.learners.meet(visit("Ada"), NOW);
			expect(learner).toMatchObject({ rests: [], visibility: "unasked", start: null });
		});

		it("of days off are kept in order, the later for one day taking the earlier's place", async ({
			store,
		}) => {
			const { learner } = await store.learners.meet(visit("Ada"), NOW);
			const rest = (request: string, from: string, ...weekdays: number[]) =>
				store.learners.setRests(stamp(learner, request), { from, weekdays });
			await rest("r1", "2026-11-23", 6, 7);
			await rest("r2", "2026-11-30", 7);
			await rest("r3", "2026-11-30");
			await rest("r3", "2026-11-30", 1);
			const { learner: later } = await store.learners.meet(visit("Ada"), NOW);
			expect(later.rests).toEqual([
				{ from: "2026-11-23", weekdays: [6, 7] },
				{ from: "2026-11-30", weekdays: [] },
			]);
		});

		it("of being seen hold in one space only", async ({ store }) => {
			const { learner } = await store.learners.meet(visit("Ada"), NOW);
			const away = visit("Ada", { space: "test:village", place: "test:well" });
			await store.learners.meet(away, NOW);
			await store.learners.setVisibility(stamp(learner, "r1"), "hidden");
			const here = await store.learners.meet(visit("Ada"), NOW);
			const there = await store.learners.meet(away, NOW);
			expect(here.learner.visibility).toBe("hidden");
			expect(there.learner.visibility).toBe("unasked");
		});

		it("of where to begin are kept", async ({ store }) => {
			const { learner } = await store.learners.meet(visit("Ada"), NOW);
			const start = { stage: 2, language: "small/lang-go", framework: null };
			await store.learners.setStart(stamp(learner, "r1"), start);
			const { learner: later } = await store.learners.meet(visit("Ada"), NOW);
			expect(later.start).toEqual(start);
		});

		it("that a right answer was a guess stay with the round", async ({ store }) => {
			const { learner } = await store.learners.meet(visit("Ada"), NOW);
			const round = await store.rounds.start(quiz(learner, "round1"));
			const answered = { ...item("q1"), picked: "a", outcome: "right", guessed: true } as const;
			const key = { stamp: stamp(learner, "r1"), round: round.id, position: 0 };
			await store.answers.record(key, ({ streak, today, totals }) => ({
				facts: [{ kind: "guess", question: "q1", topic: "t", round: round.id }],
				...{ item: answered, returns: null, endsRound: false, question: null },
				...{ streak, today, totals, points: 0, mastered: [], tried: null, covered: 0 },
			}));
			expect((await store.rounds.read(round.id))?.items[0]).toEqual(answered);
		});
	});

	describe("a report", () => {
		it("is kept once, however often it is sent", async ({ store }) => {
			const { learner } = await store.learners.meet(visit("Ada"), NOW);
			const round = await store.rounds.start(quiz(learner, "round1"));
			const wrong = { round: round.id, question: "q1", revision: 1, picked: "a", words: "No." };
			await store.reports.add(stamp(learner, "r1"), wrong);
			await store.reports.add(stamp(learner, "r1"), wrong);
		});
	});
}
