import { describe, expect, it } from "vitest";
import { Problem, StoreTrouble } from "../../src/core/problem.ts";
import { sqliteUnits } from "../../src/store/sqlite.ts";
import { codeOf, openTrouble, runTrouble } from "../../src/store/troubles.ts";
import { type Db, reportingTrouble } from "../../src/store/units.ts";
import { countedIds, shelf } from "./stage.ts";

const failing = (code: string, message = code) => Object.assign(new Error(message), { code });

describe("trouble while running", () => {
	it.each([
		"SQLITE_FULL",
		"SQLITE_READONLY_DBMOVED",
		"SQLITE_IOERR_WRITE",
		"SQLITE_BUSY",
		"SQLITE_BUSY_SNAPSHOT",
		"53100",
		"53300",
		"57P01",
		"57P03",
		"08006",
		"40P01",
		"ECONNRESET",
		"EPIPE",
	])("%s is the database's, and can be tried again", (code) => {
		const error = failing(code);
		const trouble = runTrouble(error);
		expect(trouble).toBeInstanceOf(StoreTrouble);
		expect(trouble).toMatchObject({ cause: error });
	});

	it.each([
		"Connection terminated unexpectedly",
		"Connection terminated due to connection timeout",
		"timeout exceeded when trying to connect",
		"Client has encountered a connection error and is not queryable",
	])("“%s” is a lost connection", (message) => {
		expect(codeOf(new Error(message))).toBe("connection");
		expect(runTrouble(new Error(message))).toBeInstanceOf(StoreTrouble);
	});

	it.each(["SQLITE_CONSTRAINT_UNIQUE", "SQLITE_ERROR", "23505", "42P01", "ERR_INVALID_ARG_TYPE"])(
		"%s is a fault of ours",
		(code) => {
			const error = failing(code);
			expect(runTrouble(error)).toBe(error);
		},
	);

	it("leaves other things that are thrown alone", () => {
		const problem = new Problem("That quiz is over.");
		expect(runTrouble(problem)).toBe(problem);
		expect(runTrouble("text")).toBe("text");
	});

	it("reaches the caller of a unit on a full disk", async () => {
		const { database, db, guard, lane, puts, names } = shelf();
		const connections = { lane, reader: db as unknown as Db, viewer: db as unknown as Db };
		const units = reportingTrouble(sqliteUnits(connections, guard, countedIds()));
		database.pragma(`max_page_count = ${database.pragma("page_count", { simple: true })}`);
		const written = units.write(puts("x".repeat(100_000)));
		await expect(written).rejects.toMatchObject({
			name: "StoreTrouble",
			cause: { code: "SQLITE_FULL" },
		});
		expect(names()).toEqual([]);
	});
});

describe("trouble at the start", () => {
	it.each([
		["SQLITE_FULL", "The disk that holds HERE is full."],
		["ENOSPC", "The disk that holds HERE is full."],
		["SQLITE_IOERR_FSYNC", "The disk that holds HERE reports errors."],
		["SQLITE_CANTOPEN", "The database HERE cannot be opened for writing."],
		["SQLITE_READONLY_DIRECTORY", "The database HERE cannot be opened for writing."],
		["SQLITE_BUSY", "Another process keeps the database HERE locked."],
		["SQLITE_CORRUPT", "HERE is damaged or no SQLite database."],
		["28P01", "PostgreSQL at HERE refuses the user or password."],
		["3D000", "PostgreSQL at HERE has no such database."],
		["42501", "PostgreSQL at HERE does not let this user create tables."],
		["53300", "PostgreSQL at HERE takes no more connections."],
		["ENOTFOUND", "PostgreSQL at HERE does not answer."],
	])("%s is told in a sentence", (code, sentence) => {
		const error = failing(code);
		const told = openTrouble(error, "HERE");
		expect(told).toBeInstanceOf(Problem);
		expect(told).toMatchObject({ message: expect.stringContaining(sentence), cause: error });
	});

	it("leaves a sentence and a fault as they are", () => {
		const problem = new Problem("The folder is closed.");
		const fault = new TypeError("undefined is not a function");
		expect(openTrouble(problem, "HERE")).toBe(problem);
		expect(openTrouble(fault, "HERE")).toBe(fault);
	});
});
