import { join } from "node:path";
import Database from "better-sqlite3";
import { Kysely, sql } from "kysely";
import { describe, expect, it, vi } from "vitest";
import { createGuard, sqliteDialect } from "../../src/store/driver.ts";
import { folder, peek, type Shelf, shelf } from "./stage.ts";

const OUTSIDE = /A transaction is open here/;

describe("the SQLite driver", () => {
	it("begins every transaction as a writing one", async () => {
		const { db, puts, statements } = shelf();
		await db.transaction().execute(puts("Ada"));
		expect(statements).toEqual([
			"begin immediate",
			expect.stringMatching(/^insert into "name"/),
			"commit",
		]);
	});

	it("only reads on a connection that is for reading", async () => {
		const path = join(folder(), "shelf.db");
		const writing = peek(path);
		writing.exec("create table name (name text primary key)");
		writing.exec("begin immediate");
		const readonly = new Database(path, { readonly: true });
		const reader = new Kysely<Shelf>({ dialect: sqliteDialect(readonly, createGuard()) });
		const read = reader
			.transaction()
			.execute((trx) => trx.selectFrom("name").selectAll().execute());
		expect(await read).toEqual([]);
		await reader.destroy();
	});

	it("hides values from the planner and changes none of them", async () => {
		const { db } = shelf();
		const query = sql<{
			kind: string;
		}>`select typeof(${"7"}) || typeof(${7n}) || typeof(${null}) as kind`;
		expect(query.compile(db).sql).toContain("typeof(+?)");
		expect((await query.execute(db)).rows).toEqual([{ kind: "textintegernull" }]);
	});

	it("prepares a statement once", async () => {
		const { database, db, puts, names } = shelf();
		const prepare = vi.spyOn(database, "prepare");
		for (const name of ["Ada", "Bob", "Cleo"]) await db.transaction().execute(puts(name));
		expect(prepare.mock.calls.filter(([sql]) => sql.startsWith("insert"))).toHaveLength(1);
		expect(names()).toEqual(["Ada", "Bob", "Cleo"]);
	});

	it("keeps at most a bounded number of statements", async () => {
		const { db, database } = shelf();
		const prepare = vi.spyOn(database, "prepare");
		const ask = (index: number) => db.selectFrom("name").select(`name as n${index}`).execute();
		for (let index = 0; index <= 500; index++) await ask(index);
		await ask(500);
		expect(prepare).toHaveBeenCalledTimes(501);
		await ask(0);
		expect(prepare).toHaveBeenCalledTimes(502);
	});

	it("undoes a transaction that throws", async () => {
		const { db, puts, names } = shelf();
		const failing = db.transaction().execute(async (trx) => {
			await puts("Ada")(trx);
			throw new Error("changed my mind");
		});
		await expect(failing).rejects.toThrow("changed my mind");
		expect(names()).toEqual([]);
	});

	it("lets others wait for a transaction, in the order of asking", async () => {
		const { db, puts } = shelf();
		const seen: number[] = [];
		const count = async () => seen.push((await db.selectFrom("name").selectAll().execute()).length);
		await Promise.all([
			count(),
			db.transaction().execute(puts("Ada")),
			count(),
			db.transaction().execute(puts("Bob")),
			count(),
		]);
		expect(seen).toEqual([0, 1, 2]);
	});

	it("refuses the outer connection inside a transaction, where it would hang", async () => {
		const { db, guard, lane } = shelf();
		const other = new Kysely<Shelf>({ dialect: sqliteDialect(peek(":memory:"), guard) });
		const inside = <T>(work: () => Promise<T>) => lane.write(work);
		await expect(inside(() => db.selectFrom("name").execute())).rejects.toThrow(OUTSIDE);
		await expect(inside(() => other.selectFrom("name").execute())).rejects.toThrow(OUTSIDE);
		await expect(inside(async () => lane.write(async () => 1))).rejects.toThrow(OUTSIDE);
		expect(await lane.write(async () => "still fine")).toBe("still fine");
	});
});
