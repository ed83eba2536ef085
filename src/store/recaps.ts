import type { Day } from "../core/days.ts";
import type { Store, Week } from "../core/ports.ts";
import type { Db, Units } from "./units.ts";

/** What a space did in a week, added up. */
export function recaps(units: Units): Store["recaps"] {
	return { of: (space, from, until) => units.view((db) => readWeek(db, { space, from, until })) };
}

type Span = { readonly space: string; readonly from: Day; readonly until: Day };

/** So many must have missed a topic that it is about nobody in particular. */
const ENOUGH = 3;

async function readWeek(db: Db, span: Span): Promise<Week> {
	const { people, days } = await learned(db, span)
		.select((eb) => [
			eb.fn.count<number>("learner_day.learner_id").distinct().as("people"),
			eb.fn.countAll<number>().as("days"),
		])
		.executeTakeFirstOrThrow();
	return { people: Number(people), days: Number(days), missed: await readMissed(db, span) };
}

/** A day of learning belongs to the person wherever it was, so it counts in each of their spaces. */
function learned(db: Db, { space, from, until }: Span) {
	return db
		.selectFrom("membership")
		.innerJoin("learner_day", "learner_day.learner_id", "membership.learner_id")
		.where("space_id", "=", space)
		.where("left_at", "is", null)
		.where("answers", ">", 0)
		.where("day", ">=", from)
		.where("day", "<=", until);
}

/** Only of those who learned that week is anything looked at. */
async function readMissed(db: Db, span: Span): Promise<Week["missed"]> {
	const row = await db
		.selectFrom("question_state")
		.where("learner_id", "in", learned(db, span).select("learner_day.learner_id"))
		.where("last_right", "=", 0)
		.where("last_day", ">=", span.from)
		.where("last_day", "<=", span.until)
		.select((eb) => ["topic_id", eb.fn.count<number>("learner_id").distinct().as("people")])
		.groupBy("topic_id")
		.orderBy("people", "desc")
		.orderBy("topic_id")
		.limit(1)
		.executeTakeFirst();
	const people = Number(row?.people ?? 0);
	return row && people >= ENOUGH ? { topic: row.topic_id, people } : null;
}
