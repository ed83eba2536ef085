import type { Kysely, SelectQueryBuilder } from "kysely";
import type { Ids, Log } from "../core/ports.ts";
import type { Migration } from "./migrations/migration.ts";
import type { Tables } from "./schema.ts";
import { runTrouble } from "./troubles.ts";

/** A connection, inside or outside a transaction. */
export type Db = Kysely<Tables>;

/** How the groups of the store reach the database. Nothing in here may wait for anything else. */
export type Units = {
	/** Runs one statement that only reads. */
	read<T>(work: (db: Db) => Promise<T>): Promise<T>;
	/** Runs several that only read and must agree with each other. */
	view<T>(work: (db: Db) => Promise<T>): Promise<T>;
	/** Runs a whole transaction; what throws in it leaves nothing behind. It may run again. */
	write<T>(unit: (db: Db) => Promise<T>): Promise<T>;
	readonly locks: Locks;
	readonly ids: Ids;
};

/** SQLite has one writer at a time and needs none of this. */
export type Locks = {
	/** Within `write`: whoever else decides about this learner waits for us. */
	learner(db: Db, learner: string): Promise<void>;
	/** The same, and nobody may even write what refers to this learner. */
	alone(db: Db, learner: string): Promise<void>;
	/** Rows that another process is just taking are passed over. */
	take<T extends keyof Tables, O>(
		query: SelectQueryBuilder<Tables, T, O>,
	): SelectQueryBuilder<Tables, T, O>;
};

export type StoreOptions = {
	readonly ids: Ids;
	readonly log?: Log;
	/** Only tests have others than the program's own. */
	readonly migrations?: readonly Migration[];
};

/** A database that is open, its schema up to date. */
export type Opened = { readonly units: Units; close(): Promise<void> };

/** Units whose failures say when the database was to blame, so that one may try again. */
export function reportingTrouble(units: Units): Units {
	const report = (error: unknown) => {
		throw runTrouble(error);
	};
	return {
		...units,
		read: (work) => units.read(work).catch(report),
		view: (work) => units.view(work).catch(report),
		write: (unit) => units.write(unit).catch(report),
	};
}
