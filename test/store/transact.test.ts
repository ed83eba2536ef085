import type { Kysely } from "kysely";
import { describe, expect, it } from "vitest";
import { type Shelf, shelf } from "./stage.ts";

describe("a writing transaction on SQLite", () => {
	it("is one from its first statement on", async () => {
		const { transact, puts, statements } = shelf();
		expect(await transact(puts("Ada"))).toBe("Ada");
		expect(statements).toEqual([
			"begin immediate",
			expect.stringMatching(/^insert into "name"/),
			"commit",
		]);
	});

	it("leaves nothing behind when it throws", async () => {
		const { transact, puts, names } = shelf();
		const failing = transact(async (trx) => {
			await puts("Ada")(trx);
			throw new Error("changed my mind");
		});
		await expect(failing).rejects.toThrow("changed my mind");
		expect(names()).toEqual([]);
		expect(await transact(puts("Bob"))).toBe("Bob");
	});

	it("tells of what SQLite has undone by itself as it was", async () => {
		const { database, transact, puts, names } = shelf();
		const failing = transact(async (trx) => {
			await puts("Ada")(trx);
			database.exec("rollback");
			throw new Error("the disk is full");
		});
		await expect(failing).rejects.toThrow("the disk is full");
		expect(names()).toEqual([]);
	});

	it("makes whoever reads beside it wait", async () => {
		const { transact, db, puts } = shelf();
		const [, seen] = await Promise.all([
			transact(puts("Ada")),
			db.selectFrom("name").selectAll().execute(),
		]);
		expect(seen).toEqual([{ name: "Ada" }]);
	});

	it("takes no statement once it is over", async () => {
		const { transact } = shelf();
		const kept = (await transact(async (trx) => ({ trx }))).trx as unknown as Kysely<Shelf>;
		await expect(kept.selectFrom("name").selectAll().execute()).rejects.toThrow(/is over/);
	});
});
