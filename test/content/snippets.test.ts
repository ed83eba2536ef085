import { describe, expect, it } from "vitest";
import { readPack } from "../../src/content/load.ts";
import { verifyPack } from "../../src/content/snippets/verify.ts";
import { codeOutput, options, sqlResult, topicHead, writePack } from "../support/pack.ts";

async function verified(...questions: object[]) {
	const file = { topic: topicHead(), questions, tips: [] };
	const pack = await readPack(await writePack({ topics: { loops: file } }));
	expect(pack.faults).toEqual([]);
	return verifyPack(pack, process.env.PATH ?? "");
}

const program = (code: string, stdout: string) => {
	const [key, ...others] = options("`3`", "`2`", "`1`");
	return codeOutput({ runner: "node-cjs", code, options: [{ ...key, stdout }, ...others] });
};

describe("a program", () => {
	it("that prints what its key says is fine", async () => {
		const { faults, ran } = await verified(program("console.log(3);\n", "3\n"));
		expect(faults).toEqual([]);
		expect([...ran.keys()]).toEqual([process.version]);
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
