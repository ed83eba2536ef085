import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Store } from "../../src/core/ports.ts";
import { openForWriting } from "../../src/store/file.ts";
import { openStore } from "../../src/store/open.ts";
import { countedIds, folder } from "./stage.ts";

const ids = countedIds();

async function open(url: string): Promise<Store> {
	const store = await openStore(url, { ids });
	onTestFinished(() => store.close());
	return store;
}

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** Root may write everywhere, so tests of refusals become somebody else for a while. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
	const isRoot = process.geteuid?.() === 0;
	if (isRoot) process.seteuid?.(65_534);
	try {
		return await work();
	} finally {
		if (isRoot) process.seteuid?.(0);
	}
}

function refusal(words: string | RegExp) {
	const message =
		typeof words === "string" ? expect.stringContaining(words) : expect.stringMatching(words);
	return { name: "Problem", message };
}

describe("opening a SQLite file", () => {
	it("case 59: makes it and its folder for the owner's eyes only", async () => {
		const data = join(folder(), "new", "data");
		const store = await open(join(data, "cairn.db"));
		await store.beat(1);
		expect(mode(data)).toBe("700");
		const files = readdirSync(data).toSorted();
		expect(files).toEqual(["cairn.db", "cairn.db-shm", "cairn.db-wal"]);
		expect(files.map((file) => mode(join(data, file)))).toEqual(["600", "600", "600"]);
	});

	it("leaves one tidy file behind", async () => {
		const data = folder();
		const store = await openStore(join(data, "cairn.db"), { ids });
		await store.beat(1);
		await store.close();
		expect(readdirSync(data)).toEqual(["cairn.db"]);
	});

	it("syncs every commit, and waits for other processes", () => {
		const database = openForWriting(join(folder(), "cairn.db"));
		const set = (pragma: string) => database.pragma(pragma, { simple: true });
		expect(set("journal_mode")).toBe("wal");
		expect(set("synchronous")).toBe(2);
		expect(set("foreign_keys")).toBe(1);
		expect(set("busy_timeout")).toBe(5_000);
		database.close();
	});

	it.each(["sqlite:", "sqlite://", ""])("takes a path after “%s”", async (scheme) => {
		const data = folder();
		await open(`${scheme}${join(data, "cairn.db")}`);
		expect(readdirSync(data)).toContain("cairn.db");
	});

	it.each([":memory:", "sqlite::memory:"])("keeps nothing for “%s”", async (url) => {
		const before = readdirSync(".");
		await (await open(url)).beat(1);
		expect(readdirSync(".")).toEqual(before);
	});

	it("says so when the folder cannot be written", async () => {
		const closed = join(folder(), "closed");
		mkdirSync(closed);
		chmodSync(closed, 0o555);
		chmodSync(join(closed, ".."), 0o755);
		await asNobody(async () => {
			const sentence = refusal(`The folder ${closed} cannot be written.`);
			await expect(openStore(join(closed, "cairn.db"), { ids })).rejects.toMatchObject(sentence);
			const below = refusal(`The folder ${join(closed, "data")} cannot be written.`);
			await expect(openStore(join(closed, "data", "cairn.db"), { ids })).rejects.toMatchObject(
				below,
			);
		});
	});

	it("says so when the folder is a file", async () => {
		const file = join(folder(), "data");
		writeFileSync(file, "");
		const sentence = refusal(`The folder ${file} cannot be written.`);
		await expect(openStore(join(file, "cairn.db"), { ids })).rejects.toMatchObject(sentence);
	});

	it("says so when the file cannot be written", async () => {
		const data = folder();
		const path = join(data, "cairn.db");
		await (await openStore(path, { ids })).close();
		chmodSync(data, 0o755);
		chmodSync(path, 0o444);
		await asNobody(async () => {
			const sentence = refusal(`The database ${path} cannot be opened for writing.`);
			await expect(openStore(path, { ids })).rejects.toMatchObject(sentence);
		});
	});

	it("says so when the file is something else", async () => {
		const path = join(folder(), "notes.txt");
		writeFileSync(path, "Buy milk. ".repeat(1_000));
		const sentence = refusal(`${path} is damaged or no SQLite database.`);
		await expect(openStore(path, { ids })).rejects.toMatchObject(sentence);
	});
});

describe("opening another database", () => {
	it("is refused when nobody knows what it is", async () => {
		const sentence = refusal('DATABASE_URL begins with "mysql:"');
		await expect(openStore("mysql://localhost/cairn", { ids })).rejects.toMatchObject(sentence);
	});

	it("says so when PostgreSQL is not there, and keeps the password to itself", async () => {
		const error = await openStore("postgres://cairn:secret@127.0.0.1:1/cairn", { ids }).catch(
			(error: unknown) => error,
		);
		expect(error).toMatchObject(refusal("PostgreSQL at 127.0.0.1:1 does not answer."));
		expect(String(error)).not.toContain("secret");
	});
});
