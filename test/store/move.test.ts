import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import Database from "better-sqlite3";
import { type Dialect, Kysely, PGliteDialect, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type MovedTable, moveOnto } from "../../src/store/move.ts";
import { openStore, openStoreOn } from "../../src/store/open.ts";
import { postgresDialect } from "../../src/store/postgres.ts";
import type { Tables } from "../../src/store/schema.ts";
import { tablesInKeyOrder } from "../../src/store/shapes.ts";
import { operate } from "../support/running.ts";
import { countedIds, createWorld } from "../support/world.ts";
import { folder } from "./stage.ts";

/** An empty database that speaks PostgreSQL, and a dialect for whoever uses it next. */
type Target = { empty(): Promise<void>; dialect(): Dialect; close(): Promise<void> };

const server = process.env.CAIRN_TEST_POSTGRES;
const refusal = (words: string) => ({ name: "Problem", message: expect.stringContaining(words) });

describe.each([
	["PostgreSQL in process (PGlite)", inProcess],
	...(server ? ([["PostgreSQL on a server", () => onServer(server)]] as const) : []),
] as const)("moving to %s", (_, open) => {
	let target: Target;
	beforeAll(async () => {
		target = await open();
	}, 60_000);
	afterAll(() => target.close());
	beforeEach(() => target.empty());

	async function look<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
		const db = new Kysely<Tables>({ dialect: target.dialect() });
		return work(db).finally(() => db.destroy());
	}
	const tableCount = () =>
		look(async (db) => {
			const tables = sql<{ count: number }>`select count(*)::int as count
				from information_schema.tables where table_schema = current_schema()`;
			return (await tables.execute(db)).rows[0]?.count;
		});

	it("takes a whole talk along, and the bot goes on there", async () => {
		const path = await talkedIn(join(folder(), "cairn.db"));
		const before = digest(path);
		const moved = await moveOnto(target.dialect(), path);
		expect(digest(path)).toBe(before);
		expect(rowsOf(moved)).toEqual(rowsIn(path));
		expect(rowsOf(moved)).toMatchObject({ learner: 2, schedule: 1, daily: 2 });

		const store = await openStoreOn(target.dialect(), { ids: idsFrom(900) });
		const world = await createWorld({ at: "2026-11-22T08:00:00Z", store });
		const ada = world.person("Ada");
		await ada.says("/quiz");
		await ada.presses("Continue");
		await ada.answers("rightly");
		expect(await ada.says("/streak")).toContain("3 days in a row");
		expect(world.faults).toEqual([]);
		await world.close();
		expect(await look(ledgerIds)).toEqual(rising((rowsOf(moved).ledger ?? 0) + 1));
	}, 30_000);

	it("starts the counter of an empty ledger at one", async () => {
		const path = join(folder(), "cairn.db");
		await (await openStore(path, { ids: idsFrom(0) })).close();
		await moveOnto(target.dialect(), path);
		const store = await openStoreOn(target.dialect(), { ids: idsFrom(0) });
		const world = await createWorld({ store });
		await world.person("Ada").says("/settings zone:Asia/Tokyo");
		await world.close();
		expect(await look(ledgerIds)).toEqual([1]);
	}, 30_000);

	it("refuses a database that has been used, and leaves it alone", async () => {
		const path = await talkedIn(join(folder(), "cairn.db"));
		await moveOnto(target.dialect(), path);
		const again = moveOnto(target.dialect(), path);
		await expect(again).rejects.toMatchObject(refusal("is not empty"));
		expect(await look(ledgerIds)).toEqual(rising(rowsIn(path).ledger ?? 0));
	}, 30_000);

	it("takes tables that a bot has made and nobody has used", async () => {
		const path = await talkedIn(join(folder(), "cairn.db"));
		await (await openStoreOn(target.dialect(), { ids: idsFrom(0) })).close();
		expect(rowsOf(await moveOnto(target.dialect(), path))).toEqual(rowsIn(path));
	}, 30_000);

	it("notices a row that does not arrive as it was, and keeps nothing", async () => {
		const path = await talkedIn(join(folder(), "cairn.db"));
		await (await openStoreOn(target.dialect(), { ids: idsFrom(0) })).close();
		await look(async (db) => {
			await sql`create function spoil() returns trigger language plpgsql as
				$$ begin new.zone := lower(new.zone); return new; end $$`.execute(db);
			await sql`create trigger spoil before insert on space
				for each row execute function spoil()`.execute(db);
		});
		const spoilt = moveOnto(target.dialect(), path);
		await expect(spoilt).rejects.toMatchObject(refusal("table space did not arrive as it was"));
		expect(await look((db) => db.selectFrom("learner").selectAll().execute())).toEqual([]);
	}, 30_000);

	it("leaves the target empty when something fails on the way", async () => {
		const path = await talkedIn(join(folder(), "cairn.db"));
		const database = new Database(path);
		// PostgreSQL keeps no such sign in a text.
		database.prepare("update score set period = ? where period = 'all'").run("a\0b");
		database.close();
		await expect(moveOnto(target.dialect(), path)).rejects.toThrow();
		expect(await tableCount()).toBe(0);
	}, 30_000);

	it("refuses while a bot uses the source, and a source that is not there", async () => {
		const path = join(folder(), "cairn.db");
		const missing = moveOnto(target.dialect(), path);
		await expect(missing).rejects.toMatchObject(refusal("There is no database at"));
		const store = await openStore(path, { ids: idsFrom(0) });
		const used = moveOnto(target.dialect(), path);
		await expect(used).rejects.toMatchObject(refusal("Stop it, then run this again"));
		await store.close();
		expect(await tableCount()).toBe(0);
	}, 30_000);
});

