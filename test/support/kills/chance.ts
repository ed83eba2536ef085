import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Seeded, so that a run can be made again as far as the machine allows. */
export type Chance = {
	/** A whole number from 0 up to, and not including, another. */
	below(most: number): number;
	oneIn(many: number): boolean;
};

export function createChance(seed: number): Chance {
	const random = xoroshiro128plus(seed);
	const below = (most: number) => uniformInt(random, 0, most - 1);
	return { below, oneIn: (many) => below(many) === 0 };
}
