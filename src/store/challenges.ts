import type { Selectable } from "kysely";
import type { Entry, Evidence, Handing, Judgement } from "../core/challenges/entry.ts";
import type { NewDelivery } from "../core/delivery/delivery.ts";
import type { Stamp } from "../core/ledger.ts";
import { platformOf } from "../core/platform.ts";
import type { Store } from "../core/ports.ts";
import { RULES_VERSION } from "../core/rules.ts";
import { countForCohorts } from "./counted.ts";
import { addPlace, zoneAt } from "./learners.ts";
import { writeFacts } from "./ledger.ts";
import { enqueue } from "./outbox.ts";
import { lockPresent } from "./present.ts";
import type { Tables } from "./schema.ts";
import { addPoints } from "./scores.ts";
import type { Db, Units } from "./units.ts";

/** What people build, hand in, and are told about it. */
export function challenges(units: Units): Store["challenges"] {
	return {
		of: (space, learner) => units.view((db) => readOf(db, space, learner)),
		read: (entry, now) => units.view((db) => readOne(db, entry, now)),
		waiting: (space, cohorts) => units.view((db) => readWaiting(db, space, cohorts)),
		join: (stamp, challenge) => units.write((db) => join(db, stamp, challenge, units)),
		keep: (entry, draft) => units.write((db) => keep(db, entry, draft)),
		hand: (entry, handing, tell, now) => units.write((db) => hand(db, entry, handing, tell, now)),
		decide: (stamp, entry, decision, tell) =>
			units.write((db) => decide(db, stamp, { entry, decision, tell }, units)),
	};
}

/** Entries with their builders, by the name they go by in that space. */
function entries(db: Db) {
	return db
		.selectFrom("challenge_entry")
		.innerJoin("learner", "learner.id", "challenge_entry.learner_id")
		.innerJoin("space", "space.id", "challenge_entry.space_id")
		.innerJoin("membership", (join) =>
			join
				.onRef("membership.learner_id", "=", "challenge_entry.learner_id")
				.onRef("membership.space_id", "=", "challenge_entry.space_id"),
		)
		.selectAll("challenge_entry")
		.select(["membership.name", "space.zone as space_zone"])
		.select(["learner.zone", "next_zone", "next_zone_at"]);
}

type Row = Awaited<ReturnType<ReturnType<typeof entries>["execute"]>>[number];

async function readOf(db: Db, space: string, learner: string): Promise<Entry[]> {
	const rows = await entries(db)
		.where("challenge_entry.space_id", "=", space)
		.where("challenge_entry.learner_id", "=", learner)
		.orderBy("challenge_entry.joined_at", "desc")
		.orderBy("challenge_entry.id")
		.execute();
	return withAccounts(db, rows);
}

async function readOne(db: Db, id: string, now: number): Promise<Entry | null> {
	const rows = await entries(db).where("challenge_entry.id", "=", id).execute();
	return (await withAccounts(db, rows, now))[0] ?? null;
}

/** As many as a list shows. */
const MOST_WAITING = 25;

async function readWaiting(
	db: Db,
	space: string,
	cohorts: readonly string[] | null,
): Promise<Entry[]> {
	if (cohorts?.length === 0) return [];
	const rows = await entries(db)
		.where("challenge_entry.space_id", "=", space)
		.where("challenge_entry.state", "=", "handed")
		.$if(cohorts !== null, (query) =>
			query.where("challenge_entry.cohort_id", "in", [...(cohorts ?? [])]),
		)
		.orderBy("handed_at")
		.orderBy("challenge_entry.id")
		.limit(MOST_WAITING)
		.execute();
	return withAccounts(db, rows);
}

/** @param now when it matters in which zone the builders are; left out, when they handed in */
async function withAccounts(db: Db, rows: readonly Row[], now?: number): Promise<Entry[]> {
	if (rows.length === 0) return [];
	const accounts = await db
		.selectFrom("account")
		.where(
			"learner_id",
			"in",
			rows.map((row) => row.learner_id),
		)
		.orderBy("id")
		.selectAll()
		.execute();
	return rows.map((row) => entryOf(row, accounts, now ?? row.handed_at ?? row.joined_at));
}

