import { sql } from "kysely";
import type { Mate, Met, Span } from "../core/cohorts/mate.ts";
import { platformOf } from "../core/platform.ts";
import { appearance } from "./appearance.ts";
import type { Db } from "./units.ts";

/** Who is in a cohort and what they did in a span, added up per topic and never closer. */
export async function readMates(db: Db, cohort: string, span: Span): Promise<Mate[]> {
	const people = await readPeople(db, cohort);
	const [space = ""] = people.map((one) => one.space_id);
	const accounts = await readAccounts(db, cohort, platformOf(space));
	const answers = await readAnswers(db, cohort, span);
	const points = await readPoints(db, cohort, span);
	const topics = await readTopics(db, cohort, span);
	return people.map((one) => ({
		learner: one.learner_id,
		account: accounts.get(one.learner_id) ?? "",
		name: one.name,
		hidden: one.appearance === "hidden",
		role: one.role,
		joinedDay: one.joined_day,
		lastDay: one.last_counted,
		answers: answers.get(one.learner_id) ?? 0,
		points: points.get(one.learner_id) ?? 0,
		topics: topics.get(one.learner_id) ?? [],
	}));
}

/** Whoever has left the cohort or the space is not in it. */
function peopleOf(db: Db, cohort: string) {
	return db
		.selectFrom("cohort_member")
		.innerJoin("cohort", "cohort.id", "cohort_member.cohort_id")
		.innerJoin("membership", (join) =>
			join
				.onRef("membership.learner_id", "=", "cohort_member.learner_id")
				.onRef("membership.space_id", "=", "cohort.space_id"),
		)
		.where("cohort_member.cohort_id", "=", cohort)
		.where("cohort_member.left_at", "is", null)
		.where("membership.left_at", "is", null);
}

function readPeople(db: Db, cohort: string) {
	return peopleOf(db, cohort)
		.leftJoin("streak", "streak.learner_id", "cohort_member.learner_id")
		.orderBy("cohort_member.joined_at")
		.orderBy("cohort_member.learner_id")
		.select(["cohort_member.learner_id", "cohort.space_id", "membership.name"])
		.select([appearance.as("appearance"), "role", "joined_day", "last_counted"])
		.execute();
}

async function readAccounts(
	db: Db,
	cohort: string,
	platform: string,
): Promise<ReadonlyMap<string, string>> {
	const rows = await peopleOf(db, cohort)
		.innerJoin("account", "account.learner_id", "cohort_member.learner_id")
		.where("account.id", "like", `${platform}:%`)
		.groupBy("account.learner_id")
		.select((eb) => ["account.learner_id", eb.fn.min("account.id").as("account")])
		.execute();
	return new Map(rows.map((row) => [row.learner_id, row.account]));
}

async function readAnswers(
	db: Db,
	cohort: string,
	{ from, until }: Span,
): Promise<ReadonlyMap<string, number>> {
	const rows = await peopleOf(db, cohort)
		.innerJoin("learner_day", "learner_day.learner_id", "cohort_member.learner_id")
		.where("learner_day.day", ">=", from)
		.where("learner_day.day", "<=", until)
		.groupBy("learner_day.learner_id")
		.select((eb) => ["learner_day.learner_id", eb.fn.sum<number>("answers").as("answers")])
		.execute();
	return new Map(rows.map((row) => [row.learner_id, Number(row.answers)]));
}

async function readPoints(
	db: Db,
	cohort: string,
	{ period }: Span,
): Promise<ReadonlyMap<string, number>> {
	const rows = await db
		.selectFrom("score")
		.where("scope", "=", cohort)
		.where("period", "=", period)
		.select(["learner_id", "points"])
		.execute();
	return new Map(rows.map((row) => [row.learner_id, row.points]));
}

async function readTopics(
	db: Db,
	cohort: string,
	{ topics, from, until }: Span,
): Promise<ReadonlyMap<string, readonly Met[]>> {
	if (topics.length === 0) return new Map();
	const missed = sql<number>`sum(case when last_right = 0 and last_day >= ${from}
		and last_day <= ${until} then 1 else 0 end)`;
	const rows = await peopleOf(db, cohort)
		.innerJoin("question_state", "question_state.learner_id", "cohort_member.learner_id")
		.where("topic_id", "in", topics)
		.groupBy(["question_state.learner_id", "topic_id"])
		.orderBy("topic_id")
		.select((eb) => ["question_state.learner_id", "topic_id", eb.fn.countAll().as("tried")])
		.select(missed.as("missed"))
		.execute();
	const met = rows.map((row) => ({
		learner: row.learner_id,
		met: { topic: row.topic_id, tried: Number(row.tried), missed: Number(row.missed) },
	}));
	const grouped = Map.groupBy(met, ({ learner }) => learner);
	return new Map([...grouped].map(([learner, all]) => [learner, all.map((one) => one.met)]));
}
