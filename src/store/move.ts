import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import type { Database } from "better-sqlite3";
import { type Dialect, Kysely, sql } from "kysely";
import { Problem } from "../core/problem.ts";
import { jobs as says } from "../text/en.ts";
import { holdDatabase } from "./hold.ts";
import { MIGRATIONS, migrate } from "./migrate.ts";
import { targetOf } from "./open.ts";
import { postgresDialect } from "./postgres.ts";
import type { Tables } from "./schema.ts";
import { type TableShape, tablesInKeyOrder } from "./shapes.ts";
import { openTrouble } from "./troubles.ts";
import type { Db } from "./units.ts";
import { verifyDatabase } from "./verify.ts";

/** A table that was copied; the checksum is the same on both sides. */
export type MovedTable = { readonly table: string; readonly rows: number; readonly sum: string };

/** PostgreSQL takes 65,535 values in one statement; the widest table would fill it with 2,700 rows. */
const ROWS_A_BATCH = 500;

/**
 * Copies all of a SQLite database to an empty PostgreSQL, compares every table, and leaves the source
 * as it is. All of it is one transaction, the making of the tables too: whatever fails, even the
 * power, leaves the target as empty as it was.
 * @throws {Problem} when the source is in use or not sound, or the target is not empty or not there
 */
export async function moveDatabase(path: string, url: string): Promise<readonly MovedTable[]> {
	const target = targetOf(url);
	if (target.kind !== "postgres") throw new Problem(says.move.usage);
	try {
		return await moveOnto(postgresDialect(url, undefined), path);
	} catch (error) {
		throw openTrouble(error, target.server);
	}
}

/** The same, on a given dialect that speaks PostgreSQL. */
export async function moveOnto(dialect: Dialect, path: string): Promise<readonly MovedTable[]> {
	if (!existsSync(path)) throw new Problem(says.missing(path));
	const db = new Kysely<Tables>({ dialect });
	try {
		return await moveHeld(db, path);
	} finally {
		await db.destroy();
	}
}

/** Held all the while: an answer given meanwhile would stay behind. */
async function moveHeld(db: Db, path: string): Promise<readonly MovedTable[]> {
	const source = holdSource(path);
	try {
		const { pending } = await verifyDatabase(source, path);
		if (pending.length > 0) throw new Problem(says.move.outdated(path));
		return await db.transaction().execute(async (trx) => {
			await refuseUsed(trx);
			await migrate(trx, "postgres", MIGRATIONS, async () => {});
			return moveAll(trx, source);
		});
	} finally {
		source.close();
	}
}

function holdSource(path: string): Database {
	try {
		return holdDatabase(path);
	} catch (error) {
		throw openTrouble(error, path);
	}
}

/** Empty tables are fine: they are what a bot leaves that was started and stopped. */
async function refuseUsed(trx: Db): Promise<void> {
	const { rows: tables } = await sql<{ name: string }>`
		select table_name as name from information_schema.tables
		where table_schema = current_schema() and table_type = 'BASE TABLE'
		and table_name not in ('migration', 'migration_lock')`.execute(trx);
	for (const { name } of tables) {
		const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(trx);
		if (rows.length > 0) throw new Problem(says.move.notEmpty(name));
	}
}

async function moveAll(trx: Db, source: Database): Promise<readonly MovedTable[]> {
	const moved: MovedTable[] = [];
	for (const shape of tablesInKeyOrder(source)) {
		const sent = await copyTable(trx, source, shape);
		const arrived = await readBack(trx, shape);
		if (sent.sum !== arrived.sum || sent.rows !== arrived.rows)
			throw new Problem(says.move.differs(shape.table));
		await setCounters(trx, shape);
		moved.push(sent);
	}
	return moved;
}

type Row = Readonly<Record<string, unknown>>;

async function copyTable(trx: Db, source: Database, shape: TableShape): Promise<MovedTable> {
	const tally = createTally(shape);
	for (const batch of batches(readSource(source, shape))) {
		for (const row of batch) tally.add(row);
		await insert(trx, shape, batch);
	}
	return tally.read();
}

function readSource(source: Database, { table, columns, key }: TableShape): Iterable<Row> {
	const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");
	const rows = `select ${quoted(columns)} from "${table}" order by ${quoted(key)}`;
	return source.prepare(rows).iterate() as Iterable<Row>;
}

function* batches(rows: Iterable<Row>): Iterable<readonly Row[]> {
	let batch: Row[] = [];
	for (const row of rows) {
		batch.push(row);
		if (batch.length < ROWS_A_BATCH) continue;
		yield batch;
		batch = [];
	}
	if (batch.length > 0) yield batch;
}

async function insert(trx: Db, { table, columns }: TableShape, rows: readonly Row[]) {
	const tuples = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
	await sql`insert into ${sql.table(table)} (${refs(columns)}) values ${sql.join(tuples)}`.execute(
		trx,
	);
}

const refs = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));

/** By a cursor, so that a table of any size passes through in pieces. */
async function readBack(trx: Db, shape: TableShape): Promise<MovedTable> {
	const { table, columns, key } = shape;
	const tally = createTally(shape);
	await sql`declare arrived cursor for
		select ${refs(columns)} from ${sql.table(table)} order by ${refs(key)}`.execute(trx);
	for (;;) {
		const { rows } = await sql<Row>`fetch ${sql.lit(ROWS_A_BATCH)} from arrived`.execute(trx);
		for (const row of rows) tally.add(row);
		if (rows.length < ROWS_A_BATCH) break;
	}
	await sql`close arrived`.execute(trx);
	return tally.read();
}

/**
 * Adds up a table in the order of its key, which both databases sort by bytes. A row is the JSON of
 * its values, whole numbers as numbers however wide the column.
 */
function createTally({ table, columns }: TableShape) {
	const hash = createHash("sha256");
	let rows = 0;
	return {
		add(row: Row): void {
			rows += 1;
			hash.update(`${JSON.stringify(columns.map((column) => plain(row[column])))}\n`);
		},
		read: (): MovedTable => ({ table, rows, sum: hash.digest("hex") }),
	};
}

const plain = (value: unknown) => (typeof value === "bigint" ? Number(value) : value);

/** Ids were given, so the counter has not moved; the next one must come after them. */
async function setCounters(trx: Db, { table }: TableShape): Promise<void> {
	const { rows } = await sql<{ name: string }>`
		select column_name as name from information_schema.columns
		where table_schema = current_schema() and table_name = ${table} and is_identity = 'YES'
	`.execute(trx);
	for (const { name } of rows)
		await sql`select setval(pg_get_serial_sequence(${table}, ${name}),
			coalesce(max(${sql.ref(name)}), 0) + 1, false) from ${sql.table(table)}`.execute(trx);
}
