import { OUTAGE_MS } from "../core/rules.ts";
import { recount } from "./recount.ts";
import type { Db, Locks } from "./units.ts";

/**
 * Notes that the bot is there. A gap since the last such note is an outage, kept for ever: streaks go
 * by it. With several processes it is one only when all were away.
 */
export async function beat(db: Db, locks: Locks, now: number): Promise<void> {
	const last = await db.selectFrom("health").select("last_beat_at").executeTakeFirst();
	const since = last?.last_beat_at ?? null;
	if (since !== null && now - since > OUTAGE_MS) await keepOutage(db, locks, since, now);
	await db
		.insertInto("health")
		.values({ id: 1, beats: 1, last_beat_at: now })
		.onConflict((oc) =>
			oc.column("id").doUpdateSet((eb) => ({
				beats: eb("health.beats", "+", 1),
				last_beat_at: now,
			})),
		)
		.execute();
}

/** Of two processes that come back at once, the first one notes it. */
async function keepOutage(db: Db, locks: Locks, from: number, until: number): Promise<void> {
	await db
		.insertInto("outage")
		.values({ from_at: from, until_at: until })
		.onConflict((oc) => oc.doNothing())
		.execute();
	for (const learner of await countedSince(db, from)) {
		await locks.learner(db, learner);
		await recount(db, learner);
	}
}

/**
 * Whose last day began after an instant. While the bot is away nobody answers; but another process
 * may have been there with a heart that failed, or a clock was set back.
 */
async function countedSince(db: Db, at: number): Promise<readonly string[]> {
	const rows = await db
		.selectFrom("streak")
		.select("learner_id")
		.where("last_at", ">", at)
		.orderBy("learner_id")
		.execute();
	return rows.map((row) => row.learner_id);
}
