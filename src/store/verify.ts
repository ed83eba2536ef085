import type { Database } from "better-sqlite3";
import { Kysely } from "kysely";
import { Problem } from "../core/problem.ts";
import { jobs as says } from "../text/en.ts";
import { createGuard, sqliteDialect } from "./driver.ts";
import { changesIn, MIGRATIONS } from "./migrate.ts";
import type { Migration } from "./migrations/migration.ts";
import type { Tables } from "./schema.ts";
import { codeOf } from "./troubles.ts";

/** What a sound database holds. */
export type Contents = {
	readonly learners: number;
	readonly spaces: number;
	/** Rows of the ledger. */
	readonly facts: number;
	/** Changes of the schema it has yet to get, by name; empty when it is up to date. */
	readonly pending: readonly string[];
};

/**
 * Checks that a SQLite file is a database of Cairn, sound from the first page to the last reference,
 * and of a schema that this program knows. Reads all of it: some seconds for each gigabyte.
 * @param path what the operator knows it by
 * @throws {Problem} that says what is wrong with it
 */
export async function verifyDatabase(
	database: Database,
	path: string,
	migrations: readonly Migration[] = MIGRATIONS,
): Promise<Contents> {
	try {
		return await verify(database, path, migrations);
	} catch (error) {
		const code = codeOf(error);
		if (code.startsWith("SQLITE_NOTADB")) throw new Problem(says.notCairn(path), { cause: error });
		if (code.startsWith("SQLITE_CORRUPT")) throw new Problem(says.damaged(path), { cause: error });
		throw error;
	}
}

async function verify(
	database: Database,
	path: string,
	migrations: readonly Migration[],
): Promise<Contents> {
	if (database.pragma("integrity_check", { simple: true }) !== "ok")
		throw new Problem(says.damaged(path));
	const db = new Kysely<Tables>({ dialect: sqliteDialect(database, createGuard()) });
	const changes = isOurs(database) ? await changesIn(db, migrations) : null;
	if (!changes || changes.applied === 0) throw new Problem(says.notCairn(path));
	const [loose] = database.pragma("foreign_key_check") as { table: string }[];
	if (loose) throw new Problem(says.loose(path, loose.table));
	return { ...countRows(database), pending: changes.pending };
}

/** Many programs keep a table of migrations; only ours keeps a ledger of learners beside it. */
function isOurs(database: Database): boolean {
	const ours =
		"select count(*) from sqlite_schema where name in ('migration', 'ledger', 'learner')";
	return database.prepare(ours).pluck().get() === 3;
}

function countRows(database: Database): Omit<Contents, "pending"> {
	const counts = `select (select count(*) from learner) as learners,
		(select count(*) from space) as spaces, (select count(*) from ledger) as facts`;
	return database.prepare(counts).get() as Omit<Contents, "pending">;
}
