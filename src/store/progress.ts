import type { Selectable } from "kysely";
import type { QuestionState, Store } from "../core/ports.ts";
import type { DayTally } from "../core/streak/streak.ts";
import { NO_STREAK, type Streak } from "../core/streak/streak.ts";
import { prepared } from "./prepared.ts";
import type { Tables } from "./schema.ts";
import type { Db, Units } from "./units.ts";

type QuestionRow = Selectable<Tables["question_state"]>;
type StreakRow = Selectable<Tables["streak"]>;
type DayRow = Selectable<Tables["learner_day"]>;

/** What somebody's answers add up to; written only together with the facts they follow from. */
export function progress(units: Units): Store["progress"] {
	return {
		questions: (learner) => units.read((db) => readQuestions(db, learner)),
		streak: (learner) => units.read((db) => readStreak(db, learner)),
		days: (learner) => units.read((db) => readDays(db, learner)),
	};
}

async function readQuestions(db: Db, learner: string): Promise<QuestionState[]> {
	const rows = await questionRows(db, { learner });
	return rows.map(questionOf);
}

const questionRows = prepared((db, { learner }: { learner: string }) =>
	db
		.selectFrom("question_state")
		.selectAll()
		.where("learner_id", "=", learner)
		.orderBy("question_id"),
);

async function readStreak(db: Db, learner: string): Promise<Streak> {
	const row = await db
		.selectFrom("streak")
		.selectAll()
		.where("learner_id", "=", learner)
		.executeTakeFirst();
	return row ? streakOf(row) : NO_STREAK;
}

async function readDays(db: Db, learner: string): Promise<DayTally[]> {
	const rows = await db
		.selectFrom("learner_day")
		.selectAll()
		.where("learner_id", "=", learner)
		.orderBy("day")
		.execute();
	return rows.map(({ day, zone, answers, scored }) => ({ day, zone, answers, scored }));
}

/** A row of `question_state` as the core knows it. */
export function questionOf(row: Omit<QuestionRow, "learner_id">): QuestionState {
	return {
		question: row.question_id,
		topic: row.topic_id,
		tries: row.tries,
		lastDay: row.last_day,
		lastRight: row.last_right === 1,
		rightSince: row.right_since,
		known: row.known === 1,
	};
}

/** A row of `streak` as the core knows it. */
export function streakOf(row: Omit<StreakRow, "learner_id">): Streak {
	return {
		current: row.days,
		best: row.best,
		learned: row.learned,
		freezes: row.freezes,
		lastDay: row.last_counted,
	};
}

/** Replaces what is known about one question. */
export async function writeQuestion(db: Db, learner: string, state: QuestionState): Promise<void> {
	const row: QuestionRow = {
		learner_id: learner,
		question_id: state.question,
		topic_id: state.topic,
		tries: state.tries,
		last_day: state.lastDay,
		last_right: state.lastRight ? 1 : 0,
		right_since: state.rightSince,
		known: state.known ? 1 : 0,
	};
	await upsertQuestion(db, row);
}

const upsertQuestion = prepared((db, row: QuestionRow) =>
	db
		.insertInto("question_state")
		.values(row)
		.onConflict((oc) =>
			oc.columns(["learner_id", "question_id"]).doUpdateSet((eb) => ({
				topic_id: eb.ref("excluded.topic_id"),
				tries: eb.ref("excluded.tries"),
				last_day: eb.ref("excluded.last_day"),
				last_right: eb.ref("excluded.last_right"),
				right_since: eb.ref("excluded.right_since"),
				known: eb.ref("excluded.known"),
			})),
		),
);

/** Replaces a learner's streak. */
export async function writeStreak(db: Db, learner: string, streak: Streak): Promise<void> {
	const row: StreakRow = {
		learner_id: learner,
		days: streak.current,
		best: streak.best,
		learned: streak.learned,
		freezes: streak.freezes,
		last_counted: streak.lastDay,
	};
	await upsertStreak(db, row);
}

const upsertStreak = prepared((db, row: StreakRow) =>
	db
		.insertInto("streak")
		.values(row)
		.onConflict((oc) =>
			oc.column("learner_id").doUpdateSet((eb) => ({
				days: eb.ref("excluded.days"),
				best: eb.ref("excluded.best"),
				learned: eb.ref("excluded.learned"),
				freezes: eb.ref("excluded.freezes"),
				last_counted: eb.ref("excluded.last_counted"),
			})),
		),
);

/** Replaces the tally of one day. */
export async function writeDay(db: Db, learner: string, tally: DayTally): Promise<void> {
	const { day, zone, answers, scored } = tally;
	const row: DayRow = { learner_id: learner, day, zone, answers, scored };
	await upsertDay(db, row);
}

const upsertDay = prepared((db, row: DayRow) =>
	db
		.insertInto("learner_day")
		.values(row)
		.onConflict((oc) =>
			oc.columns(["learner_id", "day"]).doUpdateSet((eb) => ({
				zone: eb.ref("excluded.zone"),
				answers: eb.ref("excluded.answers"),
				scored: eb.ref("excluded.scored"),
			})),
		),
);
