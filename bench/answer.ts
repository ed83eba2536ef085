import { join } from "node:path";
import Database from "better-sqlite3";
import { packFolders } from "../src/content/folders.ts";
import { loadLibrary } from "../src/content/load.ts";
import { createLibrary, type Library } from "../src/core/library.ts";
import { openForWriting } from "../src/store/file.ts";
import { differences } from "./answer/differences.ts";
import { createFloor, type Decided, type Floor } from "./answer/floor.ts";
import { measurePostgres } from "./answer/postgres.ts";
import { onFloor, type Taken, throughStore } from "./answer/timed.ts";
import { openTown, record, type Town } from "./answer/town.ts";
import { inFolder, ROOT } from "./support/folder.ts";
import { each, inTurns, type Rounds, type Side } from "./support/rounds.ts";
import { printTable, type Row, ratioAtMost } from "./support/table.ts";

/** Recording one answer: the store against bare statements, both on a file that is synced. */

const ROUNDS = 9;
const CALLERS = 32;

export async function answer(): Promise<void> {
	const library = await readLibrary();
	const rows = await inFolder((folder) => measure(folder, library));
	printTable("Recording one answer", rows);
}

async function readLibrary(): Promise<Library> {
	const folders = packFolders(join(ROOT, "content/packs"));
	return createLibrary(await loadLibrary(folders, { now: Date.now(), warn() {} }));
}

/** Both sides, and a store in which nobody measures: there the rules say what the floor writes. */
type Stage = {
	readonly library: Library;
	readonly ours: Town;
	readonly floor: Town;
	readonly teacher: Town;
	readonly raw: Database.Database;
	/** Rounds begun so far, on either side. */
	begun: number;
};

async function measure(folder: string, library: Library): Promise<Row[]> {
	const stage = await setUp(folder, library);
	const bare = createFloor(stage.raw);
	const alone = await inTurns(ROUNDS, (side) => pass(stage, bare, side, 1));
	const crowd = await inTurns(ROUNDS, (side) => pass(stage, bare, side, CALLERS));
	warnOf(differences(openPeek(folder), stage.raw));
	const server = await measurePostgres(library, alone.floor);
	const towns = [stage.ours, stage.floor, stage.teacher];
	await Promise.all(towns.map(({ store }) => store.close()));
	stage.raw.close();
	return [...rowsOf(alone, crowd), ...server];
}

async function setUp(folder: string, library: Library): Promise<Stage> {
	const files = { ours: join(folder, "ours.db"), floor: join(folder, "floor.db") };
	return {
		library,
		ours: await openTown(files.ours, library),
		floor: await openTown(files.floor, library),
		teacher: await openTown(":memory:", library),
		raw: openForWriting(files.floor),
		begun: 0,
	};
}

/** The floor has one caller whatever the store has: a bare statement cannot share its commit. */
async function pass(stage: Stage, bare: Floor, side: Side, callers: number): Promise<Taken> {
	const turn = Math.floor(stage.begun / 2);
	stage.begun += 1;
	const lot = await stage[side].begin(turn);
	if (side === "ours") return throughStore(stage.ours, stage.library, lot, callers);
	return onFloor(bare, lot.flat(), await teach(stage.teacher, stage.library, turn));
}

function openPeek(folder: string): Database.Database {
	return new Database(join(folder, "ours.db"), { readonly: true });
}

function warnOf(tables: readonly string[]): void {
	if (tables.length === 0) return;
	console.warn(
		`The floor writes other than the store in ${tables.join(", ")}: mend bench/answer/floor.ts.`,
	);
}

/** What the rules will decide, found out where nobody measures. */
async function teach(teacher: Town, library: Library, turn: number): Promise<Decided[]> {
	const decided: Decided[] = [];
	for (const wish of (await teacher.begin(turn)).flat())
		decided.push(await record(teacher.store, library, wish));
	return decided;
}

function rowsOf(alone: Rounds<Taken>, crowd: Rounds<Taken>): Row[] {
	const p50 = each(alone, (one) => one.p50);
	const mean = each(alone, (one) => one.mean);
	const shared = each(crowd, (one) => one.mean);
	return [
		{ what: "one caller, p50", unit: "µs", rounds: p50, target: ratioAtMost(2) },
		{ what: "one caller, on the whole", unit: "µs", rounds: mean },
		{
			what: "32 callers share commits, on the whole",
			unit: "µs",
			rounds: shared,
			target: ratioAtMost(1),
		},
	];
}
