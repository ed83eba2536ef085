import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cohort } from "../../src/core/cohorts/cohort.ts";
import { restsLike, stateOn } from "../../src/core/cohorts/cohort.ts";
import { recapAt } from "../../src/core/cohorts/due.ts";
import {
	changed,
	closedOn,
	type Move,
	movedTopic,
	replanned,
} from "../../src/core/cohorts/edit.ts";
import { isThrough } from "../../src/core/cohorts/mate.ts";
import { leftOut, type Plan, stepsOf, topicsSince, weeksOf } from "../../src/core/cohorts/plan.ts";
import { readDay, readTopics, readWeekdays } from "../../src/core/cohorts/read.ts";
import { addDays, weekday } from "../../src/core/days.ts";
import { createLibrary } from "../../src/core/library.ts";
import { smallLibrary } from "../support/library.ts";

const MONDAY = "2026-11-30";
const topics = (n: number) => Array.from({ length: n }, (_, at) => `t${at + 1}`);

function planOf(n: number, pace: number, weekdays: readonly number[], from = MONDAY): Plan {
	return { topics: topics(n), skipped: [], terms: [{ from, pace, weekdays }], until: null };
}

function cohortOf(plan: Plan, startsOn = MONDAY): Cohort {
	const names = { id: "c1", space: "test:town", place: "test:square", name: "Autumn" };
	return replanned(
		{ ...names, startsOn, zone: "Europe/Berlin", plan, tracker: false, closed: false },
		plan,
	);
}

const shown = ({ plan, startsOn }: Cohort) =>
	stepsOf(plan, startsOn).map(({ topic, day }) => `${day.slice(5)} ${topic}`);

describe("a plan", () => {
	test("shares a week's topics out over its learning days", () => {
		expect(shown(cohortOf(planOf(5, 2, [1, 2, 3, 4, 5])))).toEqual([
			"11-30 t1",
			"12-02 t2",
			"12-07 t3",
			"12-09 t4",
			"12-14 t5",
		]);
	});

	test("that starts on a Thursday has a short first week", () => {
		const plan = planOf(4, 2, [1, 2, 3, 4, 5], "2026-12-03");
		const weeks = weeksOf(plan, "2026-12-03");
		expect(weeks.map(({ monday, steps }) => [monday, steps.length])).toEqual([
			["2026-11-30", 1],
			["2026-12-07", 2],
			["2026-12-14", 1],
		]);
	});

	test("with more topics than learning days begins several on one day", () => {
		expect(shown(cohortOf(planOf(4, 4, [2, 4])))).toEqual([
			"12-01 t1",
			"12-01 t2",
			"12-03 t3",
			"12-03 t4",
		]);
	});

	test("ends with its last week, or where its end was chosen", () => {
		expect(cohortOf(planOf(4, 2, [1, 3])).endsOn).toBe("2026-12-13");
		const until = { ...planOf(4, 2, [1, 3]), until: "2026-12-07" };
		const cohort = cohortOf(until);
		expect(cohort.endsOn).toBe("2026-12-07");
		expect(leftOut(cohort.plan, cohort.startsOn)).toBe(1);
	});

	test.each([
		[{ ...planOf(4, 2, [1]), until: "2026-11-29" }, "That end lies before the start."],
		[planOf(0, 2, [1]), "There would be nothing to learn."],
		[{ ...planOf(4, 2, [3]), until: "2026-12-01" }, "There is no learning day"],
		[planOf(200, 1, [1]), "more than two years"],
	])("that cannot be is refused: %#", (plan, why) => {
		expect(() => cohortOf(plan)).toThrow(why);
	});

	const plans = fc.record({
		n: fc.integer({ min: 1, max: 60 }),
		pace: fc.integer({ min: 1, max: 14 }),
		days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
		shift: fc.integer({ min: 0, max: 400 }),
	});

	test("begins every topic once, in order, on learning days only, at its pace", () => {
		fc.assert(
			fc.property(plans, ({ n, pace, days, shift }) => {
				const startsOn = addDays(MONDAY, shift);
				const steps = stepsOf(planOf(n, pace, days, startsOn), startsOn);
				expect(steps.map(({ topic }) => topic)).toEqual(topics(n));
				for (const { day } of steps) expect(days).toContain(weekday(day));
				const weeks = weeksOf(planOf(n, pace, days, startsOn), startsOn);
				for (const week of weeks.slice(1, -1)) expect(week.steps).toHaveLength(pace);
				expect(weeks.flatMap((week) => week.steps)).toEqual(steps);
			}),
		);
	});

	test("whatever is changed, what has begun stays as it was", () => {
		const change = fc.oneof(
			fc.record({
				topic: fc.integer({ min: 1, max: 20 }),
				move: fc.constantFrom<Move>("skip", "back", "earlier", "later"),
			}),
			fc.record({ pace: fc.integer({ min: 1, max: 14 }) }),
		);
		fc.assert(
			fc.property(
				fc.array(change, { maxLength: 8 }),
				fc.integer({ min: 0, max: 60 }),
				(changes, after) => {
					const today = addDays(MONDAY, after);
					const before = cohortOf(planOf(20, 2, [1, 2, 4, 6]));
					const past = stepsOf(before.plan, MONDAY).filter(({ day }) => day <= today);
					let cohort = before;
					for (const one of changes) {
						try {
							cohort =
								"pace" in one
									? changed(cohort, one, today)
									: movedTopic(cohort, `t${one.topic}`, one.move, today);
						} catch {}
					}
					expect(stepsOf(cohort.plan, MONDAY).slice(0, past.length)).toEqual(past);
					expect([...cohort.plan.topics].toSorted()).toEqual(topics(20).toSorted());
				},
			),
		);
	});
});

