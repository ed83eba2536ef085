import { sql } from "kysely";
import type { Difference } from "../core/difference.ts";
import { REVIEWED_SINCE } from "../core/rules.ts";
import { UNCOUNTED } from "./items.ts";
import type { Db } from "./units.ts";

/** How often an answer was picked: what the facts and the erased add up to, and what stands there. */
export type WrongCount = Difference & {
	readonly question: string;
	readonly revision: number;
	readonly picked: string;
	readonly correct: 0 | 1;
	/** What is to be added. An answer that comes meanwhile adds to both sides and changes nothing. */
	readonly off: number;
};

/** Compares the counts of everyone's first tries with the ledger. */
export async function checkCounts(db: Db): Promise<readonly WrongCount[]> {
	const { rows } = await counts.execute(db);
	return rows.map(wrongCount);
}

type Row = {
	readonly question: string;
	readonly revision: number;
	readonly picked: string;
	readonly correct: 0 | 1;
	readonly told: number;
	/** Null where no row stands. */
	readonly answers: number | null;
	readonly erased: number | null;
};

/**
 * Facts say what was typed, the counts only whether it was right; which questions are typed is seen
 * by how they have been counted. `any` is there for the sake of rows that no fact speaks of.
 */
const counts = sql<Row>`
	with told as (
		select question_id, revision, option_id, outcome, count(*) as answers from ledger
		where kind = 'attempt' and first_try = 1 and rules >= ${sql.lit(REVIEWED_SINCE)}
		group by question_id, revision, option_id, outcome
	), named as (
		select question_id, revision, answers,
			case when outcome = 'right' then 1 else 0 end as correct,
			case when exists (select 1 from item_count
				where item_count.question_id = told.question_id and item_count.revision = told.revision
				and item_count.picked in ('', ${sql.lit(UNCOUNTED.right)}, ${sql.lit(UNCOUNTED.wrong)}))
			then case when outcome = 'right' then ${sql.lit(UNCOUNTED.right)}
				else ${sql.lit(UNCOUNTED.wrong)} end
			else option_id end as picked
		from told
	), summed as (
		select question_id, revision, picked, max(correct) as correct, sum(answers) as answers
		from named group by question_id, revision, picked
	), keys as (
		select question_id, revision, picked from summed
		union select question_id, revision, picked from item_count
	)
	select keys.question_id as question, keys.revision, keys.picked,
		coalesce(item_count.correct, summed.correct) as correct,
		coalesce(summed.answers, 0) as told, item_count.answers, item_count.erased
	from keys
	left join summed on summed.question_id = keys.question_id
		and summed.revision = keys.revision and summed.picked = keys.picked
	left join item_count on item_count.question_id = keys.question_id
		and item_count.revision = keys.revision and item_count.picked = keys.picked
	where coalesce(summed.answers, 0) + coalesce(item_count.erased, 0)
		<> coalesce(item_count.answers, 0)
	order by keys.question_id, keys.revision, keys.picked`;

function wrongCount({ question, revision, picked, correct, ...row }: Row): WrongCount {
	const expected = Number(row.told) + (row.erased ?? 0);
	return {
		kind: "answers",
		key: `${question} ${revision} ${picked}`,
		expected: String(expected),
		found: row.answers === null ? null : String(row.answers),
		...{ question, revision, picked, correct },
		off: expected - (row.answers ?? 0),
	};
}

/** Adds what is missing, or takes away what is too many. */
export async function mendCounts(db: Db, wrong: readonly WrongCount[]): Promise<void> {
	for (const { question, revision, picked, correct, off } of wrong)
		await db
			.insertInto("item_count")
			.values({ question_id: question, revision, picked, correct, answers: off })
			.onConflict((oc) =>
				oc
					.columns(["question_id", "revision", "picked"])
					.doUpdateSet((eb) => ({ answers: eb("item_count.answers", "+", off) })),
			)
			.execute();
	await db.deleteFrom("item_count").where("answers", "=", 0).where("erased", "=", 0).execute();
}
