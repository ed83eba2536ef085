import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { watch } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { expect, onTestFinished, test } from "vitest";
import { foldDays } from "../src/core/streak/streak.ts";
import { openStore } from "../src/store/open.ts";
import { quiz as says } from "../src/text/en.ts";
import { createLearner, type Learner } from "./support/learner.ts";
import { single, topicFile, writePack } from "./support/pack.ts";
import { type Home, type Running, ready, spawnProgram, startProgram } from "./support/running.ts";
import { countedIds } from "./support/world.ts";

/** The real program is killed again and again, and whatever it had acknowledged is still there. */

const KILLS = process.env.CAIRN_TEST_ALL === "1" ? 30 : 6;
const SEED = 20_261_120;

/** When a life of the program ends. */
type Moment = {
	readonly during: "start" | "wish" | "commit" | "answer";
	/** Wishes that are answered before. */
	readonly answered: number;
	/** Turns of our event loop after a wish was sent; for a start and a commit, changes on the disk. */
	readonly after: number;
	/** Whether the next life hears the last wish once more, as from a platform that got no answer. */
	readonly repeats: boolean;
	/** Which options are picked, from 0 up to 1. */
	choice(): number;
};

test("kill -9 loses nothing that was acknowledged and doubles nothing", {
	timeout: 180_000,
}, async () => {
	const home = await makeHome();
	const ada = createLearner("ada");
	let repeats = false;
	for (const [life, moment] of moments().entries()) {
		await live(home, ada, moment, { day: Math.floor(life / 3), repeats });
		await expectWhole(home, ada);
		repeats = moment.repeats && moment.during !== "start";
	}
	const picks = ada.picks.filter((pick) => pick.acknowledged);
	expect(picks.length).toBeGreaterThanOrEqual(KILLS);
	const last = await startProgram(home);
	expect(await last.stop()).toBe(0);
});

const DURING = ["commit", "answer", "wish", "start"] as const;
/** A wish takes between the two, in quarters of a power of two. */
const TURNS = { least: 28, most: 48 };

function moments(): readonly Moment[] {
	const random = xoroshiro128plus(SEED);
	const choice = () => uniformInt(random, 0, 999) / 1000;
	return Array.from({ length: KILLS }, (_, life) => {
		const during = DURING[life % DURING.length] ?? "wish";
		return {
			during,
			answered: uniformInt(random, 1, 6),
			after:
				during === "wish"
					? 2 ** (uniformInt(random, TURNS.least, TURNS.most) / 4)
					: uniformInt(random, 1, 4),
			repeats: uniformInt(random, 0, 1) === 1,
			choice,
		};
	});
}

async function live(
	home: Home,
	ada: Learner,
	moment: Moment,
	{ day, repeats }: { day: number; repeats: boolean },
): Promise<void> {
	const child = spawnProgram(home);
	if (moment.during === "start") return dieStarting(child, home, moment.after);
	const running = await ready(child);
	ada.joins(running);
	// Only the playground's clock moves, and it begins anew with each life.
	if (day > 0) await running.send("time", { id: `day-after-${day}`, hours: 24 * day });
	if (repeats) await ada.repeats();
	await goOn(home, ada);
	for (let said = 0; said < moment.answered; said++) await ada.goesOn(moment.choice());
	while (ada.option() === undefined) await ada.goesOn(0);
	await dieAnswering(running, home, ada, moment);
}

async function dieStarting(child: ChildProcess, home: Home, after: number): Promise<void> {
	const ended = once(child, "exit");
	const change = changes(home, after);
	await Promise.race([change.counted, once(child.stdout ?? child, "data")]);
	change.giveUp();
	child.kill("SIGKILL");
	await ended;
}

async function dieAnswering(running: Running, home: Home, ada: Learner, moment: Moment) {
	const change = changes(home, moment.after);
	const wish = ada.goesOn(moment.choice()).catch(() => null);
	if (moment.during === "answer") await wish;
	else if (moment.during === "commit") await Promise.race([change.counted, wish]);
	else for (let turn = 0; turn < moment.after; turn++) await new Promise(setImmediate);
	change.giveUp();
	await running.kill();
	await wish;
}

/** Counts what changes beside the database, from now on, until there is enough or it is given up. */
function changes({ database }: Home, enough: number) {
	const stop = new AbortController();
	async function count(): Promise<void> {
		let seen = 0;
		for await (const _ of watch(dirname(database), stop)) {
			seen += 1;
			if (seen >= enough) return;
		}
	}
	return { counted: count().catch(() => {}), giveUp: () => stop.abort() };
}

