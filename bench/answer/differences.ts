import type { Database } from "better-sqlite3";

/** Whatever recording an answer touches, but for numbers given in the order of arrival. */
const TABLES = [
	["ledger", "* , null as id", "request_id, seq"],
	["round", "*", "id"],
	["round_item", "*", "round_id, position"],
	["question_state", "*", "learner_id, question_id"],
	["streak", "*", "learner_id"],
	["learner_day", "*", "learner_id, day"],
	["learner_total", "*", "learner_id"],
	["mastered", "*", "learner_id, what, name"],
	["item_count", "*", "question_id, revision, picked"],
	["score", "*", "scope, period, learner_id"],
	["score_bucket", "*", "scope, period, measure, listed, bucket"],
] as const;

/**
 * The tables in which two databases differ. A floor that writes other than the store is no floor:
 * then the store has changed, and the floor has to follow.
 */
export function differences(one: Database, other: Database): string[] {
	return TABLES.flatMap(([table, columns, order]) => {
		const read = (from: Database) =>
			JSON.stringify(from.prepare(`select ${columns} from ${table} order by ${order}`).all());
		return read(one) === read(other) ? [] : [table];
	});
}