type Account = Selectable<Tables["account"]>;

function entryOf(row: Row, accounts: readonly Account[], at: number): Entry {
	const here = platformOf(row.space_id);
	const account = accounts.find(
		({ id, learner_id }) => learner_id === row.learner_id && platformOf(id) === here,
	);
	return {
		id: row.id,
		space: row.space_id,
		spaceZone: row.space_zone,
		cohort: row.cohort_id,
		challenge: row.challenge_id,
		builder: {
			learner: row.learner_id,
			account: account?.id ?? "",
			name: row.name,
			zone: zoneAt(row, at) ?? row.space_zone,
		},
		state: row.state,
		link: row.link,
		note: row.note,
		words: row.words,
		handedAt: row.handed_at,
	};
}

async function join(
	db: Db,
	stamp: Stamp,
	challenge: string,
	{ ids, locks }: Units,
): Promise<Entry> {
	await lockPresent(db, locks, stamp.learner);
	const untold = { cohort_id: null, link: null, note: null, words: null };
	const undecided = { decided_by: null, handed_at: null, decided_at: null };
	await db
		.insertInto("challenge_entry")
		.values({
			id: ids.make(),
			space_id: stamp.space,
			challenge_id: challenge,
			learner_id: stamp.learner,
			state: "joined",
			joined_at: stamp.at,
			...untold,
			...undecided,
		})
		.onConflict((oc) => oc.columns(["space_id", "challenge_id", "learner_id"]).doNothing())
		.execute();
	const all = await readOf(db, stamp.space, stamp.learner);
	const joined = all.find((one) => one.challenge === challenge);
	if (!joined) throw new Error(`${challenge} was joined and not found again`);
	return joined;
}

/** Only what is not in somebody's hands can still be changed. */
function open(db: Db, entry: string) {
	return db
		.updateTable("challenge_entry")
		.where("id", "=", entry)
		.where("state", "in", ["joined", "returned"]);
}

async function keep(db: Db, entry: string, draft: Evidence): Promise<void> {
	await open(db, entry).set(draft).execute();
}

async function hand(
	db: Db,
	entry: Entry,
	{ cohort, link, note }: Handing,
	tell: readonly NewDelivery[],
	now: number,
): Promise<boolean> {
	const { numUpdatedRows: handed } = await open(db, entry.id)
		.set({ state: "handed", link, note, cohort_id: cohort, handed_at: now })
		.executeTakeFirstOrThrow();
	if (handed > 0n) await tellAll(db, tell, now);
	return handed > 0n;
}

type Deciding = {
	readonly entry: Entry;
	readonly decision: Judgement;
	readonly tell: readonly NewDelivery[];
};

/** Of two who decide at once, the first one has: the row is written before anything follows. */
async function decide(
	db: Db,
	stamp: Stamp,
	{ entry, decision, tell }: Deciding,
	{ locks }: Units,
): Promise<boolean> {
	await locks.learner(db, stamp.learner);
	const { to, words } = decision;
	const { numUpdatedRows: decided } = await db
		.updateTable("challenge_entry")
		.set({ state: to, words, decided_by: stamp.actor, decided_at: stamp.at })
		.where("id", "=", entry.id)
		.where("space_id", "=", stamp.space)
		.where("state", "=", "handed")
		.executeTakeFirstOrThrow();
	if (decided === 0n) return false;
	if (decision.to === "accepted") await reward(db, stamp, entry, decision.points);
	await tellAll(db, tell, stamp.at);
	return true;
}

async function reward(db: Db, stamp: Stamp, entry: Entry, points: number): Promise<void> {
	const counted = await countForCohorts(db, stamp, points);
	const { id, challenge } = entry;
	const built = { kind: "challenge", challenge, entry: id, points, rules: RULES_VERSION } as const;
	await writeFacts(db, stamp, [built, ...counted]);
	await addPoints(db, stamp.space, stamp, points);
}

async function tellAll(db: Db, tell: readonly NewDelivery[], now: number): Promise<void> {
	for (const delivery of tell) {
		await addPlace(db, delivery.space, delivery.place);
		await enqueue(db, { ...delivery, slot: null }, now);
	}
}
