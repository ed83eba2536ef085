import {
	chmodSync,
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { backUpDatabase, datedName } from "../../src/store/backup.ts";
import { openForWriting } from "../../src/store/file.ts";
import { MIGRATIONS } from "../../src/store/migrate.ts";
import type { Migration } from "../../src/store/migrations/migration.ts";
import { openStore } from "../../src/store/open.ts";
import { restoreDatabase } from "../../src/store/restore.ts";
import { quiz as says } from "../../src/text/en.ts";
import { createLearner } from "../support/learner.ts";
import { single, topicFile, writePack } from "../support/pack.ts";
import { operate, startProgram } from "../support/running.ts";
import { countedIds, folder, peek } from "./stage.ts";

const ids = countedIds();
const NOW = Date.UTC(2026, 10, 20, 10, 38, 5);
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
const files = (path: string) => readdirSync(dirname(path)).toSorted();
const refusal = (words: string) => ({ name: "Problem", message: expect.stringContaining(words) });

/** A database in which somebody of this name has turned up. */
async function used(path: string, name: string, migrations = MIGRATIONS): Promise<string> {
	const store = await openStore(path, { ids, migrations });
	const visit = { account: "test:one", name, space: "test:town", place: "test:square" };
	await store.learners.meet({ ...visit, personal: false }, 0);
	await store.close();
	return path;
}

const people = (path: string) => peek(path).prepare("select name from learner").pluck().all();

/** A change that a later release might bring. */
const colours: Migration = {
	name: "9999-colours",
	statements: ({ text, keyed }) => [`create table colour (name ${text} primary key) ${keyed}`],
};
const later = [...MIGRATIONS, colours];

/** Twelve questions of a kind that every release will know. */
function pack(): Promise<string> {
	const questions = Array.from({ length: 12 }, (_, at) => single({ id: `question-${at}` }));
	return writePack({ topics: { loops: topicFile({}, questions) } });
}

describe("a running bot", () => {
	it("is backed up while it answers, and goes on from the backup where it was", async () => {
		const home = { database: join(folder(), "cairn.db"), content: await pack() };
		const [ada, ben] = [createLearner("ada"), createLearner("ben")];
		const bot = await startProgram(home);
		ada.joins(bot);
		ben.joins(bot);
		await ada.says("/quiz loops count:12");
		while (ada.option() === undefined) await ada.goesOn(0);
		await ada.goesOn(0);
		await ada.goesOn(0);
		await ada.goesOn(0);

		const copied = operate(home, "backup", `${home.database}.kept`);
		let done = false;
		void copied.finally(() => {
			done = true;
		});
		await ben.says("/quiz loops count:12");
		for (let answers = 0; answers < 10; answers++) await ben.goesOn(0);
		// Being ready means that a beat was written to the database just now.
		let beats = 0;
		for (; !done; beats++) expect((await fetch(`${bot.url}/readyz`)).status).toBe(200);
		expect(beats).toBeGreaterThan(1);
		expect(await copied).toMatchObject({ code: 0, said: expect.stringContaining("MB, checked") });
		expect(mode(`${home.database}.kept`)).toBe("600");
		expect((await operate(home, "restore", `${home.database}.kept`)).said).toContain("Stop it");

		await ada.says("/quiz");
		await ada.presses(says.continue);
		const open = ada.option();
		await ada.goesOn(0);
		expect(await bot.stop()).toBe(0);
		const restored = await operate(home, "restore", `${home.database}.kept`);
		expect(restored).toMatchObject({ code: 0, said: expect.stringContaining("is kept as") });

		const again = await startProgram(home);
		ada.joins(again);
		await ada.says("/quiz");
		await ada.presses(says.continue);
		expect(ada.option()).toBe(open);
		await ada.goesOn(0);
		expect(await again.stop()).toBe(0);
	}, 30_000);
});

describe("a backup", () => {
	it("is the whole database in one file for its owner's eyes, with its date", async () => {
		const path = await used(join(folder(), "cairn.db"), "Ada");
		const to = datedName(path, "backup", NOW);
		expect(basename(to)).toBe("cairn.db.backup-2026-11-20-103805");
		const made = await backUpDatabase(path, to);
		expect(made).toMatchObject({ learners: 1, spaces: 1, facts: 0, pending: [] });
		expect(made.bytes).toBe(statSync(to).size);
		expect(files(path)).toEqual(["cairn.db", basename(to)]);
		expect(mode(to)).toBe("600");
		expect(people(to)).toEqual(["Ada"]);
	});

	it("can be read where nobody may write", async () => {
		const path = await used(join(folder(), "cairn.db"), "Ada");
		const shelf = join(dirname(path), "shelf");
		mkdirSync(shelf);
		await backUpDatabase(path, join(shelf, "kept.db"));
		chmodSync(shelf, 0o555);
		const kept = new Database(join(shelf, "kept.db"), { readonly: true });
		expect(kept.prepare("select name from learner").pluck().all()).toEqual(["Ada"]);
		kept.close();
		expect(readdirSync(shelf)).toEqual(["kept.db"]);
		chmodSync(shelf, 0o755);
	});

	it("holds what was written before it began, however much is written meanwhile", async () => {
		const path = await used(join(folder(), "cairn.db"), "Ada");
		const writer = openForWriting(path);
		writer.exec("create table ballast (words text)");
		const add = writer.prepare("insert into ballast values (?)");
		writer.transaction(() => {
			for (let row = 0; row < 3_000; row++) add.run("words ".repeat(500));
		})();
		let done = false;
		let added = 3_000;
		const backup = backUpDatabase(path, `${path}.kept`).finally(() => {
			done = true;
		});
		while (!done) {
			add.run("more");
			added += 1;
			await new Promise(setImmediate);
		}
		await backup;
		writer.close();
		const kept = peek(`${path}.kept`).prepare("select count(*) from ballast").pluck().get();
		expect(kept).toBeGreaterThanOrEqual(3_000);
		expect(kept).toBeLessThan(added);
	});

	it("overwrites nothing", async () => {
		const path = await used(join(folder(), "cairn.db"), "Ada");
		writeFileSync(`${path}.kept`, "mine");
		const refused = backUpDatabase(path, `${path}.kept`);
		await expect(refused).rejects.toMatchObject(refusal("is there already"));
		expect(readFileSync(`${path}.kept`, "utf8")).toBe("mine");
	});

	it("is refused in words when there is nothing to copy, or nowhere to put it", async () => {
		const path = join(folder(), "cairn.db");
		const nothing = backUpDatabase(path, `${path}.kept`);
		await expect(nothing).rejects.toMatchObject(refusal("There is no database at"));
		await used(path, "Ada");
		const nowhere = backUpDatabase(path, join(dirname(path), "no", "kept.db"));
		await expect(nowhere).rejects.toMatchObject(refusal("There is no folder"));
		expect(files(path)).toEqual(["cairn.db"]);
	});

	it("leaves nothing behind when the database is damaged", async () => {
		const path = damage(await used(join(folder(), "cairn.db"), "Ada"));
		const refused = backUpDatabase(path, `${path}.kept`);
		await expect(refused).rejects.toMatchObject(refusal("is damaged"));
		expect(files(path)).toEqual(["cairn.db"]);
	});

	it("of PostgreSQL is another tool's work, and so is restoring", async () => {
		const home = { database: "postgres://cairn@127.0.0.1/cairn", content: await pack() };
		const backup = await operate(home, "backup");
		expect(backup).toMatchObject({ code: 1, said: expect.stringContaining("pg_dump") });
		const restore = await operate(home, "restore", "cairn.dump");
		expect(restore).toMatchObject({ code: 1, said: expect.stringContaining("pg_restore") });
	}, 30_000);
});

/** Overwrites the middle of the file, where rows and indexes are. */
function damage(path: string): string {
	const bytes = readFileSync(path);
	bytes.fill(0x5a, 8_192, bytes.length - 4_096);
	writeFileSync(path, bytes);
	return path;
}

describe("restoring", () => {
	/** A backup with Ada in it, and a database with Ben. */
	async function both(): Promise<{ path: string; backup: string }> {
		const data = folder();
		const path = await used(join(data, "cairn.db"), "Ben");
		const backup = await used(join(data, "backup"), "Ada");
		return { path, backup };
	}

	it("puts the backup in place and keeps what was there", async () => {
		const { path, backup } = await both();
		const { replaced, learners } = await restoreDatabase(path, backup, { now: NOW });
		expect([replaced, learners]).toEqual([`${path}.replaced-2026-11-20-103805`, 1]);
		expect(files(path)).toEqual(["backup", "cairn.db", basename(replaced ?? "")]);
		expect([mode(path), people(path), people(replaced ?? "")]).toEqual(["600", ["Ada"], ["Ben"]]);
		await (await openStore(path, { ids })).close();
	});

	it("works where there is no database yet", async () => {
		const { backup } = await both();
		const path = join(dirname(backup), "new", "data", "cairn.db");
		expect(await restoreDatabase(path, backup, { now: NOW })).toMatchObject({ replaced: null });
		expect(people(path)).toEqual(["Ada"]);
	});

	it("waits for nobody: while somebody has the database open, nothing changes", async () => {
		const { path, backup } = await both();
		const store = await openStore(path, { ids });
		const refused = restoreDatabase(path, backup, { now: NOW });
		await expect(refused).rejects.toMatchObject(refusal("Stop it, then run this again"));
		await store.beat(1);
		await store.close();
		expect(files(path)).toEqual(["backup", "cairn.db"]);
		expect(people(path)).toEqual(["Ben"]);
	});

	it("keeps a bot that starts at that very moment from writing to the replaced file", async () => {
		const { path, backup } = await both();
		const early = new Database(path);
		await restoreDatabase(path, backup, { now: NOW });
		expect(() => early.pragma("journal_mode = wal")).toThrow(
			expect.objectContaining({ code: "SQLITE_READONLY_DBMOVED" }),
		);
		early.close();
		expect(people(path)).toEqual(["Ada"]);
	});

	it("takes in the log of a backup that was copied by hand from a bot that was killed", async () => {
		const { path, backup } = await both();
		const killed = openForWriting(backup);
		killed.exec("update learner set name = 'Ada Lovelace'");
		const copy = `${path}.by-hand`;
		for (const log of ["", "-wal"]) copyFileSync(backup + log, copy + log);
		killed.close();
		await restoreDatabase(path, copy, { now: NOW });
		expect(people(path)).toEqual(["Ada Lovelace"]);
	});

	it("replaces a broken database, and one of which only the log is left", async () => {
		const { path, backup } = await both();
		const broken = "not a database any more ".repeat(1_000);
		writeFileSync(path, broken);
		writeFileSync(`${path}-wal`, "nor a log");
		const { replaced } = await restoreDatabase(path, backup, { now: NOW });
		expect(readFileSync(replaced ?? "", "utf8")).toBe(broken);
		expect(people(path)).toEqual(["Ada"]);
		rmSync(path);
		writeFileSync(`${path}-wal`, "of another database");
		await restoreDatabase(path, backup, { now: NOW + 1_000 });
		expect(existsSync(`${path}-wal`)).toBe(false);
		expect(people(path)).toEqual(["Ada"]);
	});

	it("refuses what is no backup, and leaves everything as it was", async () => {
		const { path, backup } = await both();
		const before = readFileSync(path);
		const notes = join(dirname(path), "notes.txt");
		writeFileSync(notes, "Buy milk. ".repeat(1_000));
		const other = join(dirname(path), "other.db");
		new Database(other).exec("create table migration (name text)").close();
		const cases = [
			[notes, "is no database of Cairn"],
			[other, "is no database of Cairn"],
			[damage(backup), "is damaged"],
			[path, "is the database itself"],
			[join(dirname(path), "nowhere"), "There is no file at"],
			[dirname(path), "There is no file at"],
		] as const;
		for (const [from, words] of cases)
			await expect(restoreDatabase(path, from, { now: NOW })).rejects.toMatchObject(refusal(words));
		expect(files(path)).toEqual(["backup", "cairn.db", "notes.txt", "other.db"]);
		expect(readFileSync(path).equals(before)).toBe(true);
	});

	it("refuses a backup with rows that refer to nothing", async () => {
		const { path, backup } = await both();
		const database = new Database(backup);
		database.pragma("foreign_keys = off");
		database.exec("delete from learner");
		database.close();
		const refused = restoreDatabase(path, backup, { now: NOW });
		await expect(refused).rejects.toMatchObject(refusal("refer to others that are not there"));
	});

	it("takes a backup of an earlier Cairn, which the next start brings up to date", async () => {
		const { path, backup } = await both();
		const restored = await restoreDatabase(path, backup, { now: NOW, migrations: later });
		expect(restored.pending).toEqual(["9999-colours"]);
		await (await openStore(path, { ids, migrations: later })).close();
		expect(people(path)).toEqual(["Ada"]);
		expect(peek(path).prepare("select count(*) from colour").pluck().get()).toBe(0);
	});

	it("refuses a backup of a newer Cairn with the words of a start", async () => {
		const data = folder();
		const backup = await used(join(data, "backup"), "Ada", later);
		const said = openStore(backup, { ids }).catch((error: Error) => error.message);
		const refused = restoreDatabase(join(data, "cairn.db"), backup, { now: NOW });
		await expect(refused).rejects.toMatchObject(refusal("newer Cairn"));
		await expect(refused).rejects.toMatchObject({ message: await said });
		expect(readdirSync(data)).toEqual(["backup"]);
	});
});
