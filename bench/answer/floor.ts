import type { Database, Statement } from "better-sqlite3";
import { periodsOf } from "../../src/core/days.ts";
import type { NewFact } from "../../src/core/ledger.ts";
import type { Decision } from "../../src/core/ports.ts";
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
	position, question_id, revision, options, again, picked, outcome, points, guessed
	from round left join round_item on round_id = id where id = +? order by position`;

const SNAPSHOT = `select seq, question_state.question_id, question_state.topic_id, tries, last_day,
	last_right, right_since, known, days, best, learned, freezes, last_counted, learner_day.zone,
	answers, scored
	from learner
	left join ledger on ledger.request_id = +? and ledger.seq = 0
	left join question_state on question_state.learner_id = learner.id
		and question_state.question_id = +?
	left join streak on streak.learner_id = learner.id
	left join learner_day on learner_day.learner_id = learner.id and learner_day.day = +?
	where learner.id = +?`;

const FACT_COLUMNS = `request_id, seq, learner_id, account_id, space_id, at, day, zone, space_day,
	kind, actor_id, reason, question_id, topic_id, revision, round_id, option_id, first_try, outcome,
	grade, points, rules`.split(",");
const FACT = `insert into ledger (${FACT_COLUMNS}) values (${FACT_COLUMNS.map(() => "?")})`;

const ITEM = `insert into round_item (round_id, position, question_id, revision, options, again,
	picked, outcome, points, guessed) values (?, ?, ?, ?, ?, 1, null, null, 0, 0)`;

const PICKED = `update round_item set picked = ?, outcome = ?, points = ?, guessed = 0
	where round_id = ? and position = ?`;

const ENDED = "update round set ended_at = ? where id = ?";

const QUESTION = `insert into question_state (learner_id, question_id, topic_id, tries, last_day,
	last_right, right_since, known) values (?, ?, ?, ?, ?, ?, ?, ?)
	on conflict (learner_id, question_id) do update set topic_id = excluded.topic_id,
	tries = excluded.tries, last_day = excluded.last_day, last_right = excluded.last_right,
	right_since = excluded.right_since, known = excluded.known`;

const STREAK = `insert into streak (learner_id, days, best, learned, freezes, last_counted)
	values (?, ?, ?, ?, ?, ?) on conflict (learner_id) do update set days = excluded.days,
	best = excluded.best, learned = excluded.learned, freezes = excluded.freezes,
	last_counted = excluded.last_counted`;

const DAY = `insert into learner_day (learner_id, day, zone, answers, scored)
	values (?, ?, ?, ?, ?) on conflict (learner_id, day) do update set zone = excluded.zone,
	answers = excluded.answers, scored = excluded.scored`;

const SCORE = `insert into score (scope, period, learner_id, points)
	values (?, ?, ?, ?), (?, ?, ?, ?), (?, ?, ?, ?)
	on conflict (scope, period, learner_id) do update set points = score.points + excluded.points`;

/** @param database opened as the store opens it */
export function createFloor(database: Database): Floor {
	const all = prepareAll(database);
	const run = database.transaction((wish: Wish, decided: Decided) => {
		const { stamp, round, position } = wish;
		const items = all.round.all(round.id).length;
		const question = round.items[position]?.question;
		all.snapshot.all(stamp.request, question, stamp.day, stamp.learner);
		for (const [seq, fact] of decided.decision.facts.entries())
			all.fact.run(factRow(wish, fact, seq));
		writeRound(all, wish, decided.decision, items);
		writeProgress(all, wish, decided);
	});
	return { record: (wish, decided) => run.immediate(wish, decided) };
}

type All = ReturnType<typeof prepareAll>;

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
		day: prepare(DAY),
		score: prepare(SCORE),
	};
}

function factRow({ stamp, round }: Wish, fact: NewFact, seq: number): unknown[] {
	const { request, learner, account, space, at, day, zone, spaceDay, actor, reason } = stamp;
	const who = [request, seq, learner, account, space, at, day, zone, spaceDay];
	const why = [fact.kind, actor, reason];
	if (fact.kind === "known")
		return [...who, ...why, fact.question, fact.topic, ...Array(8).fill(null)];
	if (fact.kind !== "attempt") throw new Error(`no answer leaves a fact of the kind ${fact.kind}`);
	const { question, topic, revision, option, firstTry, outcome, grade, points, rules } = fact;
	const told = [question, topic, revision, round.id, option, firstTry ? 1 : 0, outcome];
	return [...who, ...why, ...told, grade, points, rules];
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
	const { learner, space } = stamp;
	const { question: state, streak, today, points } = decision;
	if (state) {
		const { question, topic, tries, lastDay, lastRight, rightSince, known } = state;
		const right = lastRight ? 1 : 0;
		all.question.run(learner, question, topic, tries, lastDay, right, rightSince, known ? 1 : 0);
	}
	if (newStreak) {
		const { current, best, learned, freezes, lastDay } = streak;
		all.streak.run(learner, current, best, learned, freezes, lastDay);
	}
	all.day.run(learner, today.day, today.zone, today.answers, today.scored);
	if (points > 0) {
		const { week, month, all: ever } = periodsOf(stamp.spaceDay);
		const rows = [week, month, ever].map((period) => [space, period, learner, points]);
		all.score.run(rows.flat());
	}
}
