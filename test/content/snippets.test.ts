import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPack } from "../../src/content/load.ts";
import type { Pack } from "../../src/content/pack.ts";
import {
	mergedRuns,
	type Run,
	readRuns,
	runFindings,
	runOf,
	snippetsIn,
	staleRuns,
	writeRuns,
} from "../../src/content/snippets/runs.ts";
import { verifyPack } from "../../src/content/snippets/verify.ts";
import { codeOutput, options, sqlResult, topicHead, writePack } from "../support/pack.ts";

async function verified(...questions: object[]) {
	return verifyPack(await packOf(...questions), process.env.PATH ?? "");
}

async function packOf(...questions: object[]): Promise<Pack> {
	const file = { topic: topicHead(), questions, tips: [] };
	const pack = await readPack(await writePack({ topics: { loops: file } }));
	expect(pack.faults).toEqual([]);
	return pack;
}

const program = (code: string, stdout: string) => {
	const [key, ...others] = options("`3`", "`2`", "`1`");
	return codeOutput({ runner: "node-cjs", code, options: [{ ...key, stdout }, ...others] });
};

describe("a program", () => {
	it("that prints what its key says is fine", async () => {
		const { faults, runs } = await verified(program("console.log(3);\n", "3\n"));
		expect(faults).toEqual([]);
		const version = process.versions.node;
		expect(runs).toMatchObject([
			{ id: "tiny/loops/code-output", rev: 1, runner: "node-cjs", version },
		]);
	});

	it("that prints something else is named, with what it prints", async () => {
		const { faults } = await verified(program("console.log(4);\n", "3\n"));
		expect(faults.map((fault) => fault.text)).toEqual(['L18 it prints "4\\n"']);
	});

	it("that hangs on chance is found out", async () => {
		const code = "console.log(process.hrtime.bigint());\n";
		const { faults } = await verified(program(code, "3\n"));
		expect(faults).toHaveLength(1);
	});
});

describe("a query", () => {
	const setup = "CREATE TABLE t(x INTEGER) STRICT; INSERT INTO t VALUES (1), (2);";
	const rows = (...all: number[][][]) => {
		const texts = options("Two rows", "One row", "No row");
		return texts.map((option, at) => ({ ...option, rows: all[at] ?? [] }));
	};
	const asked = (code: string, more: object = {}) =>
		sqlResult({ setup, code, options: rows([[1], [2]], [[1]], []), ...more });

	it("that returns what its key says is fine", async () => {
		expect((await verified(asked("SELECT x FROM t ORDER BY x;"))).faults).toEqual([]);
	});

	it("that returns what a wrong option says is named", async () => {
		const { faults } = await verified(asked("SELECT x FROM t WHERE x = 1;"));
		expect(faults.map((fault) => fault.text)).toEqual(["L19 it returns [[1]]"]);
	});

	it("without an order, or on loose tables, is named", async () => {
		const loose = setup.replace(" STRICT", "");
		const { faults } = await verified(asked("SELECT x FROM t;", { setup: loose }));
		expect(faults.map((fault) => fault.text)).toEqual([
			"L19 several rows without ORDER BY have no order: add one",
			"L19 tables are STRICT, so that types are what they say",
		]);
	});

	it("that does not run says why", async () => {
		const { faults } = await verified(asked("SELECT y FROM t;"));
		expect(faults[0]?.text).toBe("L19 this does not run: no such column: y");
	});
});

describe("what ran", () => {
	const query = sqlResult();
	const texts = (pack: Pack, runs: readonly Run[]) =>
		runFindings(pack, runs).map((one) => one.fault.text);
	const ran = { id: "tiny/loops/sql-result", rev: 1, runner: "sqlite", version: "3.45.1" };

	it("is written down in a line each, and read again", async () => {
		const folder = await writePack();
		const runs = [{ ...ran, hash: "0123abcd" }];
		await writeRuns(folder, runs);
		expect(await readFile(join(folder, "runs.lock"), "utf8")).toBe(
			"tiny/loops/sql-result 1 sqlite 3.45.1 0123abcd\n",
		);
		expect(await readRuns(folder)).toEqual(runs);
		await writeFile(join(folder, "runs.lock"), "<<<<<<< HEAD\r\n\r\n");
		expect(await readRuns(folder)).toEqual([]);
	});

	it("is told by the quick check where it is missing, or is not what it was", async () => {
		const pack = await packOf(query);
		const [entry] = snippetsIn(pack).values();
		const run = entry && runOf(ran.id, entry, "3.45.1");
		expect(texts(pack, [])).toEqual([
			"L18 this has not run yet: run `npm run cairn -- content run`",
		]);
		expect(texts(pack, run ? [run] : [])).toEqual([]);
		const changed = await packOf(sqlResult({ code: "SELECT 1 + 2;\n" }));
		expect(texts(changed, run ? [run] : [])).toEqual([
			"L18 this has changed since it ran: run `npm run cairn -- content run`",
		]);
		expect(texts(await packOf(sqlResult({ status: "retired" })), [])).toEqual([]);
	});

	it("elsewhere stays written down as long as it has not changed", async () => {
		const pack = await packOf(query);
		const [entry] = snippetsIn(pack).values();
		const elsewhere = entry ? [runOf(ran.id, entry, "3.45.1")] : [];
		const gone = { ...ran, id: "tiny/loops/gone", hash: "0123abcd" };
		expect(mergedRuns(pack, [...elsewhere, gone], [])).toEqual(elsewhere);
		expect(mergedRuns(pack, [{ ...ran, hash: "0123abcd" }], [])).toEqual([]);
	});

	it("is stale when a run gives another line, but not for another version alone", () => {
		const run = { ...ran, hash: "0123abcd" };
		expect(staleRuns([run], [{ ...run, version: "3.50.0" }])).toEqual([]);
		expect(staleRuns([run], [{ ...run, hash: "ffff0000" }])).toEqual([ran.id]);
		expect(staleRuns([], [run])).toEqual([ran.id]);
	});
});
