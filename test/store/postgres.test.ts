import { Kysely, sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../../src/core/ports.ts";
import { createGuard } from "../../src/store/driver.ts";
import { openStore } from "../../src/store/open.ts";
import { postgresDialect, postgresUnits } from "../../src/store/postgres.ts";
import type { Tables } from "../../src/store/schema.ts";
import { reportingTrouble } from "../../src/store/units.ts";
import { storeContract } from "../contract/store.ts";
import { countedIds, keptLog } from "./stage.ts";

const server = process.env.CAIRN_TEST_POSTGRES;

if (server) onServer(server);
else
	describe("PostgreSQL on a server", () => {
		it.skip("is not tried: CAIRN_TEST_POSTGRES holds no URL of a database to test in", () => {});
	});

function onServer(url: string): void {
	const ids = countedIds();
	const client = new pg.Client({ connectionString: url });
	let schema = "";

	beforeAll(() => client.connect());
	afterAll(async () => {
		await drop();
		await client.end();
	});

	async function drop(): Promise<void> {
		if (schema) await client.query(`drop schema ${schema} cascade`);
	}

	/** A schema of its own for every test, named after this process. */
	async function openAfresh(): Promise<Store> {
		await drop();
		schema = `cairn_test_${process.pid}_${ids.make()}`;
		await client.query(`create schema ${schema}`);
		const inSchema = new URL(url);
		inSchema.searchParams.set("options", `-c search_path=${schema}`);
		return openStore(inSchema.href, { ids });
	}

	storeContract("PostgreSQL on a server", openAfresh);

	describe("a connection to PostgreSQL that breaks", () => {
		it("fails the transaction it carried, and the next one gets another", async () => {
			const log = keptLog();
			const db = new Kysely<Tables>({ dialect: postgresDialect(url, log) });
			const units = reportingTrouble(postgresUnits(db, createGuard(), ids));
			const broken = units.write((trx) =>
				sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx),
			);
			await expect(broken).rejects.toMatchObject({ name: "StoreTrouble" });
			expect(log.said).toMatchObject([{ message: "a connection to PostgreSQL broke" }]);
			const { rows } = await units.read((db) => sql`select 1 as one`.execute(db));
			expect(rows).toEqual([{ one: 1 }]);
			await db.destroy();
		});

		it("is told in a sentence when it never came about", async () => {
			const nowhere = new URL(url);
			nowhere.pathname = "/there_is_no_such_database";
			await expect(openStore(nowhere.href, { ids })).rejects.toMatchObject({
				name: "Problem",
				message: expect.stringContaining("has no such database"),
			});
		});
	});
}
