import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_MS, dayOf, timeOf, weekday } from "../../src/core/days.ts";
import { daysOfSupply } from "../../src/core/delivery/content.ts";
import type { Schedule } from "../../src/core/delivery/delivery.ts";
import { comingRuns, nextRun, planNow, planner, type Rule } from "../../src/core/delivery/plan.ts";
import { createLibrary } from "../../src/core/library.ts";
import type { Posted } from "../../src/core/ports.ts";
import { previewOf } from "../../src/core/schedules/preview.ts";
import { smallLibrary } from "../support/library.ts";

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const library = createLibrary(smallLibrary);
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString().slice(0, 16));

function schedule(other: Partial<Schedule> = {}): Schedule {
	return {
		...{ id: "s", space: "town", place: "square", kind: "nudge", time: "09:00" },
		...{ weekdays: EVERY_DAY, zone: "UTC", nextRunAt: Date.parse("2026-11-20T09:00:00Z") },
		...{ state: "active", trouble: null, from: null, until: null, missed: "latest" },
		...{ cohort: null, owner: null, ...other },
	};
}

const nothing = (): Posted => ({
	...{ question: new Map(), tip: new Map(), topic: new Map(), challenge: new Map() },
});

/** What a schedule does when the heart beats at an instant. */
function plan(set: Schedule, now: number, posted = nothing()) {
	let ids = 0;
	return planner(() => library, { make: () => `id${ids++}` }, now)(set, posted);
}

describe("over a change of the clocks, a day has one moment", () => {
	const rule = (time: string, zone: string): Rule => ({ time, zone, weekdays: EVERY_DAY });
	test.each([
		[
			"Berlin, gap",
			"02:30",
			"Europe/Berlin",
			"2026-03-28T00:00Z",
			["28T01:30", "29T01:30", "30T00:30"],
		],
		[
			"Berlin, doubled",
			"02:30",
			"Europe/Berlin",
			"2026-10-24T00:00Z",
			["24T00:30", "25T00:30", "26T01:30"],
		],
		[
			"New York, gap",
			"02:30",
			"America/New_York",
			"2026-03-07T00:00Z",
			["07T07:30", "08T07:30", "09T06:30"],
		],
		[
			"New York, doubled",
			"01:30",
			"America/New_York",
			"2026-10-31T00:00Z",
			["31T05:30", "01T05:30", "02T06:30"],
		],
		[
			"São Paulo, midnight gap",
			"00:30",
			"America/Sao_Paulo",
			"2018-11-03T00:00Z",
			["03T03:30", "04T03:30", "05T02:30"],
		],
		[
			"Cairo, midnight gap",
			"00:00",
			"Africa/Cairo",
			"2026-04-22T12:00Z",
			["22T22:00", "23T22:00", "24T21:00"],
		],
		[
			"Lord Howe, half an hour",
			"02:15",
			"Australia/Lord_Howe",
			"2026-10-02T12:00Z",
			["02T15:45", "03T15:45", "04T15:15"],
		],
		[
			"Apia, a day that never was",
			"09:00",
			"Pacific/Apia",
			"2011-12-28T12:00Z",
			["28T19:00", "29T19:00", "30T19:00"],
		],
		[
			"a leap day",
			"09:00",
			"Europe/Berlin",
			"2028-02-28T00:00Z",
			["28T08:00", "29T08:00", "01T08:00"],
		],
		[
			"the turn of the year",
			"23:30",
			"Europe/Berlin",
			"2026-12-30T12:00Z",
			["30T22:30", "31T22:30", "01T22:30"],
		],
	])("%s", (_what, time, zone, after, expected) => {
		const runs = comingRuns(rule(time, zone), Date.parse(after), 3);
		expect(runs.map((at) => iso(at)?.slice(8))).toEqual(expected);
	});

	test("a weekday that fell on the day Apia never had is not made up for on another", () => {
		const fridays = { time: "09:00", zone: "Pacific/Apia", weekdays: [5] };
		expect(iso(nextRun(fridays, Date.parse("2011-12-28T12:00Z")))).toBe("2012-01-05T19:00");
	});

	const ZONES = [
		"Europe/Berlin",
		"America/New_York",
		"Africa/Cairo",
		"Australia/Lord_Howe",
		"Pacific/Apia",
		"America/Sao_Paulo",
		"Asia/Kathmandu",
	];
	test("whatever the rule, moments go forward, on their weekdays, one a day", () => {
		const at = fc.integer({ min: Date.parse("2010-01-01"), max: Date.parse("2030-01-01") });
		const time = fc
			.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
			.map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
		const days = fc.subarray(EVERY_DAY, { minLength: 1 });
		fc.assert(
			fc.property(fc.constantFrom(...ZONES), time, days, at, (zone, clock, weekdays, after) => {
				const runs = comingRuns({ zone, time: clock, weekdays }, after, 8);
				const dates = runs.map((run) => dayOf(run, zone));
				expect(runs).toHaveLength(8);
				expect(runs.every((run, index) => run > (runs[index - 1] ?? after))).toBe(true);
				expect(new Set(dates).size).toBe(8);
				expect(dates.every((day) => weekdays.includes(weekday(day)))).toBe(true);
				const late = runs.filter((run) => timeOf(run, zone) !== clock);
				// Only a gap may move one, by no more than the clocks do.
				expect(late.length).toBeLessThanOrEqual(1);
			}),
		);
	});
});

