import { DatabaseSync } from "node:sqlite";
import { type Entry, faultAt } from "../entries.ts";
import type { Fault } from "../faults.ts";
import type { Pack } from "../pack.ts";
import type { QuestionEntry } from "../schema.ts";
import { RUNNERS, runProgram, versionOf } from "./runners.ts";

/** Whether programs and queries really answer as their questions say. */

export type Verified = {
	readonly faults: readonly Fault[];
	/** How many items ran, by runner and its version. */
	readonly ran: ReadonlyMap<string, number>;
	/** Runners that are not installed, with the items that could not run. */
	readonly missing: ReadonlyMap<string, number>;
};

type Of<Kind extends QuestionEntry["kind"]> = Entry<Extract<QuestionEntry, { kind: Kind }>>;

/** Some answers hang on chance or time; what does is found out by asking more than once. */
const TIMES = 3;

/**
 * Runs every `code_output` and every `sql_result` of a pack.
 *
 * @param path where the system looks for programs
 */
export function verifyPack(pack: Pack, path: string): Verified {
	const questions = pack.topics
		.flatMap((file) => file.questions)
		.filter(({ value }) => value.status !== "retired");
	const programs = questions.filter(
		(entry): entry is Of<"code_output"> => entry.value.kind === "code_output",
	);
	const queries = questions.filter(
		(entry): entry is Of<"sql_result"> => entry.value.kind === "sql_result",
	);
	const versions = new Map(
		Object.entries(RUNNERS).map(([name, runner]) => [name, versionOf(runner)]),
	);
	const runnable = programs.filter(({ value }) => versions.get(value.runner));
	const missing = programs.filter(({ value }) => !versions.get(value.runner));
	return {
		faults: [
			...runnable.flatMap((entry) => programFaults(entry, path)),
			...queries.flatMap(queryFaults),
		],
		ran: counted([
			...runnable.map(({ value }) => versions.get(value.runner) ?? value.runner),
			...queries.map(() => `SQLite ${sqliteVersion()}`),
		]),
		missing: counted(missing.map(({ value }) => value.runner)),
	};
}

function programFaults(entry: Of<"code_output">, path: string): readonly Fault[] {
	const { runner: name, code, options } = entry.value;
	const runner = RUNNERS[name];
	if (!runner) return [];
	const runs = Array.from({ length: TIMES }, () => runProgram(runner, code, path));
	const at = options.findIndex((option) => option.correct);
	const wanted = options[at]?.stdout ?? "";
	const trouble = runs.find((run) => run.trouble !== null);
	if (trouble) return [faultAt(entry, ["code"], `L18 this does not run: ${trouble.trouble}`)];
	const other = runs.find((run) => run.stdout !== wanted);
	if (other)
		return [
			faultAt(entry, ["options", at, "stdout"], `L18 it prints ${JSON.stringify(other.stdout)}`),
		];
	return options.flatMap((option, index) =>
		index !== at && option.stdout === wanted
			? [faultAt(entry, ["options", index], "L18 a wrong option has what the program prints")]
			: [],
	);
}

function queryFaults(entry: Of<"sql_result">): readonly Fault[] {
	const { setup = "", code, options } = entry.value;
	const database = new DatabaseSync(":memory:");
	try {
		database.exec(setup);
		const rows = database
			.prepare(code)
			.all()
			.map((row) => Object.values(row));
		const found = options.findIndex(
			(option) => JSON.stringify(option.rows) === JSON.stringify(rows),
		);
		if (options[found]?.correct) return orderFaults(entry, rows.length);
		return [faultAt(entry, ["code"], `L19 it returns ${JSON.stringify(rows)}`)];
	} catch (error) {
		return [faultAt(entry, ["code"], `L19 this does not run: ${(error as Error).message}`)];
	} finally {
		database.close();
	}
}

function orderFaults(entry: Of<"sql_result">, rows: number): readonly Fault[] {
	const { setup = "", code } = entry.value;
	const strict = !/create table/i.test(setup) || /\bstrict\b/i.test(setup);
	return [
		...(rows > 1 && !/order by/i.test(code)
			? [faultAt(entry, ["code"], "L19 several rows without ORDER BY have no order: add one")]
			: []),
		...(strict
			? []
			: [faultAt(entry, ["setup"], "L19 tables are STRICT, so that types are what they say")]),
	];
}

function sqliteVersion(): string {
	const database = new DatabaseSync(":memory:");
	const row = database.prepare("select sqlite_version() as version").get();
	database.close();
	return String(row?.version);
}

function counted(names: readonly string[]): ReadonlyMap<string, number> {
	const groups = Map.groupBy(names, (name) => name);
	return new Map([...groups].map(([name, all]) => [name, all.length]));
}
