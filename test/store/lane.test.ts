import { describe, expect, it } from "vitest";
import { shelf } from "./stage.ts";

const NAMES = Array.from({ length: 32 }, (_, index) => `name${String(index).padStart(2, "0")}`);

describe("the write lane", () => {
	it("gives a lone caller a transaction of its own, without savepoints", async () => {
		const { lane, puts, statements } = shelf();
		expect(await lane.write(puts("Ada"))).toBe("Ada");
		expect(statements).toHaveLength(3);
	});

	it("writes what waits together as one commit, in the order of asking", async () => {
		const { lane, puts, names, statements } = shelf();
		const order: string[] = [];
		const written = NAMES.map(async (name) => order.push(await lane.write(puts(name))));
		await Promise.all(written);
		expect(names()).toEqual(NAMES);
		expect(order).toHaveLength(32);
		expect(statements.filter((sql) => sql === "commit")).toHaveLength(1);
	});

	it("lets one unit fail alone", async () => {
		const { lane, puts, names, statements } = shelf();
		const written = await Promise.allSettled(
			NAMES.map((name, index) =>
				lane.write(async (trx) => {
					const put = await puts(name)(trx);
					if (index === 7) throw new Error("not this one");
					return put;
				}),
			),
		);
		expect(written.filter((one) => one.status === "rejected")).toEqual([
			{ status: "rejected", reason: new Error("not this one") },
		]);
		expect(names()).toEqual(NAMES.toSpliced(7, 1));
		expect(statements.filter((sql) => sql === "commit").length).toBeLessThan(4);
	});

	it("needs no savepoints while all goes well", async () => {
		const { lane, puts, statements } = shelf();
		await Promise.all(NAMES.map((name) => lane.write(puts(name))));
		expect(statements.filter((sql) => sql.startsWith("savepoint"))).toEqual([]);
	});

	it("lets a unit fail that the database refuses", async () => {
		const { lane, puts, names } = shelf();
		const twice = await Promise.allSettled([
			lane.write(puts("Ada")),
			lane.write(puts("Ada")),
			lane.write(puts("Bob")),
		]);
		expect(twice.map((one) => one.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
		expect(names()).toEqual(["Ada", "Bob"]);
	});

	it("tells nobody of success when the commit fails", async () => {
		const { database, lane, puts, names } = shelf();
		database.pragma("foreign_keys = on");
		database.exec(`create table owner (
			name text references name (name) deferrable initially deferred
		) strict`);
		const orphan = () =>
			lane.write(async () => void database.exec("insert into owner values ('nobody')"));
		const written = await Promise.allSettled([
			lane.write(puts("Ada")),
			orphan(),
			lane.write(puts("Bob")),
		]);
		expect(written.map((one) => one.status)).toEqual(["rejected", "rejected", "rejected"]);
		expect(names()).toEqual([]);
		expect(await lane.write(puts("Cleo"))).toBe("Cleo");
	});

	it("never tells of success what a full disk has undone, and goes on once there is room", async () => {
		const { database, lane, puts, names } = shelf();
		const pages = Number(database.pragma("page_count", { simple: true }));
		database.pragma(`max_page_count = ${pages}`);
		const written = await Promise.allSettled([
			lane.write(puts("Ada")),
			lane.write(puts("x".repeat(100_000))),
			lane.write(puts("Bob")),
		]);
		expect(written[1]).toMatchObject({ status: "rejected", reason: { code: "SQLITE_FULL" } });
		const kept = written.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
		expect(names()).toEqual(kept);
		database.pragma("max_page_count = 1000");
		expect(await lane.write(puts("Cleo"))).toBe("Cleo");
	});

	it("takes no more into one commit than holds the event loop for a moment", async () => {
		const { lane, puts, statements } = shelf();
		const many = Array.from({ length: 100 }, (_, index) => `name${index}`);
		await Promise.all(many.map((name) => lane.write(puts(name))));
		expect(statements.filter((sql) => sql === "commit")).toHaveLength(2);
	});

	it("is idle when everything has been written", async () => {
		const { lane, puts, names } = shelf();
		const written = NAMES.map((name) => lane.write(puts(name)));
		await lane.idle();
		expect(names()).toEqual(NAMES);
		await Promise.all(written);
		await lane.idle();
	});
});
