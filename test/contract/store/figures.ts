import { expect } from "vitest";
import type { Learner } from "../../../src/core/ports.ts";
import { answering, key, NOW, quiz, type Story, TOWN, visit } from "./town.ts";

const QUESTIONS = ["q1", "q2", "q3"];
/** What each of twelve people answers to three questions; empty where they do not. */
const ANSWERS = [
	...["aab", "aba", "aaa", "baa", "bbb", "ab", "b"],
	...["caa", "cab", "ca", "aac", "bac"],
].map((row) => [...row]);

type Given = { readonly who: number; readonly question: string; readonly option: string };

const given: readonly Given[] = ANSWERS.flatMap((row, who) =>
	row.map((option, at) => ({ who, question: QUESTIONS[at] ?? "", option })),
);
const right = ({ option }: Given): number => (option === "a" ? 1 : 0);

/** The share right on the other questions; null for whoever answered no other. */
function restOf({ who, question }: Given): number | null {
	const others = given.filter((one) => one.who === who && one.question !== question);
	if (others.length === 0) return null;
	return others.reduce((sum, one) => sum + right(one), 0) / others.length;
}

/** What a space's answers add up to, question by question. */
export function figures(it: Story): void {
	it("adds up a space's answers as one would by hand", async ({ store, town }) => {
		for (const [who, row] of ANSWERS.entries()) {
			const learner = await town.meets(`Person${who}`);
			const round = await store.rounds.start(quiz(learner, `r${who}`, { questions: QUESTIONS }));
			for (const [at, option] of row.entries()) {
				const stamp = { at: NOW + 1_000 * (who + 1) };
				await town.press(learner, `a${who} ${at}`, round.id, at, { option, points: 0, stamp });
			}
		}
		const figures = await store.items.inSpace(TOWN, QUESTIONS);
		expect(figures.map(({ question, revision }) => [question, revision])).toEqual(
			QUESTIONS.map((question) => [question, 1]),
		);
		for (const { question, answers, correct, picks } of figures) {
			const own = given.filter((one) => one.question === question);
			expect(answers).toBe(own.length);
			expect(correct).toBe(own.filter(right).length);
			for (const pick of picks) {
				const same = own.filter(({ option }) => option === pick.picked);
				const rests = same.flatMap((one) => restOf(one) ?? []);
				expect(pick).toMatchObject({
					right: pick.picked === "a",
					people: same.length,
					compared: rests.length,
					rest: expect.closeTo(rests.reduce((sum, one) => sum + one, 0)),
					squares: expect.closeTo(rests.reduce((sum, one) => sum + one * one, 0)),
				});
			}
		}
	});

	it("counts the strong where they stand, ties together", async ({ store, town }) => {
		const answer = async (who: Learner, id: string, options: string) => {
			const round = await store.rounds.start(quiz(who, id, { questions: ["q1", "q2"] }));
			for (const [at, option] of [...options].entries())
				await town.press(who, `${id} ${at}`, round.id, at, { option, points: 0 });
		};
		// Of four, two do well on the other question: both belong to the strong, and prefer "b".
		for (const [at, options] of ["ba", "ba", "ab", "ab"].entries())
			await answer(await town.meets(`Person${at}`), `r${at}`, options);
		const [q1] = await store.items.inSpace(TOWN, ["q1", "q2"]);
		expect(q1?.picks.map(({ picked, strong }) => [picked, strong])).toEqual([
			["a", 0],
			["b", 2],
		]);
	});

	it("takes everybody's first answer, and the time in the middle", async ({ store, town }) => {
		const took = async (name: string, id: string, option: string, ms: number) => {
			const who = await town.meets(name);
			await store.rounds.start(quiz(who, id, { questions: ["q1"] }));
			await store.answers.record(key(who, id, id, 0), (snapshot) => {
				const decision = answering(0, { option, points: 0 })(snapshot);
				const facts = decision?.facts.map((fact) => ({ ...fact, took: ms }));
				return decision && { ...decision, facts: facts ?? [] };
			});
		};
		await took("Ada", "r1", "b", 4_000);
		await took("Ada", "r2", "a", 2_000);
		await took("Ben", "r3", "a", 9_000);
		await took("Cleo", "r4", "b", 5_000);
		const [q1] = await store.items.inSpace(TOWN, ["q1"]);
		expect(q1).toMatchObject({ answers: 4, correct: 2, median: 4_500 });
		expect(q1?.picks.map(({ picked, people }) => [picked, people])).toEqual([
			["a", 1],
			["b", 2],
		]);
	});

	it("knows nothing of other spaces' answers", async ({ store, town }) => {
		const elsewhere = { space: "test:village", place: "test:well" };
		const { learner } = await store.learners.meet(visit("Ada", elsewhere), NOW);
		await store.rounds.start(quiz(learner, "r1", { space: "test:village" }));
		await town.press(learner, "a1", "r1", 0, { stamp: { space: "test:village" } });
		expect(await store.items.inSpace(TOWN, ["q1"])).toEqual([]);
		expect(await store.items.inSpace("test:village", ["q1"])).toHaveLength(1);
		expect(await store.items.inSpace("test:village", [])).toEqual([]);
	});
}

/** When an item was put to somebody is kept until they answer. */
export function asking(it: Story): void {
	it("notes when an item was put to somebody, until it is answered", async ({ store, town }) => {
		const ada = await town.meets("Ada");
		await store.rounds.start(quiz(ada, "r1"));
		await store.rounds.asked("r1", 1, NOW + 5);
		expect((await store.rounds.read("r1"))?.items.map(({ askedAt }) => askedAt)).toEqual([
			undefined,
			NOW + 5,
		]);
		await town.press(ada, "a1", "r1", 0);
		await store.rounds.asked("r1", 0, NOW + 9);
		expect((await store.rounds.read("r1"))?.items[0]).not.toHaveProperty("askedAt");
		await store.rounds.asked("nobody's", 0, NOW);
	});
}
