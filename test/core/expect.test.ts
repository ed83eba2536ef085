import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { abilityAfter, expectedSuccess, NO_TOTALS } from "../../src/core/quiz/expect.ts";
import { isMilestone } from "../../src/core/streak/milestone.ts";

const difficulty = fc.constantFrom("easy" as const, "medium" as const, "hard" as const);
const expected = (
	level: "easy" | "medium" | "hard",
	totals: Partial<typeof NO_TOTALS> = {},
	share?: { answers: number; correct: number },
) => expectedSuccess({ difficulty: level }, { ...NO_TOTALS, ...totals }, share);

describe("how likely a first try is right", () => {
	test("is the author's guess as long as little is known", () => {
		expect(expected("easy")).toBeCloseTo(0.85);
		expect(expected("medium")).toBeCloseTo(0.65);
		expect(expected("hard")).toBeCloseTo(0.45);
		expect(expected("hard", { tries: 19, ability: 2 })).toBeCloseTo(0.45);
		expect(expected("hard", {}, { answers: 29, correct: 29 })).toBeCloseTo(0.45);
	});

	test("moves with the answers of all from thirty on, with one's own from twenty on", () => {
		expect(expected("hard", {}, { answers: 30, correct: 30 })).toBeCloseTo((30 + 13.5) / 60);
		expect(expected("hard", { tries: 20, ability: 1 })).toBeGreaterThan(0.65);
		expect(expected("easy", { tries: 20, ability: -1 })).toBeLessThan(0.7);
	});

	test("is never certain", () => {
		const totals = fc.record({
			tries: fc.integer({ min: 20, max: 5000 }),
			ability: fc.double({ min: -6, max: 6, noNaN: true }),
		});
		const share = fc
			.tuple(fc.integer({ min: 0, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }))
			.map(([answers, part]) => ({ answers, correct: Math.floor(answers * part) }));
		fc.assert(
			fc.property(difficulty, totals, share, (level, own, all) => {
				const chance = expected(level, own, all);
				expect(chance).toBeGreaterThan(0);
				expect(chance).toBeLessThan(1);
			}),
		);
	});
});

describe("ability", () => {
	test("rises with a right answer, more so with a hard one, and falls with a miss", () => {
		const moved = (level: "easy" | "hard", right: boolean) => abilityAfter(NO_TOTALS, level, right);
		expect(moved("easy", true)).toBeCloseTo(0.15);
		expect(moved("hard", true)).toBeCloseTo(0.55);
		expect(moved("easy", false)).toBeCloseTo(-0.85);
	});

	test("settles: a late answer moves it less than an early one", () => {
		const late = { ...NO_TOTALS, tries: 200 };
		expect(abilityAfter(late, "easy", true)).toBeCloseTo(0.15 / 11);
	});

	test("finds somebody who is as good as the author thought", () => {
		let totals = NO_TOTALS;
		for (let n = 0; n < 400; n += 1) {
			const ability = abilityAfter(totals, "medium", n % 20 < 13);
			totals = { ...totals, tries: n + 1, ability };
		}
		expect(Math.abs(totals.ability)).toBeLessThan(0.2);
	});
});

test.each([
	[5, true],
	[10, true],
	[15, false],
	[25, false],
	[30, true],
	[50, true],
	[60, false],
	[75, true],
	[365, true],
	[730, true],
	[1, false],
	[0, false],
])("a streak of %i days is a milestone: %s", (days, worth) => {
	expect(isMilestone(days)).toBe(worth);
});
