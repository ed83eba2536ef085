import pg from "pg";
import type { Library } from "../../src/core/library.ts";
import type { Row } from "../support/table.ts";
import { type Taken, throughStore } from "./timed.ts";
import { openTown } from "./town.ts";

/** The same on a real PostgreSQL server, where one is given. No target: it is another machine's work. */

const ROUNDS = 3;
const CALLERS = [1, 10, 32];

/** @param floor SQLite's, to compare with */
export async function measurePostgres(library: Library, floor: readonly Taken[]): Promise<Row[]> {
	const url = process.env.CAIRN_TEST_POSTGRES;
	if (!url) return [];
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	const schema = `cairn_bench_${process.pid}`;
	await client.query(`create schema ${schema}`);
	try {
		const own = new URL(url);
		own.searchParams.set("options", `-c search_path=${schema}`);
		return await measureIn(own.href, library, floor.map((one) => one.mean).slice(0, ROUNDS));
	} finally {
		await client.query(`drop schema ${schema} cascade`);
		await client.end();
	}
}

async function measureIn(url: string, library: Library, floor: readonly number[]): Promise<Row[]> {
	const town = await openTown(url, library);
	const rows: Row[] = [];
	let turn = 0;
	for (const callers of CALLERS) {
		const ours: number[] = [];
		for (let round = 0; round < ROUNDS; round += 1) {
			const lot = await town.begin(turn);
			ours.push((await throughStore(town, library, lot, callers)).mean);
			turn += 1;
		}
		const what = `PostgreSQL, ${callers === 1 ? "one caller" : `${callers} callers`}, on the whole`;
		rows.push({ what, unit: "µs", rounds: { ours, floor } });
	}
	await town.store.close();
	return rows;
}
