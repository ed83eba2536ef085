import { sql } from "kysely";
import type { Stamp } from "../core/ledger.ts";
import type {
	AnswerKey,
	Decision,
	QuestionState,
	Recorded,
	Snapshot,
	Store,
} from "../core/ports.ts";
import { NO_TOTALS } from "../core/quiz/expect.ts";
import type { Round } from "../core/quiz/round.ts";
import { type DayTally, NO_STREAK, type Streak } from "../core/streak/streak.ts";
import { countAnswerForCohorts } from "./counted.ts";
import { readExcuses } from "./excuses.ts";
import { countTry } from "./items.ts";
import { writeFacts } from "./ledger.ts";
import { prepared } from "./prepared.ts";
import { gone } from "./present.ts";
import {
	questionOf,
	readHistory,
	readMastered,
	streakOf,
	totalsOf,
	writeDay,
	writeMastered,
	writeQuestion,
	writeStreak,
	writeTotals,
} from "./progress.ts";
import {
	endRound,
	insertItems,
	insertRound,
	readDailyRound,
	readRound,
	writeAnswer,
} from "./rounds.ts";
import { addAnswer } from "./scores.ts";
import type { Db, Units } from "./units.ts";

type Decide = (snapshot: Snapshot) => Decision | null;

/** Recording an answer: the transaction that everything else is read from. */
export function answers(units: Units): Store["answers"] {
	return {
		record: (key, decide) => units.write((db) => record(db, key, decide, units)),
	};
}

async function record(
	db: Db,
	key: AnswerKey,
	decide: Decide,
	units: Units,
): Promise<Recorded | null> {
	await units.locks.learner(db, key.stamp.learner);
	const stored = await storedRound(db, key);
	const round = stored ?? key.starts;
	if (!round || !isOwn(round, key)) return null;
	const { recorded, snapshot } = await load(db, key, round);
	const decision = recorded ? null : decide(snapshot);
	if (!decision) return { round, decision };
	if (!stored) await insertRound(db, round);
	await write(db, key, snapshot, decision);
	return { round: roundAfter(key, round, decision), decision };
}

/** A daily question has one round per learner, whatever id this answer would have started it with. */
async function storedRound(db: Db, { round, starts, stamp }: AnswerKey): Promise<Round | null> {
	const stored = await readRound(db, round);
	if (stored || !starts?.daily) return stored;
	return readDailyRound(db, starts.daily, stamp.learner);
}

/** A press can name any round. */
function isOwn(round: Round, { stamp }: AnswerKey): boolean {
	return round.learner === stamp.learner && round.space === stamp.space;
}

type Loaded = { readonly recorded: boolean; readonly snapshot: Snapshot };

async function load(db: Db, { stamp, position }: AnswerKey, round: Round): Promise<Loaded> {
	const { learner, day, request } = stamp;
	const question = round.items[position]?.question ?? "";
	const [row] = await loadRows(db, { learner, day, request, question });
	if (!row) throw gone();
	const state = hasQuestion(row) ? questionOf(row) : null;
	const streak = hasStreak(row) ? streakOf(row) : NO_STREAK;
	const snapshot: Snapshot = {
		round,
		question: state,
		streak,
		today: todayOf(row, stamp),
		totals: hasTotals(row) ? totalsOf(row) : NO_TOTALS,
		...(await readExcuses(db, learner, streak, day)),
		late: isLate(stamp, streak) ? await readHistory(db, learner) : null,
		shown: mayBecomeKnown(state) ? await readShown(db, learner, state.topic) : null,
	};
	return { recorded: row.seq !== null, snapshot };
}

/** Given before the last counted day began; in one instant, the later date comes first. */
function isLate({ at, day }: Stamp, { lastAt, lastDay }: Streak): boolean {
	return at < lastAt || (at === lastAt && lastDay !== null && day > lastDay);
}

/** Known at the earliest when it was right before: only then the rules look at the whole topic. */
function mayBecomeKnown(state: QuestionState | null): state is QuestionState {
	return state !== null && state.rightSince !== null && !state.known;
}

async function readShown(db: Db, learner: string, topic: string): Promise<Snapshot["shown"]> {
	const known = await knownOf(db, { learner, topic });
	return {
		known: known.map((row) => row.question_id),
		mastered: await readMastered(db, learner),
	};
}

