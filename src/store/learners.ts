import type { Insertable } from "kysely";
import { dayOf } from "../core/days.ts";
import type { Stamp, ZoneFact } from "../core/ledger.ts";
import type { Ids, Learner, Space, Start, Store, Visit } from "../core/ports.ts";
import { type RestRule, withRest } from "../core/streak/excuse.ts";
import { isRecorded, writeFacts } from "./ledger.ts";
import { prepared } from "./prepared.ts";
import { gone, lockPresent } from "./present.ts";
import { describe } from "./profile.ts";
import { recount } from "./recount.ts";
import type { Tables } from "./schema.ts";
import { relist } from "./score-rows.ts";
import { settingsIn } from "./spaces.ts";
import type { Db, Units } from "./units.ts";

/** A shared space starts here until a moderator says where it lives. */
const FIRST_ZONE = "UTC";

/** Who people are, where they are members, and in which zone their days are counted. */
export function learners(units: Units): Store["learners"] {
	return {
		async meet(visit, now) {
			const met = await units.read((db) => findMeeting(db, visit));
			if (met && !isNews(met, visit)) return meetingOf(met, now);
			return meetingOf(await units.write((db) => takeIn(db, visit, now, units.ids)), now);
		},
		find: (account, space, now) => units.read((db) => findMember(db, { account, space }, now)),
		named: (name, space, now) => units.view((db) => findNamed(db, { name, space }, now)),
		nameIn: (learner, space) => units.read((db) => readName(db, learner, space)),
		describe: (account, profile, now) =>
			units.write((db) => describe(db, units.locks, account, profile, now)),
		setZone: (stamp, change) =>
			units.write(async (db) => {
				await lockPresent(db, units.locks, stamp.learner);
				if (await isRecorded(db, stamp.request)) return;
				await writeFacts(db, stamp, [{ kind: "zone", ...change }]);
				await moveTo(db, stamp, change);
				await recount(db, stamp.learner);
			}),
		setRests: (stamp, rule) =>
			units.write(async (db) => {
				await lockPresent(db, units.locks, stamp.learner);
				if (await isRecorded(db, stamp.request)) return;
				await writeFacts(db, stamp, [{ kind: "rest", ...rule }]);
				await addRests(db, stamp.learner, rule);
				await recount(db, stamp.learner);
			}),
		setVisibility: (stamp, visibility) =>
			units.write(async (db) => {
				await units.locks.learner(db, stamp.learner);
				await db
					.updateTable("membership")
					.set({ visibility })
					.where("space_id", "=", stamp.space)
					.where("learner_id", "=", stamp.learner)
					.execute();
				await relist(db, stamp.space, stamp.learner);
			}),
		setStart: (stamp, start) =>
			units.write(async (db) => {
				await db.updateTable("learner").set(start).where("id", "=", stamp.learner).execute();
			}),
	};
}

async function readName(db: Db, learner: string, space: string): Promise<string | null> {
	const row = await db
		.selectFrom("learner")
		.leftJoin("membership", (join) =>
			join.onRef("membership.learner_id", "=", "learner.id").on("membership.space_id", "=", space),
		)
		.where("learner.id", "=", learner)
		.select((eb) => eb.fn.coalesce("membership.name", "learner.name").as("name"))
		.executeTakeFirst();
	return row?.name ?? null;
}

/** All that is known of a visit. */
async function findMeeting(db: Db, visit: Visit): Promise<Meeting | undefined> {
	const { account, space, place } = visit;
	const [met] = await meetings(db, { account, space, place });
	return met;
}

type Sought = { readonly account: string; readonly space: string };

/** Somebody who has been here and has not left. */
async function findMember(
	db: Db,
	{ account, space }: Sought,
	now: number,
): Promise<Learner | null> {
	const [met] = await meetings(db, { account, space, place: "" });
	return met && met.left_at === null ? meetingOf(met, now).learner : null;
}

/** More than two would only be as unclear as two. */
const ENOUGH_NAMESAKES = 2;

