import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../src/core/days.ts";
import { createLibrary } from "../../src/core/library.ts";
import type { QuestionState } from "../../src/core/ports.ts";
import { achievementsOf } from "../../src/core/profile/achievements.ts";
import { firstDayShown, weeksOf } from "../../src/core/profile/profile.ts";
import { strengthsOf } from "../../src/core/profile/strength.ts";
import { smallLibrary } from "../support/library.ts";

const library = createLibrary(smallLibrary);

describe("weeks", () => {
	test("begin on Monday, and this one comes first", () => {
		const days = ["2026-11-09", "2026-11-15", "2026-11-16", "2026-11-20"].map((day) => ({ day }));
		expect(weeksOf(days, "2026-11-20")).toEqual([2, 2, 0, 0, 0, 0]);
		expect(firstDayShown("2026-11-20")).toBe("2026-10-12");
		expect(firstDayShown("2026-11-16")).toBe("2026-10-12");
	});

	test("hold every day that is shown, and no other", () => {
		const ago = fc.uniqueArray(fc.integer({ min: 0, max: 80 }), { maxLength: 40 });
		const today = fc.integer({ min: 0, max: 800 }).map((days) => addDays("2026-01-01", days));
		fc.assert(
			fc.property(ago, today, (past, day) => {
				const days = past.map((one) => ({ day: addDays(day, -one) }));
				const shown = days.filter((one) => one.day >= firstDayShown(day));
				const sum = weeksOf(days, day).reduce((all, one) => all + one, 0);
				expect(sum).toBe(shown.length);
				expect(weeksOf(shown, day)).toEqual(weeksOf(days, day));
			}),
		);
	});
});

describe("strong and weak", () => {
	const tried = (right: readonly boolean[]): QuestionState[] =>
		library.questions("small/web").flatMap(({ id, topic }, at) => {
			const lastRight = right[at];
			if (lastRight === undefined) return [];
			const first = { tries: 1, lastDay: "2026-11-20", rightSince: null };
			return [{ question: id, topic, ...first, lastRight, known: false, memory: null }];
		});

	test.each([
		[[true, true], "neither"],
		[[false, false], "neither"],
		[[true, true, true], "strongest"],
		[[true, true, true, true, false], "strongest"],
		[[true, true, false], "neither"],
		[[true, true, false, false], "weakest"],
		[[false, false, false], "weakest"],
	] as const)("%j is %s", (right, which) => {
		const { strongest, weakest } = strengthsOf(library, tried(right));
		expect(strongest).toHaveLength(which === "strongest" ? 1 : 0);
		expect(weakest).toHaveLength(which === "weakest" ? 1 : 0);
	});

	test("goes by what is still taught", () => {
		const gone = tried([false, false, false]).map((one) => ({
			...one,
			question: `${one.question}-gone`,
		}));
		expect(strengthsOf(library, gone)).toEqual({ strongest: [], weakest: [] });
	});
});

describe("achievements", () => {
	const green = [{ what: "topic", name: "small/web" }] as const;

	test("are told when they are earned, and only the next one is hinted at", () => {
		expect(achievementsOf([], { reviewsInTime: 0 }, 0, 0)).toEqual({
			earned: [],
			next: { what: "topic", have: 0, of: 1 },
		});
		expect(achievementsOf(green, { reviewsInTime: 9 }, 30, 0)).toEqual({
			earned: ["topic", "month"],
			next: { what: "reviews", have: 9, of: 10 },
		});
	});

	test("can all be earned", () => {
		const all = [...green, { what: "stage", name: "1" }] as const;
		const { earned, next } = achievementsOf(all, { reviewsInTime: 10 }, 31, 0);
		expect(earned).toHaveLength(4);
		expect(next).toBeNull();
	});
});
