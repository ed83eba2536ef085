import { DatabaseSync } from "node:sqlite";
import { type Entry, faultAt } from "../entries.ts";
import type { Fault } from "../faults.ts";
import type { Pack } from "../pack.ts";
import type { QuestionEntry } from "../schema.ts";
import { RUNNERS, runProgram, versionOf } from "./runners.ts";
import { type Run, runOf, type Snippet, snippetsIn } from "./runs.ts";

/** Whether programs and queries really answer as their questions say. */

export type Verified = {
	readonly faults: readonly Fault[];
	/** What ran without a fault. */
	readonly runs: readonly Run[];
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
	const versions = installedVersions();
	const [faults, runs, missing]: [Fault[], Run[], string[]] = [[], [], []];
	for (const [id, entry] of snippetsIn(pack)) {
		const version = versions.get(entry.value.runner);
		const found = version === undefined ? [] : snippetFaults(entry, path);
		faults.push(...found);
		if (version === undefined) missing.push(entry.value.runner);
		else if (found.length === 0) runs.push(runOf(id, entry, version));
	}
	return { faults, runs, missing: counted(missing) };
}

/** The versions of what is installed, by the runner's name. */
function installedVersions(): ReadonlyMap<string, string> {
	const programs = Object.entries(RUNNERS).flatMap(([name, runner]) => {
		const version = versionOf(runner);
		return version === null ? [] : [[name, version] as const];
	});
	return new Map([...programs, ["sqlite", sqliteVersion()]]);
}

function snippetFaults(entry: Snippet, path: string): readonly Fault[] {
	return isProgram(entry) ? programFaults(entry, path) : queryFaults(entry as Of<"sql_result">);
}

function isProgram(entry: Snippet): entry is Of<"code_output"> {
	return entry.value.kind === "code_output";
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

/** How often each name stands there. */
export function counted(names: readonly string[]): ReadonlyMap<string, number> {
	const groups = Map.groupBy(names, (name) => name);
	return new Map([...groups].map(([name, all]) => [name, all.length]));
}
