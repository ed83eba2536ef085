import { createHash } from "node:crypto";
import { type Selectable, sql } from "kysely";
import type { Moderator } from "../core/ports.ts";
import type { Tables } from "./schema.ts";
import type { Db } from "./units.ts";

/** What stands where an erased person acted on others. */
export const FORMER = "former member";

/** Somebody as others' rows name them. */
export type Named = { readonly learner: string; readonly accounts: readonly string[] };

/** Takes a person out of all that belongs to others: what they did there was done by a former member. */
export async function renounce(db: Db, named: Named): Promise<void> {
	if (named.accounts.length === 0) return;
	await renounceFacts(db, named);
	await renounceDecisions(db, named);
	await renounceRoles(db, named);
}

/**
 * What a moderator did stays a fact of those it was done to. The ledger refuses every change, so it is
 * taken out and put back, under its number, without the name.
 */
async function renounceFacts(db: Db, { learner, accounts }: Named): Promise<void> {
	const facts = await db
		.deleteFrom("ledger")
		.where("actor_id", "in", accounts)
		// Written like the condition of the index.
		.whereRef("actor_id", "<>", "account_id")
		.where("learner_id", "<>", learner)
		.returningAll()
		.execute();
	for (const fact of facts) await db.insertInto("ledger").values(nameless(fact)).execute();
}

function nameless(fact: Selectable<Tables["ledger"]>): Selectable<Tables["ledger"]> {
	const named = fact.request_id.includes(fact.actor_id);
	return {
		...fact,
		actor_id: FORMER,
		request_id: named ? digest(fact.request_id) : fact.request_id,
	};
}

/** A request's id may hold the account's. */
export function digest(request: string): string {
	return createHash("sha256").update(request).digest("base64url");
}

async function renounceDecisions(db: Db, { learner, accounts }: Named): Promise<void> {
	await db
		.updateTable("challenge_entry")
		.set({ decided_by: FORMER })
		.where("decided_by", "in", [learner, ...accounts])
		.execute();
	await db
		.updateTable("cohort")
		.set({ created_by: FORMER })
		.where("created_by", "in", [learner, ...accounts])
		.execute();
	await db
		.updateTable("recap")
		.set({ posted_by: FORMER })
		.where("posted_by", "in", accounts)
		.execute();
}

/** A season keeps its winners; an erased one has no name any more. */
export async function renounceWins(db: Db, learner: string): Promise<void> {
	await db
		.updateTable("season_winner")
		.set({ learner_id: null, name: FORMER })
		.where("learner_id", "=", learner)
		.execute();
}

async function renounceRoles(db: Db, { accounts }: Named): Promise<void> {
	await db
		.updateTable("schedule")
		.set({ owner_id: null })
		.where("owner_id", "in", accounts)
		.execute();
	for (const { id, moderators } of await moderated(db, accounts))
		await db
			.updateTable("space")
			.set({ moderators: JSON.stringify(moderators.filter(({ id }) => !accounts.includes(id))) })
			.where("id", "=", id)
			.execute();
}

type Moderated = { readonly id: string; readonly moderators: readonly Moderator[] };

/** Spaces in which somebody is named as a moderator, whether they have been there or not. */
export async function moderated(db: Db, accounts: readonly string[]): Promise<Moderated[]> {
	const { rows } = await sql<{ id: string; moderators: string }>`
		select id, moderators from space where moderators <> '[]' order by id`.execute(db);
	return rows
		.map(({ id, moderators }) => ({ id, moderators: JSON.parse(moderators) as Moderator[] }))
		.filter(({ moderators }) => moderators.some((one) => accounts.includes(one.id)));
}
