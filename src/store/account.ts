import type { Stamp } from "../core/ledger.ts";
import { platformOf } from "../core/platform.ts";
import type { Db } from "./units.ts";

/** The account under which somebody is known on a space's platform; undefined when there is none. */
export async function accountOn(
	db: Db,
	space: string,
	learner: string,
): Promise<string | undefined> {
	const row = await db
		.selectFrom("account")
		.where("learner_id", "=", learner)
		.where("id", "like", `${platformOf(space)}:%`)
		.select((eb) => eb.fn.min("id").as("account"))
		.executeTakeFirst();
	return row?.account ?? undefined;
}

/** Somebody named by hand is known by name only: their account here is looked up. */
export async function withAccount(db: Db, stamp: Stamp): Promise<Stamp> {
	if (stamp.account !== "") return stamp;
	return { ...stamp, account: (await accountOn(db, stamp.space, stamp.learner)) ?? stamp.actor };
}
