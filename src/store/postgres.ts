import { type Dialect, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Ids, Log } from "../core/ports.ts";
import { createGuard, type Guard } from "./driver.ts";
import { MIGRATIONS, migrate } from "./migrate.ts";
import type { Tables } from "./schema.ts";
import { codeOf } from "./troubles.ts";
import type { Db, Locks, Opened, StoreOptions, Units } from "./units.ts";

/** Beyond this many the server's own cores are the limit. */
const CONNECTIONS = 10;
/** Somebody is waiting for an answer: better a sentence now than a result in a minute. */
const CONNECT_TIMEOUT_MS = 5_000;
const INT8 = 20;

/** PostgreSQL behind a pool of connections. */
export function postgresDialect(url: string, log: Log | undefined): Dialect {
	const pool = new pg.Pool({
		connectionString: url,
		max: CONNECTIONS,
		connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
		keepAlive: true,
		application_name: "cairn",
		types: { getTypeParser },
	});
	// A connection that breaks would end the process if nobody listened, idle or in use. Whoever uses
	// it gets an error from the statement under way, and the pool makes a new one.
	pool.on("connect", (client) => client.on("error", (error) => warnOf(error, log)));
	pool.on("error", () => {});
	return new PostgresDialect({ pool });
}

function warnOf(error: Error, log: Log | undefined): void {
	log?.warn({ code: codeOf(error) }, "a connection to PostgreSQL broke");
}

/** Opens PostgreSQL, on whatever dialect speaks it. */
export async function openPostgres(dialect: Dialect, options: StoreOptions): Promise<Opened> {
	const db = new Kysely<Tables>({ dialect });
	const close = () => db.destroy();
	try {
		await migrate(db, "postgres", options.migrations ?? MIGRATIONS, async () => {});
		return { units: postgresUnits(db, createGuard(), options.ids), close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** Epoch milliseconds and counts fit a number; the client would hand them over as text. */
const getTypeParser: pg.CustomTypesConfig["getTypeParser"] = (oid, format) =>
	oid === INT8 ? Number : pg.types.getTypeParser(oid, format);

/**
 * What two transactions that got in each other's way end with: one of them just runs again. The last
 * says that a row went while another was being written that refers to it; a second look sees that.
 */
const CLASHES = new Set(["40001", "40P01", "23503"]);
const MOST_TRIES = 5;

/** Units of work on PostgreSQL: each write is its own transaction, tried again after a clash. */
export function postgresUnits(db: Db, guard: Guard, ids: Ids): Units {
	return {
		async read(work) {
			guard.assertOutside();
			return work(db);
		},
		async view(work) {
			guard.assertOutside();
			const view = db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only");
			return view.execute((trx) => guard.inside(() => work(trx)));
		},
		async write(unit) {
			guard.assertOutside();
			const write = db.transaction().setIsolationLevel("read committed");
			return retrying(() => write.execute((trx) => guard.inside(() => unit(trx))));
		},
		locks,
		ids,
	};
}

async function retrying<T>(run: () => Promise<T>): Promise<T> {
	for (let tried = 1; ; tried++) {
		try {
			return await run();
		} catch (error) {
			if (tried === MOST_TRIES || !CLASHES.has(codeOf(error))) throw error;
		}
	}
}

const locks: Locks = {
	// Not the full lock: rows that merely refer to the learner may still be written by others.
	async learner(db, learner) {
		await db
			.selectFrom("learner")
			.select("id")
			.where("id", "=", learner)
			.forNoKeyUpdate()
			.execute();
	},
	async alone(db, learner) {
		await db.selectFrom("learner").select("id").where("id", "=", learner).forUpdate().execute();
	},
	take: (query) => query.forUpdate().skipLocked(),
};
