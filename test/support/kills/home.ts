import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** Where a bot lives that is to be killed: a database of its own, gone afterwards. */
export type Home = <T>(work: (database: string) => Promise<T>) => Promise<T>;

export const inFile: Home = async (work) => {
	const folder = mkdtempSync(join(tmpdir(), "cairn-kills-"));
	try {
		return await work(join(folder, "cairn.db"));
	} finally {
		rmSync(folder, { recursive: true });
	}
};

/** @param server the URL of a database to test in */
export function onServer(server: string): Home {
	return async (work) => {
		const client = new pg.Client({ connectionString: server });
		await client.connect();
		const schema = `cairn_kills_${process.pid}_${Date.now()}`;
		await client.query(`create schema ${schema}`);
		const inSchema = new URL(server);
		inSchema.searchParams.set("options", `-c search_path=${schema}`);
		try {
			return await work(inSchema.href);
		} finally {
			await client.query(`drop schema ${schema} cascade`);
			await client.end();
		}
	};
}
