import { type Selectable, sql } from "kysely";
import type { CohortFact } from "../core/ledger.ts";
import type {
	Credit,
	Missed,
	MissedTry,
	Numbered,
	Rescores,
	Rescoring,
	Running,
	Told,
} from "../core/rescore/credit.ts";
import { creditFact } from "../core/rescore/rescore.ts";
import type { Deciding } from "../core/triage/care.ts";
import { difficultyOf, factOf, stampOf } from "./facts.ts";
import { isNews } from "./handled.ts";
import { writeFacts } from "./ledger.ts";
import type { Tables } from "./schema.ts";
import { addPoints } from "./scores.ts";
import { endCare, insertCare } from "./triage.ts";
import type { Db, Units } from "./units.ts";

/** Points that a space gives after all, because a key was wrong. */
export function rescores(units: Units): Rescores {
	return {
		missed: (space, question, revision) =>
			units.view((db) => readMissed(db, { space, question, revision })),
		give: (by, rescoring, credits) =>
			units.write((db) => give(db, { by, rescoring, credits }, units)),
		take: (by, care) => units.write((db) => take(db, by, care, units)),
		untold: () => units.read(readUntold),
		tell: (learner, space) => units.write((db) => tell(db, learner, space)),
	};
}

type Of = { readonly space: string; readonly question: string; readonly revision: number };
type Row = Selectable<Tables["ledger"]>;

async function readMissed(db: Db, of: Of) {
	const tries = await readTries(db, of);
	const history = Map.groupBy(await readHistory(db, of), ({ learner_id }) => learner_id);
	const moves = Map.groupBy(await readMoves(db, of), ({ learner_id }) => learner_id);
	const missed = [...Map.groupBy(tries, ({ learner_id }) => learner_id)].map(
		([learner, own]): Missed => ({
			learner,
			tries: own.map(tryOf),
			history: (history.get(learner) ?? []).flatMap(numbered),
			moves: (moves.get(learner) ?? []).map(({ id, detail }) => ({
				id,
				fact: JSON.parse(detail ?? "{}") as CohortFact,
			})),
		}),
	);
	return { missed, cohorts: await readCohorts(db, of.space) };
}

/** Wrong at first try, and without points so far. */
const isMissed = ({ space, question, revision }: Of) => sql`tries.kind = 'attempt'
	and tries.space_id = ${space} and tries.question_id = ${question}
	and tries.revision = ${revision} and tries.first_try = 1 and tries.outcome = 'wrong'
	and not exists (select 1 from rescored_try
		where rescored_try.attempt_id = tries.id and rescored_try.state = 'given')`;

const missers = (of: Of) => sql`select tries.learner_id from ledger as tries where ${isMissed(of)}`;

type TryRow = Row & { readonly round_kind: string | null; readonly scored: number | string };

/** With the answers of the same day before it that gave points, then or after all. */
async function readTries(db: Db, of: Of): Promise<readonly TryRow[]> {
	const { rows } = await sql<TryRow>`
		select tries.*, round.kind as round_kind,
			(select count(*) from ledger as earlier
				where earlier.learner_id = tries.learner_id and earlier.id < tries.id
				and earlier.day = tries.day and earlier.kind = 'attempt' and earlier.points > 0)
			+ (select count(*) from rescored_try
				join ledger as earlier on earlier.id = rescored_try.attempt_id
				where rescored_try.learner_id = tries.learner_id and rescored_try.state = 'given'
				and rescored_try.points > 0 and earlier.id < tries.id and earlier.day = tries.day)
			as scored
		from ledger as tries left join round on round.id = tries.round_id
		where ${isMissed(of)} order by tries.id`.execute(db);
	return rows;
}

/** What they did about the question in any space: what it was worth hangs on all of it. */
async function readHistory(db: Db, of: Of): Promise<readonly Row[]> {
	const { rows } = await sql<Row>`select * from ledger
		where learner_id in (${missers(of)}) and question_id = ${of.question}
		and kind in ('attempt', 'guess', 'felt') order by id`.execute(db);
	return rows;
}

async function readMoves(db: Db, of: Of) {
	const { rows } = await sql<Pick<Row, "id" | "learner_id" | "detail">>`
		select id, learner_id, detail from ledger
		where learner_id in (${missers(of)}) and space_id = ${of.space} and kind = 'cohort'
		order by id`.execute(db);
	return rows;
}

async function readCohorts(db: Db, space: string): Promise<readonly Running[]> {
	const rows = await db
		.selectFrom("cohort")
		.where("space_id", "=", space)
		.select(["id", "zone", "starts_on", "ends_on"])
		.orderBy("id")
		.execute();
	return rows.map((row) => ({
		id: row.id,
		zone: row.zone,
		startsOn: row.starts_on,
		endsOn: row.ends_on,
	}));
}

function tryOf(row: TryRow): MissedTry {
	return {
		attempt: row.id,
		account: row.account_id,
		at: row.at,
		day: row.day,
		zone: row.zone,
		spaceDay: row.space_day,
		picked: row.option_id ?? "",
		difficulty: difficultyOf(row.detail),
		daily: row.round_kind === "daily",
		scored: Number(row.scored),
	};
}

function numbered(row: Row): readonly Numbered[] {
	const fact = factOf(row);
	return fact === null ? [] : [{ id: row.id, fact, stamp: stampOf(row) }];
}

type Giving = {
	readonly by: Deciding & { readonly spaceDay: string };
	readonly rescoring: Rescoring;
	readonly credits: readonly Credit[];
};

