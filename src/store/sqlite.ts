import type { Database } from "better-sqlite3";
import { Kysely } from "kysely";
import type { Ids } from "../core/ports.ts";
import { createGuard, type Guard, sqliteDialect } from "./driver.ts";
import { backUp, MEMORY, openForReading, openForWriting } from "./file.ts";
import { createLane, type Lane } from "./lane.ts";
import { MIGRATIONS, migrate } from "./migrate.ts";
import { prepared } from "./prepared.ts";
import { createReader } from "./reader.ts";
import type { Tables } from "./schema.ts";
import { createTransact } from "./transact.ts";
import type { Db, Locks, Opened, StoreOptions, Units } from "./units.ts";

/** Opens a SQLite file, or a database in memory. */
export async function openSqlite(path: string, options: StoreOptions): Promise<Opened> {
	const database = openForWriting(path);
	try {
		return await openOn(database, path, options);
	} catch (error) {
		database.close();
		throw error;
	}
}

async function openOn(database: Database, path: string, options: StoreOptions): Promise<Opened> {
	const guard = createGuard();
	const dialect = sqliteDialect(database, guard);
	const db = new Kysely<Tables>({ dialect });
	await migrate(db, "sqlite", options.migrations ?? MIGRATIONS, (pending) =>
		keepCopy(database, pending, options),
	);
	const reading = path === MEMORY ? database : openForReading(path);
	const viewer =
		reading === database ? db : new Kysely<Tables>({ dialect: sqliteDialect(reading, guard) });
	const lane = createLane(createTransact(db, dialect, guard), guard);
	const reader = createReader(db, dialect, guard);
	const close = async () => {
		await lane.idle();
		// The last connection to go tidies the log away, and the one for reading could not.
		reading.close();
		database.close();
	};
	return { units: sqliteUnits({ lane, reader, viewer }, guard, options.ids), close };
}

async function keepCopy(database: Database, before: string, { log }: StoreOptions): Promise<void> {
	if (database.memory) return;
	const copy = await backUp(database, before);
	log?.info({ copy }, "database backed up");
}

type Connections = {
	readonly lane: Lane;
	/** On the one that writes. */
	readonly reader: Db;
	/** Another one, where there is a file. */
	readonly viewer: Db;
};

/**
 * Units of work on SQLite: writes share the lane. A single read goes by the same connection between
 * two batches, which never let the event loop turn: it waits for nobody, and finds in the cache what
 * was just written. Another connection drops its whole cache at each commit. Several reads that must
 * agree have one of their own.
 */
export function sqliteUnits({ lane, reader, viewer }: Connections, guard: Guard, ids: Ids): Units {
	return {
		read: (work) => work(reader),
		view: (work) => viewer.transaction().execute((trx) => guard.inside(() => work(trx))),
		write: lane.write,
		locks,
		ids,
	};
}

/** Within the lane nobody else writes anything. */
const locks: Locks = {
	learner: async () => {},
	present: async (db, learner) => (await presence(db, { learner })).length > 0,
	alone: async () => {},
	take: (query) => query,
};

const presence = prepared((db, { learner }: { learner: string }) =>
	db.selectFrom("learner").select("id").where("id", "=", learner),
);
