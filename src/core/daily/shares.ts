import type { OptionShare } from "../ports.ts";

/** From so many answers on shares are shown: fewer would tell who answered what. */
export const ENOUGH_ANSWERS = 5;

/** How many were right, of all who answered. */
export function totalsOf(picks: readonly OptionShare[]): { right: number; all: number } {
	const sum = (some: readonly OptionShare[]) => some.reduce((n, one) => n + one.answers, 0);
	return { right: sum(picks.filter((one) => one.right)), all: sum(picks) };
}
