import { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stamp } from "../../src/core/ledger.ts";
import type { Store } from "../../src/core/ports.ts";
import { createGuard } from "../../src/store/driver.ts";
import { MIGRATIONS } from "../../src/store/migrate.ts";
import type { Migration } from "../../src/store/migrations/migration.ts";
import { openStoreOn } from "../../src/store/open.ts";
import { postgresUnits } from "../../src/store/postgres.ts";
import type { Tables } from "../../src/store/schema.ts";
import { reportingTrouble } from "../../src/store/units.ts";
import { storeContract } from "../contract/store.ts";
import { unscheduledContract } from "../contract/unscheduled.ts";
import { countedIds } from "./stage.ts";

const ids = countedIds();

/** Starting one takes a second, so all tests of this file share it. */
let pglite: PGlite;
beforeAll(async () => {
	pglite = await PGlite.create();
}, 60_000);
afterAll(() => pglite.close());

storeContract("PostgreSQL in process (PGlite)", () => openAfresh());
unscheduledContract("PostgreSQL", async () => {
	const store = await openAfresh();
	return { store, run: (sql) => pglite.exec(sql) };
});

async function openAfresh(migrations = MIGRATIONS): Promise<Store> {
	await pglite.exec("drop schema public cascade; create schema public");
	return openStoreOn(new PGliteDialect({ pglite: lent() }), { ids, migrations });
}

/** The instance as a store may use it: closing the store leaves it open for the next test. */
function lent() {
	return {
		closed: false,
		ready: true,
		waitReady: Promise.resolve(),
		query: pglite.query.bind(pglite),
		transaction: pglite.transaction.bind(pglite),
		close: async () => {},
	};
}

describe("the ledger in PostgreSQL", () => {
	it("refuses to change a fact, and lets a person's facts be erased", async () => {
		const store = await openAfresh();
		const visit = { account: "test:ada", name: "Ada", space: "test:town", place: "test:square" };
		const { learner } = await store.learners.meet({ ...visit, personal: false }, 0);
		const change = { from: "UTC", to: "Asia/Tokyo", effectiveAt: 0 };
		await store.learners.setZone(stampOf(learner.id), change);
		const update = pglite.exec("update ledger set day = '2026-11-21'");
		await expect(update).rejects.toThrow("the ledger is append-only");
		await pglite.exec("delete from ledger");
		await store.close();
	});
});

describe("a write on PostgreSQL", () => {
	const clash = Object.assign(new Error("deadlock detected"), { code: "40P01" });

	it("runs again after a clash, and leaves nothing of the first run", async () => {
		const { units, beats } = await openUnits();
		let runs = 0;
		await units.write(async (db) => {
			runs += 1;
			await db.insertInto("health").values({ id: runs, beats: runs }).execute();
			if (runs < 3) throw clash;
		});
		expect(await beats()).toEqual([3]);
	});

	it("is given up when it clashes again and again, so that one may ask later", async () => {
		const { units } = await openUnits();
		let runs = 0;
		const written = units.write(async () => {
			runs += 1;
			throw clash;
		});
		await expect(written).rejects.toMatchObject({ name: "StoreTrouble", cause: clash });
		expect(runs).toBe(5);
	});

	it("refuses another connection inside, where it could wait for itself", async () => {
		const { units } = await openUnits();
		const inside = (work: () => Promise<unknown>) => units.write(async () => void (await work()));
		const outer = [
			() => units.read(async () => {}),
			() => units.view(async () => {}),
			() => units.write(async () => {}),
		];
		for (const work of outer) await expect(inside(work)).rejects.toThrow("A transaction is open");
	});
});

/** What the store is made of, over a fresh schema. */
async function openUnits() {
	await (await openAfresh()).close();
	const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: lent() }) });
	const rows = () => db.selectFrom("health").select("beats").orderBy("id").execute();
	return {
		units: reportingTrouble(postgresUnits(db, createGuard(), ids)),
		beats: async () => (await rows()).map((row) => row.beats),
	};
}

describe("a schema in PostgreSQL", () => {
	it("is refused when a newer program has changed it", async () => {
		const later: Migration = { name: "0002-later", statements: () => ["select 1"] };
		const newer = await openAfresh([...MIGRATIONS, later]);
		await newer.close();
		const older = openStoreOn(new PGliteDialect({ pglite: lent() }), { ids });
		await expect(older).rejects.toMatchObject({
			name: "Problem",
			message: expect.stringContaining("it has the change 0002-later"),
		});
	});

	it("is not mistaken for one of the same names beside it", async () => {
		await (await openAfresh()).close();
		await pglite.exec("drop schema if exists beside cascade; create schema beside");
		await pglite.exec("set search_path to beside");
		const store = await openStoreOn(new PGliteDialect({ pglite: lent() }), { ids });
		await store.beat(1);
		const { rows } = await pglite.query("select beats from beside.health");
		expect(rows).toEqual([{ beats: 1 }]);
		await store.close();
		await pglite.exec("set search_path to public");
	});
});

function stampOf(learner: string): Stamp {
	return {
		request: "r1",
		learner,
		account: "test:ada",
		space: "test:town",
		at: 0,
		day: "1970-01-01",
		zone: "UTC",
		spaceDay: "1970-01-01",
		actor: "test:ada",
		reason: "settings",
	};
}
