import type { Cohort, Membership, Role } from "../core/cohorts/cohort.ts";
import type { CohortFact, Stamp } from "../core/ledger.ts";
import { platformOf } from "../core/platform.ts";
import type { Store } from "../core/ports.ts";
import { cohortOf, rowOf } from "./cohort-row.ts";
import { dueCohorts } from "./due-cohorts.ts";
import { isNews } from "./handled.ts";
import { addPlace } from "./learners.ts";
import { isRecorded, writeFacts } from "./ledger.ts";
import { readMates } from "./mates.ts";
import { prepared } from "./prepared.ts";
import { lockPresent } from "./present.ts";
import { relist } from "./score-rows.ts";
import type { Db, Units } from "./units.ts";

/** Groups that learn together, who is in them, and who leads them. */
export function cohorts(units: Units): Store["cohorts"] {
	return {
		leads: (space, learner) =>
			units.read(async (db) => (await ledBy(db, { space, learner })).map(({ id }) => id)),
		read: (id) => units.read((db) => readCohort(db, id)),
		ofSpace: (space) => units.read((db) => readOfSpace(db, space)),
		of: (space, learner) => units.read((db) => readOf(db, space, learner)),
		mates: (id, span) => units.view((db) => readMates(db, id, span)),
		create: (stamp, cohort) => units.write((db) => create(db, stamp, cohort, units)),
		change: (stamp, id, change) => units.write((db) => changeOne(db, stamp, id, change)),
		join: (stamp, id, as) => units.write((db) => join(db, stamp, id, as, units)),
		leave: (stamp, id) => units.write((db) => leave(db, stamp, id, units)),
		...dueCohorts(units),
	};
}

const ledBy = prepared((db, { space, learner }: { space: string; learner: string }) =>
	db
		.selectFrom("cohort_member")
		.innerJoin("cohort", "cohort.id", "cohort_member.cohort_id")
		.select("cohort.id")
		.where("cohort_member.learner_id", "=", learner)
		.where("cohort.space_id", "=", space)
		.where("role", "=", "lead")
		.where("left_at", "is", null),
);

async function readCohort(db: Db, id: string): Promise<Cohort | null> {
	const row = await db.selectFrom("cohort").selectAll().where("id", "=", id).executeTakeFirst();
	return row ? cohortOf(row) : null;
}

async function readOfSpace(db: Db, space: string): Promise<Cohort[]> {
	const rows = await db
		.selectFrom("cohort")
		.selectAll()
		.where("space_id", "=", space)
		.orderBy("starts_on", "desc")
		.orderBy("id")
		.execute();
	return rows.map(cohortOf);
}

async function readOf(db: Db, space: string, learner: string): Promise<Membership[]> {
	const rows = await db
		.selectFrom("cohort_member")
		.innerJoin("cohort", "cohort.id", "cohort_member.cohort_id")
		.where("cohort_member.learner_id", "=", learner)
		.where("cohort.space_id", "=", space)
		.where("left_at", "is", null)
		.orderBy("starts_on")
		.orderBy("cohort.id")
		.select(["cohort.id as cohort", "role", "joined_day as joinedDay"])
		.execute();
	return rows;
}

async function create(db: Db, stamp: Stamp, cohort: Cohort, { locks }: Units): Promise<void> {
	await lockPresent(db, locks, stamp.learner);
	if (await isRecorded(db, stamp.request)) return;
	await addPlace(db, cohort.space, cohort.place);
	const made = { created_by: stamp.actor, created_at: stamp.at, next_at: stamp.at };
	const untold = { tracker_id: null, tracker_said: null, recapped: 0 };
	await db
		.insertInto("cohort")
		.values({ ...rowOf(cohort), ...made, ...untold })
		.execute();
	await putIn(db, stamp, cohort.id, { role: "lead", day: cohort.startsOn });
	await writeFacts(db, stamp, [{ kind: "cohort", cohort: cohort.id, change: "leads" }]);
}

