import fc from "fast-check";
import { expect, it } from "vitest";
import { likeness, twinsIn } from "../../src/content/lints/alike.ts";

it("texts are alike by the runs of three signs they share", () => {
	expect(likeness("A lock that one holds", "a lock, that one holds!")).toBe(1);
	expect(likeness("a lock", "zebra crossing")).toBe(0);
	expect(likeness("one worker holds a lock", "one worker holds a log")).toBeGreaterThan(0.7);
});

it("a text's twin is the earlier one most like it, whatever stands between", () => {
	const texts = [
		"one worker holds a lock",
		"zebra",
		"one worker holds a log",
		"one worker holds a lock",
	];
	expect(twinsIn(texts, 0.7).map((twin) => twin?.at)).toEqual([undefined, undefined, 0, 0]);
});

it("no pair is missed by counting instead of comparing", () => {
	const text = fc.array(fc.constantFrom("lock", "log", "queue", "key"), {
		minLength: 1,
		maxLength: 6,
	});
	fc.assert(
		fc.property(
			fc.array(text, { maxLength: 12 }),
			fc.integer({ min: 3, max: 9 }),
			(words, tenths) => {
				const [texts, least] = [words.map((one) => one.join(" ")), tenths / 10];
				const slowly = texts.map((one, at) =>
					Math.max(0, ...texts.slice(0, at).map((other) => likeness(other, one))),
				);
				const found = twinsIn(texts, least).map((twin) => twin?.likeness ?? 0);
				expect(found).toEqual(slowly.map((best) => (best >= least ? best : 0)));
			},
		),
	);
});
