import type { CohortOutcome, DueCohort, Recap } from "../core/cohorts/due.ts";
import type { NewDelivery } from "../core/delivery/delivery.ts";
import type { Store } from "../core/ports.ts";
import { cohortOf } from "./cohort-row.ts";
import { addPlace } from "./learners.ts";
import { enqueue } from "./outbox.ts";
import type { Db, Units } from "./units.ts";

type Due = Pick<Store["cohorts"], "due" | "settle" | "recap" | "reword" | "post">;

/** What is to be done for cohorts as time goes by. */
export function dueCohorts(units: Units): Due {
	return {
		due: (now, most) => units.view((db) => readDue(db, now, most)),
		settle: (due, outcome, now) => units.write((db) => settle(db, due, outcome, now)),
		recap: (id, week) => units.read((db) => readRecap(db, id, week)),
		reword: (id, week, words) => units.write((db) => reword(db, { cohort: id, week, words })),
		post: (recap, by, delivery, now) => units.write((db) => post(db, { recap, by, delivery, now })),
	};
}

async function readDue(db: Db, now: number, most: number): Promise<DueCohort[]> {
	const rows = await db
		.selectFrom("cohort")
		.leftJoin("outbox", "outbox.id", "cohort.tracker_id")
		.where("next_at", "<=", now)
		.orderBy("next_at")
		.orderBy("cohort.id")
		.limit(most)
		.selectAll("cohort")
		.select("outbox.state as tracker_state")
		.execute();
	return rows.map(({ tracker_state, ...row }) => ({
		cohort: cohortOf(row),
		nextAt: row.next_at ?? now,
		recapped: row.recapped,
		tracker:
			row.tracker_id === null
				? null
				: { id: row.tracker_id, sent: tracker_state === "sent", said: row.tracker_said ?? "" },
	}));
}

/** Whoever comes second finds another moment than the one they decided about, and writes nothing. */
async function settle(
	db: Db,
	{ cohort, nextAt }: DueCohort,
	outcome: CohortOutcome,
	now: number,
): Promise<void> {
	const { recap, tracker } = outcome;
	const { numUpdatedRows: mine } = await db
		.updateTable("cohort")
		.set({
			next_at: outcome.nextAt,
			...(recap ? { recapped: recap.week } : {}),
			...(tracker ? { tracker_id: tracker.id, tracker_said: tracker.said } : {}),
		})
		.where("id", "=", cohort.id)
		.where("next_at", "=", nextAt)
		.executeTakeFirstOrThrow();
	if (mine === 0n) return;
	if (recap) await addRecap(db, recap);
	for (const delivery of outcome.deliveries) await add(db, delivery, now);
}

async function addRecap(db: Db, { cohort, week, words }: Omit<Recap, "posted">): Promise<void> {
	await db
		.insertInto("recap")
		.values({ cohort_id: cohort, week, words, posted_by: null, posted_at: null })
		.onConflict((oc) => oc.doNothing())
		.execute();
}

async function add(db: Db, delivery: NewDelivery, now: number): Promise<void> {
	await addPlace(db, delivery.space, delivery.place);
	await enqueue(db, { ...delivery, slot: null }, now);
}

async function readRecap(db: Db, cohort: string, week: number): Promise<Recap | null> {
	const row = await db
		.selectFrom("recap")
		.selectAll()
		.where("cohort_id", "=", cohort)
		.where("week", "=", week)
		.executeTakeFirst();
	return row ? { cohort, week, words: row.words, posted: row.posted_at !== null } : null;
}

async function reword(db: Db, { cohort, week, words }: Omit<Recap, "posted">): Promise<boolean> {
	const { numUpdatedRows: written } = await db
		.updateTable("recap")
		.set({ words })
		.where("cohort_id", "=", cohort)
		.where("week", "=", week)
		.where("posted_at", "is", null)
		.executeTakeFirstOrThrow();
	return written > 0n;
}

type Posting = { recap: Recap; by: string; delivery: NewDelivery; now: number };

async function post(db: Db, { recap, by, delivery, now }: Posting): Promise<boolean> {
	const { numUpdatedRows: posted } = await db
		.updateTable("recap")
		.set({ posted_by: by, posted_at: now })
		.where("cohort_id", "=", recap.cohort)
		.where("week", "=", recap.week)
		.where("posted_at", "is", null)
		.executeTakeFirstOrThrow();
	if (posted === 0n) return false;
	await add(db, delivery, now);
	return true;
}
