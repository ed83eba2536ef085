import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysSaid, daysTyped, EVERY_DAY, readDays } from "../../src/core/schedules/weekdays.ts";

describe("days as people type them", () => {
	test.each([
		["daily", [1, 2, 3, 4, 5, 6, 7]],
		["every day", [1, 2, 3, 4, 5, 6, 7]],
		["Weekdays", [1, 2, 3, 4, 5]],
		["workdays", [1, 2, 3, 4, 5]],
		["weekends", [6, 7]],
		["mon wed fri", [1, 3, 5]],
		["Fri, Mon & wed", [1, 3, 5]],
		["every Monday and Thursday", [1, 4]],
		["tues thurs", [2, 4]],
		["mon-fri", [1, 2, 3, 4, 5]],
		["mon – wed", [1, 2, 3]],
		["friday to monday", [1, 5, 6, 7]],
		["weekdays sat", [1, 2, 3, 4, 5, 6]],
		["mondays", [1]],
	])("%s", (typed, weekdays) => {
		expect(readDays(typed)).toEqual({ weekdays });
	});

	test.each(["", "  ", "someday", "m", "moonday", "mon wed xyz", "constructor", "mon-", "-", "1"])(
		"“%s” is refused",
		(typed) => {
			expect(readDays(typed)).toHaveProperty("fault");
		},
	);

	test("what stands in the form reads back to the same days", () => {
		fc.assert(
			fc.property(fc.subarray([...EVERY_DAY], { minLength: 1 }), (weekdays) => {
				expect(readDays(daysTyped(weekdays))).toEqual({ weekdays });
				expect(readDays(daysSaid(weekdays))).toEqual({ weekdays });
			}),
		);
	});

	test("nothing typed makes it fail otherwise than with a sentence", () => {
		fc.assert(
			fc.property(fc.string(), (typed) => {
				const read = readDays(typed);
				expect("weekdays" in read ? read.weekdays.length : read.fault.length).toBeGreaterThan(0);
			}),
		);
	});

	test("they are said in words", () => {
		expect(daysSaid([1, 2, 3, 4, 5])).toBe("every weekday");
		expect(daysSaid([6, 7])).toBe("on weekends");
		expect(daysSaid([1, 3, 5])).toBe("every Monday, Wednesday, and Friday");
	});
});
