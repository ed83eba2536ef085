import { expect, test } from "vitest";
import { csv } from "../../src/core/csv.ts";

test("case 55: what a spreadsheet would take for a formula is only words", () => {
	const rows = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"].map((cell) => [cell]);
	for (const line of csv(rows).split("\r\n").filter(Boolean)) expect(line).toMatch(/^"?'/);
});

test("numbers stay numbers, and signs of the format stay inside", () => {
	expect(
		csv([
			["a", "b"],
			[-1, 'said "no", twice'],
			[null, "two\nlines"],
		]),
	).toBe('a,b\r\n-1,"said ""no"", twice"\r\n,"two\nlines"\r\n');
});
