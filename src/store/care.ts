import { type Correction, standingDeeds } from "../core/care/deeds.ts";
import type { CareFact, Stamp, UndoFact } from "../core/ledger.ts";
import type { Before, Member, Store } from "../core/ports.ts";
import { accountOn } from "./account.ts";
import { type CareDeed, readCareIn } from "./care-facts.ts";
import { keepExcluded } from "./excluded.ts";
import { findMember } from "./learners.ts";
import { writeFacts } from "./ledger.ts";
import { readHistory } from "./progress.ts";
import { recount } from "./recount.ts";
import { addPoints } from "./scores.ts";
import type { Db, Units } from "./units.ts";

/** What is put right by hand about the members of a space. */
export function care(units: Units): Store["care"] {
	return {
		member: (space, learner, now) => units.view((db) => readMember(db, space, learner, now)),
		corrections: (space, learner) => units.view((db) => readCorrections(db, space, learner)),
		correct: (stamp, decide) => units.write((db) => correct(db, stamp, decide, units)),
		undo: (stamp, of, words) => units.write((db) => undo(db, stamp, { of, words }, units)),
	};
}

async function readMember(
	db: Db,
	space: string,
	learner: string,
	now: number,
): Promise<Member | null> {
	const account = await accountOn(db, space, learner);
	if (account === undefined) return null;
	const found = await findMember(db, { account, space }, now);
	const excluded = await readExcluded(db, space, learner);
	return found && excluded !== null ? { learner: found, account, excluded } : null;
}

/** Null for somebody who is not there. */
async function readExcluded(db: Db, space: string, learner: string): Promise<boolean | null> {
	const row = await db
		.selectFrom("membership")
		.select("excluded")
		.where("space_id", "=", space)
		.where("learner_id", "=", learner)
		.where("left_at", "is", null)
		.executeTakeFirst();
	return row ? row.excluded === 1 : null;
}

/** Newest first, those that were undone too. */
async function readCorrections(db: Db, space: string, learner: string): Promise<Correction[]> {
	const deeds = await readCareIn(db, space, learner);
	const standing = new Set(standingDeeds(deeds).map(({ id }) => id));
	const names = await namesOf(db, space, [...new Set(deeds.map(({ actor }) => actor))]);
	return deeds.toReversed().flatMap(({ id, at, fact, actor }) => {
		if (fact.kind === "undo") return [];
		return [{ id, at, fact, by: names.get(actor) ?? null, undone: !standing.has(id) }];
	});
}

/** What accounts go by in a space. */
async function namesOf(
	db: Db,
	space: string,
	accounts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
	if (accounts.length === 0) return new Map();
	const rows = await db
		.selectFrom("account")
		.innerJoin("membership", "membership.learner_id", "account.learner_id")
		.where("account.id", "in", accounts)
		.where("space_id", "=", space)
		.select(["account.id", "membership.name"])
		.execute();
	return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Null when they are not here any more; the same request again changes nothing. */
async function correct(
	db: Db,
	stamp: Stamp,
	decide: (before: Before) => CareFact,
	{ locks }: Units,
): Promise<number | null> {
	const excluded = (await locks.present(db, stamp.learner))
		? await readExcluded(db, stamp.space, stamp.learner)
		: null;
	if (excluded === null) return null;
	const recorded = await recordedAs(db, stamp.request);
	if (recorded !== null) return recorded;
	const fact = decide(await readBefore(db, stamp, excluded));
	await writeFacts(db, stamp, [fact]);
	await follow(db, stamp, fact, 1);
	return recordedAs(db, stamp.request);
}

async function recordedAs(db: Db, request: string): Promise<number | null> {
	const row = await db
		.selectFrom("ledger")
		.select("id")
		.where("request_id", "=", request)
		.where("seq", "=", 0)
		.executeTakeFirst();
	return row?.id ?? null;
}

async function readBefore(db: Db, stamp: Stamp, excluded: boolean): Promise<Before> {
	const { space, learner } = stamp;
	const cohorts = db.selectFrom("cohort").select("id").where("space_id", "=", space);
	const rows = await db
		.selectFrom("score")
		.where("learner_id", "=", learner)
		.where("period", "=", "all")
		.where((eb) => eb.or([eb("scope", "=", space), eb("scope", "in", cohorts)]))
		.select(["scope", "points"])
		.execute();
	const points = new Map(rows.map((row) => [row.scope, row.points]));
	return { excluded, points, history: await readHistory(db, learner) };
}

/** Whose boards, and in which periods of them. */
type Where = Pick<Stamp, "space" | "learner" | "at" | "spaceDay">;

/** Brings up to date what follows from a fact that has been written. */
async function follow(db: Db, where: Where, fact: CareFact, sign: 1 | -1): Promise<void> {
	const { space, learner } = where;
	if (fact.kind === "repair") await recount(db, learner);
	if (fact.kind === "exclusion") await keepExcluded(db, space, learner);
	if (fact.kind === "adjustment")
		await addPoints(db, fact.cohort ?? space, where, sign * fact.points);
}

type Undoing = { readonly of: number; readonly words: string };

/** False when it was undone before; null when there is no such thing about them here. */
async function undo(
	db: Db,
	stamp: Stamp,
	{ of, words }: Undoing,
	{ locks }: Units,
): Promise<boolean | null> {
	if (!(await locks.present(db, stamp.learner))) return null;
	const deeds = await readCareIn(db, stamp.space, stamp.learner);
	const deed = deeds.find(({ id }) => id === of);
	if (deed === undefined || !isCare(deed)) return null;
	if (!standingDeeds(deeds).includes(deed)) return false;
	const fact: UndoFact = { kind: "undo", of, was: deed.fact, words };
	await writeFacts(db, stamp, [fact]);
	// Points go where they were given: the week may be long over.
	await follow(db, { ...stamp, at: deed.at, spaceDay: deed.spaceDay }, deed.fact, -1);
	return true;
}

const isCare = (deed: CareDeed): deed is CareDeed & { readonly fact: CareFact } =>
	deed.fact.kind !== "undo";
