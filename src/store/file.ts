import { closeSync, existsSync, mkdirSync, openSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { Problem } from "../core/problem.ts";
import { codeOf, storeTroubles } from "./troubles.ts";

/** Not a file: a database that lives as long as its connection. */
export const MEMORY = ":memory:";

/** How long a writer of another process is waited for; the event loop stands still meanwhile. */
const BUSY_TIMEOUT_MS = 5_000;
/** What may stay of the write-ahead log after a burst. */
const LOG_BYTES = 64 * 1024 * 1024;

const PRAGMAS = [
	"journal_mode = wal",
	// The build's own choice under WAL may lose acknowledged commits when the power goes.
	"synchronous = full",
	`busy_timeout = ${BUSY_TIMEOUT_MS}`,
	"foreign_keys = on",
	// What a savepoint would restore is kept in memory: in a file beside the log it is eight times as
	// much to write as the log itself, and nobody reads it after a crash.
	"temp_store = memory",
	"wal_autocheckpoint = 1000",
	`journal_size_limit = ${LOG_BYTES}`,
];

/** Opens a SQLite file for writing; makes it when it is not there, readable by its owner alone. */
export function openForWriting(path: string): Database.Database {
	if (path !== MEMORY) makeFile(path);
	const database = new Database(path);
	try {
		for (const pragma of PRAGMAS) database.pragma(pragma);
		return database;
	} catch (error) {
		database.close();
		throw error;
	}
}

/** Opens a SQLite file that is open for writing already, for reads that need not wait. */
export function openForReading(path: string): Database.Database {
	return new Database(path, { readonly: true, timeout: BUSY_TIMEOUT_MS });
}

/**
 * Copies a running database beside itself, readable by its owner alone, and returns the copy's path.
 * A copy of an earlier try is replaced: that try changed nothing.
 */
export async function backUp(database: Database.Database, before: string): Promise<string> {
	const copy = `${database.name}.before-${before}`;
	rmSync(copy, { force: true });
	createPrivately(copy);
	await database.backup(copy);
	return copy;
}

/** SQLite's log files take over the mode of the file, so it has to be right from the start. */
function makeFile(path: string): void {
	const folder = dirname(path);
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		if (!existsSync(path)) createPrivately(path);
	} catch (error) {
		const full = codeOf(error) === "ENOSPC";
		throw new Problem(full ? storeTroubles.full(path) : storeTroubles.folder(folder), {
			cause: error,
		});
	}
}

function createPrivately(path: string): void {
	closeSync(openSync(path, "a", 0o600));
}
