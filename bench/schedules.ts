import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type Database from "better-sqlite3";
import { packFolders } from "../src/content/folders.ts";
import { loadLibrary } from "../src/content/load.ts";
import { planner } from "../src/core/delivery/plan.ts";
import { createLibrary, type Library } from "../src/core/library.ts";
import type { Store } from "../src/core/ports.ts";
import { openForReading, openForWriting } from "../src/store/file.ts";
import { openStore } from "../src/store/open.ts";
import { inFolder, ROOT } from "./support/folder.ts";
import { inTurns, quantile } from "./support/rounds.ts";
import { oursAtMost, printTable, type Row } from "./support/table.ts";

/** Planning: a great many schedules due in one minute, and a beat at which nothing is. */

const ROUNDS = 3;
const DUE = 20_000;
const RESTING = 100_000;
const BEATS = 500;
/** As the bot takes them. */
const AT_ONCE = 100;
const NOW = Date.parse("2026-11-20T09:00:30Z");
const DUE_AT = Date.parse("2026-11-20T09:00:00Z");

type Planned = { readonly ms: number; readonly delayMs: number };

export async function schedules(): Promise<void> {
	const folders = packFolders(join(ROOT, "content/packs"));
	const library = createLibrary(await loadLibrary(folders, { now: Date.now(), warn() {} }));
	const rows = await inFolder((folder) => measure(folder, library));
	printTable(`Planning: ${DUE.toLocaleString("en")} daily questions due in one minute`, rows);
}

async function measure(folder: string, library: Library): Promise<Row[]> {
	let round = 0;
	const passes = await inTurns(ROUNDS, async (side) => {
		const path = join(folder, `${side}${round++}.db`);
		await fill(path, DUE, DUE_AT);
		return side === "ours" ? planAll(path, library) : writeBare(path);
	});
	const of = (figure: (one: Planned) => number) => ({
		ours: passes.ours.map(figure),
		floor: passes.floor.map(figure),
	});
	return [
		{
			what: "all slots written",
			unit: "ms",
			rounds: of(({ ms }) => ms),
			target: oursAtMost(2_000),
		},
		{
			what: "event loop delay meanwhile, p99",
			unit: "ms",
			rounds: { ours: of(({ delayMs }) => delayMs).ours, floor: [] },
			target: oursAtMost(50),
		},
		await beats(join(folder, "resting.db"), library),
	];
}

/** Spaces with one schedule each, put there at one go. */
async function fill(path: string, count: number, nextRunAt: number): Promise<void> {
	await (await openStore(path, { ids: idsFrom("fill") })).close();
	const raw = openForWriting(path);
	const space = raw.prepare(
		"insert into space (id, personal, zone, created_at) values (?, 0, 'UTC', 0)",
	);
	const place = raw.prepare("insert into place (space_id, id) values (?, ?)");
	const schedule = raw.prepare(`insert into schedule
		(id, space_id, place_id, kind, time, weekdays, zone, next_run_at, state)
		values (?, ?, ?, 'daily', '09:00', '[1,2,3,4,5,6,7]', 'Europe/Berlin', ?, 'active')`);
	raw.transaction(() => {
		for (let at = 0; at < count; at += 1) {
			space.run(`bench:s${at}`);
			place.run(`bench:s${at}`, `bench:p${at}`);
			schedule.run(`schedule${at}`, `bench:s${at}`, `bench:p${at}`, nextRunAt);
		}
	})();
	raw.close();
}

function idsFrom(name: string) {
	let made = 0;
	return { make: () => `${name}${(made++).toString(36).padStart(8, "0")}` };
}

