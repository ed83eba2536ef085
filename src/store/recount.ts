import type { RestRule } from "../core/streak/excuse.ts";
import { foldDays, type Streak } from "../core/streak/streak.ts";
import { readHistory, writeStreak } from "./progress.ts";
import type { Db } from "./units.ts";

/**
 * Counts a streak again, from all days. Whatever excuses days may have to do with days that are
 * counted already: it can become known late, and clocks are set back.
 */
export async function recount(db: Db, learner: string): Promise<void> {
	const { days, ...excuses } = await readHistory(db, learner);
	if (days.length === 0) return;
	const streak: Streak = foldDays(days, { ...excuses, rests: await readRests(db, learner) });
	await writeStreak(db, learner, streak);
}

async function readRests(db: Db, learner: string): Promise<readonly RestRule[]> {
	const { rests } = await db
		.selectFrom("learner")
		.select("rests")
		.where("id", "=", learner)
		.executeTakeFirstOrThrow();
	return JSON.parse(rests);
}
