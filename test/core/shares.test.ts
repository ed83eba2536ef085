import fc from "fast-check";
import { expect, test } from "vitest";
import { percentsOf, sharesPart } from "../../src/core/daily/shares.ts";

test("thirds are a whole together", () => {
	expect(percentsOf([1, 1, 1])).toEqual([34, 33, 33]);
	expect(percentsOf([2, 1, 0])).toEqual([67, 33, 0]);
	expect(percentsOf([0, 0])).toEqual([0, 0]);
});

test("whatever the counts, all together are a hundred, and more answers are never a smaller share", () => {
	const counts = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 9 });
	fc.assert(
		fc.property(counts, (some) => {
			const percents = percentsOf(some);
			const sum = percents.reduce((all, one) => all + one, 0);
			expect(sum).toBe(some.some((one) => one > 0) ? 100 : 0);
			for (const [at, one] of some.entries())
				for (const [other, many] of some.entries())
					if (one > many) expect(percents[at]).toBeGreaterThanOrEqual(percents[other] ?? 0);
		}),
	);
});

test("the words say the same as the picture", () => {
	const part = sharesPart("How it went", [
		{ letter: "A", text: "yes", right: true, count: 3 },
		{ letter: "B", text: "no", right: false, count: 1 },
	]);
	expect(part).toMatchObject({
		picture: { under: "4 answers", options: [{ percent: 75 }, { percent: 25 }] },
		alt: "How it went: 4 answers. A (yes): 75%, the right one. B (no): 25%.",
	});
});
