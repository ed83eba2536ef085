import { describe, expect } from "vitest";
import type { Snapshot } from "../../../src/core/ports.ts";
import { NO_TOTALS } from "../../../src/core/quiz/expect.ts";
import { NO_STREAK } from "../../../src/core/streak/streak.ts";
import { answering, item, key, NOW, quiz, type Story, TOWN, visit, voided } from "./town.ts";

/** Rounds, the answers in them, and what these add up to. */
export function quizzes(it: Story): void {
	describe("a round", () => {
		it("comes back as it was stored", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			const begun = quiz(ada, "round1");
			expect(await store.rounds.start(begun)).toEqual(begun);
			expect(await store.rounds.read("round1")).toEqual(begun);
			expect(await store.rounds.open(ada.id, TOWN)).toEqual(begun);
		});

		it("is nothing when nobody began it", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			expect(await store.rounds.read("nowhere")).toBeNull();
			expect(await store.rounds.open(ada.id, TOWN)).toBeNull();
		});

		it("begins once, however often the request comes", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			const begun = await store.rounds.start(quiz(ada, "round1", { request: "r1" }));
			const repeated = { ...quiz(ada, "round2", { request: "r1" }), items: [item("q9")] };
			expect(await store.rounds.start(repeated)).toEqual(begun);
			expect(await store.rounds.read("round2")).toBeNull();
		});

		it("ends the open one of the same person in the same space", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			const bob = await town.meets("Bob");
			const away = visit("Ada", { space: "test:village", place: "test:well" });
			await store.learners.meet(away, NOW);
			const elsewhere = quiz(ada, "there", { space: "test:village" });
			await store.rounds.start(elsewhere);
			await store.rounds.start(quiz(bob, "bobs"));
			await store.rounds.start(quiz(ada, "first"));
			await store.rounds.start(quiz(ada, "second", { startedAt: NOW + 5 }));
			expect((await store.rounds.read("first"))?.endedAt).toBe(NOW + 5);
			expect((await store.rounds.open(ada.id, TOWN))?.id).toBe("second");
			expect((await store.rounds.open(bob.id, TOWN))?.id).toBe("bobs");
			expect(await store.rounds.open(ada.id, "test:village")).toEqual(elsewhere);
		});
	});

	describe("an answer", () => {
		it("finds nothing known the first time", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			const round = await store.rounds.start(quiz(ada, "round1"));
			let seen: Snapshot | undefined;
			await store.answers.record(key(ada, "r1", "round1", 0), (snapshot) => {
				seen = snapshot;
				return null;
			});
			expect(seen).toEqual({
				round,
				question: null,
				streak: NO_STREAK,
				today: {
					day: "2026-11-20",
					zone: "UTC",
					...{ answers: 0, scored: 0, reviews: 0, firstAt: NOW },
				},
				totals: NO_TOTALS,
				...{ outages: [], moves: [], late: null, shown: null },
			});
		});

		it("is kept with all that follows from it", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			await store.rounds.start(quiz(ada, "round1"));
			const recorded = await town.press(ada, "r1", "round1", 0);
			expect(recorded?.round.items[0]).toEqual({
				...item("q1"),
				picked: "a",
				outcome: "right",
				points: 10,
			});
			expect(recorded?.round).toEqual(await store.rounds.read("round1"));
			expect(await store.progress.questions(ada.id)).toEqual([recorded?.decision?.question]);
			expect((await store.progress.streak(ada.id)).streak).toEqual({
				...NO_STREAK,
				current: 1,
				best: 1,
				learned: 1,
				lastDay: "2026-11-20",
				lastAt: NOW,
			});
			expect(await store.progress.days(ada.id, "2026-11-21")).toEqual([]);
			expect(await store.progress.days(ada.id, "2026-11-20")).toHaveLength(1);
			expect(await store.progress.days(ada.id)).toEqual([
				{
					day: "2026-11-20",
					zone: "UTC",
					...{ answers: 1, scored: 1, reviews: 0, firstAt: NOW },
				},
			]);
		});

		it("builds on the answers before", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			await store.rounds.start(quiz(ada, "round1", { questions: ["q1", "q1"] }));
			await town.press(ada, "r1", "round1", 0);
			let seen: Snapshot | undefined;
			await store.answers.record(key(ada, "r2", "round1", 1), (snapshot) => {
				seen = snapshot;
				return answering(1, { option: "b", points: 0 })(snapshot);
			});
			expect(seen?.question).toMatchObject({ question: "q1", tries: 1, lastRight: true });
			expect(seen?.streak.current).toBe(1);
			expect(seen?.today).toMatchObject({ answers: 1, scored: 1 });
			expect(await store.progress.questions(ada.id)).toMatchObject([
				{ tries: 2, lastRight: false, rightSince: "2026-11-20" },
			]);
			expect(await store.progress.days(ada.id)).toMatchObject([{ answers: 2, scored: 1 }]);
		});

		it("may bring the question back at the end of the round", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			await store.rounds.start(quiz(ada, "round1"));
			const back = { ...item("q1"), again: true };
			const recorded = await town.press(ada, "r1", "round1", 0, {
				option: "b",
				points: 0,
				decision: { returns: back },
			});
			expect(recorded?.round.items.map((one) => one.question)).toEqual(["q1", "q2", "q1"]);
			expect(recorded?.round).toEqual(await store.rounds.read("round1"));
		});

		it("may end the round", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			await store.rounds.start(quiz(ada, "round1"));
			const last = { stamp: { at: NOW + 9 }, decision: { endsRound: true } };
			const recorded = await town.press(ada, "r1", "round1", 1, last);
			expect(recorded?.round.endedAt).toBe(NOW + 9);
			expect(recorded?.round).toEqual(await store.rounds.read("round1"));
			expect(await store.rounds.open(ada.id, TOWN)).toBeNull();
		});

		it("may close an item without counting for anything", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			await store.rounds.start(quiz(ada, "round1"));
			await store.answers.record(key(ada, "r1", "round1", 0), voided);
			expect((await store.rounds.read("round1"))?.items[0]?.outcome).toBe("void");
			expect(await store.progress.days(ada.id)).toEqual([]);
			expect((await store.progress.streak(ada.id)).streak).toEqual(NO_STREAK);
		});

		it("changes nothing when the same request comes again", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			await store.rounds.start(quiz(ada, "round1"));
			const once = await town.press(ada, "r1", "round1", 0);
			const twice = await town.press(ada, "r1", "round1", 1);
			expect(twice).toEqual({ round: once?.round, decision: null });
			expect(await store.progress.days(ada.id)).toMatchObject([{ answers: 1 }]);
			expect((await town.board(ada)).around).toMatchObject([{ points: 10 }]);
		});

		it("changes nothing when the rules say so", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			const round = await store.rounds.start(quiz(ada, "round1"));
			const recorded = await store.answers.record(key(ada, "r1", "round1", 7), () => null);
			expect(recorded).toEqual({ round, decision: null });
			expect(await store.progress.days(ada.id)).toEqual([]);
		});

		it("counts once when ten presses come at the same moment", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			await store.rounds.start(quiz(ada, "round1"));
			const presses = Array.from({ length: 10 }, (_, index) => `r${index}`);
			const recorded = await Promise.all(presses.map((id) => town.press(ada, id, "round1", 0)));
			expect(recorded.filter((one) => one?.decision)).toHaveLength(1);
			expect((await town.board(ada)).around).toMatchObject([{ points: 10 }]);
		});

		it("is refused in another person's round, in another space and in none", async ({
			store,
			town,
		}) => {
			const ada = await town.meets("Ada");
			const bob = await town.meets("Bob");
			const round = await store.rounds.start(quiz(ada, "round1"));
			const away = { stamp: { space: "test:village" } };
			expect(await town.press(bob, "r1", "round1", 0)).toBeNull();
			expect(await town.press(ada, "r2", "round1", 0, away)).toBeNull();
			expect(await town.press(ada, "r3", "none", 0)).toBeNull();
			expect(await store.rounds.read("round1")).toEqual(round);
		});

		it("leaves nothing behind when the rules fail", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			const round = await store.rounds.start(quiz(ada, "round1"));
			const failing = store.answers.record(key(ada, "r1", "round1", 0), () => {
				throw new Error("rules are broken");
			});
			await expect(failing).rejects.toThrow("rules are broken");
			const recorded = await town.press(ada, "r1", "round1", 0);
			expect(recorded?.decision).not.toBeNull();
			expect(recorded?.round.items).toHaveLength(round.items.length);
		});
	});

	describe("days and streaks", () => {
		it("are kept one by one, oldest first", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			const questions = ["q1", "q2", "q3"];
			await store.rounds.start(quiz(ada, "round1", { questions }));
			const days = ["2026-11-21", "2026-11-20", "2026-11-22"];
			for (const [position, day] of days.entries()) {
				await town.press(ada, `r${position}`, "round1", position, { stamp: { day } });
			}
			const kept = await store.progress.days(ada.id);
			expect(kept.map((tally) => tally.day)).toEqual(days.toSorted());
			const history = await store.progress.history(ada.id);
			expect(history.streak).toEqual((await store.progress.streak(ada.id)).streak);
			expect(history.streak.current).toBe(2);
			expect(history.days.map(({ day }) => day)).toEqual(kept.map(({ day }) => day));
		});

		it("are empty for somebody who has not begun", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			expect(await store.progress.questions(ada.id)).toEqual([]);
			expect(await store.progress.days(ada.id)).toEqual([]);
			expect((await store.progress.streak(ada.id)).streak).toEqual(NO_STREAK);
		});
	});
}
