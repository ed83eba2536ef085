import { type ConnectionProvider, type DatabaseConnection, Transaction } from "kysely";
import { BEGIN, COMMIT, type Guard, partsOf, ROLLBACK, type SqliteDialect } from "./driver.ts";
import type { Tables } from "./schema.ts";
import type { Db } from "./units.ts";

/** Runs work in a transaction of its own; what throws in it leaves nothing behind. */
export type Transact = <T>(work: (trx: Db) => Promise<T>) => Promise<T>;

/**
 * Writing transactions on SQLite. Kysely's own make every statement queue for the connection once
 * more and lead it there through a dozen promises, which takes longer than SQLite takes to run it.
 * Here the connection is simply at hand.
 *
 * @param dialect the one that `db` was made with
 */
export function createTransact(db: Db, dialect: SqliteDialect, guard: Guard): Transact {
	const { connection, turns } = dialect;
	const executor = db.getExecutor();
	const parts = partsOf(dialect);

	async function run<T>(work: (trx: Db) => Promise<T>): Promise<T> {
		const own = atHand(connection);
		const trx = new Transaction<Tables>({
			...parts,
			executor: executor.withConnectionProvider(own),
		});
		await connection.executeQuery(BEGIN);
		try {
			const result = await guard.inside(() => work(trx));
			await connection.executeQuery(COMMIT);
			return result;
		} catch (error) {
			// After a full disk and the like SQLite has rolled back by itself, and refuses a second time.
			await connection.executeQuery(ROLLBACK).catch(() => {});
			throw error;
		} finally {
			own.end();
		}
	}

	return async (work) => {
		guard.assertOutside();
		await turns.take();
		try {
			return await run(work);
		} finally {
			turns.pass();
		}
	};
}

/** A connection for whoever is in the transaction, until that is over. */
function atHand(connection: DatabaseConnection): ConnectionProvider & { end(): void } {
	let over = false;
	return {
		provideConnection(consumer) {
			if (over) throw new Error("This transaction is over.");
			return consumer(connection);
		},
		end() {
			over = true;
		},
	};
}
