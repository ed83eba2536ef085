import { wordsOf } from "./lint.ts";

/** How alike texts are, by the runs of three signs that they share. */

/** How alike two texts are: shared runs of three signs, from 0 to 1 (Jaccard). */
export function likeness(one: string, other: string): number {
	const [a, b] = [trigrams(one), trigrams(other)];
	const shared = a.intersection(b).size;
	const all = a.size + b.size - shared;
	return all === 0 ? 1 : shared / all;
}

function trigrams(text: string): Set<string> {
	const plain = ` ${wordsOf(text).join(" ")} `;
	const runs = new Set<string>();
	for (let at = 0; at + 3 <= plain.length; at += 1) runs.add(plain.slice(at, at + 3));
	return runs;
}

/** An earlier text that is much like this one. */
export type Twin = { readonly at: number; readonly likeness: number };

/**
 * For each text the earlier one that is most like it, if it is so at least to a share. What two texts
 * share is counted run by run, as comparing each pair whole takes seconds for half a million pairs.
 */
export function twinsIn(texts: readonly string[], least: number): readonly (Twin | undefined)[] {
	const sets = texts.map(trigrams);
	const holders = new Map<string, number[]>();
	return sets.map((set, at) => {
		const shared = sharedWith(holders, set, at);
		let best: Twin | undefined;
		for (const [other, count] of shared.entries()) {
			const all = set.size + (sets[other]?.size ?? 0) - count;
			const likeness = all === 0 ? 1 : count / all;
			if (best ? likeness > best.likeness : likeness >= least) best = { at: other, likeness };
		}
		return best;
	});
}

/** How many runs a text shares with each earlier one; later ones will find it among the holders. */
function sharedWith(
	holders: Map<string, number[]>,
	set: ReadonlySet<string>,
	at: number,
): Uint32Array {
	const shared = new Uint32Array(at);
	for (const trigram of set) {
		const earlier = holders.get(trigram) ?? [];
		for (const other of earlier) shared[other] = (shared[other] ?? 0) + 1;
		earlier.push(at);
		holders.set(trigram, earlier);
	}
	return shared;
}
