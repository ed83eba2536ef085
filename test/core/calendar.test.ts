import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../src/core/days.ts";
import type { CalendarPicture } from "../../src/core/picture.ts";
import type { Learner } from "../../src/core/ports.ts";
import { calendarParts } from "../../src/core/streak/calendar.ts";
import type { RestRule } from "../../src/core/streak/excuse.ts";
import { storyUntilNow } from "../../src/core/streak/standing.ts";
import { foldDays, standingOn } from "../../src/core/streak/streak.ts";

/** A Friday. */
const TODAY = "2026-11-20";
const WEEKENDS: readonly RestRule[] = [{ from: "2026-01-01", weekdays: [6, 7] }];

const learner = (rests: readonly RestRule[]): Learner => ({
	id: "ada",
	name: "Ada",
	zone: "UTC",
	zoneIsOwn: true,
	zoneChosenAt: null,
	nextZone: null,
	day: TODAY,
	rests,
	visibility: "shown",
	start: null,
});

/** The calendar after answers so many days ago. */
function after(daysAgo: readonly number[], rests: readonly RestRule[] = []) {
	const days = daysAgo.map((ago) => {
		const day = addDays(TODAY, -ago);
		const firstAt = Date.parse(`${day}T12:00:00Z`);
		return { day, zone: "UTC", answers: 1, scored: 1, reviews: 0, firstAt };
	});
	const excuses = { rests, outages: [], moves: [], repairs: [] };
	const streak = foldDays(days, excuses);
	const me = learner(rests);
	const standing = standingOn(streak, me, excuses);
	const story = storyUntilNow(me, { days, outages: [], moves: [], repairs: [] });
	const [part] = calendarParts(standing, story, me);
	if (part?.part !== "picture") return null;
	const picture = part.picture as CalendarPicture;
	const mark = (ago: number) => picture.marks[picture.marks.length - 3 - ago];
	return { ...picture, alt: part.alt, mark, standing };
}

const SIGNS = { learned: "x", freeze: "f", rest: "r", credited: "c", missed: "m" } as const;
const signOf = (mark: string) =>
	mark === "open" ? "o" : (SIGNS[mark as keyof typeof SIGNS] ?? (mark === "ahead" ? "-" : "."));
/** The last weeks as signs, a week in a word. */
const weeks = (calendar: ReturnType<typeof after>, count: number) =>
	calendar?.marks
		.slice(-7 * count)
		.map(signOf)
		.join("")
		.replaceAll(/(.{7})(?=.)/g, "$1 ");

test("nobody who has not begun gets a calendar", () => {
	expect(after([])).toBeNull();
});

test("twelve whole weeks end with this one, today among them", () => {
	const calendar = after([0]);
	expect(calendar).toMatchObject({ from: "2026-08-31", today: TODAY });
	expect(calendar?.marks).toHaveLength(84);
	expect(weeks(calendar, 1)).toBe("....x--");
});

test("today is open until it counts", () => {
	expect(weeks(after([2, 1]), 1)).toBe("..xxo--");
	expect(after([2, 1])?.alt).toContain("Today is still open.");
	expect(after([1, 0])?.alt).toContain("Today counts.");
});

test("a freeze covers a day in the middle, and one since the last answer", () => {
	expect(weeks(after([4, 2, 1, 0]), 1)).toBe("xfxxx--");
	expect(weeks(after([3, 2]), 1)).toBe(".xxfo--");
});

test("what no freeze covers is missed, also when the streak ended in between", () => {
	const ended = after([9, 4, 3]);
	expect(weeks(ended, 2)).toBe("..xmmmm xxmmo--");
	expect(ended).toMatchObject({ under: "0 days in a row · best 2 · 3 learned · Ada" });
	expect(ended?.alt).toContain("missed, the latest: Thu, Nov 19");
});

test("days off are days off, unless somebody learned on one", () => {
	expect(weeks(after([11, 10, 9, 8, 7, 5, 4, 3, 2, 1, 0], WEEKENDS), 2)).toBe("xxxxxrx xxxxx--");
	expect(after([11, 0], WEEKENDS)?.alt).toContain("2 days off.");
});

describe("over any history", () => {
	const history = fc.uniqueArray(fc.integer({ min: 0, max: 83 }), { minLength: 1 });

	test("the calendar says what the streak says", () => {
		fc.assert(
			fc.property(history, fc.boolean(), (ago, rests) => {
				const calendar = after(
					ago.toSorted((a, b) => b - a),
					rests ? WEEKENDS : [],
				);
				if (!calendar) throw new Error("no calendar");
				const { standing, marks, mark } = calendar;
				// Backwards from today: learned, covered and free days make the number of days in a row.
				let [days, at] = [0, mark(0) === "open" ? 1 : 0];
				for (; ["learned", "freeze", "rest"].includes(mark(at) ?? ""); at += 1)
					if (mark(at) === "learned") days += 1;
				expect(days).toBeGreaterThanOrEqual(standing.days);
				if (standing.days > 0) expect(days).toBe(standing.days);
				const inside = ago.filter((one) => one <= marks.length - 3).length;
				expect(marks.filter((one) => one === "learned")).toHaveLength(inside);
			}),
		);
	});
});
