import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { Kysely } from "kysely";
import { onTestFinished } from "vitest";
import type { Ids, Log } from "../../src/core/ports.ts";
import { createGuard, sqliteDialect } from "../../src/store/driver.ts";
import { createLane } from "../../src/store/lane.ts";
import { createReader } from "../../src/store/reader.ts";
import type { Tables } from "../../src/store/schema.ts";
import { createTransact } from "../../src/store/transact.ts";

/** Ids that count, so that a test is the same every time. */
export function countedIds(): Ids {
	let count = 0;
	return { make: () => `id${String(++count).padStart(6, "0")}` };
}

/** A folder that is gone after the test. */
export function folder(): string {
	const made = mkdtempSync(join(tmpdir(), "cairn-store-"));
	onTestFinished(() => rmSync(made, { recursive: true, force: true }));
	return made;
}

/** A look at a database file from outside, until the test is over. */
export function peek(path: string): Database.Database {
	const database = new Database(path);
	onTestFinished(() => void database.close());
	return database;
}

/** A log that remembers what it was told. */
export function keptLog(): Log & { readonly said: readonly Record<string, unknown>[] } {
	const said: Record<string, unknown>[] = [];
	const say = (fields: Record<string, unknown>, message: string) => {
		said.push({ message, ...fields });
	};
	return { said, debug() {}, info: say, warn: say, error: say };
}

/** A shelf of names, written through the real driver and lane; `statements` is what SQLite was told. */
export function shelf() {
	const statements: string[] = [];
	const verbose = (sql: unknown) => void statements.push(String(sql));
	const database = new Database(":memory:", { verbose });
	database.exec("create table name (name text primary key) strict, without rowid");
	statements.length = 0;
	const guard = createGuard();
	const dialect = sqliteDialect(database, guard);
	const db = new Kysely<Shelf>({ dialect });
	const transact = createTransact(db as unknown as Kysely<Tables>, dialect, guard);
	onTestFinished(() => void database.close());
	return {
		database,
		db,
		guard,
		statements,
		transact,
		lane: createLane(transact, guard),
		/** Reads beside what is written. */
		reader: createReader(
			db as unknown as Kysely<Tables>,
			dialect,
			guard,
		) as unknown as Kysely<Shelf>,
		/** A unit of work that writes one name; twice the same is refused by the table. */
		puts: (name: string) => async (trx: unknown) => {
			await (trx as Kysely<Shelf>).insertInto("name").values({ name }).execute();
			return name;
		},
		names: () => database.prepare("select name from name order by name").pluck().all(),
	};
}

export type Shelf = { name: { name: string } };
