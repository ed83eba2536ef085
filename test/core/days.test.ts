import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	addDays,
	dayOf,
	daysBetween,
	endOfDay,
	instantOf,
	periodsOf,
	zoneNamed,
	zoneNames,
} from "../../src/core/days.ts";

const at = (iso: string) => Date.parse(iso);
const iso = (instant: number) => new Date(instant).toISOString();

test("a day is the date in one's own zone", () => {
	expect(dayOf(at("2026-11-20T23:30:00Z"), "Europe/Berlin")).toBe("2026-11-21");
	expect(dayOf(at("2026-11-20T23:30:00Z"), "America/New_York")).toBe("2026-11-20");
	expect(dayOf(at("2026-11-20T10:30:00Z"), "Pacific/Kiritimati")).toBe("2026-11-21");
});

test("a day is what the calendar says, whichever moments of whichever zones were asked for before", () => {
	const zone = fc.constantFrom(...zoneNames());
	const since = fc.integer({ min: Date.UTC(1960, 11, 1), max: Date.UTC(2099, 11, 31) });
	const later = fc.integer({ min: 0, max: 3 * 60_000 });
	fc.assert(
		fc.property(zone, since, fc.array(later, { minLength: 1 }), (name, from, steps) => {
			for (const step of steps) {
				const moment = Temporal.Instant.fromEpochMilliseconds(from + step);
				const date = moment.toZonedDateTimeISO(name).toPlainDate().toString();
				expect(dayOf(from + step, name)).toBe(date);
			}
		}),
	);
});

test("all zones are whole minutes from UTC, and change their clocks at one", () => {
	for (const name of zoneNames()) {
		let date: Temporal.ZonedDateTime | null = Temporal.ZonedDateTime.from(`1973-01-01[${name}]`);
		for (; date !== null && date.year < 2040; date = date.getTimeZoneTransition("next"))
			expect([date.offsetNanoseconds % 60e9 === 0, date.second], name).toEqual([true, 0]);
	}
});

test("weeks are those of ISO 8601", () => {
	const day = fc.date({
		min: new Date("1970-01-01"),
		max: new Date("2999-12-31"),
		noInvalidDate: true,
	});
	fc.assert(
		fc.property(day, (moment) => {
			const date = Temporal.PlainDate.from(moment.toISOString().slice(0, 10));
			const week = `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, "0")}`;
			expect(periodsOf(date.toString()).week).toBe(week);
		}),
	);
});

test("days are counted by the calendar, over leap days and years", () => {
	expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
	expect(daysBetween("2027-01-01", "2026-12-31")).toBe(-1);
	expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
});

test("days are added as the calendar says, however many and from wherever", () => {
	const day = fc.date({
		min: new Date("1900-01-01"),
		max: new Date("2999-12-31"),
		noInvalidDate: true,
	});
	fc.assert(
		fc.property(day, fc.integer({ min: -800, max: 800 }), (date, days) => {
			const from = Temporal.PlainDate.from(date.toISOString().slice(0, 10));
			expect(addDays(from.toString(), days)).toBe(from.add({ days }).toString());
		}),
	);
});

describe("the end of a day", () => {
	test.each([
		["an ordinary day", "2026-11-20T12:00:00Z", "Europe/Berlin", "2026-11-20T23:00:00.000Z"],
		["a day of 23 hours", "2026-03-29T00:30:00Z", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
		["a day of 25 hours", "2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
		[
			"a midnight that is skipped",
			"2026-04-23T12:00:00Z",
			"Africa/Cairo",
			"2026-04-23T22:00:00.000Z",
		],
	])("%s", (_what, now, zone, end) => {
		expect(iso(endOfDay(at(now), zone))).toBe(end);
	});
});

describe("a local time as an instant", () => {
	test.each([
		["2026-11-20", "09:00", "Europe/Berlin", "2026-11-20T08:00:00.000Z"],
		["2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
		["2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
		["2026-04-24", "00:00", "Africa/Cairo", "2026-04-23T22:00:00.000Z"],
	])("%s %s in %s", (day, time, zone, instant) => {
		expect(iso(instantOf(day, time, zone))).toBe(instant);
	});
});

test("weeks are ISO weeks, also where the year turns", () => {
	expect(periodsOf("2026-11-20")).toEqual({ week: "2026-W47", month: "2026-11", all: "all" });
	expect(periodsOf("2027-01-01").week).toBe("2026-W53");
	expect(periodsOf("2024-12-30").week).toBe("2025-W01");
});

test("zone names are found in any case, and nothing else is", () => {
	expect(zoneNamed("europe/berlin")).toBe("Europe/Berlin");
	expect(zoneNamed("asia/kolkata")).toBe("Asia/Kolkata");
	expect(zoneNames()).toContain("Asia/Kolkata");
	expect(zoneNamed("Atlantis")).toBeNull();
	expect(zoneNamed("")).toBeNull();
	expect(zoneNamed("+02:00")).toBeNull();
});