describe("the job", () => {
	it("says how it goes when it is not told where to", async () => {
		const home = { database: join(folder(), "cairn.db"), content: "" };
		const told = await operate(home, "move");
		expect(told).toMatchObject({ code: 1, said: expect.stringContaining("move postgres://") });
		const wrong = await operate(home, "move", "data/other.db");
		expect(wrong).toEqual(told);
	}, 30_000);

	it.runIf(server)(
		"prints every table with its rows and checksum",
		async () => {
			const target = await onServer(server ?? "");
			await target.empty();
			const database = await talkedIn(join(folder(), "cairn.db"));
			const { code, said } = await operate({ database, content: "" }, "move", target.url);
			await target.close();
			expect(said).toMatch(/^learner +2 {2}[0-9a-f]{12}$/m);
			expect([code, said]).toEqual([0, expect.stringContaining("All of it arrived.")]);
		},
		30_000,
	);
});

/** Two people, three days, a schedule, a quiz that is under way. */
async function talkedIn(path: string): Promise<string> {
	const store = await openStore(path, { ids: idsFrom(0) });
	const world = await createWorld({ store });
	const [ada, grace] = [world.person("Ada"), world.person("Grace", { manages: true })];
	await grace.says("/setup zone:Europe/Berlin hour:09:00");
	for (let day = 1; day <= 2; day++) {
		await answerSome(ada);
		await world.passes({ days: 1 });
	}
	await grace.says("/settings zone:Europe/Berlin");
	await world.close();
	return path;
}

/** Begins a quiz, or goes on with the one that is open, and answers two questions. */
async function answerSome(person: ReturnType<Awaited<ReturnType<typeof createWorld>>["person"]>) {
	const said = await person.says("/quiz");
	if (said.includes("under way")) await person.presses("Continue");
	await person.answers("rightly");
	await person.presses("Next question");
	await person.answers("wrongly");
}

function idsFrom(first: number) {
	const ids = countedIds();
	for (let skipped = 0; skipped < first; skipped++) ids.make();
	return ids;
}

const digest = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
const rising = (most: number) => Array.from({ length: most }, (_, index) => index + 1);

const rowsOf = (moved: readonly MovedTable[]): Record<string, number> =>
	Object.fromEntries(moved.map(({ table, rows }) => [table, rows]));

function rowsIn(path: string): Record<string, number> {
	const database = new Database(path);
	const counts = tablesInKeyOrder(database).map(({ table }) => {
		const count = database.prepare(`select count(*) from "${table}"`).pluck().get();
		return [table, count as number] as const;
	});
	database.close();
	return Object.fromEntries(counts);
}

async function ledgerIds(db: Kysely<Tables>): Promise<number[]> {
	const rows = await db.selectFrom("ledger").select("id").orderBy("id").execute();
	return rows.map(({ id }) => id);
}

async function inProcess(): Promise<Target> {
	const pglite = await PGlite.create();
	const lent = () => ({
		closed: false,
		ready: true,
		waitReady: Promise.resolve(),
		query: pglite.query.bind(pglite),
		transaction: pglite.transaction.bind(pglite),
		close: async () => {},
	});
	return {
		empty: async () => void (await pglite.exec("drop schema public cascade; create schema public")),
		dialect: () => new PGliteDialect({ pglite: lent() }),
		close: () => pglite.close(),
	};
}

/** In a schema of its own, named after this process. */
async function onServer(url: string): Promise<Target & { readonly url: string }> {
	const schema = `cairn_move_${process.pid}`;
	const admin = new Kysely<Tables>({ dialect: postgresDialect(url, undefined) });
	const drop = () => sql`drop schema if exists ${sql.id(schema)} cascade`.execute(admin);
	const inSchema = new URL(url);
	inSchema.searchParams.set("options", `-c search_path=${schema}`);
	return {
		url: inSchema.href,
		async empty() {
			await drop();
			await sql`create schema ${sql.id(schema)}`.execute(admin);
		},
		dialect: () => postgresDialect(inSchema.href, undefined),
		async close() {
			await drop();
			await admin.destroy();
		},
	};
}