async function planAll(path: string, library: Library): Promise<Planned> {
	const ids = idsFrom("id");
	const store = await openStore(path, { ids });
	const delay = monitorEventLoopDelay({ resolution: 1 });
	const plan = planner(() => library, ids, NOW);
	delay.enable();
	const begun = performance.now();
	while ((await store.schedules.plan(NOW, AT_ONCE, plan)) === AT_ONCE);
	const ms = performance.now() - begun;
	delay.disable();
	await again(store, library);
	await store.close();
	mustBeWhole(path);
	return { ms, delayMs: delay.percentile(99) / 1e6 };
}

/** The same moment a second time, as a second process would see it: nothing is due. */
async function again(store: Store, library: Library): Promise<void> {
	const due = await store.schedules.plan(
		NOW,
		AT_ONCE,
		planner(() => library, idsFrom("x"), NOW),
	);
	if (due !== 0) console.warn(`${due} schedules are still due.`);
}

function mustBeWhole(path: string): void {
	const raw = openForReading(path);
	const counts = ["slot", "daily", "outbox"].map((table) =>
		raw.prepare(`select count(*) from ${table}`).pluck().get(),
	);
	raw.close();
	if (counts.some((count) => count !== DUE)) console.warn(`Not each once: ${counts.join(", ")}.`);
}

/** The same rows by statements prepared once, in transactions of the same size; nothing is decided. */
async function writeBare(path: string): Promise<Planned> {
	const raw = openForWriting(path);
	const write = bareWrites(raw);
	const begun = performance.now();
	for (let from = 0; from < DUE; from += AT_ONCE)
		raw.transaction(() => {
			for (let at = from; at < from + AT_ONCE; at += 1) write(at);
		})();
	const ms = performance.now() - begun;
	raw.close();
	return { ms, delayMs: Number.NaN };
}

function bareWrites(raw: Database.Database): (at: number) => void {
	const slot = raw.prepare(`insert into slot (key, schedule_id, space_id, day, planned_at)
		values (?, ?, ?, '2026-11-20', ?) on conflict do nothing`);
	const daily = raw.prepare(`insert into daily
		(id, schedule_id, space_id, place_id, day, question_id, revision, options, opens_at, post_id)
		values (?, ?, ?, ?, '2026-11-20', 'q', 1, '["a","b","c"]', ?, ?)`);
	const outbox = raw.prepare(`insert into outbox
		(id, slot_key, schedule_id, space_id, place_id, kind, data, state, due_at, attempts)
		values (?, ?, ?, ?, ?, 'daily', ?, 'pending', ?, 0)`);
	const posted = raw.prepare(`insert into posted (scope, kind, item, space_id, at)
		values (?, ?, ?, ?, ?) on conflict do update set at = excluded.at`);
	const moved = raw.prepare("update schedule set next_run_at = ? where id = ?");
	return (at) => {
		const [id, space, place] = [`schedule${at}`, `bench:s${at}`, `bench:p${at}`];
		slot.run(`${id}/2026-11-20/09:00`, id, space, NOW);
		daily.run(`d${at}`, id, space, place, DUE_AT, `o${at}`);
		outbox.run(`o${at}`, `${id}/2026-11-20/09:00`, id, space, place, `{"daily":"d${at}"}`, NOW);
		posted.run(space, "question", "q", space, NOW);
		posted.run(space, "tip", "t", space, NOW);
		moved.run(DUE_AT + 86_400_000, id);
	};
}

async function beats(path: string, library: Library): Promise<Row> {
	await fill(path, RESTING, NOW + 86_400_000);
	const store = await openStore(path, { ids: idsFrom("id") });
	const plan = planner(() => library, idsFrom("x"), NOW);
	const took: number[] = [];
	for (let beat = 0; beat < BEATS; beat += 1) {
		const begun = performance.now();
		await store.schedules.plan(NOW, AT_ONCE, plan);
		took.push(performance.now() - begun);
	}
	await store.close();
	const what = `a beat with nothing due among ${RESTING.toLocaleString("en")}, p50`;
	const rounds = { ours: [quantile(took, 0.5)], floor: [] };
	return { what, unit: "ms", rounds, target: oursAtMost(1) };
}
