/** What is measured: the bot, and the least that could do the same work. */
export type Side = "ours" | "floor";

/** What each round gave; the two lists belong together place by place. */
export type Rounds<T> = { readonly ours: readonly T[]; readonly floor: readonly T[] };

/**
 * Runs both sides in turns, so that whatever else the machine does meets both. Who begins changes
 * from round to round.
 */
export async function inTurns<T>(
	rounds: number,
	run: (side: Side) => Promise<T>,
): Promise<Rounds<T>> {
	const gave = { ours: [] as T[], floor: [] as T[] };
	for (let round = 0; round < rounds; round += 1) {
		const order: readonly Side[] = round % 2 === 0 ? ["floor", "ours"] : ["ours", "floor"];
		for (const side of order) gave[side].push(await run(side));
	}
	return gave;
}

/** One figure out of what each round gave. */
export function each<T>(rounds: Rounds<T>, of: (one: T) => number): Rounds<number> {
	return { ours: rounds.ours.map(of), floor: rounds.floor.map(of) };
}

/** Ratios round by round: what disturbed one round disturbs its ratio alone. */
export function ratios({ ours, floor }: Rounds<number>): number[] {
	return ours.map((value, round) => value / (floor[round] ?? Number.NaN));
}

/** The value below which a share of all values lies. @param share from 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