const knownOf = prepared((db, { learner, topic }: { learner: string; topic: string }) =>
	db
		.selectFrom("question_state")
		.select("question_id")
		.where("learner_id", "=", learner)
		.where("topic_id", "=", topic)
		.where("known", "=", sql.lit(1)),
);

function todayOf(row: Row, { day, zone, at }: Stamp): DayTally {
	return {
		day,
		zone: row.zone ?? zone,
		answers: row.answers ?? 0,
		scored: row.scored ?? 0,
		reviews: row.day_reviews ?? 0,
		firstAt: row.first_at ?? at,
	};
}

type Sought = { learner: string; day: string; request: string; question: string };

/** One statement for all of it; what is not there yet comes as nulls. */
const loadRows = prepared((db, { learner, day, request, question }: Sought) =>
	db
		.selectFrom("learner")
		.leftJoin("ledger", (join) =>
			join.on("ledger.request_id", "=", request).on("ledger.seq", "=", 0),
		)
		.leftJoin("question_state", (join) =>
			join
				.onRef("question_state.learner_id", "=", "learner.id")
				.on("question_state.question_id", "=", question),
		)
		.leftJoin("streak", "streak.learner_id", "learner.id")
		.leftJoin("learner_total", "learner_total.learner_id", "learner.id")
		.leftJoin("learner_day", (join) =>
			join.onRef("learner_day.learner_id", "=", "learner.id").on("learner_day.day", "=", day),
		)
		.where("learner.id", "=", learner)
		.select(["seq", "question_state.question_id", "question_state.topic_id"])
		.select(["question_state.tries", "last_day", "last_right", "right_since", "known"])
		.select(["stability", "question_state.difficulty", "graded_day", "due_day", "before"])
		.select(["days", "best", "learned", "freezes", "last_counted", "last_at"])
		.select(["learner_total.tries as all_tries", "correct", "learner_total.reviews"])
		.select(["reviews_in_time", "ability"])
		.select(["learner_day.zone", "answers", "scored", "learner_day.reviews as day_reviews"])
		.select(["first_at"]),
);

type Row = Awaited<ReturnType<typeof loadRows>>[number];

function hasQuestion(row: Row): row is Row & Parameters<typeof questionOf>[0] {
	return row.question_id !== null;
}

function hasStreak(row: Row): row is Row & Parameters<typeof streakOf>[0] {
	return row.days !== null;
}

function hasTotals(row: Row): row is Row & Parameters<typeof totalsOf>[0] {
	return row.all_tries !== null;
}

async function write(db: Db, key: AnswerKey, before: Snapshot, decision: Decision): Promise<void> {
	const { stamp } = key;
	const answered = decision.facts.some(({ kind }) => kind === "attempt");
	const counted = answered ? await countAnswerForCohorts(db, stamp, decision.points) : [];
	await writeFacts(db, stamp, [...decision.facts, ...counted]);
	await writeRound(db, key, before.round, decision);
	if (decision.question) await writeQuestion(db, stamp.learner, decision.question);
	// Most answers of a day leave the streak as it is, and a void one leaves everything.
	if (decision.streak !== before.streak) await writeStreak(db, stamp.learner, decision.streak);
	if (decision.today !== before.today) await writeDay(db, stamp.learner, decision.today);
	if (decision.totals !== before.totals) await writeTotals(db, stamp.learner, decision.totals);
	if (decision.mastered.length > 0)
		await writeMastered(db, stamp.learner, stamp.day, decision.mastered);
	if (decision.tried) await countTry(db, decision.tried);
	if (answered) await addAnswer(db, stamp.space, stamp, decision.points);
}

async function writeRound(db: Db, key: AnswerKey, round: Round, decision: Decision): Promise<void> {
	await writeAnswer(db, round.id, key.position, decision.item);
	if (decision.returns) await insertItems(db, round.id, round.items.length, [decision.returns]);
	if (decision.endsRound) await endRound(db, round.id, key.stamp.at);
}

function roundAfter({ position, stamp }: AnswerKey, round: Round, decision: Decision): Round {
	const answered = round.items.with(position, decision.item);
	return {
		...round,
		items: decision.returns ? [...answered, decision.returns] : answered,
		endedAt: decision.endsRound ? stamp.at : round.endedAt,
	};
}
