import { Problem } from "../core/problem.ts";
import { myData } from "../text/en.ts";
import { prepared } from "./prepared.ts";
import type { Db, Locks } from "./units.ts";

/** What somebody is told whose data was erased between their wish and its writing. */
export const gone = (): Problem => new Problem(myData.goneMeanwhile);

/**
 * Within a write: locks a learner, who must be there.
 * @throws {Problem} when they have been erased since they were met
 */
export async function lockPresent(db: Db, locks: Locks, learner: string): Promise<void> {
	await locks.learner(db, learner);
	const [found] = await presence(db, { learner });
	if (!found) throw gone();
}

const presence = prepared((db, { learner }: { learner: string }) =>
	db.selectFrom("learner").select("id").where("id", "=", learner),
);
