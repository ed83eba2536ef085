import type { Difference } from "./difference.ts";
import type { Store } from "./ports.ts";

/** A difference, and whose; null for what belongs to nobody. */
export type Finding = Difference & { readonly learner: string | null };

export type Doctor = {
	/** Looks at the next of all; what it finds comes as it goes, so that nothing piles up. */
	findings(): AsyncIterable<Finding>;
	/** Learners looked at so far. */
	seen(): number;
};

const LEARNERS_AT_ONCE = 500;

/**
 * Folds everybody's facts again and tells what stands otherwise.
 *
 * @param repair writes what the facts say, one learner after the other
 */
export function createDoctor({ books }: Pick<Store, "books">, repair: boolean): Doctor {
	let seen = 0;
	return {
		seen: () => seen,
		async *findings() {
			for await (const learner of everyone(books)) {
				for (const one of await examine(books, learner, repair)) yield { learner, ...one };
				seen += 1;
			}
			const counts = await (repair ? books.mendCounts() : books.checkCounts());
			for (const one of counts) yield { learner: null, ...one };
		},
	};
}

async function* everyone(books: Store["books"]): AsyncIterable<string> {
	let last = "";
	for (;;) {
		const ids = await books.learners(last, LEARNERS_AT_ONCE);
		yield* ids;
		last = ids.at(-1) ?? last;
		if (ids.length < LEARNERS_AT_ONCE) return;
	}
}

/** Most are in order: nobody's answers wait for a lock that nothing is to be written under. */
async function examine(
	books: Store["books"],
	learner: string,
	repair: boolean,
): Promise<readonly Difference[]> {
	const found = await books.check(learner);
	return repair && found.length > 0 ? books.mend(learner) : found;
}
