import { type Selectable, sql } from "kysely";
import { QUARANTINE_REPORTS } from "../core/rules.ts";
import type { Care, Cares, Deciding, Decision, Held, Reported, Said } from "../core/triage/care.ts";
import { nobody } from "../text/en.ts";
import { isNews } from "./handled.ts";
import { prepared } from "./prepared.ts";
import type { Tables } from "./schema.ts";
import type { Db, Units } from "./units.ts";

/** What spaces decide about questions. Every statement is about one space. */
export function triage(units: Units): Cares {
	return {
		held: (space) => units.read((db) => readHeld(db, space)),
		reported: (space) => units.read((db) => readReported(db, space)),
		said: (space, question, revision) =>
			units.read((db) => readSaid(db, { space, question, revision })),
		of: (space, question) => units.read((db) => readStanding(db, space, question)),
		decide: (by, decision) => units.write((db) => decide(db, by, decision, units)),
		end: (by, care) => units.write((db) => end(db, by, care, units)),
	};
}

/** Read with every round that is started. */
async function readHeld(db: Db, space: string): Promise<Held> {
	const rows = await heldIn(db, { space });
	return new Map(rows.map(heldEntry));
}

const heldIn = prepared((db, { space }: { space: string }) =>
	held(db).where("space_id", "=", space),
);

/** What is written like the condition of an index is found by it. */
const HELD = sql<boolean>`ended_at is null and what in ('hidden', 'quarantined')`;

function held(db: Db) {
	return db
		.selectFrom("question_care")
		.select(["space_id", "question_id", "revision", "what"])
		.where(HELD);
}

type HeldRow = Pick<
	Selectable<Tables["question_care"]>,
	"space_id" | "question_id" | "revision" | "what"
>;

const heldEntry = ({ question_id, revision, what }: HeldRow): [string, number | null] => [
	question_id,
	what === "hidden" ? null : revision,
];

/** The same for several spaces, which schedules post to at once. */
export async function readAllHeld(
	db: Db,
	spaces: readonly string[],
): Promise<ReadonlyMap<string, Held>> {
	if (spaces.length === 0) return new Map();
	const rows = await held(db).where("space_id", "in", spaces).execute();
	const bySpace = Map.groupBy(rows, ({ space_id }) => space_id);
	return new Map([...bySpace].map(([space, own]) => [space, new Map(own.map(heldEntry))]));
}

async function readReported(db: Db, space: string): Promise<readonly Reported[]> {
	const rows = await db
		.selectFrom("report")
		.leftJoin("question_care", (join) =>
			join
				.onRef("question_care.space_id", "=", "report.space_id")
				.onRef("question_care.question_id", "=", "report.question_id")
				.onRef("question_care.revision", "=", "report.revision")
				.on("question_care.what", "=", "quarantined")
				.on("question_care.ended_at", "is", null),
		)
		.where("report.space_id", "=", space)
		.where("report.state", "=", "open")
		.groupBy(["report.question_id", "report.revision"])
		.select((eb) => [
			"report.question_id as question",
			"report.revision",
			eb.fn.count<number>("report.learner_id").distinct().as("people"),
			eb.fn.countAll<number>().as("reports"),
			eb.fn.min("report.at").as("since"),
			eb.fn.max("question_care.at").as("quarantined_at"),
		])
		.execute();
	return rows.map(reportedOf).toSorted(byUrgency);
}

type ReportedRow = Omit<Reported, "quarantinedAt" | "since"> & {
	readonly since: number | string;
	readonly quarantined_at: number | string | null;
};

function reportedOf({ question, revision, people, reports, ...row }: ReportedRow): Reported {
	return {
		question,
		revision,
		people: Number(people),
		reports: Number(reports),
		since: Number(row.since),
		quarantinedAt: row.quarantined_at === null ? null : Number(row.quarantined_at),
	};
}

const byUrgency = (a: Reported, b: Reported): number =>
	Number(a.quarantinedAt === null) - Number(b.quarantinedAt === null) ||
	b.people - a.people ||
	a.since - b.since ||
	(a.question < b.question ? -1 : 1);

type Of = { readonly space: string; readonly question: string; readonly revision: number };

function openReports(db: Db, { space, question, revision }: Of) {
	return db
		.selectFrom("report")
		.where("space_id", "=", space)
		.where("state", "=", "open")
		.where("question_id", "=", question)
		.where("revision", "=", revision);
}

/** More than anybody reads; the card shows the latest few. */
const MOST_SAID = 50;

function readSaid(db: Db, of: Of): Promise<readonly Said[]> {
	return openReports(db, of)
		.select(["words", "picked", "at"])
		.orderBy("at", "desc")
		.orderBy("id")
		.limit(MOST_SAID)
		.execute();
}

