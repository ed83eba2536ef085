import type { Insertable, Selectable } from "kysely";
import type { Store } from "../core/ports.ts";
import type { Round, RoundItem } from "../core/quiz/round.ts";
import { prepared } from "./prepared.ts";
import { lockPresent } from "./present.ts";
import type { Tables } from "./schema.ts";
import type { Db, Units } from "./units.ts";

/** Rounds under way and gone by. */
export function rounds(units: Units): Store["rounds"] {
	return {
		read: (id) => units.read((db) => readRound(db, id)),
		open: (learner, space) => units.read((db) => readOpen(db, learner, space)),
		start: (round) => units.write((db) => start(db, round, units)),
		asked: (round, position, at) =>
			units.write(async (db) => {
				await noteAsked(db, { round, position, at });
			}),
	};
}

/** One statement finds out whether the request is new and writes the round. */
async function start(db: Db, round: Round, { locks }: Units): Promise<Round> {
	await lockPresent(db, locks, round.learner);
	const [written] = await insertOnce(db, rowOf(round));
	if (!written) return roundOf(await rowsByRequest(db, { request: round.request })) ?? round;
	if (round.kind !== "daily") await endOthers(db, round);
	await insertItems(db, round.id, 0, round.items);
	return round;
}

async function endOthers(db: Db, { id, learner, space, startedAt: at }: Round): Promise<void> {
	await endAllBut(db, { id, learner, space, at });
}

const endAllBut = prepared((db, { id, learner, space, at }: Whose & { id: string; at: number }) =>
	db
		.updateTable("round")
		.set({ ended_at: at })
		.where("learner_id", "=", learner)
		.where("space_id", "=", space)
		.where("kind", "<>", "daily")
		.where("ended_at", "is", null)
		.where("id", "<>", id),
);

type Whose = { learner: string; space: string };

/** Writes a round that is not there yet. */
export async function insertRound(db: Db, round: Round): Promise<void> {
	await insertRow(db, rowOf(round));
	await insertItems(db, round.id, 0, round.items);
}

function rowOf(round: Round): Insertable<Tables["round"]> {
	return {
		id: round.id,
		request_id: round.request,
		learner_id: round.learner,
		space_id: round.space,
		kind: round.kind,
		daily_id: round.daily,
		started_at: round.startedAt,
		ended_at: round.endedAt,
	};
}

const insertRow = prepared((db, row: Insertable<Tables["round"]>) =>
	db.insertInto("round").values(row),
);
const insertOnce = prepared((db, row: Insertable<Tables["round"]>) =>
	db
		.insertInto("round")
		.values(row)
		.onConflict((oc) => oc.column("request_id").doNothing())
		.returning("id"),
);

/** Appends items to a round, from a position on. */
export async function insertItems(
	db: Db,
	round: string,
	from: number,
	items: readonly RoundItem[],
): Promise<void> {
	for (const [index, item] of items.entries())
		await insertItem(db, itemRow(round, from + index, item));
}

const insertItem = prepared((db, row: Insertable<Tables["round_item"]>) =>
	db.insertInto("round_item").values(row),
);

/** Writes what was answered at a position. */
export async function writeAnswer(
	db: Db,
	round: string,
	position: number,
	{ picked, outcome, points, guessed }: RoundItem,
): Promise<void> {
	await updateItem(db, { round, position, picked, outcome, points, guessed: guessed ? 1 : 0 });
}

type Asked = { round: string; position: number; at: number };

const noteAsked = prepared((db, { round, position, at }: Asked) =>
	db
		.updateTable("round_item")
		.set({ asked_at: at })
		.where("round_id", "=", round)
		.where("position", "=", position)
		.where("outcome", "is", null),
);

type Answered = Pick<ItemRow, "picked" | "outcome" | "points" | "guessed">;

