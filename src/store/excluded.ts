import { isExcluded } from "../core/care/deeds.ts";
import { readCareIn } from "./care-facts.ts";
import { relist } from "./score-rows.ts";
import type { Db } from "./units.ts";

/** Puts a member on the boards of a space or takes them off, as the facts about them have it. */
export async function keepExcluded(db: Db, space: string, learner: string): Promise<void> {
	const excluded = isExcluded(await readCareIn(db, space, learner)) ? 1 : 0;
	await db
		.updateTable("membership")
		.set({ excluded })
		.where("space_id", "=", space)
		.where("learner_id", "=", learner)
		.execute();
	await relist(db, space, learner);
}
