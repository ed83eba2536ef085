import type { Selectable } from "kysely";
import type { AttemptFact, CareFact, NewFact, UndoFact } from "../core/ledger.ts";
import type { Entry } from "../core/refold.ts";
import type { Tables } from "./schema.ts";
import type { Db } from "./units.ts";

type Row = Selectable<Tables["ledger"]>;

/** A learner's facts come in pieces, so that a long history needs no more memory than a short one. */
const FACTS_AT_ONCE = 1_000;

/** All facts of a learner in the order of the ledger. */
export async function* factsOf(db: Db, learner: string): AsyncIterable<Entry> {
	let after = 0;
	for (;;) {
		const rows = await readSome(db, learner, after);
		for (const row of rows) {
			const fact = factOf(row);
			if (fact) yield { id: row.id, fact, stamp: stampOf(row) };
		}
		after = rows.at(-1)?.id ?? after;
		if (rows.length < FACTS_AT_ONCE) return;
	}
}

function readSome(db: Db, learner: string, after: number): Promise<Row[]> {
	return db
		.selectFrom("ledger")
		.selectAll()
		.where("learner_id", "=", learner)
		.where("id", ">", after)
		.orderBy("id")
		.limit(FACTS_AT_ONCE)
		.execute();
}

export function stampOf({
	at,
	day,
	zone,
	space_id: space,
	space_day: spaceDay,
}: Row): Entry["stamp"] {
	return { at, day, zone, space, spaceDay };
}

/** The other way round of writing one; null for a kind that nothing follows from. */
export function factOf(row: Row): NewFact | null {
	const { question_id, topic_id, round_id } = row;
	const asked = { question: question_id ?? "", topic: topic_id ?? "", round: round_id ?? "" };
	switch (row.kind) {
		case "attempt":
			return attemptOf(row, asked);
		case "guess":
			return { kind: "guess", ...asked };
		case "felt":
			return { kind: "felt", ...asked, grade: row.grade === 2 ? 2 : 4 };
		case "known":
			return { kind: "known", question: asked.question, topic: asked.topic };
		case "rekey":
			return {
				kind: "rekey",
				...JSON.parse(row.detail ?? "{}"),
				question: asked.question,
				topic: asked.topic,
				revision: row.revision ?? 0,
			};
		case "rescore":
			return {
				kind: "rescore",
				...JSON.parse(row.detail ?? "{}"),
				question: asked.question,
				revision: row.revision ?? 0,
				points: row.points ?? 0,
				rules: row.rules ?? 0,
			};
		case "challenge":
			return {
				kind: "challenge",
				...JSON.parse(row.detail ?? "{}"),
				points: row.points ?? 0,
				rules: row.rules ?? 0,
			};
		case "adjustment":
		case "repair":
		case "exclusion":
		case "undo":
			return careFactOf(row);
		case "cohort":
		case "counted":
		case "mastered":
		case "rest":
		case "zone":
			return { kind: row.kind, ...JSON.parse(row.detail ?? "{}") };
		default:
			return null;
	}
}

/** A row of a kind that is put right by hand. */
export function careFactOf({
	kind,
	points,
	detail,
}: Pick<Row, "kind" | "points" | "detail">): CareFact | UndoFact {
	const told = JSON.parse(detail ?? "{}");
	return kind === "adjustment" ? { kind, ...told, points: points ?? 0 } : { kind, ...told };
}

type Asked = Pick<AttemptFact, "question" | "topic" | "round">;

function attemptOf(row: Row, asked: Asked): AttemptFact {
	return {
		kind: "attempt",
		...asked,
		revision: row.revision ?? 0,
		option: row.option_id ?? "",
		// Not noted by the first rules, which did not go by it afterwards either.
		difficulty: difficultyOf(row.detail),
		firstTry: row.first_try === 1,
		outcome: row.outcome ?? "wrong",
		grade: row.grade === 1 || row.grade === 3 ? row.grade : null,
		points: row.points ?? 0,
		rules: row.rules ?? 0,
		...(row.took === null ? {} : { took: row.took }),
	};
}

export function difficultyOf(detail: string | null): AttemptFact["difficulty"] {
	return detail === "easy" || detail === "hard" ? detail : "medium";
}
