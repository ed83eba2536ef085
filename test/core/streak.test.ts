import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shuffled } from "../../src/core/chance.ts";
import { addDays, dayOf } from "../../src/core/days.ts";
import {
	countDay,
	foldDays,
	NO_STREAK,
	type Streak,
	standingOn,
	storyOf,
	tell,
} from "../../src/core/streak/streak.ts";

const START = "2026-01-01";
const on = (day: string) => ({ day, zone: "UTC", firstAt: Date.parse(`${day}T12:00:00Z`) });
const count = (streak: Streak, day: string) => countDay(streak, on(day));
const fold = (days: readonly string[]) => days.reduce(count, NO_STREAK);
const daysFrom = (steps: readonly number[]) => {
	let day = START;
	return steps.map((step) => {
		day = addDays(day, step);
		return day;
	});
};

test("every seventh counted day earns a freeze, two are held at most", () => {
	expect(fold(daysFrom(Array(6).fill(1))).freezes).toBe(1);
	expect(fold(daysFrom(Array(7).fill(1))).freezes).toBe(2);
	expect(fold(daysFrom(Array(21).fill(1))).freezes).toBe(2);
});

test("two freezes cover two missed days in a row, not three", () => {
	const week = daysFrom(Array(7).fill(1));
	const last = week.at(-1) ?? START;
	expect(count(fold(week), addDays(last, 3)).current).toBe(8);
	expect(count(fold(week), addDays(last, 4)).current).toBe(1);
});

test("a day before the last counted one changes nothing", () => {
	const streak = fold(daysFrom([1, 1]));
	expect(count(streak, START)).toBe(streak);
});

describe("over any history", () => {
	const steps = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 });

	test("no day counts twice, the best never falls, freezes stay within bounds", () => {
		fc.assert(
			fc.property(steps, (taken) => {
				const days = daysFrom(taken);
				const streak = fold(days);
				expect(streak.learned).toBe(new Set(days).size);
				expect(streak.best).toBeGreaterThanOrEqual(streak.current);
				expect(streak.freezes).toBeGreaterThanOrEqual(0);
				expect(streak.freezes).toBeLessThanOrEqual(2);
			}),
		);
	});

	test("what one sees before an answer is what the answer then builds on", () => {
		fc.assert(
			fc.property(steps, fc.integer({ min: 1, max: 6 }), (taken, later) => {
				const streak = fold(daysFrom(taken));
				if (streak.lastDay === null) return;
				const today = addDays(streak.lastDay, later);
				const seen = standingOn(streak, on(today));
				expect(count(streak, today).current).toBe(seen.days + 1);
			}),
		);
	});

	test("the story tells as many answered days as were learned", () => {
		fc.assert(
			fc.property(steps, (taken) => {
				const days = [...new Set(daysFrom(taken))];
				const story = storyOf(
					days.map((day) => ({ ...on(day), answers: 1, scored: 0, reviews: 0 })),
				);
				const answered = story.filter((line) => line.what === "answered");
				expect(answered).toHaveLength(fold(days).learned);
			}),
		);
	});
});

describe("days in whatever order they arrive", () => {
	type Lived = { readonly day: string; readonly zone: string; readonly firstAt: number };
	const zones = fc.constantFrom("UTC", "Europe/Berlin", "Pacific/Apia", "Pacific/Honolulu");
	const hours = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), zones), { maxLength: 40 });
	const outages = fc.array(
		fc
			.tuple(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 1, max: 60 }))
			.map(([from, long]) => ({ from: hour(from), until: hour(from + long) })),
		{ maxLength: 4 },
	);
	const rests = fc.constantFrom([], [{ from: "2011-12-26", weekdays: [6, 7] }]);
	const hour = (n: number): number => Date.parse("2011-12-20T12:00:00Z") + n * 3_600_000;
	const lived = (taken: readonly (readonly [number, string])[]): readonly Lived[] => {
		let now = 0;
		const days = taken.map(([later, zone]) => {
			now += later;
			return { day: dayOf(hour(now), zone), zone, firstAt: hour(now) };
		});
		return days.filter((one) => days.find(({ day }) => day === one.day) === one);
	};

	test("give one streak, with one count for a date", () => {
		fc.assert(
			fc.property(hours, outages, rests, fc.integer(), (taken, away, off, seed) => {
				const days = lived(taken);
				const excuses = { rests: off, outages: away, moves: [] };
				const mixed = shuffled(days, String(seed));
				const streak = foldDays(days, excuses);
				expect(foldDays(mixed, excuses)).toEqual(streak);
				expect(foldDays([...mixed, ...days], excuses)).toEqual(streak);
				const told = mixed.map((one) => ({ ...one, answers: 1 }));
				expect(tell(told, excuses).streak).toEqual(streak);
				expect(streak.learned).toBeLessThanOrEqual(days.length);
			}),
		);
	});

	test("as time goes on, neither the best nor the days learned ever fall", () => {
		fc.assert(
			fc.property(hours, outages, rests, (taken, away, off) => {
				const excuses = { rests: off, outages: away, moves: [] };
				let before = NO_STREAK;
				for (const day of lived(taken)) {
					const after = countDay(before, day, excuses);
					expect(after.best).toBeGreaterThanOrEqual(before.best);
					expect(after.learned - before.learned).toBe(after === before ? 0 : 1);
					expect(after.freezes).toBeGreaterThanOrEqual(0);
					expect(after.freezes).toBeLessThanOrEqual(2);
					before = after;
				}
				expect(before).toEqual(foldDays(lived(taken), excuses));
			}),
		);
	});

	test("one more excuse never makes a streak shorter", () => {
		fc.assert(
			fc.property(hours, outages, (taken, away) => {
				const days = lived(taken);
				const some = { rests: [], outages: away.slice(1), moves: [] };
				const all = { ...some, outages: away };
				expect(foldDays(days, all).current).toBeGreaterThanOrEqual(foldDays(days, some).current);
				expect(foldDays(days, all).best).toBeGreaterThanOrEqual(foldDays(days, some).best);
			}),
		);
	});
});
