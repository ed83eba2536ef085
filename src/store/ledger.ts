import type { Insertable } from "kysely";
import type { NewFact, Stamp } from "../core/ledger.ts";
import { prepared } from "./prepared.ts";
import type { Tables } from "./schema.ts";
import type { Db } from "./units.ts";

type Row = Insertable<Tables["ledger"]>;
type Told = Pick<
	Row,
	| "question_id"
	| "topic_id"
	| "revision"
	| "round_id"
	| "option_id"
	| "first_try"
	| "outcome"
	| "grade"
	| "points"
	| "rules"
	| "detail"
	| "took"
>;

/** Whether a request has left facts already. */
export async function isRecorded(db: Db, request: string): Promise<boolean> {
	const row = await db
		.selectFrom("ledger")
		.select("seq")
		.where("request_id", "=", request)
		.where("seq", "=", 0)
		.executeTakeFirst();
	return row !== undefined;
}

/** Appends the facts of one request, in their order. */
export async function writeFacts(db: Db, stamp: Stamp, facts: readonly NewFact[]): Promise<void> {
	for (const [seq, fact] of facts.entries()) await insert(db, rowOf(stamp, fact, seq));
}

const insert = prepared((db, row: Row) => db.insertInto("ledger").values(row));

function rowOf(stamp: Stamp, fact: NewFact, seq: number): Row {
	return {
		request_id: stamp.request,
		seq,
		learner_id: stamp.learner,
		account_id: stamp.account,
		space_id: stamp.space,
		at: stamp.at,
		day: stamp.day,
		zone: stamp.zone,
		space_day: stamp.spaceDay,
		kind: fact.kind,
		actor_id: stamp.actor,
		reason: stamp.reason,
		...NOTHING_TOLD,
		...toldBy(fact),
	};
}

/** Every row names every column: one statement serves all kinds of facts. */
const NOTHING_TOLD: Told = {
	question_id: null,
	topic_id: null,
	revision: null,
	round_id: null,
	option_id: null,
	first_try: null,
	outcome: null,
	grade: null,
	points: null,
	rules: null,
	detail: null,
	took: null,
};

function toldBy(fact: NewFact): Partial<Told> {
	switch (fact.kind) {
		case "attempt":
			return {
				question_id: fact.question,
				topic_id: fact.topic,
				revision: fact.revision,
				round_id: fact.round,
				option_id: fact.option,
				first_try: fact.firstTry ? 1 : 0,
				outcome: fact.outcome,
				grade: fact.grade,
				points: fact.points,
				rules: fact.rules,
				detail: fact.difficulty,
				took: fact.took ?? null,
			};
		case "guess":
			return { question_id: fact.question, topic_id: fact.topic, round_id: fact.round };
		case "felt":
			return {
				question_id: fact.question,
				topic_id: fact.topic,
				round_id: fact.round,
				grade: fact.grade,
			};
		case "known":
			return { question_id: fact.question, topic_id: fact.topic };
		case "rekey": {
			const { question, topic, revision, state } = fact;
			const asked = { question_id: question, topic_id: topic, revision };
			return { ...asked, detail: JSON.stringify({ state }) };
		}
		case "rescore": {
			const { kind: _, question, revision, points, rules, ...detail } = fact;
			const asked = { question_id: question, revision, points, rules };
			return { ...asked, detail: JSON.stringify(detail) };
		}
		case "challenge": {
			const { kind: _, points, rules, ...detail } = fact;
			return { points, rules, detail: JSON.stringify(detail) };
		}
		case "adjustment": {
			const { kind: _, points, ...detail } = fact;
			return { points, detail: JSON.stringify(detail) };
		}
		case "repair":
		case "exclusion":
		case "undo":
		case "cohort":
		case "counted":
		case "mastered":
		case "rest":
		case "zone": {
			const { kind: _, ...detail } = fact;
			return { detail: JSON.stringify(detail) };
		}
	}
}
