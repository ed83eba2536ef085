import { isAudited } from "./audited.ts";
import type { Db } from "./units.ts";

/**
 * What was done about somebody who is being erased stays in the log of the space, without whom it was
 * done to and without the words, which may name them. What they did of their own accord goes.
 */
export async function keepPastCare(db: Db, learner: string): Promise<void> {
	const facts = await db
		.selectFrom("ledger")
		.select(["id as number", "space_id", "at", "kind", "actor_id", "points", "detail"])
		.where("learner_id", "=", learner)
		.where(isAudited)
		.orderBy("id")
		.execute();
	for (const fact of facts)
		await db
			.insertInto("past_care")
			.values({ ...fact, detail: wordless(fact.detail) })
			.execute();
}

/** Words people wrote, and the entry that is erased with its builder. */
const TELLING = new Set(["words", "entry"]);

function wordless(detail: string | null): string {
	const told = JSON.parse(detail ?? "{}");
	return JSON.stringify(told, (name, value) => (TELLING.has(name) ? undefined : value));
}
