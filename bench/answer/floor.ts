import type { Database, Statement } from "better-sqlite3";
import { periodsOf } from "../../src/core/days.ts";
import type { NewFact } from "../../src/core/ledger.ts";
import type { Decision, QuestionState } from "../../src/core/ports.ts";
import { bucketOf } from "../../src/store/buckets.ts";
import type { Wish } from "./plan.ts";

/**
 * The least that records an answer: what the store reads is read, what it writes is written, by
 * statements prepared once, in one transaction. What is written was decided beforehand.
 */

/** What the rules made of one answer. */
export type Decided = { readonly decision: Decision; readonly newStreak: boolean };

export type Floor = { record(wish: Wish, decided: Decided): void };

// The plus signs keep SQLite from preparing joins anew (see src/store/driver.ts).
const ROUND = `select id, request_id, learner_id, space_id, kind, daily_id, started_at, ended_at,
	position, question_id, revision, options, again, picked, outcome, points, guessed,
	asked_at from round left join round_item on round_id = id where id = +? order by position`;

const SNAPSHOT = `select seq, question_state.question_id, question_state.topic_id,
	question_state.tries, last_day, last_right, right_since, known, stability,
	question_state.difficulty, graded_day, due_day, before, days, best, learned, freezes,
	last_counted, last_at, learner_total.tries as all_tries, correct, learner_total.reviews,
	reviews_in_time, ability, learner_day.zone, answers, scored, learner_day.reviews as day_reviews,
	first_at
	from learner
	left join ledger on ledger.request_id = +? and ledger.seq = 0
	left join question_state on question_state.learner_id = learner.id
		and question_state.question_id = +?
	left join streak on streak.learner_id = learner.id
	left join learner_total on learner_total.learner_id = learner.id
	left join learner_day on learner_day.learner_id = learner.id and learner_day.day = +?
	where learner.id = +?`;

/** Read when an answer may make a question known, as the store does. */
const KNOWN = `select question_id from question_state
	where learner_id = ? and topic_id = ? and known = 1`;
const GREEN = "select what, name, day from mastered where learner_id = ? order by day, name";

const FACT_COLUMNS = `request_id, seq, learner_id, account_id, space_id, at, day, zone, space_day,
	kind, actor_id, reason, question_id, topic_id, revision, round_id, option_id, first_try, outcome,
	grade, points, rules, detail, took`.split(",");
const FACT = `insert into ledger (${FACT_COLUMNS}) values (${FACT_COLUMNS.map(() => "?")})`;

const ITEM = `insert into round_item (round_id, position, question_id, revision, options, again,
	picked, outcome, points, guessed, asked_at) values (?, ?, ?, ?, ?, 1, null, null, 0, 0, null)`;

const PICKED = `update round_item set picked = ?, outcome = ?, points = ?, guessed = 0
	where round_id = ? and position = ?`;

const ENDED = "update round set ended_at = ? where id = ?";

const QUESTION_COLUMNS = `topic_id, tries, last_day, last_right, right_since, known, stability,
	difficulty, graded_day, due_day, before`;
const QUESTION = upsert("question_state", "learner_id, question_id", QUESTION_COLUMNS);
const STREAK_COLUMNS = "days, best, learned, freezes, last_counted, last_at";
const STREAK = upsert("streak", "learner_id", STREAK_COLUMNS);
const TOTAL = upsert(
	"learner_total",
	"learner_id",
	"tries, correct, reviews, reviews_in_time, ability",
);
const DAY = upsert("learner_day", "learner_id, day", "zone, answers, scored, reviews, first_at");

function upsert(table: string, key: string, columns: string): string {
	const names = columns.split(",").map((name) => name.trim());
	const all = [...key.split(","), ...names];
	const set = names.map((name) => `${name} = excluded.${name}`);
	return `insert into ${table} (${all}) values (${all.map(() => "?")})
		on conflict (${key}) do update set ${set}`;
}

const MASTERED = `insert into mastered (learner_id, what, name, day) values (?, ?, ?, ?)
	on conflict do nothing`;

const COUNT = `insert into item_count (question_id, revision, picked, correct, answers)
	values (?, ?, ?, ?, 1)
	on conflict (question_id, revision, picked) do update set answers = item_count.answers + 1`;

const OWN = `select period, points, days, last_day, listed from score
	where learner_id = ? and scope = ? and period in (?, ?, ?)`;

const MEMBER = `select visibility, excluded, left_at from membership
	where space_id = ? and learner_id = ?`;

const SCORE = upsert("score", "scope, period, learner_id", "points, days, last_day, listed");

const BUCKET = `insert into score_bucket (scope, period, measure, listed, bucket, n)
	values (?, ?, ?, ?, ?, ?)
	on conflict (scope, period, measure, listed, bucket) do update set n = n + excluded.n`;

/** @param database opened as the store opens it */
export function createFloor(database: Database): Floor {
	const all = prepareAll(database);
	const run = database.transaction((wish: Wish, decided: Decided) => {
		const { stamp, round, position } = wish;
		const items = all.round.all(round.id).length;
		const question = round.items[position]?.question;
		const [before] = all.snapshot.all(stamp.request, question, stamp.day, stamp.learner);
		readShown(all, stamp.learner, before as Before);
		for (const [seq, fact] of decided.decision.facts.entries())
			all.fact.run(factRow(wish, fact, seq));
		writeRound(all, wish, decided.decision, items);
		writeProgress(all, wish, decided);
	});
	return { record: (wish, decided) => run.immediate(wish, decided) };
}

