import { sql } from "kysely";
import type { Figures, Picked } from "../core/items/statistics.ts";
import { ITEM_FLAGS } from "../core/rules.ts";
import type { Db } from "./units.ts";

/**
 * Adds up a space's answers to some questions, by revision. They are compared with each other, so
 * they are to be those of one topic: that is one step through an index, whatever else there is.
 */
export async function readFigures(
	db: Db,
	space: string,
	questions: readonly string[],
): Promise<readonly Figures[]> {
	if (questions.length === 0) return [];
	const answers = answersTo(space, questions);
	const counted = await counts(answers).execute(db);
	const medians = keyed((await times(answers).execute(db)).rows);
	const picks = Map.groupBy((await firsts(answers).execute(db)).rows, keyOf);
	return counted.rows.map((row) => ({
		question: row.question,
		revision: row.revision,
		answers: Number(row.answers),
		correct: Number(row.correct),
		median: medianIn(medians.get(keyOf(row))),
		picks: (picks.get(keyOf(row)) ?? []).map(pickedOf),
	}));
}

type Of = { readonly question: string; readonly revision: number };
/** PostgreSQL gives sums as text. */
type Sum = number | string;

const keyOf = ({ question, revision }: Of): string => `${question} ${revision}`;
const keyed = <Row extends Of>(rows: readonly Row[]) =>
	new Map(rows.map((row) => [keyOf(row), row]));

/** The kind is written out, for only then the index of attempts is used. */
function answersTo(space: string, questions: readonly string[]) {
	return sql`ledger.kind = 'attempt' and ledger.space_id = ${space}
		and ledger.question_id in (${sql.join(questions)})`;
}

type Answers = ReturnType<typeof answersTo>;

const counts = (answers: Answers) => sql<Of & { answers: Sum; correct: Sum }>`
	select question_id as question, revision, count(*) as answers,
		sum(case when outcome = 'right' then 1 else 0 end) as correct
	from ledger where ${answers}
	group by question_id, revision
	order by question_id, revision`;

type Median = Of & { readonly median: Sum };

/** The middle one, or the mean of the two in the middle. */
const times = (answers: Answers) => sql<Median>`
	with timed as (
		select question_id, revision, took,
			row_number() over (partition by question_id, revision order by took) as place,
			count(*) over (partition by question_id, revision) as n
		from ledger where ${answers} and first_try = 1 and took is not null
	)
	select question_id as question, revision, avg(took) as median
	from timed where place in ((n + 1) / 2, (n + 2) / 2)
	group by question_id, revision`;

const medianIn = (row: Median | undefined): number | null =>
	row === undefined ? null : Math.round(Number(row.median));

type PickedRow = Of & {
	readonly picked: string | null;
	readonly correct: Sum;
	readonly people: Sum;
	readonly compared: Sum;
	readonly rest: Sum;
	readonly squares: Sum;
	readonly strong: Sum;
};

/**
 * Everybody's first answer to each revision, and beside it the share right on their first answers to
 * the others. Where somebody stands among those who answered the same goes by that share.
 */
const firsts = (answers: Answers) => sql<PickedRow>`
	with placed_in_time as (
		select question_id, revision, learner_id, option_id,
			case when outcome = 'right' then 1 else 0 end as correct,
			row_number() over (partition by question_id, revision, learner_id order by at, id) as nth
		from ledger where ${answers}
	), tries as (
		select * from placed_in_time where nth = 1
	), totals as (
		select learner_id, sum(correct) as correct, count(*) as tries from tries group by learner_id
	), compared as (
		select tries.question_id, tries.revision, tries.option_id, tries.correct,
			case when totals.tries > 1
				then (totals.correct - tries.correct) * 1.0 / (totals.tries - 1) end as rest
		from tries join totals on totals.learner_id = tries.learner_id
	), placed as (
		select question_id, revision, option_id, correct, rest,
			cume_dist() over (partition by question_id, revision, (rest is null) order by rest) as place
		from compared
	)
	select question_id as question, revision, option_id as picked, correct, count(*) as people,
		count(rest) as compared, coalesce(sum(rest), 0) as rest,
		coalesce(sum(rest * rest), 0) as squares,
		sum(case when rest is not null and place > ${sql.lit(1 - ITEM_FLAGS.strong)}
			then 1 else 0 end) as strong
	from placed
	group by question_id, revision, option_id, correct
	order by question_id, revision, option_id, correct`;

function pickedOf(row: PickedRow): Picked {
	return {
		picked: row.picked ?? "",
		right: Number(row.correct) === 1,
		people: Number(row.people),
		compared: Number(row.compared),
		rest: Number(row.rest),
		squares: Number(row.squares),
		strong: Number(row.strong),
	};
}
