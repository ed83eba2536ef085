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
 * run one after the other, each behind a savepoint. A lone caller waits for nobody.
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
		const tell = await transact((trx) => runAll(trx, batch));
		// Only now is anything on disk.
		for (const one of tell) one();
	} catch (error) {
		for (const unit of batch) unit.reject(error);
	}
}

type Tell = () => void;

async function runAll(trx: Db, batch: readonly Waiting[]): Promise<readonly Tell[]> {
	const [only] = batch;
	if (only && batch.length === 1) return [succeeded(only, await only.run(trx))];
	const tell: Tell[] = [];
	for (const unit of batch) tell.push(await runAlone(trx, unit));
	return tell;
}

const SAVEPOINT = CompiledQuery.raw("savepoint unit");
const RELEASE = CompiledQuery.raw("release unit");
const ROLLBACK = CompiledQuery.raw("rollback to unit");

async function runAlone(trx: Db, unit: Waiting): Promise<Tell> {
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
