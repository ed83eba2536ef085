import { AsyncLocalStorage } from "node:async_hooks";
import type { Database, Statement } from "better-sqlite3";
import {
	CompiledQuery,
	type DatabaseConnection,
	type Dialect,
	type Driver,
	type QueryResult,
	SqliteAdapter,
	SqliteIntrospector,
	SqliteQueryCompiler,
} from "kysely";

/**
 * Knows whether the running code is part of a transaction. Whoever uses another connection there
 * would wait for its own transaction to end, for ever and without an error; so it throws instead.
 */
export type Guard = {
	inside<T>(work: () => Promise<T>): Promise<T>;
	assertOutside(): void;
};

/** One guard per opened store: it covers all connections of that store. */
export function createGuard(): Guard {
	const inside = new AsyncLocalStorage<true>();
	return {
		inside: (work) => inside.run(true, work),
		assertOutside() {
			if (inside.getStore())
				throw new Error("A transaction is open here: use the connection it was given.");
		},
	};
}

/**
 * The one connection there is, and the turns in which it is used. Kysely's own way to it leads
 * through a dozen promises, which takes longer than most statements take to run.
 */
export type SqliteDialect = Dialect & {
	readonly connection: DatabaseConnection;
	readonly turns: Turns;
};

/** Our SQLite for Kysely: immediate transactions, prepared statements kept, guarded. */
export function sqliteDialect(database: Database, guard: Guard): SqliteDialect {
	const connection = createConnection(database);
	const turns = createTurns();
	return {
		connection,
		turns,
		createAdapter: () => new Adapter(),
		createDriver: () => createDriver(database, { connection, turns }, guard),
		createIntrospector: (db) => new SqliteIntrospector(db),
		createQueryCompiler: () => new QueryCompiler(),
	};
}

/** What another Kysely or Transaction on it is made of, but for the executor. */
export function partsOf(dialect: SqliteDialect) {
	return { config: { dialect }, dialect, driver: dialect.createDriver() };
}

/**
 * better-sqlite3 builds SQLite with STAT4, whose planner looks at the values bound to a join and
 * therefore prepares the statement anew whenever they change: five times the work of running it. A
 * plus sign changes no value and hides it from the planner, which has no statistics to use it for.
 */
class QueryCompiler extends SqliteQueryCompiler {
	protected override getCurrentParameterPlaceholder(): string {
		return "+?";
	}
}

class Adapter extends SqliteAdapter {
	/** Kysely would make callers queue before the guard can refuse them, so the driver queues itself. */
	override get supportsMultipleConnections(): boolean {
		return true;
	}

	/** SQLite rolls DDL back like anything else, so a migration that fails leaves nothing behind. */
	override get supportsTransactionalDdl(): boolean {
		return true;
	}
}

// Immediate: a transaction that reads first and upgrades later fails at once when another process
// writes, and the busy timeout does not help it.
export const BEGIN = CompiledQuery.raw("begin immediate");
export const COMMIT = CompiledQuery.raw("commit");
export const ROLLBACK = CompiledQuery.raw("rollback");
const BEGIN_READING = CompiledQuery.raw("begin");

function createDriver(
	database: Database,
	{ connection, turns }: Pick<SqliteDialect, "connection" | "turns">,
	guard: Guard,
): Driver {
	const begin = database.readonly ? BEGIN_READING : BEGIN;
	return {
		async init() {},
		async acquireConnection() {
			guard.assertOutside();
			await turns.take();
			return connection;
		},
		async beginTransaction(on) {
			await on.executeQuery(begin);
		},
		async commitTransaction(on) {
			await on.executeQuery(COMMIT);
		},
		async rollbackTransaction(on) {
			// After a full disk and the like, SQLite has rolled back by itself.
			if (database.inTransaction) await on.executeQuery(ROLLBACK);
		},
		async releaseConnection() {
			turns.pass();
		},
		async destroy() {
			database.close();
		},
	};
}

/** One after the other, in the order of asking. */
type Turns = {
	/** Whether somebody has the connection: what they have begun may not be whole yet. */
	taken(): boolean;
	take(): Promise<void>;
	pass(): void;
};

function createTurns(): Turns {
	const waiting: (() => void)[] = [];
	let taken = false;
	return {
		taken: () => taken,
		async take() {
			if (taken) await new Promise<void>((resolve) => waiting.push(resolve));
			taken = true;
		},
		pass() {
			const next = waiting.shift();
			if (next) next();
			else taken = false;
		},
	};
}

function createConnection(database: Database): DatabaseConnection {
	const prepare = statementCache(database);
	return {
		async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
			const statement = prepare(sql);
			if (statement.reader) return { rows: statement.all(parameters) as R[] };
			const { changes } = statement.run(parameters);
			return { numAffectedRows: BigInt(changes), rows: [] };
		},
		streamQuery() {
			throw new Error("Nothing here is read as a stream.");
		},
	};
}

/** Far above the number of texts there are: it only bounds a mistake. */
const MOST_STATEMENTS = 500;

/** Preparing costs as much as running; the oldest text goes when there are too many. */
function statementCache(database: Database): (sql: string) => Statement {
	const kept = new Map<string, Statement>();
	return (sql) => {
		const known = kept.get(sql);
		if (known) return known;
		const statement = database.prepare(sql);
		const [oldest] = kept.keys();
		if (oldest !== undefined && kept.size >= MOST_STATEMENTS) kept.delete(oldest);
		kept.set(sql, statement);
		return statement;
	};
}
