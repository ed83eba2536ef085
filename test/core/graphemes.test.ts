import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cut } from "../../src/core/graphemes.ts";

describe("cutting", () => {
	test("case 33: never splits an emoji", () => {
		expect(cut("👨‍👩‍👧👨‍👩‍👧", 10)).toBe("👨‍👩‍👧…");
		expect(cut("👨‍👩‍👧👨‍👩‍👧", 16)).toBe("👨‍👩‍👧👨‍👩‍👧");
		expect(cut("👨‍👩‍👧", 3)).toBe("…");
	});

	test("always fits, and leaves well-formed text", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 30 }), (words, most) => {
				const short = cut(words.toWellFormed(), most);
				expect(short.length).toBeLessThanOrEqual(most);
				expect(short.isWellFormed()).toBe(true);
			}),
		);
	});
});
