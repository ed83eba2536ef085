import {
	accessSync,
	constants,
	createReadStream,
	createWriteStream,
	existsSync,
	linkSync,
	mkdirSync,
	renameSync,
	rmSync,
	statSync,
} from "node:fs";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import Database from "better-sqlite3";
import { Problem } from "../core/problem.ts";
import { jobs as says } from "../text/en.ts";
import { datedName } from "./backup.ts";
import { holdDatabase } from "./hold.ts";
import type { Migration } from "./migrations/migration.ts";
import { settleFile } from "./settle.ts";
import { codeOf, openTrouble } from "./troubles.ts";
import { type Contents, verifyDatabase } from "./verify.ts";

/** `replaced` is where the database that stood there before is kept; null when there was none. */
export type Restored = Contents & { readonly replaced: string | null };

type Options = {
	/** Epoch milliseconds, for the name of what is replaced. */
	readonly now: number;
	/** Only tests have others than the program's own. */
	readonly migrations?: readonly Migration[];
};

/**
 * Puts a copy of a backup in the place of a SQLite database. The backup is checked first, and what
 * it replaces is kept. At every moment the path names a whole database: the old one or the new.
 * @throws {Problem} when the backup is not sound, or somebody uses the database
 */
export async function restoreDatabase(
	path: string,
	from: string,
	{ now, migrations }: Options,
): Promise<Restored> {
	refuseUnfit(path, from);
	const part = `${path}.restoring`;
	try {
		discard(part);
		await copyPrivately(from, part);
		const contents = await check(part, from, migrations);
		return { ...contents, replaced: exchange(path, part, datedName(path, "replaced", now)) };
	} catch (error) {
		throw openTrouble(error, path);
	} finally {
		discard(part);
	}
}

function refuseUnfit(path: string, from: string): void {
	if (!isReadable(from)) throw new Problem(says.noFile(from));
	if (existsSync(path) && sameFile(path, from)) throw new Problem(says.restore.itself(from));
}

function isReadable(path: string): boolean {
	try {
		accessSync(path, constants.R_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}

function sameFile(one: string, other: string): boolean {
	const [a, b] = [statSync(one), statSync(other)];
	return a.dev === b.dev && a.ino === b.ino;
}

function discard(part: string): void {
	for (const left of [part, `${part}-wal`, `${part}-shm`]) rmSync(left, { force: true });
}

/** The log too, where there is one: of a database that was not closed in order it holds the newest. */
async function copyPrivately(from: string, to: string): Promise<void> {
	mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
	for (const log of ["", "-wal"])
		if (existsSync(from + log))
			await pipeline(
				createReadStream(from + log),
				createWriteStream(to + log, { flags: "wx", mode: 0o600 }),
			);
}

/** Looks at the copy, for opening the backup itself could write beside it. */
async function check(
	part: string,
	from: string,
	migrations: readonly Migration[] | undefined,
): Promise<Contents> {
	const database = new Database(part, { fileMustExist: true });
	try {
		const contents = await verifyDatabase(database, from, migrations);
		// Takes in the log, so that one file is all of it.
		database.pragma("journal_mode = delete");
		return contents;
	} finally {
		database.close();
	}
}

/** Puts `part` in the place of the database, which is kept as `aside`. */
function exchange(path: string, part: string, aside: string): string | null {
	const kept = existsSync(path);
	const held = kept ? holdAlone(path) : null;
	try {
		if (kept) linkSync(path, aside);
		moveLog(path, aside);
		settleFile(part, path);
		return kept ? aside : null;
	} finally {
		held?.close();
	}
}

/**
 * Holds the database and takes it out of WAL mode: then it has no log that the new one could take for
 * its own, and a bot that waits for it at this very moment is refused by SQLite, for the file has
 * moved when it turns WAL on. Null for a broken one: no bot can be at work on it.
 */
function holdAlone(path: string): Database.Database | null {
	let held: Database.Database | null = null;
	try {
		held = holdDatabase(path);
		held.pragma("journal_mode = delete");
		return held;
	} catch (error) {
		held?.close();
		if (/^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error))) return null;
		throw error;
	}
}

/** Left where somebody has deleted the file of a database alone: SQLite would take it for the new one's. */
function moveLog(path: string, aside: string): void {
	if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${aside}-wal`);
	rmSync(`${path}-shm`, { force: true });
}
