import { OUTAGE_MS } from "../core/rules.ts";
import type { Db } from "./units.ts";

/**
 * Notes that the bot is there. A gap since the last such note is an outage, kept for ever: streaks go
 * by it. With several processes it is one only when all were away.
 */
export async function beat(db: Db, now: number): Promise<void> {
	const last = await db.selectFrom("health").select("last_beat_at").executeTakeFirst();
	const since = last?.last_beat_at ?? null;
	if (since !== null && now - since > OUTAGE_MS) await keepOutage(db, since, now);
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
async function keepOutage(db: Db, from: number, until: number): Promise<void> {
	await db
		.insertInto("outage")
		.values({ from_at: from, until_at: until })
		.onConflict((oc) => oc.doNothing())
		.execute();
}