async function findNamed(
	db: Db,
	{ name, space }: { readonly name: string; readonly space: string },
	now: number,
): Promise<readonly Learner[]> {
	const rows = await db
		.selectFrom("membership")
		.innerJoin("account", "account.learner_id", "membership.learner_id")
		.where("space_id", "=", space)
		.where("left_at", "is", null)
		.where((eb) => eb(eb.fn("lower", ["membership.name"]), "=", eb.fn("lower", [eb.val(name)])))
		.groupBy("membership.learner_id")
		.orderBy("membership.learner_id")
		.select((eb) => eb.fn.min("account.id").as("account"))
		.limit(ENOUGH_NAMESAKES)
		.execute();
	const found = await Promise.all(
		rows.map(({ account }) => findMember(db, { account, space }, now)),
	);
	return found.filter((one) => one !== null);
}

type Met = { account: string; space: string; place: string };

/** One statement, for it runs with every request. */
const meetings = prepared((db, { account, space, place }: Met) =>
	db
		.selectFrom("account")
		.innerJoin("learner", "learner.id", "account.learner_id")
		.innerJoin("membership", "membership.learner_id", "learner.id")
		.innerJoin("space", "space.id", "membership.space_id")
		.leftJoin("place", (join) =>
			join.onRef("place.space_id", "=", "space.id").on("place.id", "=", place),
		)
		.where("account.id", "=", account)
		.where("membership.space_id", "=", space)
		.select(["learner.id", "learner.zone", "next_zone", "next_zone_at", "zone_chosen_at"])
		.select(["rests", "stage", "language", "framework"])
		.select(["membership.name", "left_at", "membership.visibility", "place.id as place_id"])
		.select(["space.id as space_id", "personal", "space.zone as space_zone", "moderators"])
		.select("space.visibility as space_visibility"),
);

type Meeting = Awaited<ReturnType<typeof meetings>>[number];

function isNews(met: Meeting, visit: Visit): boolean {
	const renamed = met.name !== visit.name && !visit.guessed;
	return renamed || met.left_at !== null || met.place_id === null;
}

async function takeIn(db: Db, visit: Visit, now: number, ids: Ids): Promise<Meeting> {
	await addSpace(db, visit, now);
	await addPlace(db, visit.space, visit.place);
	const known = await learnerOf(db, visit, now, ids);
	const returns = await hasLeft(db, visit.space, known.id);
	await addMembership(db, visit, known, now);
	if (returns) await relist(db, visit.space, known.id);
	const met = await findMeeting(db, visit);
	if (!met) throw new Error("A visitor was taken in and not found again.");
	return met;
}

async function addSpace(db: Db, visit: Visit, now: number): Promise<void> {
	const personal = visit.personal ? 1 : 0;
	await db
		.insertInto("space")
		.values({ id: visit.space, personal, zone: FIRST_ZONE, created_at: now })
		.onConflict((oc) => oc.doNothing())
		.execute();
}

/** Makes a place known to its space. */
export async function addPlace(db: Db, space: string, place: string): Promise<void> {
	await db
		.insertInto("place")
		.values({ space_id: space, id: place, name: null })
		.onConflict((oc) => oc.doNothing())
		.execute();
}

type Known = { readonly id: string; readonly name: string };

/** The account comes first: of two first visits at once, only one gets to make the learner. */
async function learnerOf(db: Db, visit: Visit, now: number, ids: Ids): Promise<Known> {
	const id = ids.make();
	const { numInsertedOrUpdatedRows: made } = await db
		.insertInto("account")
		.values({ id: visit.account, learner_id: id })
		.onConflict((oc) => oc.doNothing())
		.executeTakeFirstOrThrow();
	if (made)
		await db
			.insertInto("learner")
			.values(newLearner(id, visit, now))
			.execute();
	return made ? { id, name: visit.name } : renamed(db, visit);
}

function newLearner(id: string, visit: Visit, now: number): Insertable<Tables["learner"]> {
	const noZone = { zone: null, zone_chosen_at: null, next_zone: null, next_zone_at: null };
	const unasked = { rests: "[]", stage: null, language: null, framework: null };
	return { id, name: visit.name, ...noZone, ...unasked, created_at: now };
}