describe("between dates", () => {
	const rule = {
		time: "09:00",
		zone: "UTC",
		weekdays: [1],
		from: "2026-12-01",
		until: "2026-12-15",
	};
	const after = Date.parse("2026-11-20T10:00Z");

	test("it runs from the first to the last of them, both included", () => {
		expect(comingRuns(rule, after, 9).map(iso)).toEqual(["2026-12-07T09:00", "2026-12-14T09:00"]);
		const days = { ...rule, weekdays: EVERY_DAY, until: "2026-12-02" };
		expect(comingRuns(days, after, 9).map(iso)).toEqual(["2026-12-01T09:00", "2026-12-02T09:00"]);
	});

	test("a start years ahead is found", () => {
		expect(iso(nextRun({ ...rule, from: "2031-01-01", until: null }, after))).toBe(
			"2031-01-06T09:00",
		);
	});

	test("after the last it is over, and says so", () => {
		const last = schedule({ until: "2026-11-20" });
		const { slots, ends } = plan(last, last.nextRunAt);
		expect(slots).toHaveLength(1);
		expect(ends).toBe("Its last date has passed. Edit it to go on.");
	});
});

describe("after a downtime", () => {
	const due = Date.parse("2026-11-20T09:00:00Z");
	const posted = (missed: Schedule["missed"], away: number) =>
		plan(schedule({ missed }), due + away).slots.map(({ key }) => key.slice(2, 12));

	test("of ten minutes, the moment is made up for, unless late ones are left out", () => {
		expect(posted("latest", 10 * MINUTE)).toEqual(["2026-11-20"]);
		expect(posted("skip", 10 * MINUTE)).toEqual([]);
		expect(posted("all", 10 * MINUTE)).toEqual(["2026-11-20"]);
	});

	test("a restart is no downtime", () => {
		expect(posted("skip", MINUTE)).toEqual(["2026-11-20"]);
	});

	test("of ten hours, it still comes the same day", () => {
		expect(posted("latest", 10 * HOUR)).toEqual(["2026-11-20"]);
		expect(posted("latest", 16 * HOUR)).toEqual([]);
	});

	test("of ten days, only the newest comes, or all of them a minute apart", () => {
		const away = 10 * DAY_MS + HOUR;
		expect(posted("latest", away)).toEqual(["2026-11-30"]);
		const { slots, nextRunAt } = plan(schedule({ missed: "all" }), due + away);
		expect(slots).toHaveLength(11);
		expect(slots.map(({ dueAt }) => (dueAt - due - away) / MINUTE)).toEqual(
			slots.map((_, index) => index),
		);
		expect(new Set(slots.map(({ key }) => key)).size).toBe(11);
		expect(iso(nextRunAt)).toBe("2026-12-01T09:00");
	});

	test("all of them differ, and of years no more than a month comes", () => {
		const set = schedule({ kind: "tip", missed: "all" });
		const three = plan(set, due + 2 * DAY_MS).slots.map(({ uses }) => uses[0]?.item);
		expect(new Set(three).size).toBe(3);
		expect(plan(set, due + 900 * DAY_MS).slots).toHaveLength(31);
	});
});

