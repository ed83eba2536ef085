import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Chance that a seed alone decides. */
export type Chance = {
	/** From 0 up to 1. */
	next(): number;
	/** Of the bell curve around 0. */
	normal(): number;
};

export function createChance(seed: number): Chance {
	const random = xoroshiro128plus(seed);
	const next = () => uniformFloat64(random);
	return {
		next,
		normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
	};
}
