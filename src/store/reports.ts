import { sql } from "kysely";
import type { Named, Store } from "../core/ports.ts";
import { lockPresent } from "./present.ts";
import { quarantine } from "./triage.ts";
import type { Db, Units } from "./units.ts";

/** What people think is wrong with questions. */
export function reports(units: Units): Store["reports"] {
	return {
		add: (stamp, report) =>
			units.write(async (db) => {
				await lockPresent(db, units.locks, stamp.learner);
				await db
					.insertInto("report")
					.values({
						id: units.ids.make(),
						request_id: stamp.request,
						learner_id: stamp.learner,
						space_id: stamp.space,
						round_id: report.round,
						question_id: report.question,
						revision: report.revision,
						picked: report.picked,
						words: report.words,
						at: stamp.at,
						state: "open",
					})
					.onConflict((oc) => oc.doNothing())
					.execute();
				const { question, revision } = report;
				await quarantine(db, { space: stamp.space, question, revision }, stamp.at, units);
			}),
		nameMe: (stamp, question) => units.write((db) => nameMe(db, stamp.learner, question)),
		named: () => units.read(readNamed),
		of: (learner) => units.read((db) => readOf(db, learner)),
	};
}

async function nameMe(db: Db, learner: string, question: string): Promise<void> {
	await db
		.updateTable("report")
		.set({ by_name: 1 })
		.where("learner_id", "=", learner)
		.where("question_id", "=", question)
		.execute();
}

async function readNamed(db: Db): Promise<readonly Named[]> {
	return (
		db
			.selectFrom("report")
			.innerJoin("learner", "learner.id", "report.learner_id")
			.select(["question_id as question", "revision", "learner.name"])
			// Written out, for only then the index of exactly these is used.
			.where(sql<boolean>`by_name = 1`)
			.orderBy("at")
			.orderBy("report.id")
			.execute()
	);
}

async function readOf(db: Db, learner: string): Promise<readonly Omit<Named, "name">[]> {
	return db
		.selectFrom("report")
		.select(["question_id as question", "revision"])
		.where("learner_id", "=", learner)
		.execute();
}
