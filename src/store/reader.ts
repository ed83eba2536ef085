import { type ConnectionProvider, Kysely } from "kysely";
import { type Guard, partsOf, type SqliteDialect } from "./driver.ts";
import type { Tables } from "./schema.ts";
import type { Db } from "./units.ts";

/**
 * Single reads on the connection that writes. Between two transactions nobody else uses it, so they
 * need not queue for it.
 *
 * @param dialect the one that `db` was made with
 */
export function createReader(db: Db, dialect: SqliteDialect, guard: Guard): Db {
	const { connection, turns } = dialect;
	const executor = db.getExecutor();
	const provider: ConnectionProvider = {
		provideConnection(consumer) {
			guard.assertOutside();
			// A transaction waits for its own promises between two statements, and half of one is not to
			// be seen.
			return turns.taken() ? executor.provideConnection(consumer) : consumer(connection);
		},
	};
	return new Kysely<Tables>({
		...partsOf(dialect),
		executor: executor.withConnectionProvider(provider),
	});
}