describe("changing a plan", () => {
	const cohort = cohortOf(planOf(5, 2, [1, 3]));

	test("a skipped topic lets the others move up, and comes back where it stood", () => {
		const without = movedTopic(cohort, "t3", "skip", "2026-11-29");
		expect(shown(without).at(2)).toBe("12-07 t4");
		expect(shown(movedTopic(without, "t3", "back", "2026-11-29"))).toEqual(shown(cohort));
	});

	test("a topic changes places with its neighbour, over skipped ones", () => {
		const without = movedTopic(cohort, "t3", "skip", "2026-11-29");
		const moved = movedTopic(without, "t2", "later", "2026-11-29");
		expect(stepsOf(moved.plan, moved.startsOn).map(({ topic }) => topic)).toEqual([
			"t1",
			"t4",
			"t2",
			"t5",
		]);
		expect(shown(movedTopic(cohort, "t1", "earlier", "2026-11-29"))).toEqual(shown(cohort));
	});

	test("what has begun cannot be moved, nor the start", () => {
		expect(() => movedTopic(cohort, "t1", "skip", MONDAY)).toThrow("has begun");
		expect(() => movedTopic(cohort, "x", "skip", MONDAY)).toThrow("not in the plan");
		expect(() => changed(cohort, { start: "2026-12-05" }, MONDAY)).toThrow("its start stays");
	});

	test("another pace holds from the next Monday on", () => {
		const faster = changed(cohort, { pace: 4 }, "2026-12-02");
		expect(shown(faster)).toEqual(["11-30 t1", "12-02 t2", "12-07 t3", "12-07 t4", "12-09 t5"]);
	});

	test("before it begins, everything may move, and stages stay in their order", () => {
		const later = changed(cohort, { start: "2026-12-07", weekdays: [2] }, "2026-11-20");
		expect(shown(later)[0]).toBe("12-08 t1");
		expect(later.plan.terms).toHaveLength(1);
	});

	test("closing ends it today, or not later than it would have", () => {
		expect(closedOn(cohort, "2026-12-03").endsOn).toBe("2026-12-03");
		expect(closedOn(cohort, "2027-12-03").endsOn).toBe(cohort.endsOn);
	});
});

test("a cohort is planned, running or closed by its dates, or closed by hand", () => {
	const cohort = cohortOf(planOf(2, 2, [1]));
	expect(stateOn(cohort, "2026-11-29")).toBe("planned");
	expect(stateOn(cohort, MONDAY)).toBe("running");
	expect(stateOn(cohort, "2026-12-06")).toBe("running");
	expect(stateOn(cohort, "2026-12-07")).toBe("closed");
	expect(stateOn({ ...cohort, closed: true }, MONDAY)).toBe("closed");
});

test("a recap comes on Monday at eight where the cohort is, also over a clock change", () => {
	const weeks = weeksOf(planOf(4, 1, [1], "2027-03-22"), "2027-03-22");
	const cohort = { zone: "Europe/Berlin" };
	const at = weeks.slice(0, 2).map((week) => new Date(recapAt(cohort, week)).toISOString());
	expect(at).toEqual(["2027-03-29T06:00:00.000Z", "2027-04-05T06:00:00.000Z"]);
});

test("whoever comes late is asked what comes from that week on", () => {
	const weeks = weeksOf(planOf(6, 2, [1, 3]), MONDAY);
	expect(topicsSince(weeks, "2026-12-10").map(({ topic }) => topic)).toEqual([
		"t3",
		"t4",
		"t5",
		"t6",
	]);
	expect(topicsSince(weeks, "2026-11-01")).toHaveLength(6);
});

test("days off like the cohort's are two at most, the weekend first", () => {
	expect(restsLike([1, 2, 3, 4, 5])).toEqual([6, 7]);
	expect(restsLike([2, 4])).toEqual([6, 7]);
	expect(restsLike([1, 2, 3, 5, 6, 7])).toEqual([4]);
	expect(restsLike([1, 2, 3, 4, 5, 6, 7])).toEqual([]);
});

test("a small topic is through with all it has, an empty one never", () => {
	expect([isThrough(2, 2), isThrough(2, 5), isThrough(3, 5), isThrough(0, 0)]).toEqual([
		...[true, false, true, false],
	]);
});

describe("what people type", () => {
	test.each([
		["mon-fri", [1, 2, 3, 4, 5]],
		["Mon to Fri", [1, 2, 3, 4, 5]],
		["Tuesday, Thursday and sat", [2, 4, 6]],
		["fri-mon", [1, 5, 6, 7]],
		["every day", [1, 2, 3, 4, 5, 6, 7]],
		["", null],
		["noday", null],
		["mon-tue-wed", null],
		["m", null],
	])("days %j", (typed, days) => {
		expect(readWeekdays(typed)).toEqual(days);
	});

	test.each([
		["2026-11-30", "2026-11-30"],
		[" 2026-11-30 ", "2026-11-30"],
		["2026-02-30", null],
		["2026-13-01", null],
		["tomorrow", null],
		["2026-11-30T10:00", null],
	])("a day %j", (typed, day) => {
		expect(readDay(typed)).toBe(day);
	});

	test("stages and topics, in an order to learn in and once each", () => {
		const library = createLibrary(smallLibrary);
		expect(readTopics(library, "sql, 1")).toEqual(["small/web", "small/shell", "small/sql"]);
		expect(readTopics(library, "stage 2")).toEqual(["small/sql"]);
		expect(readTopics(library, "1-2")).toHaveLength(3);
		expect(() => readTopics(library, " , ")).toThrow("nothing to learn");
		expect(() => readTopics(library, "stage 5")).toThrow("no topics in “stage 5”");
		expect(() => readTopics(library, "cobol")).toThrow("I don't know the topic");
	});
});
