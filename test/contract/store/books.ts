import { describe, expect } from "vitest";
import { createDoctor, type Finding } from "../../../src/core/doctor.ts";
import { createLibrary } from "../../../src/core/library.ts";
import type { AnswerKey, Decision, Learner, Store } from "../../../src/core/ports.ts";
import { gradeAnswer, gradeGuess } from "../../../src/core/quiz/grade.ts";
import { isOneOf, pin } from "../../../src/core/quiz/round.ts";
import { NO_STREAK } from "../../../src/core/streak/streak.ts";
import { kindsLibrary } from "../../support/kinds.ts";
import { HOUR, key, NOW, quiz, type Story, stamp } from "./town.ts";

const library = createLibrary(kindsLibrary);

/** What stands beside the ledger, and whether it is what the facts add up to. */
export function books(it: Story): void {
	describe("the books", () => {
		it("are in order where the rules decided", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			const questions = library.questions();
			await store.rounds.start({
				...quiz(ada, "round1"),
				items: questions.map((question) => pin(question, "seed")),
			});
			for (const [position, { answer }] of questions.entries()) {
				const given =
					answer.by === "text"
						? ({ by: "text", typed: `my word ${position}` } as const)
						: answer.by === "one"
							? ({ by: "one", at: 0 } as const)
							: ({ by: answer.by, at: [0, 1, 2, 3].slice(0, stepsOf(answer)) } as const);
				const asked = key(ada, `r${position}`, "round1", position);
				await store.answers.record(
					asked,
					gradeAnswer(library, asked.stamp, { position, given }, []),
				);
				await store.answers.record(
					key(ada, `g${position}`, "round1", position),
					gradeGuess(position),
				);
			}
			expect(await store.progress.totals(ada.id)).toMatchObject({ tries: questions.length });
			expect(await findings(store)).toEqual([]);
		});

		it("name everything that stands otherwise, and are mended", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			await store.rounds.start(quiz(ada, "round1"));
			await spoil(store, key(ada, "r1", "round1", 0));
			const found = await findings(store);
			expect(found.map(({ kind, key: which }) => `${kind} ${which}`.trim())).toEqual([
				"streak",
				"totals",
				"day 2026-11-20",
				"question q1",
				"mastered topic topic",
				"score test:town 2026-W47",
				"score test:town 2026-11",
				"score test:town all",
				"answers q1 1 a",
			]);
			expect(found[0]).toMatchObject({
				learner: ada.id,
				expected: expect.stringContaining('"current":1'),
				found: expect.stringContaining('"current":40'),
			});
			expect(await findings(store, true)).toEqual(found);
			expect(await findings(store)).toEqual([]);
			expect((await store.progress.streak(ada.id)).streak.current).toBe(1);
			expect((await town.board(ada)).around).toMatchObject([{ points: 10 }]);
			expect(await store.progress.mastered(ada.id)).toEqual([]);
			expect(await store.items.picks("q1", 1)).toEqual([]);
		});

		it("of many people are looked at one after the other", async ({ store, town }) => {
			for (const name of ["Ada", "Bob", "Cleo"]) await town.meets(name);
			const [first = "", ...rest] = await store.books.learners("", 2);
			expect(rest).toHaveLength(1);
			expect(await store.books.learners(rest[0] ?? "", 2)).toHaveLength(1);
			expect(await store.books.check("nobody")).toEqual([]);
			expect(await store.books.check(first)).toEqual([]);
			const doctor = createDoctor(store, false);
			for await (const one of doctor.findings()) expect(one).toBeUndefined();
			expect(doctor.seen()).toBe(3);
		});

		it("take in an outage that is noted after the day it excuses", async ({ store, town }) => {
			const ada = await town.meets("Ada");
			await store.beat(NOW);
			await answersOn(store, ada, NOW, "2026-11-20");
			await answersOn(store, ada, NOW + 72 * HOUR, "2026-11-23");
			expect((await store.progress.streak(ada.id)).streak.current).toBe(1);
			await store.beat(NOW + 73 * HOUR);
			const { streak } = await store.progress.streak(ada.id);
			expect(streak).toMatchObject({ current: 2, freezes: 1 });
			expect(await findings(store)).toEqual([]);
		});

		it("take in days off that a clock set back has put before counted days", async ({
			store,
			town,
		}) => {
			const ada = await town.meets("Ada");
			await answersOn(store, ada, NOW, "2026-11-20");
			await answersOn(store, ada, NOW + 72 * HOUR, "2026-11-23");
			await store.learners.setRests(stamp(ada, "r1"), { from: "2026-11-16", weekdays: [6, 7] });
			const { streak } = await store.progress.streak(ada.id);
			expect(streak).toMatchObject({ current: 2, freezes: 1 });
			expect(await findings(store)).toEqual([]);
		});
	});
}

function stepsOf(answer: { by: "order"; steps: readonly unknown[] } | { by: "several" }): number {
	return answer.by === "order" ? answer.steps.length : 2;
}

async function findings(store: Store, repair = false): Promise<readonly Finding[]> {
	const found: Finding[] = [];
	for await (const one of createDoctor(store, repair).findings()) found.push(one);
	return found;
}

async function answersOn(store: Store, who: Learner, at: number, day: string): Promise<void> {
	const round = await store.rounds.start({
		...quiz(who, `round ${day}`),
		items: library
			.questions()
			.filter(isOneOf)
			.map((question) => pin(question, day)),
	});
	const asked = key(who, `answer ${day}`, round.id, 0, { stamp: { at, day, spaceDay: day } });
	const given = { by: "one", at: 0 } as const;
	await store.answers.record(asked, gradeAnswer(library, asked.stamp, { position: 0, given }, []));
}

/** An answer after which nothing stands as its one fact says. */
async function spoil(store: Store, asked: AnswerKey): Promise<void> {
	await store.answers.record(asked, ({ round, today }): Decision | null => {
		const [item] = round.items;
		if (!item) return null;
		const { id, question, revision } = { id: round.id, ...item };
		return {
			facts: [
				{
					kind: "attempt",
					...{ question, topic: "topic", revision, round: id, option: "a", difficulty: "easy" },
					...{ firstTry: true, outcome: "right", grade: null, points: 10, rules: 1 },
				},
			],
			item: { ...item, picked: "a", outcome: "right", points: 10 },
			returns: null,
			endsRound: false,
			question: {
				...{ question, topic: "topic", tries: 3, lastDay: today.day, lastRight: false },
				...{ rightSince: null, known: true, memory: null },
			},
			streak: { ...NO_STREAK, current: 40, best: 40, learned: 40, lastDay: today.day },
			today: { ...today, answers: 7 },
			totals: { tries: 9, correct: 9, reviews: 0, reviewsInTime: 0, ability: 1.5 },
			points: 25,
			mastered: [{ what: "topic", name: "topic" }],
			tried: { question, revision, picked: "a", correct: true },
			covered: 0,
		};
	});
}