describe("what is posted", () => {
	const now = Date.parse("2026-11-20T09:00:00Z");
	const uses = (kind: Schedule["kind"], posted: Posted) =>
		plan(schedule({ kind }), now, posted).slots[0]?.uses ?? [];

	test("no tip comes again before all have been shown, then the one of longest ago", () => {
		const posted = nothing();
		const shown = library.tips.map((_, index) => {
			const [tip] = uses("tip", posted);
			(posted.tip as Map<string, number>).set(tip?.item ?? "", now + index);
			return tip?.item;
		});
		expect(new Set(shown).size).toBe(library.tips.length);
		expect(uses("tip", posted)[0]?.item).toBe(shown[0]);
	});

	test("lessons go through the topics in their order, and then it is over", () => {
		const posted = nothing();
		for (const topic of library.topics) {
			expect(uses("lesson", posted)).toEqual([{ kind: "topic", item: topic.id }]);
			(posted.topic as Map<string, number>).set(topic.id, now);
		}
		const { slots, ends } = plan(schedule({ kind: "lesson" }), now, posted);
		expect(slots).toEqual([]);
		expect(ends).toBe("Every topic has had its lesson.");
	});

	test("a recap is about the week that is nearly over", () => {
		const recap = (at: string) => {
			const set = schedule({ kind: "recap", nextRunAt: Date.parse(at) });
			return plan(set, set.nextRunAt).slots[0]?.delivery;
		};
		expect(recap("2026-11-20T16:00Z")).toEqual({ kind: "recap", day: "2026-11-19" });
		expect(recap("2026-11-23T08:00Z")).toEqual({ kind: "recap", day: "2026-11-22" });
	});

	test("what runs at once leaves its own moments as they are", () => {
		const set = schedule({ kind: "tip" });
		const { slots, nextRunAt } = planNow(library, { make: () => "id" }, now, "r1")(set, nothing());
		expect(slots[0]).toMatchObject({ key: "s/now/r1", dueAt: now });
		expect(nextRunAt).toBe(set.nextRunAt);
	});

	test("it is known for how long there is something new", () => {
		const weekly = { kind: "lesson", weekdays: [1] } as const;
		expect(daysOfSupply(library, weekly, undefined, now)).toBe(21);
		expect(daysOfSupply(library, { kind: "daily", weekdays: EVERY_DAY }, undefined, now)).toBe(13);
		expect(daysOfSupply(library, { kind: "recap", weekdays: [5] }, undefined, now)).toBeNull();
	});
});

describe("a preview", () => {
	const preview = (time: string, zone: string, now: string) =>
		previewOf(schedule({ time, zone }), Date.parse(now));

	test("names the next five moments in the schedule's zone", () => {
		const { moments, clocks } = preview("09:00", "Europe/Berlin", "2026-11-20T07:00Z");
		expect(moments.map(({ label }) => label)).toEqual([
			"Fri 20 Nov, 09:00",
			"Sat 21 Nov, 09:00",
			"Sun 22 Nov, 09:00",
			"Mon 23 Nov, 09:00",
			"Tue 24 Nov, 09:00",
		]);
		expect(clocks).toBeNull();
	});

	test.each([
		[
			"02:30",
			"2026-03-27T12:00Z",
			"On Sun 29 Mar the clocks go forward and there is no 02:30: that day it comes at 03:30.",
		],
		[
			"02:30",
			"2026-10-23T12:00Z",
			"On Sun 25 Oct the clocks go back and 02:30 comes twice: it is posted once, the first time.",
		],
		[
			"09:00",
			"2026-10-23T12:00Z",
			"On Sun 25 Oct the clocks in Berlin go back: it stays at 09:00 there, so elsewhere it may move by an hour.",
		],
	])("says what a change of the clocks does to %s", (time, now, words) => {
		expect(preview(time, "Europe/Berlin", now).clocks).toBe(words);
	});
});
