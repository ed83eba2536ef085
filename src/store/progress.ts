import type { Selectable } from "kysely";
import type { Mastered } from "../core/mastery/mastery.ts";
import type { History, Kept, QuestionState, Store } from "../core/ports.ts";
import { NO_TOTALS, type Totals } from "../core/quiz/expect.ts";
import { type DayTally, NO_STREAK, type Streak } from "../core/streak/streak.ts";
import { EVER, readExcuses } from "./excuses.ts";
import { prepared } from "./prepared.ts";
import type { Tables } from "./schema.ts";
import type { Db, Units } from "./units.ts";

type QuestionRow = Selectable<Tables["question_state"]>;
type StreakRow = Selectable<Tables["streak"]>;
type DayRow = Selectable<Tables["learner_day"]>;
type TotalRow = Selectable<Tables["learner_total"]>;

/** What somebody's answers add up to; written only together with the facts they follow from. */
export function progress(units: Units): Store["progress"] {
	return {
		questions: (learner) => units.read((db) => readQuestions(db, learner)),
		streak: (learner) => units.view((db) => readKept(db, learner)),
		days: (learner, from) => units.read((db) => readDays(db, learner, from)),
		history: (learner) =>
			units.view(async (db) => ({
				...(await readHistory(db, learner)),
				streak: await readStreak(db, learner),
			})),
		today: (learner, day) => units.read((db) => readToday(db, learner, day)),
		totals: (learner) => units.read((db) => readTotals(db, learner)),
		mastered: (learner) => units.read((db) => readMastered(db, learner)),
	};
}

/** Every question a learner has tried. */
export async function readQuestions(db: Db, learner: string): Promise<QuestionState[]> {
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

async function readKept(db: Db, learner: string): Promise<Kept> {
	const streak = await readStreak(db, learner);
	return { streak, ...(await readExcuses(db, learner, streak)) };
}

async function readStreak(db: Db, learner: string): Promise<Streak> {
	const [row] = await streakRows(db, { learner });
	return row ? streakOf(row) : NO_STREAK;
}

const streakRows = prepared((db, { learner }: { learner: string }) =>
	db.selectFrom("streak").selectAll().where("learner_id", "=", learner),
);

/** Every day with answers, oldest first, and all that lies between. */
export async function readHistory(db: Db, learner: string): Promise<History> {
	const days = await toldRows(db, { learner });
	return { days, ...(await readExcuses(db, learner, EVER)) };
}

/** Only what is told: with a history of years this is most of what a story costs. */
const toldRows = prepared((db, { learner }: { learner: string }) =>
	db
		.selectFrom("learner_day")
		.select(["day", "zone", "answers", "first_at as firstAt"])
		.where("learner_id", "=", learner)
		.orderBy("day"),
);

/** Every day with answers, oldest first; every date is greater than no date at all. */
export async function readDays(db: Db, learner: string, from = ""): Promise<DayTally[]> {
	const rows = await dayRows(db, { learner, from });
	return rows.map(dayOf);
}

const dayRows = prepared((db, { learner, from }: { learner: string; from: string }) =>
	db
		.selectFrom("learner_day")
		.selectAll()
		.where("learner_id", "=", learner)
		.where("day", ">=", from)
		.orderBy("day"),
);

async function readToday(db: Db, learner: string, day: string): Promise<DayTally | null> {
	const row = await db
		.selectFrom("learner_day")
		.selectAll()
		.where("learner_id", "=", learner)
		.where("day", "=", day)
		.executeTakeFirst();
	return row ? dayOf(row) : null;
}

function dayOf(row: DayRow): DayTally {
	const { day, zone, answers, scored, reviews, first_at } = row;
	return { day, zone, answers, scored, reviews, firstAt: first_at };
}

/** What all first tries add up to. */
export async function readTotals(db: Db, learner: string): Promise<Totals> {
	const [row] = await totalRows(db, { learner });
	return row ? totalsOf(row) : NO_TOTALS;
}

const totalRows = prepared((db, { learner }: { learner: string }) =>
	db
		.selectFrom("learner_total")
		.select(["tries as all_tries", "correct", "reviews", "reviews_in_time", "ability"])
		.where("learner_id", "=", learner),
);

/** What is green, and the levels reached, with the day each was earned. */
export async function readMastered(
	db: Db,
	learner: string,
): Promise<readonly (Mastered & { readonly day: string })[]> {
	return masteredRows(db, { learner });
}

const masteredRows = prepared((db, { learner }: { learner: string }) =>
	db
		.selectFrom("mastered")
		.select(["what", "name", "day"])
		.where("learner_id", "=", learner)
		.orderBy("day")
		.orderBy("name"),
);

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
		memory: memoryOf(row),
	};
}

