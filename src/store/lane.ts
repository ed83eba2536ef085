import { CompiledQuery } from "kysely";
import type { Guard } from "./driver.ts";
import { perform } from "./prepared.ts";
import type { Transact } from "./transact.ts";
import type { Db } from "./units.ts";

/** The one way to write to SQLite. */
export type Lane = {
	write<T>(unit: (db: Db) => Promise<T>): Promise<T>;
	/** Resolves when nothing waits any more. */
	idle(): Promise<void>;
};

type Waiting = {
	run(db: Db): Promise<unknown>;
	resolve(value: unknown): void;
	reject(error: unknown): void;
};

/** A batch holds the event loop for as long as it takes: about 10 ms for these. */
const MOST_UNITS = 64;

// Taken at load, so that a test with set timers does not stop the lane.
const { setImmediate } = globalThis;

/**
 * Makes the write lane. Syncing the disk is what a commit costs, so whatever waits shares one: units
 * run one after the other, and one that fails takes nothing along. A lone caller waits for nobody.
 */
export function createLane(transact: Transact, guard: Guard): Lane {
	const waiting: Waiting[] = [];
	let running: Promise<void> | null = null;

	async function run(): Promise<void> {
		while (waiting.length > 0) {
			await arrivals();
			await commitTogether(transact, waiting.splice(0, MOST_UNITS));
		}
		running = null;
	}

	return {
		write<T>(unit: (db: Db) => Promise<T>): Promise<T> {
			guard.assertOutside();
			return new Promise<T>((resolve, reject) => {
				waiting.push({ run: unit, resolve: resolve as Waiting["resolve"], reject });
				running ??= run();
			});
		},
		async idle() {
			while (running) await running;
		},
	};
}

/**
 * Lets the requests that this turn of the event loop has already read reach the lane. The driver is
 * synchronous: without this the first one would commit before the second is even looked at.
 */
function arrivals(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

async function commitTogether(transact: Transact, batch: readonly Waiting[]): Promise<void> {
	try {
		// Only when this has come back is anything on disk.
		for (const tell of await inOneCommit(transact, batch)) tell();
	} catch (error) {
		for (const unit of batch) unit.reject(error);
	}
}

type Tell = () => void;

/**
 * Nearly every batch goes through whole. When one unit fails all are undone and run again, now each
 * behind a savepoint: for that SQLite keeps a copy of every page that is touched.
 */
async function inOneCommit(
	transact: Transact,
	batch: readonly Waiting[],
): Promise<readonly Tell[]> {
	try {
		return await transact((trx) => runAll(trx, batch, runWithin));
	} catch (error) {
		if (batch.length === 1) throw error;
		return transact((trx) => runAll(trx, batch, runApart));
	}
}

async function runAll(
	trx: Db,
	batch: readonly Waiting[],
	run: (trx: Db, unit: Waiting) => Promise<Tell>,
): Promise<readonly Tell[]> {
	const tell: Tell[] = [];
	for (const unit of batch) tell.push(await run(trx, unit));
	return tell;
}

async function runWithin(trx: Db, unit: Waiting): Promise<Tell> {
	return succeeded(unit, await unit.run(trx));
}

const SAVEPOINT = CompiledQuery.raw("savepoint unit");
const RELEASE = CompiledQuery.raw("release unit");
const ROLLBACK = CompiledQuery.raw("rollback to unit");

async function runApart(trx: Db, unit: Waiting): Promise<Tell> {
	await perform(trx, SAVEPOINT);
	try {
		const value = await unit.run(trx);
		await perform(trx, RELEASE);
		return succeeded(unit, value);
	} catch (error) {
		await undo(trx, error);
		return () => unit.reject(error);
	}
}

/** When the savepoint is gone, SQLite has given up the whole transaction: the batch fails as one. */
async function undo(trx: Db, error: unknown): Promise<void> {
	try {
		await perform(trx, ROLLBACK);
		await perform(trx, RELEASE);
	} catch {
		throw error;
	}
}

function succeeded(unit: Waiting, value: unknown): Tell {
	return () => unit.resolve(value);
}
