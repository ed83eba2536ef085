import { createHash } from "node:crypto";
import { CompiledQuery, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { Problem } from "../core/problem.ts";
import { first } from "./migrations/0001-first.ts";
import { learner } from "./migrations/0002-learner.ts";
import { erased } from "./migrations/0004-erased.ts";
import { cohorts } from "./migrations/0005-cohorts.ts";
import { schedules } from "./migrations/0006-schedules.ts";
import { plans } from "./migrations/0007-plans.ts";
import { thanks } from "./migrations/0008-thanks.ts";
import { excluded } from "./migrations/0009-excluded.ts";
import { boards } from "./migrations/0010-boards.ts";
import { type Migration, postgresWords, sqliteWords, type Words } from "./migrations/migration.ts";
import { storeTroubles } from "./troubles.ts";
import type { Db } from "./units.ts";

/** Every change of the schema, oldest first. A new one is added at the end. */
export const MIGRATIONS: readonly Migration[] = [
	first,
	learner,
	erased,
	cohorts,
	schedules,
	plans,
	thanks,
	excluded,
	boards,
];

const TABLE = "migration";

/** A migration in the words of one database; `applied` is the name it is kept under, sum included. */
type Step = { readonly name: string; readonly applied: string; readonly sql: readonly string[] };

/**
 * Brings the schema up to date, all or nothing. Refuses a database that has changes this program does
 * not know, or knows otherwise.
 * @param before called before a database that has been in use is changed
 */
export async function migrate(
	db: Db,
	kind: "sqlite" | "postgres",
	migrations: readonly Migration[],
	before: (firstPending: string) => Promise<void>,
): Promise<void> {
	const steps = stepsOf(migrations, kind === "sqlite" ? sqliteWords : postgresWords);
	const schema = kind === "postgres" ? await currentSchema(db) : undefined;
	const applied = await appliedNames(db, schema);
	for (const name of applied) refuseUnknown(name, steps);
	const pending = steps.find((step) => !applied.includes(step.applied));
	if (!pending) return;
	if (applied.length > 0) await before(pending.name);
	await runPending(db, steps, schema);
}

/**
 * Looks at the schema of a SQLite database and changes nothing: how many changes it has, and the names
 * of those it has yet to get. Refuses what {@link migrate} refuses.
 */
export async function changesIn(
	db: Db,
	migrations: readonly Migration[],
): Promise<{ readonly applied: number; readonly pending: readonly string[] }> {
	const steps = stepsOf(migrations, sqliteWords);
	const applied = await appliedNames(db, undefined);
	for (const name of applied) refuseUnknown(name, steps);
	const pending = steps.filter((step) => !applied.includes(step.applied));
	return { applied: applied.length, pending: pending.map((step) => step.name) };
}

function stepsOf(migrations: readonly Migration[], words: Words): Step[] {
	return migrations.map((migration) => {
		const statements = migration.statements(words);
		const sum = createHash("sha256").update(statements.join(";\n")).digest("hex");
		return { name: migration.name, applied: `${migration.name}#${sum}`, sql: statements };
	});
}

function refuseUnknown(applied: string, steps: readonly Step[]): void {
	if (steps.some((step) => step.applied === applied)) return;
	const name = applied.slice(0, applied.indexOf("#"));
	const known = steps.some((step) => step.name === name);
	throw new Problem(known ? storeTroubles.changed(name) : storeTroubles.newer(name));
}

/** Kysely would otherwise take a table of that name in any schema for ours. */
async function currentSchema(db: Db): Promise<string | undefined> {
	const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
	return rows[0]?.schema;
}

async function appliedNames(db: Db, schema: string | undefined): Promise<string[]> {
	const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
	const ours = tables.find((table) => table.name === TABLE && table.schema === schema);
	if (!ours) return [];
	const { rows } = await sql<{ name: string }>`
		select name from ${sql.table(TABLE)} order by name`.execute(db);
	return rows.map((row) => row.name);
}

async function runPending(db: Db, steps: readonly Step[], schema: string | undefined) {
	const migrator = new Migrator({
		db,
		provider: { getMigrations: async () => Object.fromEntries(steps.map(runnable)) },
		migrationTableName: TABLE,
		migrationLockTableName: `${TABLE}_lock`,
		...(schema ? { migrationTableSchema: schema } : {}),
	});
	const { error } = await migrator.migrateToLatest();
	if (error) throw error;
}

function runnable(step: Step): [string, { up(db: Db): Promise<void> }] {
	async function up(db: Db): Promise<void> {
		for (const statement of step.sql) await db.executeQuery(CompiledQuery.raw(statement));
	}
	return [step.applied, { up }];
}
