import { compare, type Difference } from "../core/difference.ts";
import type { Score } from "../core/fold.ts";
import type { QuestionState, Store } from "../core/ports.ts";
import {
	type Books,
	differences,
	masteredKey,
	masteredOf,
	openRefold,
	scoreKey,
	scoreOf,
} from "../core/refold.ts";
import { type DayTally, NO_STREAK } from "../core/streak/streak.ts";
import { moveBuckets } from "./buckets.ts";
import { checkCounts, mendCounts } from "./counts.ts";
import { EVER, readExcuses } from "./excuses.ts";
import { factsOf } from "./facts.ts";
import { checkPlaces, mendPlaces } from "./places.ts";
import {
	readDays,
	readMastered,
	readQuestions,
	readTotals,
	streakOf,
	writeDay,
	writeMastered,
	writeQuestion,
	writeStreak,
	writeTotals,
} from "./progress.ts";
import { dropRow, listingAt, listingOf, relistRow, rowsOf, type ScoreRow } from "./score-rows.ts";
import { seasonsOf } from "./seasons.ts";
import type { Db, Units } from "./units.ts";

/** What stands beside the ledger, compared with what its facts add up to. */
export function books(units: Units): Store["books"] {
	return {
		learners: (after, most) => units.read((db) => readLearners(db, after, most)),
		check: (learner) => units.view(async (db) => (await audit(db, learner)).differences),
		mend: (learner) =>
			units.write(async (db) => {
				await units.locks.learner(db, learner);
				const { folded, differences } = await audit(db, learner);
				for (const { kind, key } of differences) await MENDS[kind](db, learner, folded, key);
				return differences;
			}),
		checkCounts: () =>
			units.view(async (db) => [...(await checkCounts(db)), ...(await checkPlaces(db))]),
		mendCounts: async () => {
			const wrong = await units.view(checkCounts);
			await units.write((db) => mendCounts(db, wrong));
			const misplaced = await units.view(checkPlaces);
			await units.write((db) => mendPlaces(db, misplaced));
			return [...wrong, ...misplaced];
		},
	};
}

async function readLearners(db: Db, after: string, most: number): Promise<readonly string[]> {
	const rows = await db
		.selectFrom("learner")
		.select("id")
		.where("id", ">", after)
		.orderBy("id")
		.limit(most)
		.execute();
	return rows.map(({ id }) => id);
}

type Audit = { readonly folded: Books; readonly differences: readonly Difference[] };

async function audit(db: Db, learner: string): Promise<Audit> {
	const folded = await refold(db, learner);
	const rows = await rowsOf(db, learner);
	const told = differences(folded, await readBooks(db, learner, rows));
	return { folded, differences: [...told, ...(await checkListed(db, learner, rows))] };
}

async function refold(db: Db, learner: string): Promise<Books> {
	const fold = openRefold(await seasonsOf(db, learner));
	for await (const entry of factsOf(db, learner)) fold.enter(entry);
	const { outages } = await readExcuses(db, learner, EVER);
	return fold.close(outages);
}

async function readBooks(db: Db, learner: string, rows: readonly ScoreRow[]): Promise<Books> {
	const days = await readDays(db, learner);
	const questions = await readQuestions(db, learner);
	const mastered = await readMastered(db, learner);
	return {
		rests: await readRests(db, learner),
		streak: await readStreak(db, learner),
		totals: await readTotals(db, learner),
		days: new Map(days.map((one) => [one.day, one])),
		questions: new Map(questions.map((one) => [one.question, one])),
		mastered: new Map(mastered.map(({ what, name, day }) => [masteredKey(what, name), day])),
		scores: scoresOf(rows),
	};
}

async function readRests(db: Db, learner: string): Promise<Books["rests"]> {
	const row = await db
		.selectFrom("learner")
		.select("rests")
		.where("id", "=", learner)
		.executeTakeFirst();
	return JSON.parse(row?.rests ?? "[]");
}

async function readStreak(db: Db, learner: string): Promise<Books["streak"]> {
	const row = await db
		.selectFrom("streak")
		.selectAll()
		.where("learner_id", "=", learner)
		.executeTakeFirst();
	return row ? streakOf(row) : NO_STREAK;
}

function scoresOf(rows: readonly ScoreRow[]): Books["scores"] {
	const scored = rows.map(
		({ scope, period, points, days, last_day }) =>
			[scoreKey(scope, period), { points, days, lastDay: last_day }] as const,
	);
	return new Map(scored);
}

/** Rows that are listed otherwise than what is known of their owner says. */
async function checkListed(
	db: Db,
	learner: string,
	rows: readonly ScoreRow[],
): Promise<readonly Difference[]> {
	const differences: Difference[] = [];
	for (const row of rows)
		differences.push(
			...compare(
				"listed",
				scoreKey(row.scope, row.period),
				await listingOf(db, row, learner),
				row.listed,
			),
		);
	return differences;
}

type Mend = (db: Db, learner: string, folded: Books, key: string) => Promise<void>;

const MENDS: Readonly<Record<Difference["kind"], Mend>> = {
	"days off": (db, learner, { rests }) => writeRests(db, learner, rests),
	streak: (db, learner, { streak }) => writeStreak(db, learner, streak),
	totals: (db, learner, { totals }) => writeTotals(db, learner, totals),
	day: (db, learner, { days }, key) => setDay(db, learner, key, days.get(key)),
	question: (db, learner, { questions }, key) => setQuestion(db, learner, key, questions.get(key)),
	mastered: (db, learner, { mastered }, key) => setMastered(db, learner, key, mastered.get(key)),
	score: (db, learner, { scores }, key) => setScore(db, learner, key, scores.get(key)),
	listed: (db, learner, _folded, key) => relistRow(db, learner, scoreOf(key)),
	// Nobody's own: see `mendCounts` and `mendPlaces`.
	answers: async () => {},
	places: async () => {},
};

async function writeRests(db: Db, learner: string, rests: Books["rests"]): Promise<void> {
	await db
		.updateTable("learner")
		.set({ rests: JSON.stringify(rests) })
		.where("id", "=", learner)
		.execute();
}

async function setDay(db: Db, learner: string, day: string, tally: DayTally | undefined) {
	if (tally) return writeDay(db, learner, tally);
	await db
		.deleteFrom("learner_day")
		.where("learner_id", "=", learner)
		.where("day", "=", day)
		.execute();
}

async function setQuestion(db: Db, learner: string, id: string, state: QuestionState | undefined) {
	if (state) return writeQuestion(db, learner, state);
	await db
		.deleteFrom("question_state")
		.where("learner_id", "=", learner)
		.where("question_id", "=", id)
		.execute();
}

async function setMastered(db: Db, learner: string, key: string, day: string | undefined) {
	const { what, name } = masteredOf(key);
	await db
		.deleteFrom("mastered")
		.where("learner_id", "=", learner)
		.where("what", "=", what)
		.where("name", "=", name)
		.execute();
	if (day !== undefined) await writeMastered(db, learner, day, [{ what, name }]);
}

async function setScore(db: Db, learner: string, key: string, score: Score | undefined) {
	const { scope, period } = scoreOf(key);
	await dropRow(db, learner, { scope, period });
	if (score === undefined) return;
	const { points, days, lastDay } = score;
	const row = { scope, period, learner_id: learner, points, days, last_day: lastDay };
	const listed = await listingAt(db, scope, learner);
	await db
		.insertInto("score")
		.values({ ...row, listed })
		.execute();
	await moveBuckets(db, [{ scope, period, before: null, after: { points, days, listed } }]);
}
