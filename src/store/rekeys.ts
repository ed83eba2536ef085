import { type Selectable, sql } from "kysely";
import { dayOf } from "../core/days.ts";
import type { Stamp } from "../core/ledger.ts";
import type { Rekeyed, Rekeying, RekeyOf, Store } from "../core/ports.ts";
import { factOf, stampOf } from "./facts.ts";
import { isRecorded, writeFacts } from "./ledger.ts";
import { questionOf, readMastered, writeMastered, writeQuestion } from "./progress.ts";
import type { Tables } from "./schema.ts";
import type { Db, Units } from "./units.ts";

/** What is known of questions whose key was mended. */
export function rekeys(units: Units): Store["rekeys"] {
	return {
		learners: (question) => units.read((db) => readLearners(db, question)),
		redecide: (of, decide) => units.write((db) => redecide(db, of, decide, units)),
	};
}

async function readLearners(db: Db, question: string): Promise<readonly string[]> {
	const rows = await db
		.selectFrom("question_state")
		.select("learner_id")
		.where("question_id", "=", question)
		.orderBy("learner_id")
		.execute();
	return rows.map(({ learner_id }) => learner_id);
}

type Decide = (rekeying: Rekeying) => Rekeyed | null;

async function redecide(db: Db, of: RekeyOf, decide: Decide, units: Units): Promise<boolean> {
	if (!(await units.locks.present(db, of.learner))) return false;
	const request = `rekey/${of.question}/${of.revision}/${of.learner}`;
	if (await isRecorded(db, request)) return false;
	const rows = await readHistory(db, of);
	const earlier = rows.findLast(
		(row) => row.kind === "attempt" && (row.revision ?? 0) < of.revision,
	);
	if (earlier === undefined) return false;
	const rekeyed = decide(await readRekeying(db, of, rows));
	if (rekeyed === null) return false;
	const stamp = stampFor(request, of, earlier);
	await writeFacts(db, stamp, rekeyed.facts);
	await writeQuestion(db, of.learner, rekeyed.state);
	if (rekeyed.mastered.length > 0) await writeMastered(db, of.learner, stamp.day, rekeyed.mastered);
	return true;
}

type Row = Selectable<Tables["ledger"]>;

function readHistory(db: Db, { learner, question }: RekeyOf): Promise<Row[]> {
	return db
		.selectFrom("ledger")
		.selectAll()
		.where("learner_id", "=", learner)
		.where("question_id", "=", question)
		.where("kind", "in", ["attempt", "guess", "felt"])
		.orderBy("id")
		.execute();
}

async function readRekeying(db: Db, of: RekeyOf, rows: readonly Row[]): Promise<Rekeying> {
	const states = await db
		.selectFrom("question_state")
		.selectAll()
		.where("learner_id", "=", of.learner)
		.where((eb) =>
			eb.or([
				eb("question_id", "=", of.question),
				eb.and([eb("topic_id", "=", of.topic), eb("known", "=", sql.lit(1))]),
			]),
		)
		.execute();
	const own = states.find((state) => state.question_id === of.question);
	return {
		history: rows.flatMap((row) => {
			const fact = factOf(row);
			return fact === null ? [] : [{ id: row.id, fact, stamp: stampOf(row) }];
		}),
		state: own ? questionOf(own) : null,
		known: states.filter(({ known }) => known === 1).map((state) => state.question_id),
		mastered: await readMastered(db, of.learner),
	};
}

/** Where they last answered it, for a fact stands in a space. */
function stampFor(request: string, { learner, at }: RekeyOf, last: Row): Stamp {
	const { account_id: account, space_id: space, zone } = last;
	const day = dayOf(at, zone);
	const who = { request, learner, account, space, actor: account };
	return { ...who, at, day, zone, spaceDay: day, reason: "rekey" };
}
