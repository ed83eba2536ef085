import { sql } from "kysely";
import { directPlace } from "../core/platform.ts";
import { REVIEWED_SINCE } from "../core/rules.ts";
import { UNCOUNTED } from "./items.ts";
import { digest, renounce, renounceWins } from "./renounce.ts";
import { dropRows } from "./score-rows.ts";
import type { Db, Locks } from "./units.ts";

type Erasing = { readonly request: string; readonly learner: string; readonly now: number };

/** All names under which somebody may be found. */
type Traces = {
	readonly learner: string;
	readonly accounts: readonly string[];
	readonly spaces: readonly string[];
	/** Spaces that are this person's own: their ids name the account. */
	readonly personal: readonly string[];
};

/**
 * Removes a person. What is left: the counts of first tries, where they name nobody; what they did to
 * others as a moderator, done by a former member; and that a person was erased.
 */
export async function erase(db: Db, locks: Locks, erasing: Erasing): Promise<void> {
	const { learner } = erasing;
	await locks.alone(db, learner);
	const isRepeated = !(await noteErased(db, erasing));
	// A repeat finds the learner who was made for it, or one who has begun anew.
	if (isRepeated && (await hasBegun(db, learner))) return;
	const traces = await tracesOf(db, learner);
	await foldTries(db, learner);
	await renounce(db, traces);
	await renounceWins(db, learner);
	await deleteMessages(db, traces);
	await deleteRecaps(db, learner);
	await dropRows(db, learner);
	await deleteOwn(db, learner);
	await deletePlaces(db, traces);
	await deleteRequests(db, traces);
}

/** @returns false when this request has erased before */
async function noteErased(db: Db, { request, now }: Erasing): Promise<boolean> {
	const { numInsertedOrUpdatedRows: made } = await db
		.insertInto("erased")
		.values({ key: digest(request), at: now })
		.onConflict((oc) => oc.doNothing())
		.executeTakeFirstOrThrow();
	return made === 1n;
}

async function hasBegun(db: Db, learner: string): Promise<boolean> {
	const { rows } = await sql`
		select 1 from ledger where learner_id = ${learner}
		union all select 1 from round where learner_id = ${learner}
		union all select 1 from reminder where learner_id = ${learner}
		union all select 1 from learner where id = ${learner} and stage is not null
		limit 1`.execute(db);
	return rows.length > 0;
}

async function tracesOf(db: Db, learner: string): Promise<Traces> {
	const accounts = await db
		.selectFrom("account")
		.select("id")
		.where("learner_id", "=", learner)
		.execute();
	const spaces = await db
		.selectFrom("membership")
		.innerJoin("space", "space.id", "membership.space_id")
		.select(["space.id", "personal"])
		.where("learner_id", "=", learner)
		.execute();
	return {
		learner,
		accounts: accounts.map(({ id }) => id),
		spaces: spaces.map(({ id }) => id),
		personal: spaces.filter(({ personal }) => personal === 1).map(({ id }) => id),
	};
}

/**
 * What was counted when it was answered stays counted, as an erased person's. In the order of the
 * key, so that two who are erased at once never wait for each other.
 */
async function foldTries(db: Db, learner: string): Promise<void> {
	const tried = await db
		.selectFrom("ledger")
		.select(["question_id", "revision", "option_id", "outcome"])
		.select((eb) => eb.fn.countAll<number>().as("tries"))
		.where("learner_id", "=", learner)
		.where("kind", "=", "attempt")
		.where("first_try", "=", 1)
		.where("rules", ">=", REVIEWED_SINCE)
		.groupBy(["question_id", "revision", "option_id", "outcome"])
		.orderBy("question_id")
		.orderBy("revision")
		.orderBy("option_id")
		.execute();
	for (const { question_id, revision, option_id, outcome, tries } of tried) {
		const shown = { question: question_id ?? "", revision: revision ?? 0, tries };
		// Typed answers and orders are counted by whether they were right, and so is what was typed.
		const typed = await countErased(db, shown, UNCOUNTED[outcome ?? "wrong"]);
		if (!typed) await countErased(db, shown, option_id ?? "");
	}
}

type Shown = { readonly question: string; readonly revision: number; readonly tries: number };

async function countErased(
	db: Db,
	{ question, revision, tries }: Shown,
	picked: string,
): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable("item_count")
		.set((eb) => ({ erased: eb("erased", "+", tries) }))
		.where("question_id", "=", question)
		.where("revision", "=", revision)
		.where("picked", "=", picked)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

async function deleteMessages(db: Db, { learner, accounts, spaces, personal }: Traces) {
	await db.deleteFrom("outbox").where("learner_id", "=", learner).execute();
	if (spaces.length === 0) return;
	const direct = accounts.map(directPlace);
	await db
		.deleteFrom("outbox")
		.where("space_id", "in", spaces)
		.where("place_id", "in", direct)
		.execute();
	if (personal.length > 0)
		await db.deleteFrom("outbox").where("space_id", "in", personal).execute();
}

/** Their words may name whoever was in the cohort; what was posted stands where it was posted. */
async function deleteRecaps(db: Db, learner: string): Promise<void> {
	const cohorts = db
		.selectFrom("cohort_member")
		.select("cohort_id")
		.where("learner_id", "=", learner);
	await db.deleteFrom("recap").where("cohort_id", "in", cohorts).execute();
}

/** Each before what it refers to. */
const OWN = [
	"challenge_entry",
	"cohort_member",
	"report",
	"round",
	"ledger",
	"question_state",
	"learner_day",
	"streak",
	"learner_total",
	"mastered",
	"reminder",
	"membership",
	"account",
] as const;

async function deleteOwn(db: Db, learner: string): Promise<void> {
	const rounds = db.selectFrom("round").select("id").where("learner_id", "=", learner);
	await db.deleteFrom("round_item").where("round_id", "in", rounds).execute();
	for (const table of OWN)
		await sql`delete from ${sql.table(table)} where learner_id = ${learner}`.execute(db);
	await db.deleteFrom("learner").where("id", "=", learner).execute();
}

/**
 * Places that nothing is posted to, direct conversations among them: which ones these are, only the
 * platforms know. The others are noted again when somebody comes by.
 */
async function deletePlaces(db: Db, { spaces, personal }: Traces): Promise<void> {
	if (spaces.length === 0) return;
	await sql`delete from place where space_id in (${sql.join(spaces)})
		and not exists (select 1 from outbox o where o.space_id = place.space_id and o.place_id = place.id)
		and not exists (select 1 from daily d where d.space_id = place.space_id and d.place_id = place.id)
		and not exists (select 1 from schedule s where s.space_id = place.space_id and s.place_id = place.id)
		and not exists (select 1 from cohort c where c.space_id = place.space_id and c.place_id = place.id)
	`.execute(db);
	if (personal.length > 0) await db.deleteFrom("space").where("id", "in", personal).execute();
}

/** On platforms whose ids of requests begin with who made them. */
async function deleteRequests(db: Db, { accounts, personal }: Traces): Promise<void> {
	for (const account of accounts)
		await db
			.deleteFrom("handled")
			.where("request_id", ">=", `${account}:`)
			.where("request_id", "<", `${account};`)
			.execute();
	if (personal.length > 0)
		await db.deleteFrom("handled").where("space_id", "in", personal).execute();
}
