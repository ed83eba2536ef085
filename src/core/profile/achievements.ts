import { type Mastered, namesOf } from "../mastery/mastery.ts";
import type { Totals } from "../quiz/expect.ts";
import { ACHIEVED } from "../rules.ts";

/** Few, and each for real learning; nothing here can be had by pressing buttons. */
type Achievement = "topic" | "stage" | "reviews" | "month" | "found";

export type Achievements = {
	readonly earned: readonly Achievement[];
	/** The first one that is still to come, and how far it is; null when all are earned. */
	readonly next: Toward | null;
};

/** How far an achievement is. */
type Toward = {
	readonly what: Achievement;
	readonly have: number;
	readonly of: number;
};

/**
 * What somebody has earned, by facts that are never taken back.
 *
 * @param mended questions they reported that have a newer version now
 */
export function achievementsOf(
	mastered: readonly Mastered[],
	totals: Pick<Totals, "reviewsInTime">,
	bestStreak: number,
	mended: number,
): Achievements {
	const all: readonly Toward[] = [
		{ what: "topic", have: namesOf(mastered, "topic").size, of: 1 },
		{ what: "reviews", have: totals.reviewsInTime, of: ACHIEVED.reviewsInTime },
		{ what: "stage", have: namesOf(mastered, "stage").size, of: 1 },
		{ what: "month", have: bestStreak, of: ACHIEVED.streak },
	];
	const isEarned = ({ have, of }: Toward): boolean => have >= of;
	// Nobody is to look for mistakes to earn something: it is never shown as the next one.
	const found = mended > 0 ? (["found"] as const) : [];
	return {
		earned: [...all.filter(isEarned).map(({ what }) => what), ...found],
		next: all.find((one) => !isEarned(one)) ?? null,
	};
}
