import { wordsOf } from "./lint.ts";

/** How alike texts are, by the runs of three signs that they share. */

/** How alike two texts are: shared runs of three signs, from 0 to 1 (Jaccard). */
export function likeness(one: string, other: string): number {
	return jaccard(trigrams(one), trigrams(other));
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
	const shared = a.intersection(b).size;
	const all = a.size + b.size - shared;
	return all === 0 ? 1 : shared / all;
}

function trigrams(text: string): Set<string> {
	const plain = ` ${wordsOf(text).join(" ")} `;
	return new Set(
		Array.from({ length: Math.max(plain.length - 2, 0) }, (_, at) => plain.slice(at, at + 3)),
	);
}

/** An earlier text that is much like this one. */
export type Twin = { readonly at: number; readonly likeness: number };

/**
 * For each text the earlier one that is most like it, if it is so at least to a share.
 *
 * Two sets that share so much have one of their rarest members in common (Chaudhuri et al. 2006,
 * “prefix filter”), so few pairs are compared whole: a bank has half a million of them.
 */
export function twinsIn(texts: readonly string[], least: number): readonly (Twin | undefined)[] {
	const sets = texts.map(trigrams);
	const rarest = prefixes(sets, least);
	const holders = new Map<string, number[]>();
	return sets.map((set, at) => {
		const prefix = rarest[at] ?? [];
		const candidates = new Set(prefix.flatMap((trigram) => holders.get(trigram) ?? []));
		for (const trigram of prefix) holders.set(trigram, [...(holders.get(trigram) ?? []), at]);
		const twins = [...candidates].map((other) => ({
			at: other,
			likeness: jaccard(sets[other] ?? new Set(), set),
		}));
		return twins
			.filter((twin) => twin.likeness >= least)
			.toSorted((a, b) => b.likeness - a.likeness)[0];
	});
}

/** So many of each set's rarest members that a set much like it must have one of them, too. */
function prefixes(sets: readonly ReadonlySet<string>[], least: number): readonly string[][] {
	const counts = new Map<string, number>();
	for (const set of sets) for (const one of set) counts.set(one, (counts.get(one) ?? 0) + 1);
	const ranks = new Map(
		[...counts].toSorted(([, a], [, b]) => a - b).map(([one], rank) => [one, rank]),
	);
	return sets.map((set) =>
		[...set]
			.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))
			.slice(0, set.size - Math.ceil(least * set.size) + 1),
	);
}