type All = ReturnType<typeof prepareAll>;
type Before = { topic_id: string | null; right_since: string | null; known: 0 | 1 | null };

function readShown(all: All, learner: string, before: Before): void {
	if (before.right_since === null || before.known === 1) return;
	all.known.all(learner, before.topic_id);
	all.green.all(learner);
}

function prepareAll(database: Database) {
	const prepare = (sql: string): Statement => database.prepare(sql);
	return {
		round: prepare(ROUND),
		snapshot: prepare(SNAPSHOT),
		fact: prepare(FACT),
		item: prepare(ITEM),
		picked: prepare(PICKED),
		ended: prepare(ENDED),
		question: prepare(QUESTION),
		streak: prepare(STREAK),
		total: prepare(TOTAL),
		day: prepare(DAY),
		known: prepare(KNOWN),
		green: prepare(GREEN),
		mastered: prepare(MASTERED),
		count: prepare(COUNT),
		own: prepare(OWN),
		member: prepare(MEMBER),
		score: prepare(SCORE),
		bucket: prepare(BUCKET),
	};
}

function factRow({ stamp, round }: Wish, fact: NewFact, seq: number): unknown[] {
	const { request, learner, account, space, at, day, zone, spaceDay, actor, reason } = stamp;
	const who = [request, seq, learner, account, space, at, day, zone, spaceDay];
	const why = [fact.kind, actor, reason];
	if (fact.kind === "known")
		return [...who, ...why, fact.question, fact.topic, ...Array(10).fill(null)];
	if (fact.kind === "mastered")
		return [
			...who,
			...why,
			...Array(10).fill(null),
			JSON.stringify({ what: fact.what, name: fact.name }),
			null,
		];
	if (fact.kind !== "attempt") throw new Error(`no answer leaves a fact of the kind ${fact.kind}`);
	const { question, topic, revision, option, firstTry, outcome, grade, points, rules } = fact;
	const told = [question, topic, revision, round.id, option, firstTry ? 1 : 0, outcome];
	return [...who, ...why, ...told, grade, points, rules, fact.difficulty, fact.took ?? null];
}

function writeRound(all: All, wish: Wish, decision: Decision, items: number): void {
	const { stamp, round, position } = wish;
	const { item, returns, endsRound } = decision;
	all.picked.run(item.picked, item.outcome, item.points, round.id, position);
	if (returns) {
		const options = JSON.stringify(returns.options);
		all.item.run(round.id, items, returns.question, returns.revision, options);
	}
	if (endsRound) all.ended.run(stamp.at, round.id);
}

function writeProgress(all: All, { stamp }: Wish, { decision, newStreak }: Decided): void {
	const { learner } = stamp;
	const { question, streak, today, totals, mastered, tried, points } = decision;
	if (question) all.question.run(questionRow(learner, question));
	if (newStreak) {
		const { current, best, learned, freezes, lastDay, lastAt } = streak;
		all.streak.run(learner, current, best, learned, freezes, lastDay, lastAt);
	}
	const { day, zone, answers, scored, reviews, firstAt } = today;
	all.day.run(learner, day, zone, answers, scored, reviews, firstAt);
	// A second try leaves the totals, as it leaves the counts.
	if (tried) all.total.run(...totalRow(learner, totals));
	for (const { what, name } of mastered) all.mastered.run(learner, what, name, stamp.day);
	if (tried) all.count.run(tried.question, tried.revision, tried.picked, tried.correct ? 1 : 0);
	if (decision.facts.some(({ kind }) => kind === "attempt")) writeScores(all, stamp, points);
}

type OwnScore = {
	readonly period: string;
	readonly points: number;
	readonly days: number;
	readonly last_day: string | null;
	readonly listed: number;
};

/** Nobody here hides, and nobody was asked. */
const UNASKED = 2;

function writeScores(all: All, { learner, space, spaceDay }: Wish["stamp"], points: number): void {
	const periods = Object.values(periodsOf(spaceDay));
	const own = all.own.all(learner, space, ...periods) as OwnScore[];
	if (own.length === 0) all.member.get(space, learner);
	for (const period of periods) {
		const before = own.find((row) => row.period === period);
		const last = before?.last_day ?? "";
		const days = (before?.days ?? 0) + (spaceDay > last ? 1 : 0);
		const after = { points: (before?.points ?? 0) + points, days };
		if (before?.points === after.points && before.days === days) continue;
		const day = spaceDay > last ? spaceDay : last;
		all.score.run(space, period, learner, after.points, days, day, UNASKED);
		for (const measure of ["points", "days"] as const) {
			const [from, to] = [before?.[measure] ?? 0, after[measure]].map(bucketOf);
			if (from === to) continue;
			if (from) all.bucket.run(space, period, measure, UNASKED, from, -1);
			if (to) all.bucket.run(space, period, measure, UNASKED, to, 1);
		}
	}
}

function totalRow(learner: string, totals: Decision["totals"]): unknown[] {
	const { tries, correct, reviews, reviewsInTime, ability } = totals;
	return [learner, tries, correct, reviews, reviewsInTime, ability];
}

function questionRow(learner: string, state: QuestionState): unknown[] {
	const { question, topic, tries, lastDay, lastRight, rightSince, known, memory } = state;
	const { stability = null, difficulty = null, lastDay: graded = null, due = null } = memory ?? {};
	const before = memory?.before ? JSON.stringify(memory.before) : null;
	const seen = [tries, lastDay, lastRight ? 1 : 0, rightSince, known ? 1 : 0];
	return [learner, question, topic, ...seen, stability, difficulty, graded, due, before];
}
