import { describe, expect, test } from "vitest";
import { type Excuses, excuseFor, NO_EXCUSES, withRest } from "../../src/core/streak/excuse.ts";

const HOUR = 3_600_000;
const at = (instant: string): number => Date.parse(instant);
const given = (excuses: Partial<Excuses>): Excuses => ({ ...NO_EXCUSES, ...excuses });

describe("a day off", () => {
	const rests = [
		{ from: "2026-11-02", weekdays: [6, 7] },
		{ from: "2026-11-23", weekdays: [5] },
	];

	test.each([
		["2026-11-01", null], // a Sunday before there was a rule
		["2026-11-07", "rest"],
		["2026-11-09", null],
		["2026-11-20", null],
		["2026-11-27", "rest"],
		["2026-11-28", null],
	])("%s: %s", (day, excuse) => {
		expect(excuseFor(day, given({ rests }), "Europe/Berlin")).toBe(excuse);
	});

	test("rules stay in order, whenever they were made", () => {
		const later = { from: "2026-11-30", weekdays: [1] };
		const earlier = { from: "2026-11-16", weekdays: [2] };
		const instead = { from: "2026-11-30", weekdays: [] };
		expect(withRest(withRest([later], earlier), instead)).toEqual([earlier, instead]);
	});
});

describe("an outage", () => {
	const from = at("2026-11-20T10:00:00Z");
	const lasting = (ms: number) => given({ outages: [{ from, until: from + ms }] });

	test("of two hours within a local day credits it, a minute less does not", () => {
		expect(excuseFor("2026-11-20", lasting(2 * HOUR), "UTC")).toBe("outage");
		expect(excuseFor("2026-11-20", lasting(2 * HOUR - 60_000), "UTC")).toBeNull();
	});

	test("counts for the local day on which it was: midnight cuts it", () => {
		const three = lasting(3 * HOUR); // 23:00 to 02:00 in Auckland
		const zone = "Pacific/Auckland";
		expect(excuseFor("2026-11-20", three, zone)).toBeNull();
		expect(excuseFor("2026-11-21", three, zone)).toBe("outage");
		expect(excuseFor("2026-11-20", three, "UTC")).toBe("outage");
	});

	test("several short ones of a day add up", () => {
		const outages = [0, 5, 9].map((hour) => ({
			from: from + hour * HOUR,
			until: from + hour * HOUR + 45 * 60_000,
		}));
		expect(excuseFor("2026-11-20", given({ outages }), "UTC")).toBe("outage");
	});

	test("a day of 23 hours is measured as long as it is", () => {
		const night = { from: at("2026-03-28T23:00:00Z"), until: at("2026-03-29T22:00:00Z") };
		const away = given({ outages: [night] });
		expect(excuseFor("2026-03-28", away, "Europe/Berlin")).toBeNull();
		expect(excuseFor("2026-03-29", away, "Europe/Berlin")).toBe("outage");
		expect(excuseFor("2026-03-30", away, "Europe/Berlin")).toBeNull();
	});
});

describe("a date that somebody never had", () => {
	test("is skipped by a flight over the date line", () => {
		const midnight = at("2026-11-21T10:00:00Z"); // the end of the 20th in Honolulu
		const move = { from: "Pacific/Honolulu", to: "Pacific/Kiritimati", at: midnight };
		const flown = given({ moves: [move] });
		expect(excuseFor("2026-11-20", flown, "Pacific/Kiritimati")).toBeNull();
		expect(excuseFor("2026-11-21", flown, "Pacific/Kiritimati")).toBe("skipped");
		expect(excuseFor("2026-11-22", flown, "Pacific/Kiritimati")).toBeNull();
	});

	test("is not made by flying back", () => {
		const move = {
			from: "Pacific/Kiritimati",
			to: "Pacific/Honolulu",
			at: at("2026-11-21T10:00Z"),
		};
		for (const day of ["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"])
			expect(excuseFor(day, given({ moves: [move] }), "Pacific/Honolulu")).toBeNull();
	});

	test("30 December 2011 was not in Apia, and was everywhere else", () => {
		expect(excuseFor("2011-12-30", NO_EXCUSES, "Pacific/Apia")).toBe("skipped");
		expect(excuseFor("2011-12-29", NO_EXCUSES, "Pacific/Apia")).toBeNull();
		expect(excuseFor("2011-12-30", NO_EXCUSES, "Pacific/Pago_Pago")).toBeNull();
	});
});
