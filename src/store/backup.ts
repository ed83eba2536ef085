import { closeSync, existsSync, openSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { Problem } from "../core/problem.ts";
import { jobs as says } from "../text/en.ts";
import { settleFile } from "./settle.ts";
import { codeOf, openTrouble } from "./troubles.ts";
import { type Contents, verifyDatabase } from "./verify.ts";

/** 1,000 at once are a fifth faster, but keep the disk from a bot beside it five times as long. */
const PAGES_A_STEP = 100;
/** As long as the bot itself waits for others. */
const BUSY_TIMEOUT_MS = 5_000;

export type Backup = Contents & { readonly bytes: number };

/**
 * Copies a SQLite database while the bot uses it, and checks the copy. It holds everything that was
 * acknowledged when the copying began, is readable by its owner alone and can be read from anywhere,
 * also from a disk that nobody may write. Only a copy that is whole and sound gets the name.
 * @throws {Problem} when there is nothing to copy, the name is taken, or the copy is not sound
 */
export async function backUpDatabase(path: string, to: string): Promise<Backup> {
	if (!existsSync(path)) throw new Problem(says.missing(path));
	reserve(to);
	const part = `${to}.part`;
	try {
		reserve(part);
		await copy(path, part);
		const contents = await finish(part, path);
		settleFile(part, to);
		return { ...contents, bytes: statSync(to).size };
	} catch (error) {
		rmSync(to, { force: true });
		throw openTrouble(error, to);
	} finally {
		for (const left of [part, `${part}-wal`, `${part}-shm`]) rmSync(left, { force: true });
	}
}

/** A name beside the database that says what it is and from when, to the second, in UTC. */
export function datedName(path: string, what: string, now: number): string {
	const date = new Date(now).toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "");
	return `${path}.${what}-${date}`;
}

function reserve(path: string): void {
	try {
		closeSync(openSync(path, "wx", 0o600));
	} catch (error) {
		const code = codeOf(error);
		if (code === "EEXIST") throw new Problem(says.backup.exists(path), { cause: error });
		if (code === "ENOENT") throw new Problem(says.backup.noFolder(dirname(path)), { cause: error });
		throw openTrouble(error, path);
	}
}

async function copy(from: string, to: string): Promise<void> {
	const database = new Database(from, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
	try {
		// Without a view that stands still, every write of the bot would make the copying begin anew.
		database.exec("begin");
		database.prepare("select count(*) from sqlite_schema").get();
		await database.backup(to, { progress: () => PAGES_A_STEP });
	} finally {
		database.close();
	}
}

async function finish(part: string, original: string): Promise<Contents> {
	const database = new Database(part, { fileMustExist: true });
	try {
		const contents = await verifyDatabase(database, original);
		// In WAL mode even reading needs a folder that can be written. The bot turns it on again.
		database.pragma("journal_mode = delete");
		return contents;
	} finally {
		database.close();
	}
}
