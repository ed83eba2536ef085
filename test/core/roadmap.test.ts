import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../src/core/days.ts";
import { createLibrary } from "../../src/core/library.ts";
import { isGreen, proofOf } from "../../src/core/mastery/mastery.ts";
import type { QuestionState } from "../../src/core/ports.ts";
import { graded } from "../../src/core/review/memory.ts";
import { hasFaded } from "../../src/core/roadmap/fade.ts";
import { type Journey, roadmapOf } from "../../src/core/roadmap/progress.ts";
import { smallLibrary } from "../support/library.ts";

const DAY = "2026-11-20";
const library = createLibrary(smallLibrary);
const ids = library.questions().map(({ id }) => id);

function stateOf(id: string, other: Partial<QuestionState> = {}): QuestionState {
	return {
		question: id,
		topic: library.question(id)?.topic ?? "",
		tries: 2,
		lastDay: DAY,
		lastRight: true,
		rightSince: "2026-11-17",
		known: true,
		memory: graded(graded(null, 3, "2026-11-17"), 3, DAY),
		...other,
	};
}

const missed = { lastRight: false, known: false } as const;
const shell = library.questions("small/shell").map(({ id }) => id);

describe("a green topic", () => {
	const three = shell.map((id) => stateOf(id));

	test("has not faded while it is fresh, nor after a week off", () => {
		expect(hasFaded(three, DAY)).toBe(false);
		expect(hasFaded(three, addDays(DAY, 7))).toBe(false);
	});

	test("has faded after a long time, once and for all until it is answered", () => {
		const days = Array.from({ length: 40 }, (_, at) => addDays(DAY, at * 30));
		const faded = days.map((day) => hasFaded(three, day));
		expect(faded.at(-1)).toBe(true);
		expect(faded).toEqual(faded.toSorted());
	});

	test("has faded when one of its three was missed, not when it has a fourth", () => {
		const [a, b, c] = shell as [string, string, string];
		const two = [stateOf(a), stateOf(b), stateOf(c, missed)];
		expect(hasFaded(two, DAY)).toBe(true);
		expect(hasFaded([...two, stateOf("small/web/q1")], DAY)).toBe(false);
	});

	test("is not called faded for questions that were never right, or when all are gone", () => {
		expect(hasFaded([stateOf(shell[0] ?? "", { ...missed, rightSince: null })], DAY)).toBe(false);
		expect(hasFaded([], DAY)).toBe(false);
	});
});

test("what is missing and what is green never disagree", () => {
	fc.assert(
		fc.property(fc.subarray(ids), fc.constantFrom(...library.topics), (known, topic) => {
			const { known: have, needed, lacksHarder } = proofOf(library, topic.id, new Set(known));
			expect(isGreen(library, topic.id, new Set(known))).toBe(have >= needed && !lacksHarder);
		}),
	);
});

describe("the next step", () => {
	const journeys = fc.record({
		states: fc.subarray(ids).chain((tried) =>
			fc.tuple(
				...tried.map((id) =>
					fc
						.record({
							known: fc.boolean(),
							lastRight: fc.boolean(),
							ago: fc.integer({ min: 0, max: 300 }),
						})
						.map(({ known, lastRight, ago }) => {
							const lastDay = addDays(DAY, -ago);
							const memory = graded(null, lastRight ? 3 : 1, lastDay);
							return stateOf(id, { known: known && lastRight, lastRight, lastDay, memory });
						}),
				),
			),
		),
		mastered: fc
			.subarray(library.topics.map(({ id }) => id))
			.map((green) => green.map((name) => ({ what: "topic" as const, name, day: DAY }))),
		start: fc.option(
			fc.record({
				stage: fc.integer({ min: 1, max: 3 }),
				language: fc.constant(null),
				framework: fc.constant(null),
			}),
		),
		day: fc.constant(DAY),
	});

	test("is never a green topic that has not faded, nor one with nothing to do", () => {
		fc.assert(
			fc.property(journeys, (journey: Journey) => {
				const { next } = roadmapOf(library, journey);
				if (next === undefined) return;
				expect(next.progress.state).not.toBe("green");
				expect(next.progress.hasDue || next.progress.hasNew).toBe(true);
				expect(next.why === "refresh").toBe(next.progress.state === "refresh");
			}),
		);
	});

	test("comes after what it needs, as long as anything else can be begun", () => {
		fc.assert(
			fc.property(journeys, (journey: Journey) => {
				const { next, stages } = roadmapOf(library, journey);
				if (next?.progress.state !== "open") return;
				const open = stages.flatMap(({ topics }) => topics).filter((one) => one.state === "open");
				const waits = next.progress.topic.needs.some((need) =>
					open.some(({ topic }) => topic.id === need),
				);
				expect(waits).toBe(false);
			}),
		);
	});

	test("nothing is assumed and green at once, and stages count what they show", () => {
		fc.assert(
			fc.property(journeys, (journey: Journey) => {
				for (const { isAssumed, green, topics, required } of roadmapOf(library, journey).stages) {
					expect(isAssumed && green > 0).toBe(false);
					expect(green).toBeLessThanOrEqual(required);
					for (const one of topics) expect(one.state === "assumed" && one.tried > 0).toBe(false);
				}
			}),
		);
	});
});
