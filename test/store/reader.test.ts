import { describe, expect, it } from "vitest";
import { shelf } from "./stage.ts";

describe("a single read on SQLite", () => {
	it("sees nothing of half a transaction", async () => {
		const { transact, reader, puts } = shelf();
		const writing = transact(async (trx) => {
			await puts("Ada")(trx);
			await puts("Bob")(trx);
		});
		// As somebody whose wish comes in while the two are being written.
		const seen = await reader.selectFrom("name").selectAll().execute();
		expect(seen).toHaveLength(2);
		await writing;
	});

	it("waits for nobody when nothing is being written", async () => {
		const { transact, reader, puts, statements } = shelf();
		await transact(puts("Ada"));
		statements.length = 0;
		const reading = reader.selectFrom("name").selectAll().execute();
		const writing = transact(puts("Bob"));
		await Promise.all([reading, writing]);
		expect(statements[0]).toMatch(/^select/);
	});

	it("is refused inside a transaction, where it would wait for its own end", async () => {
		const { transact, reader } = shelf();
		const within = transact(() => reader.selectFrom("name").selectAll().execute());
		await expect(within).rejects.toThrow(/A transaction is open here/);
	});
});
