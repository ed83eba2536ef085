import type { Store } from "./ports.ts";
import type { Share } from "./quiz/expect.ts";

/** How often the figures of all questions are read again: they move slowly. */
const EVERY_MS = 10 * 60_000;

/** First tries of everyone, by question, kept at hand: they are read with every round. */
export type Shares = {
	now(): ReadonlyMap<string, Share>;
	/** Reads them again when it is time to. */
	refresh(now: number): Promise<void>;
};

export function createShares(store: Pick<Store, "items">): Shares {
	let shares: ReadonlyMap<string, Share> = new Map();
	let readAt = Number.NEGATIVE_INFINITY;
	return {
		now: () => shares,
		async refresh(now) {
			if (now - readAt < EVERY_MS) return;
			readAt = now;
			shares = await store.items.shares();
		},
	};
}
