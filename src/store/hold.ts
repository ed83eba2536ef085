import Database from "better-sqlite3";
import { Problem } from "../core/problem.ts";
import { jobs as says } from "../text/en.ts";
import { codeOf } from "./troubles.ts";

/**
 * Opens a SQLite file for oneself alone: until it is closed, nobody else can use it. Whoever has it
 * open in WAL mode, even idle, holds a shared lock on it; so a running bot is always noticed.
 *
 * While it is held the file must not be opened in any other way in this process, not even to copy
 * it: closing any descriptor of a file drops all locks that its process has on it.
 * @throws {Problem} when somebody else has it open
 */
export function holdDatabase(path: string): Database.Database {
	const database = new Database(path, { fileMustExist: true, timeout: 0 });
	try {
		database.pragma("locking_mode = exclusive");
		// The lock comes with the first transaction, and stays when that ends.
		database.exec("begin exclusive; commit");
		return database;
	} catch (error) {
		database.close();
		if (/^SQLITE_(BUSY|LOCKED)/.test(codeOf(error)))
			throw new Problem(says.inUse(path), { cause: error });
		throw error;
	}
}
