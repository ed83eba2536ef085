import { Problem, StoreTrouble } from "../core/problem.ts";

/** What the operator reads when the database cannot be used. */
export const storeTroubles = {
	url: (scheme: string) =>
		`DATABASE_URL begins with "${scheme}", which is no database Cairn knows. Set a path such as data/cairn.db, or postgres://user:password@host/database.`,
	folder: (folder: string) =>
		`The folder ${folder} cannot be written. Let the user that runs Cairn write there, or set DATABASE_URL to a file in another folder.`,
	file: (path: string) =>
		`The database ${path} cannot be opened for writing. Let the user that runs Cairn write this file and its folder, or set DATABASE_URL to another file.`,
	full: (path: string) =>
		`The disk that holds ${path} is full. Make room there, then start again; nothing was lost.`,
	disk: (path: string) =>
		`The disk that holds ${path} reports errors. Check the disk, then start again or restore a backup elsewhere.`,
	busy: (path: string) =>
		`Another process keeps the database ${path} locked. Stop it, then start again: a SQLite file serves one bot at a time.`,
	notOurs: (path: string) =>
		`${path} is damaged or no SQLite database. Restore a backup of it, or set DATABASE_URL to another file.`,
	unreachable: (server: string) =>
		`PostgreSQL at ${server} does not answer. Check that it runs and that DATABASE_URL names the right host and port.`,
	login: (server: string) =>
		`PostgreSQL at ${server} refuses the user or password. Correct them in DATABASE_URL.`,
	noDatabase: (server: string) =>
		`PostgreSQL at ${server} has no such database. Create it, or correct its name in DATABASE_URL.`,
	crowded: (server: string) =>
		`PostgreSQL at ${server} takes no more connections. Raise its max_connections, or stop another program that uses it.`,
	rights: (server: string) =>
		`PostgreSQL at ${server} does not let this user create tables. Make the user the owner of the database.`,
	newer: (change: string) =>
		`The database was written by a newer Cairn: it has the change ${change}, which this one does not know. Start the newer version, or restore the backup made before that change.`,
	changed: (change: string) =>
		`The change ${change} of the database differs from the one in this program. Run an unaltered release of Cairn, or restore a backup made with this one.`,
} as const;

/** Turns what kept the database from opening into a sentence; anything else stays as it is. */
export function openTrouble(error: unknown, where: string): unknown {
	if (error instanceof Problem) return error;
	const sentence = sentenceOf(codeOf(error));
	return sentence ? new Problem(sentence(where), { cause: error }) : error;
}

function sentenceOf(code: string): Sentence | undefined {
	return openSentences.find(([codes]) => codes.test(code))?.[1];
}

type Sentence = (where: string) => string;

/** The server is not there, or went away. `connection` is {@link codeOf}'s own. */
const LOST_CODES = "connection|ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|EPIPE|57P0|08";

/** Codes of Node, of SQLite and of PostgreSQL; the first that fits counts. */
const openSentences: readonly (readonly [RegExp, Sentence])[] = [
	[/^(ENOSPC|EDQUOT|SQLITE_FULL|53100)$/, storeTroubles.full],
	[/^(EACCES|EPERM|EROFS|EISDIR|SQLITE_(READONLY|CANTOPEN|PERM)(_\w+)?)$/, storeTroubles.file],
	[/^(EIO|SQLITE_IOERR(_\w+)?)$/, storeTroubles.disk],
	[/^SQLITE_(BUSY|LOCKED)(_\w+)?$/, storeTroubles.busy],
	[/^SQLITE_(NOTADB|CORRUPT)(_\w+)?$/, storeTroubles.notOurs],
	[/^28/, storeTroubles.login],
	[/^3D000$/, storeTroubles.noDatabase],
	[/^53300$/, storeTroubles.crowded],
	[/^42501$/, storeTroubles.rights],
	[new RegExp(`^(${LOST_CODES})`), storeTroubles.unreachable],
];

/** Codes of a database that cannot keep anything just now, through no fault of ours. */
const TROUBLE = new RegExp(
	`^(${LOST_CODES}|SQLITE_(FULL|READONLY|IOERR|BUSY|LOCKED|CANTOPEN|NOMEM)|25006|40001|40P01|53|55P03|58)`,
);

/**
 * Turns an error of a running database (disk full, locked, gone) into a {@link StoreTrouble}; what is
 * not the database's trouble stays as it is.
 */
export function runTrouble(error: unknown): unknown {
	const code = codeOf(error);
	if (!TROUBLE.test(code)) return error;
	return new StoreTrouble(`The database cannot keep anything just now (${code}).`, {
		cause: error,
	});
}

/** The client of PostgreSQL gives lost connections no code, only one of these sentences. */
const LOST = /connection terminated|timeout exceeded when trying to connect|not queryable/i;

/** The code under which Node, SQLite or PostgreSQL report an error; empty when there is none. */
export function codeOf(error: unknown): string {
	if (!(error instanceof Error)) return "";
	if (LOST.test(error.message)) return "connection";
	if ("code" in error && typeof error.code === "string") return error.code;
	return "";
}