/** Types `/quiz`: where a round is open, it offers to go on with exactly the question that is due. */
async function goOn({ database }: Home, ada: Learner): Promise<void> {
	const due = dueQuestion(database);
	await ada.says("/quiz loops count:12");
	if (!due) return;
	expect(ada.sees()).toContain(says.continue);
	await ada.presses(says.continue);
	expect(ada.option()).toContain(`:${due.round}:${due.position}:`);
}

function dueQuestion(path: string): { round: string; position: number } | undefined {
	const database = new Database(path, { readonly: true });
	const due = database.prepare(
		`select round_id as round, min(position) as position from round_item
		where outcome is null and round_id in (select id from round where ended_at is null)
		group by round_id`,
	);
	const found = due.get() as { round: string; position: number } | undefined;
	database.close();
	return found;
}

type Attempt = { request_id: string; round_id: string; day: string; points: number };

/** Looks at a copy, so that the next life meets the files as the killed one left them. */
async function expectWhole({ database: path }: Home, ada: Learner): Promise<void> {
	const copy = copyOf(path);
	const database = new Database(copy);
	expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
	expect(database.pragma("foreign_key_check")).toEqual([]);
	const attempts = database
		.prepare("select request_id, round_id, day, points from ledger where kind = 'attempt'")
		.all() as Attempt[];
	expectEachOnce(attempts, ada);
	expectSums(database, attempts);
	database.close();
	await expectFolds(copy, attempts);
}

function copyOf(path: string): string {
	const folder = mkdtempSync(join(tmpdir(), "cairn-kill-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	for (const log of ["", "-wal"])
		if (existsSync(path + log)) copyFileSync(path + log, join(folder, `cairn.db${log}`));
	return join(folder, "cairn.db");
}

function expectEachOnce(attempts: readonly Attempt[], { name, picks }: Learner): void {
	const kept = attempts.map(({ request_id }) => request_id).toSorted();
	const ids = (some: Learner["picks"]) => some.map(({ id }) => `playground:${name}:${id}`);
	expect(kept).toEqual([...new Set(kept)]);
	expect(ids(picks)).toEqual(expect.arrayContaining(kept));
	expect(kept).toEqual(expect.arrayContaining(ids(picks.filter((pick) => pick.acknowledged))));
}

/** Points and rounds say the same as the ledger: they are written together with it. */
function expectSums(database: Database.Database, attempts: readonly Attempt[]): void {
	const points = attempts.reduce((sum, attempt) => sum + attempt.points, 0);
	for (const period of ["all", "____-__", "____-W__"]) {
		const sum = database
			.prepare("select coalesce(sum(points), 0) from score where period like ?")
			.pluck();
		expect([period, sum.get(period)]).toEqual([period, points]);
	}
	const answered = database.prepare(
		"select coalesce(sum(points), 0), count(*) from round_item where outcome is not null",
	);
	expect(answered.raw().get()).toEqual([points, attempts.length]);
}

/** Streak and days are what the ledger's days add up to. */
async function expectFolds(path: string, attempts: readonly Attempt[]): Promise<void> {
	const learner = learnerIn(path);
	if (learner === undefined) return expect(attempts).toEqual([]);
	const counts = new Map<string, number>();
	for (const { day } of attempts) counts.set(day, (counts.get(day) ?? 0) + 1);
	const store = await openStore(path, { ids: countedIds() });
	const days = await store.progress.days(learner);
	const { streak } = await store.progress.streak(learner);
	await store.close();
	expect(days.map(({ day, answers }) => [day, answers])).toEqual([...counts].toSorted());
	expect(streak).toEqual(foldDays(days));
}

function learnerIn(path: string): string | undefined {
	const database = new Database(path, { readonly: true });
	const id = database.prepare("select learner_id from account").pluck().get();
	database.close();
	return id as string | undefined;
}

/** A database that is not there yet, and twelve questions of a kind that every release will know. */
async function makeHome(): Promise<Home> {
	const folder = mkdtempSync(join(tmpdir(), "cairn-kill-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const questions = Array.from({ length: 12 }, (_, at) => single({ id: `question-${at}` }));
	const content = await writePack({ topics: { loops: topicFile({}, questions) } });
	return { database: join(folder, "cairn.db"), content };
}
