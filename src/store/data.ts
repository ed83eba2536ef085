import type { Counts } from "../core/mydata/mydata.ts";
import type { Store } from "../core/ports.ts";
import { erase } from "./erase.ts";
import { readMyData } from "./export.ts";
import type { Db, Units } from "./units.ts";

/** What is kept about a person, taken as a whole: counted, handed over, removed. */
export function data(units: Units): Store["data"] {
	return {
		counts: (learner) => units.view((db) => readCounts(db, learner)),
		export: (learner) => units.view((db) => readMyData(db, learner)),
		erase: (request, learner, now) =>
			units.write((db) => erase(db, units.locks, { request, learner, now })),
		learnerOf: (account) => units.read((db) => readLearner(db, account)),
	};
}

async function readCounts(db: Db, learner: string): Promise<Counts> {
	const rowsIn = (table: Counted) => countIn(db, table, learner);
	return {
		answers: await countAnswers(db, learner),
		days: await rowsIn("learner_day"),
		cards: await rowsIn("question_state"),
		rounds: await rowsIn("round"),
		reports: await rowsIn("report"),
		spaces: await rowsIn("membership"),
		accounts: await rowsIn("account"),
		reminders: await rowsIn("reminder"),
	};
}

type Counted =
	| "learner_day"
	| "question_state"
	| "round"
	| "report"
	| "membership"
	| "account"
	| "reminder";

async function countIn(db: Db, table: Counted, learner: string): Promise<number> {
	const { rows } = await db
		.selectFrom(table)
		.select((eb) => eb.fn.countAll<number>().as("rows"))
		.where("learner_id", "=", learner)
		.executeTakeFirstOrThrow();
	return rows;
}

async function countAnswers(db: Db, learner: string): Promise<number> {
	const { answers } = await db
		.selectFrom("ledger")
		.select((eb) => eb.fn.countAll<number>().as("answers"))
		.where("learner_id", "=", learner)
		.where("kind", "=", "attempt")
		.executeTakeFirstOrThrow();
	return answers;
}

async function readLearner(db: Db, account: string): Promise<string | null> {
	const row = await db
		.selectFrom("account")
		.select("learner_id")
		.where("id", "=", account)
		.executeTakeFirst();
	return row?.learner_id ?? null;
}
