import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MIGRATIONS } from "../../src/store/migrate.ts";
import type { Migration } from "../../src/store/migrations/migration.ts";
import { openStore } from "../../src/store/open.ts";
import { countedIds, folder, keptLog, peek } from "./stage.ts";

const ids = countedIds();

/** A change that a later release might bring. */
const colours: Migration = {
	name: "9999-colours",
	statements: ({ text, keyed }) => [`create table colour (name ${text} primary key) ${keyed}`],
};
const later = [...MIGRATIONS, colours];

/** A database that this program has made and somebody has used. */
async function used(): Promise<string> {
	const path = join(folder(), "cairn.db");
	const store = await openStore(path, { ids });
	const visit = { account: "test:ada", name: "Ada", space: "test:town", place: "test:square" };
	await store.learners.meet({ ...visit, personal: false }, 0);
	await store.close();
	return path;
}

async function open(path: string, migrations = MIGRATIONS, log = keptLog()) {
	const store = await openStore(path, { ids, log, migrations });
	await store.close();
	return log.said;
}

const tables = (path: string) => peek(path).prepare("select name from sqlite_master").pluck().all();
const people = (path: string) => peek(path).prepare("select name from learner").pluck().all();

describe("the schema", () => {
	it("is written down with the sum of what made it", async () => {
		const path = await used();
		const names = peek(path).prepare("select name from migration").pluck().all();
		expect(names).toEqual(
			MIGRATIONS.map(({ name }) => expect.stringMatching(new RegExp(`^${name}#[0-9a-f]{64}$`))),
		);
	});

	it("stays as it is when there is nothing to change", async () => {
		const path = await used();
		expect(await open(path)).toEqual([]);
		expect(readdirSync(join(path, ".."))).toEqual(["cairn.db"]);
		expect(people(path)).toEqual(["Ada"]);
	});

	it("moves forward, and the database is copied first", async () => {
		const path = await used();
		const copy = `${path}.before-9999-colours`;
		expect(await open(path, later)).toEqual([{ message: "database backed up", copy }]);
		expect(tables(path)).toContain("colour");
		expect(people(path)).toEqual(["Ada"]);
		expect(tables(copy)).not.toContain("colour");
		expect(people(copy)).toEqual(["Ada"]);
		expect(statSync(copy).mode & 0o777).toBe(0o600);
	});

	it("is copied also when nobody keeps a log", async () => {
		const path = await used();
		const store = await openStore(path, { ids, migrations: later });
		await store.close();
		expect(people(`${path}.before-9999-colours`)).toEqual(["Ada"]);
	});

	it("is not copied when there is nothing in it yet", async () => {
		const path = join(folder(), "cairn.db");
		expect(await open(path, later)).toEqual([]);
		expect(existsSync(`${path}.before-0001-first`)).toBe(false);
	});

	it("refuses a database that a newer program has changed", async () => {
		const path = await used();
		await open(path, later);
		await expect(open(path)).rejects.toMatchObject({
			name: "Problem",
			message: expect.stringMatching(/newer Cairn.*9999-colours.*Start the newer version/),
		});
	});

	it("refuses a database that another text of the same change has made", async () => {
		const path = await used();
		const [first] = MIGRATIONS;
		const altered: Migration = { name: "0001-first", statements: () => ["select 1"] };
		expect(first?.name).toBe(altered.name);
		await expect(open(path, [altered])).rejects.toMatchObject({
			name: "Problem",
			message: expect.stringContaining("The change 0001-first of the database differs"),
		});
	});

	it("is left as it was by a change that fails half-way, and can be changed later", async () => {
		const path = await used();
		const broken: Migration = {
			name: "9999-colours",
			statements: (words) => [...colours.statements(words), "insert into nowhere values (1)"],
		};
		await expect(open(path, [...MIGRATIONS, broken])).rejects.toThrow("no such table: nowhere");
		expect(tables(path)).not.toContain("colour");
		await open(path, later);
		expect(tables(path)).toContain("colour");
	});
});
