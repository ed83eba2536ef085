import type { Selectable } from "kysely";
import type { Tables } from "./schema.ts";
import type { Db } from "./units.ts";

type Gone = Pick<Selectable<Tables["outbox"]>, "id" | "kind" | "edits">;

/**
 * A cohort's tracker could not be written to. Where somebody removed the message, the next look at
 * the cohort posts a new one; where the place is closed to the bot, there is none any more.
 */
export async function forgetTracker(db: Db, { id, kind, edits }: Gone): Promise<void> {
	if (kind !== "cohort-tracker") return;
	await db
		.updateTable("cohort")
		.set({ tracker_id: null, tracker_said: null, ...(edits === null ? { tracker: 0 } : {}) })
		.where("tracker_id", "=", edits ?? id)
		.execute();
}