async function readStanding(db: Db, space: string, question: string): Promise<readonly Care[]> {
	const rows = await db
		.selectFrom("question_care")
		.leftJoin("account", "account.id", "question_care.actor_id")
		.leftJoin("membership", (join) =>
			join
				.onRef("membership.learner_id", "=", "account.learner_id")
				.onRef("membership.space_id", "=", "question_care.space_id"),
		)
		.where("question_care.space_id", "=", space)
		.where("question_id", "=", question)
		.where("ended_at", "is", null)
		.select(["question_care.id", "question_id", "revision", "what", "why", "at"])
		.select(["actor_id", "membership.name"])
		.orderBy("at", "desc")
		.orderBy("question_care.id", "desc")
		.execute();
	return rows.map(({ question_id, actor_id, name, ...care }) => ({
		...care,
		question: question_id,
		by: actor_id === null ? null : (name ?? nobody),
	}));
}

async function decide(db: Db, by: Deciding, decision: Decision, { ids }: Units): Promise<void> {
	if (!(await isNews(db, by.request, by.space))) return;
	const { question, revision, what, why } = decision;
	await endHolds(db, by, question, what === "hidden" ? null : revision);
	const care = await insertCare(db, ids.make(), by, { question, revision, what, why });
	await closeReports(db, care, { space: by.space, question }, what === "hidden" ? null : revision);
}

type NewCare = Pick<Care, "question" | "revision" | "what" | "why"> & { readonly detail?: string };

/** Notes a decision; returns its id. */
export async function insertCare(
	db: Db,
	id: string,
	{ space, account, at }: Pick<Deciding, "space" | "at"> & { readonly account: string | null },
	{ question, detail, ...care }: NewCare,
): Promise<string> {
	const stands = { ended_at: null, ended_by: null, detail: detail ?? null };
	await db
		.insertInto("question_care")
		.values({
			id,
			space_id: space,
			question_id: question,
			...care,
			actor_id: account,
			at,
			...stands,
		})
		.onConflict((oc) => oc.doNothing())
		.execute();
	return id;
}

/** A newer decision takes the place of whatever kept the question from being asked. */
async function endHolds(
	db: Db,
	{ space, account, at }: Deciding,
	question: string,
	revision: number | null,
): Promise<void> {
	await db
		.updateTable("question_care")
		.set({ ended_at: at, ended_by: account })
		.where("space_id", "=", space)
		.where("question_id", "=", question)
		.where("ended_at", "is", null)
		.where("what", "in", revision === null ? ["hidden", "quarantined"] : ["quarantined"])
		.$if(revision !== null, (query) => query.where("revision", "=", revision ?? 0))
		.execute();
}

/** @param revision null for all of them */
async function closeReports(
	db: Db,
	care: string,
	{ space, question }: Omit<Of, "revision">,
	revision: number | null,
): Promise<void> {
	await db
		.updateTable("report")
		.set({ state: "closed", care_id: care })
		.where("space_id", "=", space)
		.where("question_id", "=", question)
		.where("state", "=", "open")
		.$if(revision !== null, (query) => query.where("revision", "=", revision ?? 0))
		.execute();
}

async function end(db: Db, by: Deciding, id: string, units: Units): Promise<boolean> {
	const ended = await endCare(db, by, id, ["hidden", "kept"]);
	if (ended === null) return false;
	await reopenReports(db, by, id, units);
	return true;
}

/** Ends a decision that stands; null when there is none of that kind. */
export async function endCare(
	db: Db,
	{ space, account, at }: Deciding,
	id: string,
	what: readonly Care["what"][],
): Promise<Of | null> {
	const row = await db
		.updateTable("question_care")
		.set({ ended_at: at, ended_by: account })
		.where("id", "=", id)
		.where("space_id", "=", space)
		.where("ended_at", "is", null)
		.where("what", "in", what)
		.returning(["question_id as question", "revision"])
		.executeTakeFirst();
	return row ? { space, ...row } : null;
}

/** As they were before a decision; what was set aside for them is set aside again. */
async function reopenReports(
	db: Db,
	{ space, at }: Deciding,
	care: string,
	units: Units,
): Promise<void> {
	const reports = await db
		.updateTable("report")
		.set({ state: "open", care_id: null })
		.where("care_id", "=", care)
		.where("space_id", "=", space)
		.returning(["question_id as question", "revision"])
		.execute();
	const revisions = new Map(reports.map((one) => [`${one.question} ${one.revision}`, one]));
	for (const one of revisions.values()) await quarantine(db, { space, ...one }, at, units);
}

/**
 * Sets a question aside once enough different people have reported it, until somebody decides. What
 * is hidden or set aside already stays as it is.
 */
export async function quarantine(db: Db, of: Of, at: number, { ids }: Units): Promise<void> {
	const { people } = await openReports(db, of)
		.select((eb) => eb.fn.count<number>("learner_id").distinct().as("people"))
		.executeTakeFirstOrThrow();
	if (Number(people) < QUARANTINE_REPORTS) return;
	const { question, revision } = of;
	const what = { question, revision, what: "quarantined", why: "" } as const;
	await insertCare(db, ids.make(), { space: of.space, at, account: null }, what);
}
