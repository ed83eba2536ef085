import { describe, expect, test } from "vitest";
import { createLibrary } from "../../src/core/library.ts";
import type { QuestionState, Start } from "../../src/core/ports.ts";
import { NO_TOTALS } from "../../src/core/quiz/expect.ts";
import { pickQuestions } from "../../src/core/quiz/pick.ts";
import type { Memory } from "../../src/core/review/memory.ts";
import { smallLibrary } from "../support/library.ts";

const library = createLibrary(smallLibrary);
const DAY = "2026-11-20";
const pick = (
	tried: readonly QuestionState[],
	count = 5,
	without = new Set<string>(),
	from: Start | null = null,
) => {
	const known = { states: tried, totals: NO_TOTALS, shares: new Map() };
	return pickQuestions(library, known, { count, without, from }, DAY, "seed");
};

function dueOn(due: string): Memory {
	return { stability: 3, difficulty: 5, lastDay: "2026-11-15", due, before: null };
}

function state(question: string, changes: Partial<QuestionState> = {}): QuestionState {
	const topic = question.slice(0, question.lastIndexOf("/"));
	return {
		question,
		topic,
		tries: 1,
		lastDay: "2026-11-15",
		lastRight: true,
		rightSince: "2026-11-15",
		known: false,
		memory: null,
		...changes,
	};
}

describe("a round", () => {
	test("follows the roadmap, begins easy and ends on something winnable", () => {
		const round = pick([]);
		expect(round.map((question) => question.topic)).toEqual(Array(5).fill("small/web"));
		expect(round[0]?.difficulty).toBe("easy");
		expect(round.at(-1)?.difficulty).not.toBe("hard");
	});

	test("never asks the same twice, and never what is left out", () => {
		const without = new Set(["small/web/q1"]);
		const ids = pick([], 20, without).map((question) => question.id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids).not.toContain("small/web/q1");
		expect(ids).toHaveLength(12);
	});

	test("mixes what was missed with at least two new ones of five", () => {
		const missed = ["q1", "q2", "q3", "q4", "q5"].map((id) =>
			state(`small/web/${id}`, { lastRight: false, rightSince: null }),
		);
		const tried = new Set(missed.map((one) => one.question));
		const round = pick(missed);
		expect(round.filter((question) => tried.has(question.id))).toHaveLength(3);
		expect(round.filter((question) => !tried.has(question.id))).toHaveLength(2);
	});

	test("leaves what is known or was answered today until nothing else is left", () => {
		const done = [
			state("small/web/q1", { known: true, memory: dueOn("2026-12-24") }),
			state("small/web/q2", { lastDay: DAY, lastRight: false }),
			state("small/web/q3", { lastDay: "2026-11-19", memory: dueOn("2026-11-21") }),
		];
		const ids = pick(done).map((question) => question.id);
		expect(ids).not.toContain("small/web/q1");
		expect(ids).not.toContain("small/web/q2");
		expect(ids).not.toContain("small/web/q3");
		expect(pick(done, 20).map((question) => question.id)).toContain("small/web/q2");
	});

	test("begins where the learner said they are; earlier stages come after", () => {
		const round = pick([], 5, new Set(), { stage: 2, language: null, framework: null });
		expect(round.filter((question) => question.topic === "small/sql")).toHaveLength(3);
		expect(round.filter((question) => question.topic === "small/web")).toHaveLength(2);
	});

	test("the same seed gives the same round", () => {
		expect(pick([])).toEqual(pick([]));
	});
});