/** Always in one order, so that two who do it at once never wait for each other. */
async function give(
	db: Db,
	{ by, rescoring, credits }: Giving,
	units: Units,
): Promise<readonly Credit[]> {
	if (!(await isNews(db, by.request, by.space))) return [];
	const { care, question, revision, also } = rescoring;
	const decided = { question, revision, what: "rescored", why: "" } as const;
	await insertCare(db, care, by, { ...decided, detail: JSON.stringify(also) });
	const given: Credit[] = [];
	// Whoever was erased meanwhile has no board to stand on.
	for (const credit of inOrder(credits))
		if (
			(await units.locks.present(db, credit.learner)) &&
			(await giveOne(db, by, rescoring, credit))
		)
			given.push(credit);
	if (given.length === 0) await db.deleteFrom("question_care").where("id", "=", care).execute();
	return given;
}

function inOrder(credits: readonly Credit[]): readonly Credit[] {
	return credits
		.filter(({ points }) => points > 0)
		.toSorted((a, b) => (a.learner < b.learner ? -1 : a.learner > b.learner ? 1 : 0));
}

async function giveOne(
	db: Db,
	by: Giving["by"],
	rescoring: Rescoring,
	credit: Credit,
): Promise<boolean> {
	const { learner, missed, points, cohorts } = credit;
	const { numInsertedOrUpdatedRows: made } = await db
		.insertInto("rescored_try")
		.values({
			care_id: rescoring.care,
			attempt_id: missed.attempt,
			learner_id: learner,
			space_id: by.space,
			scored_on: missed.spaceDay,
			points,
			cohorts: JSON.stringify(cohorts),
			state: "given",
			told: 0,
		})
		.onConflict((oc) => oc.doNothing())
		.executeTakeFirstOrThrow();
	if (made === 1n) await count(db, by, rescoring, credit);
	return made === 1n;
}

/** The fact, and the boards it moves: those of the answer's own weeks and months. */
async function count(
	db: Db,
	by: Giving["by"],
	rescoring: Omit<Rescoring, "also">,
	credit: Credit,
): Promise<void> {
	const { stamp, fact } = creditFact(by, rescoring, credit);
	await writeFacts(db, stamp, [fact]);
	const { scoredAt: at, scoredOn: spaceDay } = fact;
	const then = { learner: credit.learner, space: by.space, at, spaceDay };
	for (const scope of [by.space, ...credit.cohorts]) await addPoints(db, scope, then, fact.points);
}

async function take(db: Db, by: Giving["by"], care: string, { locks }: Units) {
	const ended = await endCare(db, by, care, ["rescored"]);
	if (ended === null) return null;
	const given = await readGiven(db, care);
	for (const row of given) {
		if (!(await locks.present(db, row.learner_id))) continue;
		await count(db, by, { care, ...ended }, takenBack(row));
	}
	await forget(db, care);
	return { question: ended.question, people: new Set(given.map((row) => row.learner_id)).size };
}

function readGiven(db: Db, care: string) {
	return db
		.selectFrom("rescored_try")
		.innerJoin("ledger", "ledger.id", "rescored_try.attempt_id")
		.where("care_id", "=", care)
		.where("state", "=", "given")
		.selectAll("rescored_try")
		.select(["ledger.account_id", "ledger.at", "ledger.day", "ledger.zone"])
		.orderBy("rescored_try.learner_id")
		.orderBy("attempt_id")
		.execute();
}

type GivenRow = Awaited<ReturnType<typeof readGiven>>[number];

function takenBack(row: GivenRow): Credit {
	const { learner_id: learner, attempt_id: attempt, account_id: account, at, day, zone } = row;
	const asItWas = { picked: "", difficulty: "medium", daily: false, scored: 0 } as const;
	return {
		learner,
		missed: { attempt, account, at, day, zone, spaceDay: row.scored_on, ...asItWas },
		points: -row.points,
		cohorts: JSON.parse(row.cohorts),
	};
}

/** Who was told of points is told that they went again; who was not need hear of neither. */
async function forget(db: Db, care: string): Promise<void> {
	await db.deleteFrom("rescored_try").where("care_id", "=", care).where("told", "=", 0).execute();
	await db
		.updateTable("rescored_try")
		.set({ state: "taken", told: 0 })
		.where("care_id", "=", care)
		.execute();
}

async function readUntold(db: Db) {
	const rows = await db
		.selectFrom("rescored_try")
		.select(["learner_id", "space_id"])
		.distinct()
		// Written out, for only then the index of exactly these is used.
		.where(sql<boolean>`told = 0`)
		.execute();
	return rows.map(({ learner_id, space_id }) => ({ learner: learner_id, space: space_id }));
}

async function tell(db: Db, learner: string, space: string): Promise<readonly Told[]> {
	const rows = await db
		.updateTable("rescored_try")
		.set({ told: 1 })
		.where("learner_id", "=", learner)
		.where("space_id", "=", space)
		.where(sql<boolean>`told = 0`)
		.returning(["care_id", "state", "points"])
		.execute();
	const cares = Map.groupBy(rows, ({ care_id, state }) => `${care_id} ${state}`);
	return Promise.all([...cares.values()].map((own) => toldOf(db, own)));
}

type ToldRow = Pick<Selectable<Tables["rescored_try"]>, "care_id" | "state" | "points">;

async function toldOf(db: Db, rows: readonly ToldRow[]): Promise<Told> {
	const [{ care_id, state }] = rows as [ToldRow];
	const { question } = await db
		.selectFrom("question_care")
		.select("question_id as question")
		.where("id", "=", care_id)
		.executeTakeFirstOrThrow();
	const points = rows.reduce((sum, row) => sum + row.points, 0);
	return { question, points: state === "given" ? points : -points };
}
