import type { Store, Tried } from "../core/ports.ts";
import { readFigures } from "./figures.ts";
import { prepared } from "./prepared.ts";
import type { Db, Units } from "./units.ts";

/** What everybody's first tries add up to, question by question; nobody is named. */
export function items(units: Units): Store["items"] {
	return {
		shares: () => units.read(readShares),
		inSpace: (space, questions) => units.view((db) => readFigures(db, space, questions)),
		picks: (question, revision) => units.read((db) => readPicks(db, question, revision)),
	};
}

async function readShares(db: Db) {
	const rows = await db
		.selectFrom("item_count")
		.select((eb) => [
			"question_id",
			eb.fn.sum<number>("answers").as("answers"),
			eb.fn
				.sum<number>(eb.case().when("correct", "=", 1).then(eb.ref("answers")).else(0).end())
				.as("correct"),
		])
		.groupBy("question_id")
		.execute();
	return new Map(
		rows.map((row) => [
			row.question_id,
			{ answers: Number(row.answers), correct: Number(row.correct) },
		]),
	);
}

async function readPicks(db: Db, question: string, revision: number) {
	const rows = await picksOf(db, { question, revision });
	return rows.map(({ picked, correct, answers }) => ({
		question,
		revision,
		picked: WITHOUT_PICK.has(picked) ? "" : picked,
		correct: correct === 1,
		answers,
	}));
}

const picksOf = prepared((db, { question, revision }: { question: string; revision: number }) =>
	db
		.selectFrom("item_count")
		.select(["picked", "correct", "answers"])
		.where("question_id", "=", question)
		.where("revision", "=", revision)
		.orderBy("answers", "desc")
		.orderBy("picked"),
);

/**
 * What stands for the answer where answers differ too much to be counted one by one: right, or not.
 * Both are signs that no option's id has.
 */
export const UNCOUNTED = { right: "+", wrong: "-" } as const;
const WITHOUT_PICK = new Set<string>(Object.values(UNCOUNTED));

/** Counts one more first try. A mended key starts a new revision, and with it new counts. */
export async function countTry(db: Db, tried: Tried): Promise<void> {
	const { question, revision, correct } = tried;
	const picked = tried.picked || (correct ? UNCOUNTED.right : UNCOUNTED.wrong);
	await addOne(db, { question, revision, picked, correct: correct ? 1 : 0 });
}

type Counted = { question: string; revision: number; picked: string; correct: 0 | 1 };

const addOne = prepared((db, { question, revision, picked, correct }: Counted) =>
	db
		.insertInto("item_count")
		.values({ question_id: question, revision, picked, correct, answers: 1 })
		.onConflict((oc) =>
			oc
				.columns(["question_id", "revision", "picked"])
				.doUpdateSet((eb) => ({ answers: eb("item_count.answers", "+", 1) })),
		),
);
