import { createChance } from "./chance.ts";

/** A figure, and from where to where it may lie with a confidence of 95 %. */
export type Interval = { readonly value: number; readonly from: number; readonly to: number };

const RESAMPLES = 2_000;

/** The mean of what was measured on everybody. */
export function meanOf(values: readonly number[]): Interval {
	return resampled(values.length, (at) => mean(at.map((one) => values[one] ?? 0)));
}

/** How many times the one mean is the other; both were measured on the same people. */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): Interval {
	const meanAt = (values: readonly number[], at: readonly number[]) =>
		mean(at.map((one) => values[one] ?? 0));
	return resampled(ours.length, (at) => meanAt(ours, at) / meanAt(theirs, at));
}

/** The percentile bootstrap (Efron, 1979) over people. */
function resampled(size: number, figure: (at: readonly number[]) => number): Interval {
	const chance = createChance(1);
	const everyone = Array.from({ length: size }, (_, at) => at);
	const figures = Array.from({ length: RESAMPLES }, () =>
		figure(everyone.map(() => Math.floor(chance.next() * size))),
	).toSorted((a, b) => a - b);
	const at = (share: number) => figures[Math.floor(share * RESAMPLES)] ?? Number.NaN;
	return { value: figure(everyone), from: at(0.025), to: at(0.975) };
}

const mean = (values: readonly number[]): number =>
	values.reduce((sum, one) => sum + one, 0) / values.length;
