import { shares as says } from "../../text/en.ts";
import { type Part, picture } from "../message.ts";
import type { OptionShare } from "../ports.ts";

/** From so many answers on shares are shown: fewer would tell who answered what. */
export const ENOUGH_ANSWERS = 5;

/** How many were right, of all who answered. */
export function totalsOf(picks: readonly OptionShare[]): { right: number; all: number } {
	const sum = (some: readonly OptionShare[]) => some.reduce((n, one) => n + one.answers, 0);
	return { right: sum(picks.filter((one) => one.right)), all: sum(picks) };
}

type Answered = { readonly letter: string; readonly text: string; readonly right: boolean } & {
	/** How many chose it. */
	readonly count: number;
};

/** How the answers to a question fell, option by option. */
export function sharesPart(title: string, options: readonly Answered[]): Part {
	const all = options.reduce((sum, option) => sum + option.count, 0);
	const percents = percentsOf(options.map(({ count }) => count));
	const drawn = options.map(({ letter, text, right }, at) => ({
		letter,
		text,
		right,
		percent: percents[at] ?? 0,
	}));
	const under = says.answers(all);
	const alt = [`${title}: ${under}.`, ...drawn.map(says.altOption)].join(" ");
	return picture({ kind: "shares", title, under, options: drawn }, alt);
}

/** Whole percents that add up to 100: what rounding takes goes to the largest remainders. */
export function percentsOf(counts: readonly number[]): readonly number[] {
	const all = counts.reduce((sum, count) => sum + count, 0);
	if (all === 0) return counts.map(() => 0);
	const exact = counts.map((count) => (count * 100) / all);
	const missing = 100 - exact.reduce((sum, share) => sum + Math.floor(share), 0);
	const byRemainder = [...exact.keys()].sort(
		(a, b) => ((exact[b] ?? 0) % 1) - ((exact[a] ?? 0) % 1) || a - b,
	);
	const luckier = new Set(byRemainder.slice(0, missing));
	return exact.map((share, at) => Math.floor(share) + (luckier.has(at) ? 1 : 0));
}
