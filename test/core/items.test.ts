import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chosenRows, type Listed } from "../../src/core/items/list.ts";
import {
	discrimination,
	type Figures,
	type Picked,
	statisticsOf,
} from "../../src/core/items/statistics.ts";
import { question } from "../support/library.ts";

const asked = question("shell", "q1", "medium");

function pick(picked: string, people: number, other: Partial<Picked> = {}): Picked {
	const none = { compared: 0, rest: 0, squares: 0, strong: 0 };
	return { picked, right: picked === "a", people, ...none, ...other };
}

function figures(picks: readonly Picked[], other: Partial<Figures> = {}): Figures {
	const answers = picks.reduce((sum, one) => sum + one.people, 0);
	const correct = picks.filter(({ right }) => right).reduce((sum, one) => sum + one.people, 0);
	return { question: asked.id, revision: 1, answers, correct, median: null, picks, ...other };
}

const of = (...picks: readonly Picked[]) => statisticsOf(asked, figures(picks));
/** Those who pick it do on the whole so well elsewhere. */
const doing = (share: number, people: number, strong = 0) => ({
	...{ compared: people, strong },
	rest: share * people,
	squares: share * share * people + people * 0.01,
});

describe("what is shown", () => {
	test("is nothing below ten people, and jumps about below thirty", () => {
		expect(of(pick("a", 9)).shown).toBeNull();
		expect(of(pick("a", 10)).shown?.few).toBe(true);
		expect(of(pick("a", 29)).shown?.few).toBe(true);
		expect(of(pick("a", 30)).shown?.few).toBe(false);
		expect(statisticsOf(asked, undefined)).toMatchObject({ people: 0, shown: null, flags: [] });
	});

	test("goes by people, however often one of them answers", () => {
		const often = figures([pick("a", 3)], { answers: 400, correct: 400 });
		expect(statisticsOf(asked, often).shown).toBeNull();
	});

	test("are shares of first answers, and of all", () => {
		const { shown } = statisticsOf(
			asked,
			figures([pick("a", 15), pick("b", 5)], { answers: 40, correct: 36, median: 12_000 }),
		);
		expect(shown).toMatchObject({ firstTry: 0.75, correct: 0.9, median: 12_000 });
		expect([...(shown?.shares ?? [])]).toEqual([
			["a", 0.75],
			["b", 0.25],
			["c", 0],
		]);
	});
});

describe("flags", () => {
	const healthy = [pick("a", 60), pick("b", 20), pick("c", 20)];

	test("come from a hundred people on", () => {
		expect(of(pick("a", 15), pick("b", 42), pick("c", 42)).flags).toEqual([]);
		expect(of(pick("a", 15), pick("b", 43), pick("c", 42)).flags).toEqual(["hard"]);
		expect(of(...healthy).flags).toEqual([]);
	});

	test("nearly all are right, or nearly none is", () => {
		expect(of(pick("a", 96), pick("b", 2), pick("c", 2)).flags).toEqual(["easy", "dead"]);
		expect(of(pick("a", 95), pick("b", 5)).flags).toEqual(["dead"]);
		expect(of(pick("a", 20), pick("b", 40), pick("c", 40)).flags).toEqual([]);
	});

	test("an option that nearly nobody picks", () => {
		expect(of(pick("a", 60), pick("b", 36), pick("c", 4)).flags).toEqual(["dead"]);
		expect(of(pick("a", 60), pick("b", 35), pick("c", 5)).flags).toEqual([]);
	});

	test("a wrong answer that the strong prefer", () => {
		const strong = [
			pick("a", 50, { strong: 10 }),
			pick("b", 40, { strong: 20 }),
			pick("c", 10, { strong: 0 }),
		];
		expect(of(...strong).flags).toEqual(["key"]);
	});

	test("those who are right do worse elsewhere than the others", () => {
		const turned = [
			pick("a", 50, doing(0.3, 50)),
			pick("b", 40, doing(0.8, 40)),
			pick("c", 10, doing(0.8, 10)),
		];
		expect(of(...turned).flags).toEqual(["key"]);
		expect(of(...turned).shown?.discrimination).toBeLessThan(0);
	});
});

test("discrimination is the correlation of being right with the rest, from sums alone", () => {
	const answer = fc.record({
		picked: fc.constantFrom("a", "b", "c"),
		rest: fc.integer({ min: 0, max: 5 }).map((n) => n / 5),
	});
	fc.assert(
		fc.property(fc.array(answer, { minLength: 3, maxLength: 40 }), (answers) => {
			const picks = [...Map.groupBy(answers, ({ picked }) => picked)].map(([picked, own]) =>
				pick(picked, own.length, {
					compared: own.length,
					rest: own.reduce((sum, { rest }) => sum + rest, 0),
					squares: own.reduce((sum, { rest }) => sum + rest * rest, 0),
				}),
			);
			const expected = correlation(answers.map((one) => [one.picked === "a" ? 1 : 0, one.rest]));
			const found = discrimination(picks);
			if (expected === null) expect(found).toBeNull();
			else expect(found).toBeCloseTo(expected, 9);
		}),
	);
});

/** Pearson's, pair by pair. */
function correlation(pairs: readonly (readonly [number, number])[]): number | null {
	const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length;
	const [xs, ys] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
	const [mx, my] = [mean(xs), mean(ys)];
	const spread = (of: readonly number[], m: number) =>
		of.reduce((sum, one) => sum + (one - m) ** 2, 0);
	if (new Set(xs).size < 2 || new Set(ys).size < 2) return null;
	const together = pairs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
	return together / Math.sqrt(spread(xs, mx) * spread(ys, my));
}

describe("a list", () => {
	const row = (id: string, people: number, right: number, held = false): Listed => {
		const one = { ...asked, id };
		return { question: one, statistics: statisticsOf(one, peopleOf(people, right)), held };
	};
	const peopleOf = (people: number, right: number) =>
		people === 0 ? undefined : figures([pick("a", right), pick("b", people - right)]);
	const rows = [
		row("never", 0, 0),
		row("few", 3, 1),
		row("hard", 40, 4),
		row("easy", 20, 19),
		row("hidden", 0, 0, true),
	];
	const ids = (sort: Parameters<typeof chosenRows>[1]["sort"], flag: "hidden" | null = null) =>
		chosenRows(rows, { sort, flag }).map(({ question: { id } }) => id);

	test("leaves out what nobody has answered, unless it is hidden", () => {
		expect(ids("roadmap")).toEqual(["few", "hard", "easy", "hidden"]);
		expect(ids("roadmap", "hidden")).toEqual(["hidden"]);
	});

	test("sorts what can be told, and the rest behind it", () => {
		expect(ids("answers")).toEqual(["hard", "easy", "few", "hidden"]);
		expect(ids("hardest")).toEqual(["hard", "easy", "few", "hidden"]);
		expect(ids("easiest")).toEqual(["easy", "hard", "few", "hidden"]);
		expect(ids("slowest")).toEqual(["few", "hard", "easy", "hidden"]);
	});
});
