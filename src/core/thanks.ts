import type { Question } from "./library.ts";
import type { Named, Store } from "./ports.ts";

/** Names change rarely, and they are read with every answer. */
const EVERY_MS = 10 * 60_000;

/** Who found a mistake that has been mended since, kept at hand. */
export type Thanks = {
	/** The first one who reported an earlier version of a question; null when there is nobody to name. */
	to(question: Pick<Question, "id" | "revision">): string | null;
	/** Reads them again when it is time to. */
	refresh(now: number): Promise<void>;
};

export function createThanks(store: Pick<Store, "reports">): Thanks {
	let named: readonly Named[] = [];
	let readAt = Number.NEGATIVE_INFINITY;
	return {
		to({ id, revision }) {
			const found = named.find((one) => one.question === id && one.revision < revision);
			return found?.name ?? null;
		},
		async refresh(now) {
			if (now - readAt < EVERY_MS) return;
			readAt = now;
			named = await store.reports.named();
		},
	};
}