/** A guess leaves the name as it is known. */
async function renamed(db: Db, visit: Visit): Promise<Known> {
	return db
		.updateTable("learner")
		.set((eb) => ({ name: visit.guessed ? eb.ref("name") : visit.name }))
		.where("id", "=", (eb) =>
			eb.selectFrom("account").select("learner_id").where("id", "=", visit.account),
		)
		.returning(["id", "name"])
		.executeTakeFirstOrThrow(gone);
}

async function hasLeft(db: Db, space: string, learner: string): Promise<boolean> {
	const row = await db
		.selectFrom("membership")
		.select("left_at")
		.where("space_id", "=", space)
		.where("learner_id", "=", learner)
		.executeTakeFirst();
	return row !== undefined && row.left_at !== null;
}

/** Also takes back somebody who had left. */
async function addMembership(
	db: Db,
	{ space }: Visit,
	{ id, name }: Known,
	now: number,
): Promise<void> {
	await db
		.insertInto("membership")
		.values({
			space_id: space,
			learner_id: id,
			name,
			joined_at: now,
			left_at: null,
		})
		.onConflict((oc) => oc.columns(["space_id", "learner_id"]).doUpdateSet({ name, left_at: null }))
		.execute();
}

function meetingOf(met: Meeting, now: number): { learner: Learner; space: Space } {
	const own = zoneAt(met, now);
	const zone = own ?? met.space_zone;
	const spaceDay = dayOf(now, met.space_zone);
	return {
		learner: {
			id: met.id,
			name: met.name,
			zone,
			zoneIsOwn: own !== null,
			zoneChosenAt: met.zone_chosen_at,
			nextZone: nextZoneAt(met, now),
			day: zone === met.space_zone ? spaceDay : dayOf(now, zone),
			rests: JSON.parse(met.rests),
			visibility: met.visibility,
			start: startOf(met),
		},
		space: {
			id: met.space_id,
			personal: met.personal === 1,
			day: spaceDay,
			...settingsIn({ ...met, zone: met.space_zone, visibility: met.space_visibility }),
		},
	};
}

function startOf({ stage, language, framework }: Meeting): Start | null {
	return stage === null ? null : { stage, language, framework };
}

type Zones = Pick<Meeting, "zone" | "next_zone" | "next_zone_at">;

function nextZoneAt({ next_zone, next_zone_at }: Zones, now: number): Learner["nextZone"] {
	if (next_zone === null || next_zone_at === null || next_zone_at <= now) return null;
	return { zone: next_zone, at: next_zone_at };
}

/**
 * The zone of their own that is in force; null when there is none. One that was to come is so once
 * its moment has passed; nobody has to write that down.
 */
export function zoneAt(zones: Zones, now: number): string | null {
	return nextZoneAt(zones, now) ? zones.zone : (zones.next_zone ?? zones.zone);
}

async function moveTo(db: Db, stamp: Stamp, change: Omit<ZoneFact, "kind">): Promise<void> {
	const zones = await db
		.selectFrom("learner")
		.where("id", "=", stamp.learner)
		.select(["zone", "next_zone", "next_zone_at"])
		.executeTakeFirstOrThrow();
	const current = zoneAt(zones, stamp.at);
	const later = change.effectiveAt > stamp.at;
	await db
		.updateTable("learner")
		.set({
			zone: later ? current : change.to,
			next_zone: later ? change.to : null,
			next_zone_at: later ? change.effectiveAt : null,
			zone_chosen_at: stamp.at,
		})
		.where("id", "=", stamp.learner)
		.execute();
}

/** A rule for a day that has one already takes its place. */
async function addRests(db: Db, learner: string, rule: RestRule): Promise<void> {
	const { rests } = await db
		.selectFrom("learner")
		.select("rests")
		.where("id", "=", learner)
		.executeTakeFirstOrThrow();
	await db
		.updateTable("learner")
		.set({ rests: JSON.stringify(withRest(JSON.parse(rests), rule)) })
		.where("id", "=", learner)
		.execute();
}