function memoryOf(row: Omit<QuestionRow, "learner_id">): QuestionState["memory"] {
	const { stability, difficulty, graded_day: lastDay, due_day: due, before } = row;
	if (stability === null || difficulty === null || lastDay === null || due === null) return null;
	return {
		stability,
		difficulty,
		lastDay,
		due,
		before: before === null ? null : JSON.parse(before),
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
		lastAt: row.last_at,
	};
}

/** A row of `learner_total` as the core knows it. */
export function totalsOf(
	row: Omit<TotalRow, "learner_id" | "tries"> & { all_tries: number },
): Totals {
	return {
		tries: row.all_tries,
		correct: row.correct,
		reviews: row.reviews,
		reviewsInTime: row.reviews_in_time,
		ability: row.ability,
	};
}

/** Replaces what is known about one question. */
export async function writeQuestion(db: Db, learner: string, state: QuestionState): Promise<void> {
	const { memory } = state;
	const row: QuestionRow = {
		learner_id: learner,
		question_id: state.question,
		topic_id: state.topic,
		tries: state.tries,
		last_day: state.lastDay,
		last_right: state.lastRight ? 1 : 0,
		right_since: state.rightSince,
		known: state.known ? 1 : 0,
		stability: memory?.stability ?? null,
		difficulty: memory?.difficulty ?? null,
		graded_day: memory?.lastDay ?? null,
		due_day: memory?.due ?? null,
		before: memory?.before ? JSON.stringify(memory.before) : null,
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
				stability: eb.ref("excluded.stability"),
				difficulty: eb.ref("excluded.difficulty"),
				graded_day: eb.ref("excluded.graded_day"),
				due_day: eb.ref("excluded.due_day"),
				before: eb.ref("excluded.before"),
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
		last_at: streak.lastAt,
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
				last_at: eb.ref("excluded.last_at"),
			})),
		),
);

/** Replaces a learner's totals. */
export async function writeTotals(db: Db, learner: string, totals: Totals): Promise<void> {
	await upsertTotals(db, {
		learner_id: learner,
		tries: totals.tries,
		correct: totals.correct,
		reviews: totals.reviews,
		reviews_in_time: totals.reviewsInTime,
		ability: totals.ability,
	});
}

const upsertTotals = prepared((db, row: TotalRow) =>
	db
		.insertInto("learner_total")
		.values(row)
		.onConflict((oc) =>
			oc.column("learner_id").doUpdateSet((eb) => ({
				tries: eb.ref("excluded.tries"),
				correct: eb.ref("excluded.correct"),
				reviews: eb.ref("excluded.reviews"),
				reviews_in_time: eb.ref("excluded.reviews_in_time"),
				ability: eb.ref("excluded.ability"),
			})),
		),
);

/** Notes what somebody has earned; what they have already stays as it was. */
export async function writeMastered(
	db: Db,
	learner: string,
	day: string,
	mastered: readonly Mastered[],
): Promise<void> {
	const rows = mastered.map(({ what, name }) => ({ learner_id: learner, what, name, day }));
	await db
		.insertInto("mastered")
		.values(rows)
		.onConflict((oc) => oc.doNothing())
		.execute();
}

/** Replaces the tally of one day. */
export async function writeDay(db: Db, learner: string, tally: DayTally): Promise<void> {
	const { day, zone, answers, scored, reviews, firstAt } = tally;
	await upsertDay(db, {
		learner_id: learner,
		day,
		zone,
		answers,
		scored,
		reviews,
		first_at: firstAt,
	});
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
				reviews: eb.ref("excluded.reviews"),
				first_at: eb.ref("excluded.first_at"),
			})),
		),
);
