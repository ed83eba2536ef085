import { dayOf } from "../core/days.ts";
import type { Stamp } from "../core/ledger.ts";
import { platformOf } from "../core/platform.ts";
import type { Profile } from "../core/ports.ts";
import { writeFacts } from "./ledger.ts";
import { recount } from "./recount.ts";
import type { Db, Locks } from "./units.ts";

/** Takes over what a platform's directory tells of an account; nothing of one that nobody knows. */
export async function describe(
	db: Db,
	locks: Locks,
	account: string,
	{ name, zone }: Profile,
	now: number,
): Promise<void> {
	const id = await learnerOf(db, account);
	if (id === undefined) return;
	await locks.learner(db, id);
	await rename(db, id, account, name);
	if (zone !== null) await settle(db, id, account, zone, now);
}

async function learnerOf(db: Db, account: string): Promise<string | undefined> {
	const row = await db
		.selectFrom("account")
		.select("learner_id")
		.where("id", "=", account)
		.executeTakeFirst();
	return row?.learner_id;
}

/** Elsewhere the same learner may go by another name, and keeps it there. */
async function rename(db: Db, id: string, account: string, name: string): Promise<void> {
	await db.updateTable("learner").set({ name }).where("id", "=", id).execute();
	await db
		.updateTable("membership")
		.set({ name })
		.where("learner_id", "=", id)
		.where("space_id", "like", `${platformOf(account)}:%`)
		.execute();
}

/**
 * Gives a zone to a learner who has none and never chose one. It does not count as chosen: whoever
 * wants another one need not wait until tomorrow to say so.
 */
async function settle(
	db: Db,
	id: string,
	account: string,
	zone: string,
	now: number,
): Promise<void> {
	const { numUpdatedRows } = await db
		.updateTable("learner")
		.set({ zone })
		.where("id", "=", id)
		.where("zone", "is", null)
		.where("zone_chosen_at", "is", null)
		.executeTakeFirst();
	if (numUpdatedRows === 0n) return;
	const space = await newestSpaceOf(db, id);
	const stamp = stampOf({ id, account, zone, now, space });
	await writeFacts(db, stamp, [{ kind: "zone", from: space.zone, to: zone, effectiveAt: now }]);
	await recount(db, id);
}

type Space = { readonly id: string; readonly zone: string };

/** Profiles belong to no space; a fact has to, so it is noted where the learner came in last. */
async function newestSpaceOf(db: Db, learner: string): Promise<Space> {
	return db
		.selectFrom("membership")
		.innerJoin("space", "space.id", "membership.space_id")
		.select(["space.id", "space.zone"])
		.where("learner_id", "=", learner)
		.orderBy("joined_at", "desc")
		.orderBy("space.id")
		.executeTakeFirstOrThrow();
}

function stampOf(told: {
	readonly id: string;
	readonly account: string;
	readonly zone: string;
	readonly now: number;
	readonly space: Space;
}): Stamp {
	const { id, account, zone, now, space } = told;
	return {
		// A first zone comes once in a lifetime.
		request: `profile:${account}`,
		learner: id,
		account,
		space: space.id,
		at: now,
		day: dayOf(now, zone),
		zone,
		spaceDay: dayOf(now, space.zone),
		actor: account,
		reason: "profile",
	};
}
