import { z } from "zod";
import { wholeArg } from "../command.ts";
import type { Difficulty } from "../library.ts";
import { writePress } from "../press.ts";
import { ROUND } from "../rules.ts";

/** What a person wants of a round. */
export type RoundWish = {
	/** A topic's id; all topics in learning order when left out. */
	readonly topic?: string | undefined;
	readonly difficulty?: Difficulty | undefined;
	readonly count: number;
};

/** Stands in a press for what a wish leaves open. */
const ANY = "-";

/**
 * A button that starts a round: `begin` asks before it drops an open one, `fresh` has been asked.
 */
export function wishPress(name: "begin" | "fresh", wish: RoundWish): string {
	return writePress(`quiz.${name}`, 1, ...wishWords(wish));
}

/** A wish as arguments of a press. */
export function wishWords(wish: RoundWish): readonly [string, string, number] {
	return [wish.topic ?? ANY, wish.difficulty ?? ANY, wish.count];
}

const difficulty = z.union([z.literal(ANY), z.enum(["easy", "medium", "hard"])]);

type WishWords = readonly [string, z.infer<typeof difficulty>, number];

/** Reads what {@link wishPress} wrote. */
export const wishArgs = z
	.tuple([z.string(), difficulty, wholeArg])
	.transform((words): readonly [RoundWish] => [wishOf(words)]);

/** Reads a stage and a wish. */
export const stageAndWishArgs = z
	.tuple([wholeArg, z.string(), difficulty, wholeArg])
	.transform(([stage, ...words]): readonly [number, RoundWish] => [stage, wishOf(words)]);

function wishOf([topic, level, count]: WishWords): RoundWish {
	return {
		topic: topic === ANY ? undefined : topic,
		difficulty: level === ANY ? undefined : level,
		count: Math.min(Math.max(count, 1), ROUND.most),
	};
}
