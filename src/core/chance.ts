import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/**
 * The same list in an order that the seed alone decides, so that a restart or a second process
 * chooses alike. Join a seed's parts with `/`, or different parts could spell the same seed.
 */
export function shuffled<T>(list: readonly T[], seed: string): T[] {
	const random = xoroshiro128plus(hash(seed));
	const mixed = [...list];
	for (let last = mixed.length - 1; last > 0; last -= 1) {
		const other = uniformInt(random, 0, last);
		[mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
	}
	return mixed;
}

/** One of a list, which the seed alone decides; undefined when there is none. */
export function chosen<T>(list: readonly T[], seed: string): T | undefined {
	if (list.length === 0) return undefined;
	return list[uniformInt(xoroshiro128plus(hash(seed)), 0, list.length - 1)];
}

/** FNV-1a, 32 bits (Fowler, Noll and Vo): spreads similar seeds; nothing secret hangs on it. */
function hash(seed: string): number {
	let value = 0x811c9dc5;
	for (const sign of seed) value = Math.imul(value ^ (sign.codePointAt(0) ?? 0), 0x01000193);
	return value;
}
