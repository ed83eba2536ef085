import { describe, expect, test } from "vitest";
import type { Schedule } from "../../src/core/delivery/delivery.ts";
import { nextRun, planner } from "../../src/core/delivery/plan.ts";
import { createLibrary } from "../../src/core/library.ts";
import { smallLibrary } from "../support/library.ts";

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);
const next = (time: string, zone: string, after: string, weekdays = EVERY_DAY) =>
	iso(nextRun({ time, zone, weekdays }, Date.parse(after)) ?? Number.NaN);

describe("the next run", () => {
	test.each([
		["later today", "09:00", "Europe/Berlin", "2026-11-20T07:00:00Z", "2026-11-20T08:00"],
		[
			"exactly now means tomorrow",
			"09:00",
			"Europe/Berlin",
			"2026-11-20T08:00:00Z",
			"2026-11-21T08:00",
		],
		[
			"in Berlin's spring gap",
			"02:30",
			"Europe/Berlin",
			"2026-03-28T12:00:00Z",
			"2026-03-29T01:30",
		],
		[
			"in Berlin's doubled hour, once",
			"02:30",
			"Europe/Berlin",
			"2026-10-24T12:00:00Z",
			"2026-10-25T00:30",
		],
		[
			"after the doubled hour",
			"02:30",
			"Europe/Berlin",
			"2026-10-25T00:30:00Z",
			"2026-10-26T01:30",
		],
		[
			"at Cairo's missing midnight",
			"00:00",
			"Africa/Cairo",
			"2026-04-23T12:00:00Z",
			"2026-04-23T22:00",
		],
		[
			"in Lord Howe's half-hour gap",
			"02:15",
			"Australia/Lord_Howe",
			"2026-10-03T12:00:00Z",
			"2026-10-03T15:45",
		],
		[
			"over Apia's missing day",
			"09:00",
			"Pacific/Apia",
			"2011-12-29T20:00:00Z",
			"2011-12-30T19:00",
		],
		["on a leap day", "09:00", "UTC", "2028-02-28T10:00:00Z", "2028-02-29T09:00"],
		["over the turn of the year", "09:00", "UTC", "2026-12-31T10:00:00Z", "2027-01-01T09:00"],
	])("%s", (_what, time, zone, after, expected) => {
		expect(next(time, zone, after)).toBe(expected);
	});

	test("keeps to its weekdays", () => {
		expect(next("09:00", "UTC", "2026-11-20T10:00:00Z", [1])).toBe("2026-11-23T09:00");
	});
});

describe("what is asked", () => {
	const library = createLibrary(smallLibrary);
	const schedule: Schedule = {
		id: "s",
		space: "town",
		place: "square",
		kind: "daily",
		time: "09:00",
		weekdays: EVERY_DAY,
		zone: "UTC",
		nextRunAt: Date.parse("2026-11-20T09:00:00Z"),
		state: "active",
		trouble: null,
		...{ from: null, until: null, missed: "latest", cohort: null, owner: null },
	};
	const plan = planner(() => library, { make: () => "id" }, schedule.nextRunAt);

	const NOTHING = { tip: new Map(), topic: new Map(), challenge: new Map() };
	const asked = (question: ReadonlyMap<string, number>) => ({ ...NOTHING, question });
	const planned = (question: ReadonlyMap<string, number>) =>
		plan(schedule, asked(question)).slots[0];

	test("every question comes before one comes again, and that only after ninety days", () => {
		const known = new Map<string, number>();
		const long = schedule.nextRunAt - 90 * 86_400_000;
		for (let day = 0; day < library.questions().length; day += 1) {
			const question = planned(known)?.daily?.question ?? "";
			expect(known.has(question)).toBe(false);
			known.set(question, long + day);
		}
		const [first] = known.keys();
		expect(planned(known)?.daily?.question).toBe(first);
		for (const question of known.keys()) known.set(question, long + 1);
		expect(planned(known)).toBeUndefined();
	});

	test("two processes choose alike", () => {
		expect(planned(new Map())).toEqual(planned(new Map()));
	});
});