/** Written first, so that on PostgreSQL whoever else changes it waits. */
async function changeOne(
	db: Db,
	stamp: Stamp,
	id: string,
	change: (before: Cohort) => Cohort,
): Promise<Cohort | null> {
	const found = await db
		.updateTable("cohort")
		.set({ next_at: stamp.at })
		.where("id", "=", id)
		.where("space_id", "=", stamp.space)
		.returningAll()
		.executeTakeFirst();
	if (!found) return null;
	const before = cohortOf(found);
	if (!(await isNews(db, stamp.request, stamp.space))) return before;
	const after = change(before);
	await addPlace(db, after.space, after.place);
	await db.updateTable("cohort").set(rowOf(after)).where("id", "=", id).execute();
	if (after.place !== before.place) await forgetPlace(db, id);
	return after;
}

/** In another place a tracker begins anew. */
async function forgetPlace(db: Db, id: string): Promise<void> {
	await db
		.updateTable("cohort")
		.set({ tracker_id: null, tracker_said: null })
		.where("id", "=", id)
		.execute();
}

type As = { readonly role: Role; readonly day: string };

async function join(db: Db, stamp: Stamp, id: string, as: As, { locks }: Units): Promise<boolean> {
	await lockPresent(db, locks, stamp.learner);
	const before = await readMember(db, id, stamp.learner);
	if (before?.left_at === null && before.role === as.role) return false;
	if (await isRecorded(db, stamp.request)) return false;
	const stays = before?.left_at === null;
	await putIn(db, stamp, id, { ...as, day: stays ? before.joined_day : as.day });
	if (before && !stays) await relist(db, stamp.space, stamp.learner);
	await writeFacts(db, await withAccount(db, stamp), [
		{ kind: "cohort", cohort: id, change: changeTo(as.role, stays) },
	]);
	return true;
}

function changeTo(role: Role, stays: boolean): CohortFact["change"] {
	if (role === "lead") return "leads";
	return stays ? "follows" : "joined";
}

function readMember(db: Db, id: string, learner: string) {
	return db
		.selectFrom("cohort_member")
		.selectAll()
		.where("cohort_id", "=", id)
		.where("learner_id", "=", learner)
		.executeTakeFirst();
}

async function putIn(db: Db, { learner, at }: Stamp, id: string, { role, day }: As): Promise<void> {
	const now = { role, joined_day: day, left_at: null };
	await db
		.insertInto("cohort_member")
		.values({ cohort_id: id, learner_id: learner, joined_at: at, ...now })
		.onConflict((oc) => oc.columns(["cohort_id", "learner_id"]).doUpdateSet(now))
		.execute();
}

async function leave(db: Db, stamp: Stamp, id: string, { locks }: Units): Promise<boolean> {
	await locks.learner(db, stamp.learner);
	const { numUpdatedRows: left } = await db
		.updateTable("cohort_member")
		.set({ left_at: stamp.at })
		.where("cohort_id", "=", id)
		.where("learner_id", "=", stamp.learner)
		.where("left_at", "is", null)
		.executeTakeFirstOrThrow();
	if (left === 0n) return false;
	await relist(db, stamp.space, stamp.learner);
	await writeFacts(db, await withAccount(db, stamp), [
		{ kind: "cohort", cohort: id, change: "left" },
	]);
	return true;
}

/** Somebody named by hand is known by name only: their account here is looked up. */
async function withAccount(db: Db, stamp: Stamp): Promise<Stamp> {
	if (stamp.account !== "") return stamp;
	const row = await db
		.selectFrom("account")
		.where("learner_id", "=", stamp.learner)
		.where("id", "like", `${platformOf(stamp.space)}:%`)
		.select((eb) => eb.fn.min("id").as("account"))
		.executeTakeFirst();
	return { ...stamp, account: row?.account ?? stamp.actor };
}
