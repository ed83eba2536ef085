import { rmSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type Database from "better-sqlite3";
import type { PeopleAsk, Store } from "../src/core/ports.ts";
import { BOARD } from "../src/core/rules.ts";
import { fileText } from "../src/core/standings/file.ts";
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
/** Counting ranks in a million rows takes its time. */
const FLOOR_CARDS = 100;
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
		if (process.env.KEEP) { const { renameSync } = await import("node:fs"); renameSync(path, process.env.KEEP); } else rmSync(path);
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
	for (const statement of FILL) { raw.prepare(statement).run(); }
	for (const index of indexes) raw.prepare(index).run();
	const attempts = raw.prepare("select count(*) from ledger").pluck().get() as number;
	raw.pragma("journal_mode = wal");
	raw.close();
	const store = await openStore(path, { ids: countedIds() });
	const t=performance.now();await store.books.mendCounts();console.log("mend",performance.now()-t);
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
		const ours = await timesOf(CARDS, (turn) =>
			store.scores.board(SPACE, PERIODS[turn % 3] ?? "all", someone(turn), BOARD, { by }),
		);
		const bare = await timesOf(FLOOR_CARDS, async (turn) => floor(by, turn));
		const row = (share: number) => ({
			ours: [quantile(ours, share)],
			floor: [quantile(bare, share)],
		});
		const what = `card by ${by}: top 10, own row, neighbours`;
		rows.push({ what: `${what}, p50`, unit: "ms", rounds: row(0.5) });
		rows.push({ what: `${what}, p99`, unit: "ms", rounds: row(0.99), target: oursAtMost(1) });
	}
	return rows;
}

/** The same card by counting who is ahead, with nothing around it. */
function floorCards(path: string): (by: "points" | "days", turn: number) => void {
	const raw = openForReading(path);
	return (by, turn) => {
		const board = "score where scope = ? and period = ? and listed in (1, 2)";
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

async function timesOf(count: number, work: (turn: number) => Promise<unknown>): Promise<number[]> {
	const times: number[] = [];
	for (let turn = 0; turn < count; turn += 1) {
		const start = performance.now();
		await work(turn);
		times.push(performance.now() - start);
	}
	return times;
}

/** What an answer writes to the boards, inside of its transaction. */
async function awardRows(path: string): Promise<Row[]> {
	const { units, close } = await openSqlite(path, { ids: countedIds() });
	const times: number[] = [];
	for (let turn = 0; turn < AWARDS; turn += 1) {
		// Every third answer is the first of a day.
		const spaceDay = turn % 3 === 0 ? "2026-11-22" : "2026-11-20";
		const stamp = { learner: someone(turn), space: SPACE, spaceDay, at: NOW };
		await units.write(async (db) => {
			const start = performance.now();
			await addAnswer(db, SPACE, stamp, 10);
			times.push(performance.now() - start);
		});
	}
	await close();
	const of = (share: number) => ({ ours: [quantile(times, share)], floor: [] });
	return [
		{ what: "award within an answer, p50", unit: "ms", rounds: of(0.5), target: oursAtMost(0.3) },
		{ what: "award within an answer, p99", unit: "ms", rounds: of(0.99) },
	];
}

async function exportRows(store: Store): Promise<Row[]> {
	const delay = monitorEventLoopDelay({ resolution: 1 });
	const memory: number[] = [];
	const begun = performance.now();
	delay.enable();
	let rows = 0;
	for await (const text of fileText("csv", store.scores.everyone(ASK), ASK.weeks)) {
		rows += text.split("\n").length - 1;
		memory.push(process.memoryUsage().heapUsed / 2 ** 20);
		if (rows > EXPORTED) break;
	}
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
		{ what: "– the longest", unit: "ms", rounds: figure(delay.max / 1e6) },
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
