import type { Library } from "../../src/core/library.ts";
import { quantile } from "../support/rounds.ts";
import type { Decided, Floor } from "./floor.ts";
import type { Lot, Wish } from "./plan.ts";
import { record, type Town } from "./town.ts";

/** Microseconds for one answer: in the middle, and on the whole. */
export type Taken = { readonly p50: number; readonly mean: number };

/** Each person's answers in their order; so many people at once. */
export async function throughStore(
	{ store }: Town,
	library: Library,
	lot: Lot,
	callers: number,
): Promise<Taken> {
	const times: number[] = [];
	const waiting = lot.values();
	const work = async () => {
		for (const wishes of waiting)
			for (const wish of wishes) {
				const start = performance.now();
				await record(store, library, wish);
				times.push(performance.now() - start);
			}
	};
	const start = performance.now();
	await Promise.all(Array.from({ length: callers }, work));
	return taken(times, performance.now() - start);
}

export function onFloor(floor: Floor, wishes: readonly Wish[], decided: readonly Decided[]): Taken {
	const times: number[] = [];
	const begun = performance.now();
	for (const [at, wish] of wishes.entries()) {
		const one = decided[at];
		if (!one) throw new Error("nobody decided this answer");
		const start = performance.now();
		floor.record(wish, one);
		times.push(performance.now() - start);
	}
	return taken(times, performance.now() - begun);
}

function taken(times: readonly number[], whole: number): Taken {
	return { p50: quantile(times, 0.5) * 1_000, mean: (whole / times.length) * 1_000 };
}
