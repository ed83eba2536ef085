import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../src/core/days.ts";
import { createLibrary } from "../../src/core/library.ts";
import type { QuestionState } from "../../src/core/ports.ts";
import { dueQuestions, forecast, nextDue } from "../../src/core/review/due.ts";
import {
	type Grade,
	graded,
	isDue,
	type Memory,
	regraded,
	retrievability,
} from "../../src/core/review/memory.ts";
import { question, smallLibrary } from "../support/library.ts";

const DAY = "2026-11-20";

describe("a memory", () => {
	test("of a first right answer is due some days later, of a miss the next day", () => {
		const right = graded(null, 3, DAY);
		expect(right.due > addDays(DAY, 2)).toBe(true);
		expect(right.before).toBeNull();
		expect(graded(null, 1, DAY).due).toBe(addDays(DAY, 1));
		expect(isDue(right, addDays(right.due, -1))).toBe(false);
		expect(isDue(right, right.due)).toBe(true);
	});

	test("is asked for when about 85 % would still recall it", () => {
		let memory = graded(null, 3, DAY);
		for (let turn = 0; turn < 4; turn += 1) {
			expect(retrievability(memory, memory.lastDay)).toBe(1);
			expect(Math.abs(retrievability(memory, memory.due) - 0.85)).toBeLessThan(0.03);
			memory = graded(memory, 3, memory.due);
		}
	});

	test("takes another last grade, as if it had been given at first", () => {
		const first = graded(null, 3, DAY);
		const again = graded(first, 3, first.due);
		for (const grade of [1, 2, 3, 4] as const)
			expect(regraded(again, grade)).toEqual(graded(first, grade, first.due));
		expect(regraded(regraded(again, 4), 3)).toEqual(again);
		expect(regraded(first, 1)).toEqual(graded(null, 1, DAY));
	});

	test("a day before the last one counts as the last one", () => {
		const memory = graded(null, 3, DAY);
		const back = graded(memory, 3, addDays(DAY, -40));
		expect(back).toEqual(graded(memory, 3, DAY));
		expect(back.lastDay).toBe(DAY);
		expect(retrievability(memory, addDays(DAY, -40))).toBe(1);
	});

	test("hard returns before good, good before easy, and days never go back", () => {
		const grade = fc.constantFrom<Grade>(1, 2, 3, 4);
		const turns = fc.array(fc.tuple(grade, fc.integer({ min: -5, max: 90 })), { minLength: 1 });
		fc.assert(
			fc.property(turns, (taken) => {
				let memory: Memory | null = null;
				let day = DAY;
				for (const [given, later] of taken) {
					const before = memory?.lastDay ?? day;
					day = addDays(day, later);
					memory = graded(memory, given, day);
					expect(memory.lastDay >= before || memory.lastDay === day).toBe(true);
					expect(memory.due > memory.lastDay).toBe(true);
					expect(memory.stability).toBeGreaterThan(0);
					expect(memory.difficulty).toBeGreaterThanOrEqual(1);
					expect(memory.difficulty).toBeLessThanOrEqual(10);
				}
				if (memory === null) return;
				const [hard, good, easy] = ([2, 3, 4] as const).map((one) => regraded(memory, one).due);
				expect([hard, good, easy].toSorted()).toEqual([hard, good, easy]);
			}),
		);
	});
});

describe("what is due", () => {
	const many = Array.from({ length: 30 }, (_, index) => question("shell", `m${index}`, "easy"));
	const library = createLibrary({ ...smallLibrary, questions: many });
	const state = (index: number, changes: Partial<QuestionState> = {}): QuestionState => ({
		question: `small/shell/m${index}`,
		topic: "small/shell",
		tries: 1,
		lastDay: "2026-11-15",
		lastRight: true,
		rightSince: "2026-11-15",
		known: false,
		memory: { ...graded(null, 3, "2026-11-15"), stability: 1 + index, due: DAY },
		...changes,
	});
	const ids = (states: readonly QuestionState[], day = DAY, most = 15) =>
		dueQuestions(library, states, day, most).map(({ id }) => id.split("/m")[1]);

	test("begins with what is nearest to being forgotten, and keeps to the day's number", () => {
		const states = [3, 1, 2].map((index) => state(index));
		expect(ids(states)).toEqual(["1", "2", "3"]);
		expect(ids(states, DAY, 2)).toEqual(["1", "2"]);
		expect(ids(states, DAY, -1)).toEqual([]);
	});

	test("leaves what was asked today, what is not due yet, and what is gone from the pack", () => {
		const later = { ...graded(null, 3, "2026-11-15"), due: "2026-11-21" };
		expect(
			ids([
				state(1, { lastDay: DAY }),
				state(2, { memory: later }),
				state(3, { question: "small/shell/gone" }),
				state(4, { memory: null }),
			]),
		).toEqual(["4"]);
	});

	test("after a week away begins with the likeliest of those once right", () => {
		const states = [
			state(1),
			state(2, { rightSince: null }),
			state(3),
			state(4, { rightSince: null }),
		];
		expect(ids(states, "2026-11-22")).toEqual(["3", "1", "2", "4"]);
	});

	test("the forecast has seven days and never more than one day's reviews", () => {
		const due = (index: number, day: string) =>
			state(index, { memory: { ...graded(null, 3, "2026-11-15"), due: day } });
		const states = Array.from({ length: 20 }, (_, index) => due(index, "2026-11-21"));
		const coming = forecast(
			library,
			[...states, due(20, "2026-11-27"), due(21, "2026-11-28")],
			DAY,
		);
		expect(coming.map(({ reviews }) => reviews)).toEqual([15, 0, 0, 0, 0, 0, 1]);
		expect(coming[0]?.day).toBe("2026-11-21");
		expect(nextDue(library, [due(1, "2026-12-02"), due(2, "2026-11-30")], DAY)).toBe("2026-11-30");
		expect(nextDue(library, [state(1)], DAY)).toBeNull();
	});
});
