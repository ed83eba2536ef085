import { rmSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type Database from "better-sqlite3";
import type { PeopleAsk, Store } from "../src/core/ports.ts";
import { BOARD } from "../src/core/rules.ts";
import { fileText, piecesOf } from "../src/core/standings/file.ts";
import { openForReading, openForWriting } from "../src/store/file.ts";
import { openStore } from "../src/store/open.ts";
import { addAnswer } from "../src/store/scores.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import { countedIds } from "../test/support/world.ts";
import { inFolder } from "./support/folder.ts";
import { median, quantile } from "./support/rounds.ts";
import { oursAtMost, printTable, type Row } from "./support/table.ts";

/** Boards of one space with very many people in it. */

const PEOPLE = Number(process.env.BOARD_PEOPLE ?? 1_000_000);
/** Attempts of a learner: from one to nine. */
const MOST_EACH = 9;
const SPACE = "bench:town";
const CARDS = 1_000;
const WARMING = 200;
/** Counting ranks in a million rows takes its time. */
const FLOOR_CARDS = 30;
const AWARDS = 2_000;
const EXPORTED = 100_000;
const NOW = Date.parse("2026-11-20T09:00:00Z");
const PERIODS = ["all", "2026-11", "2026-W47"] as const;

export async function board(): Promise<void> {
	await inFolder(async (folder) => {
		const path = join(folder, "board.db");
		const begun = performance.now();
		const attempts = await fill(path);
		const seconds = Math.round((performance.now() - begun) / 1_000);
		const rows = await measure(path);
		const people = PEOPLE.toLocaleString("en");
		const all = `${people} learners, ${attempts.toLocaleString("en")} attempts`;
		printTable(`One space with ${all} (filled in ${seconds} s)`, rows);
		rmSync(path);
	});
}

/** Puts everybody there at one go, as if they had answered. Ranks are counted by the doctor. */
async function fill(path: string): Promise<number> {
	await (await openStore(path, { ids: countedIds() })).close();
	const raw = openForWriting(path);
	raw.pragma("journal_mode = off");
	raw.pragma("synchronous = off");
	raw.pragma("foreign_keys = off");
	const indexes = dropIndexes(raw);
	for (const statement of FILL) raw.prepare(statement).run();
	for (const index of indexes) raw.prepare(index).run();
	const attempts = raw.prepare("select count(*) from ledger").pluck().get() as number;
	raw.pragma("journal_mode = wal");
	raw.close();
	const store = await openStore(path, { ids: countedIds() });
	await store.books.mendCounts();
	await store.close();
	return attempts;
}

/** They are made again at the end, which is much faster. */
function dropIndexes(raw: Database.Database): readonly string[] {
	const indexes = raw
		.prepare(
			"select name, sql from sqlite_schema where type = 'index' and sql is not null and tbl_name in ('ledger', 'score', 'membership')",
		)
		.all() as { name: string; sql: string }[];
	for (const { name } of indexes) raw.prepare(`drop index ${name}`).run();
	return indexes.map(({ sql }) => sql);
}

/** Ids in the order of joining; points and dates differ from one to the next, and are always the same. */
const FILL = [
	`insert into space (id, personal, zone, created_at) values ('${SPACE}', 0, 'UTC', 0)`,
	`create table one as with recursive n (n) as (select 0 union all select n + 1 from n where n < ${PEOPLE - 1})
		select printf('l%09d', n) as id, n, 1 + (n * 7919) % ${MOST_EACH} as attempts from n`,
	"insert into learner (id, name, rests, created_at) select id, 'Member ' || n, '[]', 0 from one",
	"insert into account (id, learner_id) select 'bench:' || id, id from one",
	`insert into membership (space_id, learner_id, name, joined_at, visibility)
		select '${SPACE}', id, 'Member ' || n, 0,
			case n % 10 when 0 then 'hidden' when 1 then 'unasked' else 'shown' end from one`,
	`create table attempt as with recursive k (k) as (select 1 union all select k + 1 from k where k < ${MOST_EACH})
		select id, n, k, (n * 31 + k * 17) % 4 * 5 + (n % 97) as points,
			date('2026-11-01', '+' || ((n + k * 3) % 20) || ' days') as day
		from one join k on k <= attempts`,
	`insert into ledger (request_id, seq, learner_id, account_id, space_id, at, day, zone, space_day, kind,
			actor_id, reason, question_id, first_try, outcome, points, rules)
		select id || '/' || k, 0, id, 'bench:' || id, '${SPACE}', ${NOW}, day, 'UTC', day, 'attempt',
			'bench:' || id, 'answer', 'q' || k, 1, 'right', points, 1 from attempt`,
	...PERIODS.map(
		(period) => `insert into score (scope, period, learner_id, points, days, last_day, listed)
		select '${SPACE}', '${period}', id, sum(points), count(distinct day), max(day),
			case n % 10 when 0 then 0 when 1 then 2 else 1 end from attempt
		${period === "2026-W47" ? "where day >= '2026-11-16'" : ""} group by id`,
	),
	"drop table attempt",
	"drop table one",
];

async function measure(path: string): Promise<Row[]> {
	const store = await openStore(path, { ids: countedIds() });
	const cards = await cardRows(store, path);
	const streamed = await exportRows(store);
	await store.close();
	return [...cards, ...(await awardRows(path)), ...streamed];
}

/** People all over the board, the same every time. */
const someone = (turn: number): string =>
	`l${String((turn * 7_919 * 131) % PEOPLE).padStart(9, "0")}`;

async function cardRows(store: Store, path: string): Promise<Row[]> {
	const rows: Row[] = [];
	const floor = floorCards(path);
	for (const by of ["points", "days"] as const) {
		const card = (turn: number) =>
			store.scores.board(SPACE, PERIODS[turn % 3] ?? "all", someone(turn), BOARD, { by });
		// Others come before: what a process meets first is read from the disk.
		await timesOf(WARMING, (turn) => card(CARDS + turn));
		const ours = await timesOf(CARDS, card);
		const bare = await timesOf(FLOOR_CARDS, async (turn) => floor(by, turn));
		rows.push(...rowsOf(`card by ${by}`, ours, bare, { p99: 1 }));
	}
	return rows;
}

/** The same card by counting who is ahead, with nothing around it. */
function floorCards(path: string): (by: "points" | "days", turn: number) => void {
	const raw = openForReading(path);
	return (by, turn) => {
		const board = "score where scope = ? and period = ? and listed = 1";
		const key = [SPACE, PERIODS[turn % 3]];
		raw.prepare(`select * from ${board} order by ${by} desc, learner_id limit 10`).all(key);
		const own = `select ${by} from score where scope = ? and period = ? and learner_id = ?`;
		const mine = raw.prepare(own).pluck().get(key, someone(turn));
		raw.prepare(`select count(*) from ${board} and ${by} > ?`).get(key, mine);
		for (const way of ["<", ">"])
			raw
				.prepare(`select * from ${board} and ${by} ${way} ? order by ${by} limit 2`)
				.all(key, mine);
	};
}

/** How long things took: by the clock, and of it at work; on a busy machine the rest is waiting. */
type Taken = { readonly ms: number[]; readonly cpuMs: number[] };

async function timesOf(count: number, work: (turn: number) => Promise<unknown>): Promise<Taken> {
	const taken: Taken = { ms: [], cpuMs: [] };
	for (let turn = 0; turn < count; turn += 1) await timed(taken, () => work(turn));
	return taken;
}

async function timed(taken: Taken, work: () => Promise<unknown>): Promise<void> {
	const [start, cpu] = [performance.now(), process.cpuUsage()];
	await work();
	const { user, system } = process.cpuUsage(cpu);
	taken.ms.push(performance.now() - start);
	taken.cpuMs.push((user + system) / 1_000);
}

/** Rows for what was taken: half of it, and all but a hundredth. */
function rowsOf(what: string, ours: Taken, floor: Taken, targets: Targets): Row[] {
	const row = (share: number) => ({
		ours: [quantile(ours.ms, share)],
		floor: [quantile(floor.ms, share)],
	});
	const cpu = (share: number) => ({
		ours: [quantile(ours.cpuMs, share)],
		floor: [quantile(floor.cpuMs, share)],
	});
	const figures = (rounds: Row["rounds"], target?: number) => ({
		...{ unit: "ms", rounds },
		...(target === undefined ? {} : { target: oursAtMost(target) }),
	});
	return [
		{ what: `${what}, p50`, ...figures(row(0.5), targets.p50) },
		{ what: `${what}, p99`, ...figures(row(0.99), targets.p99) },
		{ what: "– CPU of it, p50", ...figures(cpu(0.5)) },
		{ what: "– CPU of it, p99", ...figures(cpu(0.99)) },
	];
}

type Targets = { readonly p50?: number; readonly p99?: number };

/** What an answer writes to the boards, inside of its transaction. */
async function awardRows(path: string): Promise<Row[]> {
	const { units, close } = await openSqlite(path, { ids: countedIds() });
	const taken: Taken = { ms: [], cpuMs: [] };
	const floor = await floorAwards(path);
	for (let turn = 0; turn < AWARDS; turn += 1) {
		// Every third answer is the first of a day.
		const spaceDay = turn % 3 === 0 ? "2026-11-22" : "2026-11-20";
		const stamp = { learner: someone(turn), space: SPACE, spaceDay, at: NOW };
		await units.write((db) => timed(taken, () => addAnswer(db, SPACE, stamp, 10)));
	}
	await close();
	return rowsOf("award within an answer", taken, floor, { p50: 0.3 });
}

/** The same rows by three bare statements; nobody could tell a rank or a day from them. */
async function floorAwards(path: string): Promise<Taken> {
	const raw = openForWriting(path);
	const add = raw.prepare(
		"update score set points = points + 10 where scope = ? and period = ? and learner_id = ?",
	);
	const taken = await timesOf(AWARDS, async (turn) => {
		raw.prepare("begin immediate").run();
		for (const period of PERIODS) add.run(SPACE, period, someone(CARDS + turn));
		raw.prepare("rollback").run();
	});
	raw.close();
	return taken;
}

async function exportRows(store: Store): Promise<Row[]> {
	const delay = monitorEventLoopDelay({ resolution: 1 });
	const memory: number[] = [];
	const begun = performance.now();
	delay.enable();
	let rows = 0;
	const taken: Taken = { ms: [], cpuMs: [] };
	const pieces = fileText("csv", piecesOf(store.scores, ASK), ASK.weeks)[Symbol.asyncIterator]();
	while (rows <= EXPORTED)
		await timed(taken, async () => {
			const { value } = await pieces.next();
			rows += String(value).split("\n").length - 1;
			memory.push(process.memoryUsage().heapUsed / 2 ** 20);
		});
	delay.disable();
	const ms = performance.now() - begun;
	const [early, late] = [memory.slice(0, 100), memory.slice(-100)].map(median);
	const figure = (value: number) => ({ ours: [value], floor: [] });
	return [
		{ what: `export of ${rows.toLocaleString("en")} rows`, unit: "ms", rounds: figure(ms) },
		{
			what: "– event loop delay meanwhile, p99",
			unit: "ms",
			rounds: figure(delay.percentile(99) / 1e6),
			target: oursAtMost(50),
		},
		{
			what: "– CPU of a piece of 100 rows, p99",
			unit: "ms",
			rounds: figure(quantile(taken.cpuMs, 0.99)),
		},
		{
			what: "– heap, last hundred pieces beside the first",
			unit: "MB",
			rounds: { ours: [late ?? 0], floor: [early ?? 0] },
		},
	];
}

const ASK: PeopleAsk = {
	scope: SPACE,
	period: "all",
	show: "everyone",
	weeks: ["2026-W47", "2026-W46", "2026-W45", "2026-W44"],
	quietBefore: "2026-11-07",
};