const updateItem = prepared(
	(db, { round, position, ...answer }: Answered & { round: string; position: number }) =>
		db
			.updateTable("round_item")
			.set(answer)
			.where("round_id", "=", round)
			.where("position", "=", position),
);

/** Marks a round as done. */
export async function endRound(db: Db, id: string, at: number): Promise<void> {
	await end(db, { id, at });
}

const end = prepared((db, { id, at }: { id: string; at: number }) =>
	db.updateTable("round").set({ ended_at: at }).where("id", "=", id),
);

function itemRow(
	round: string,
	position: number,
	item: RoundItem,
): Insertable<Tables["round_item"]> {
	return {
		round_id: round,
		position,
		question_id: item.question,
		revision: item.revision,
		options: JSON.stringify(item.options),
		again: item.again ? 1 : 0,
		picked: item.picked,
		outcome: item.outcome,
		points: item.points,
		guessed: item.guessed ? 1 : 0,
		asked_at: item.askedAt ?? null,
	};
}

/** A round with its items; null when there is none. */
export async function readRound(db: Db, id: string): Promise<Round | null> {
	return roundOf(await rowsById(db, { id }));
}

const rowsById = prepared((db, { id }: { id: string }) => withItems(db).where("round.id", "=", id));
const rowsByRequest = prepared((db, { request }: { request: string }) =>
	withItems(db).where("request_id", "=", request),
);

/** The round in which a learner answers a daily question. */
export async function readDailyRound(
	db: Db,
	daily: string,
	learner: string,
): Promise<Round | null> {
	return roundOf(await rowsByDaily(db, { daily, learner }));
}

const rowsByDaily = prepared((db, { daily, learner }: { daily: string; learner: string }) =>
	withItems(db).where("learner_id", "=", learner).where("daily_id", "=", daily),
);

async function readOpen(db: Db, learner: string, space: string): Promise<Round | null> {
	return roundOf(await rowsOfOpen(db, { learner, space }));
}

const rowsOfOpen = prepared((db, { learner, space }: Whose) => {
	const newest = db
		.selectFrom("round")
		.select("id")
		.where("learner_id", "=", learner)
		.where("space_id", "=", space)
		.where("kind", "<>", "daily")
		.where("ended_at", "is", null)
		.orderBy("started_at", "desc")
		.orderBy("id", "desc")
		.limit(1);
	return withItems(db).where("round.id", "=", newest);
});

function withItems(db: Db) {
	return db
		.selectFrom("round")
		.leftJoin("round_item", "round_item.round_id", "round.id")
		.select(["id", "request_id", "learner_id", "space_id", "kind", "daily_id"])
		.select(["started_at", "ended_at"])
		.select(["position", "question_id", "revision", "options", "again"])
		.select(["picked", "outcome", "points", "guessed", "asked_at"])
		.orderBy("position");
}

type Row = Awaited<ReturnType<ReturnType<typeof withItems>["execute"]>>[number];
type ItemRow = Selectable<Tables["round_item"]>;

function roundOf(rows: readonly Row[]): Round | null {
	const [row] = rows;
	if (!row) return null;
	return {
		id: row.id,
		learner: row.learner_id,
		space: row.space_id,
		request: row.request_id,
		kind: row.kind,
		daily: row.daily_id,
		items: rows.filter(isItem).map(itemOf),
		startedAt: row.started_at,
		endedAt: row.ended_at,
	};
}

/** A round without items is one row of which the right half is empty. */
function isItem(row: Row): row is Row & Omit<ItemRow, "round_id"> {
	return row.position !== null;
}

function itemOf(row: Omit<ItemRow, "round_id">): RoundItem {
	return {
		question: row.question_id,
		revision: row.revision,
		options: JSON.parse(row.options),
		again: row.again === 1,
		picked: row.picked,
		outcome: row.outcome,
		points: row.points,
		guessed: row.guessed === 1,
		...(row.asked_at === null ? {} : { askedAt: row.asked_at }),
	};
}
