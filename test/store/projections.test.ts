import { join } from "node:path";
import type Database from "better-sqlite3";
import { Kysely, type LogEvent } from "kysely";
import { expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { createApp } from "../../src/core/app.ts";
import { addDays } from "../../src/core/days.ts";
import { createGuard, sqliteDialect } from "../../src/store/driver.ts";
import { openStore } from "../../src/store/open.ts";
import { progress } from "../../src/store/progress.ts";
import type { Tables } from "../../src/store/schema.ts";
import { scores } from "../../src/store/scores.ts";
import type { Units } from "../../src/store/units.ts";
import { nothingAround } from "../support/around.ts";
import { smallLibrary } from "../support/library.ts";
import { told } from "../support/told.ts";
import { countedIds, folder, peek } from "./stage.ts";

/** What is shown of a learner is read from projections: years of answers make it no slower. */

const NOW = Date.parse("2026-11-20T09:00:00Z");
const ATTEMPTS = 50_000;
const DAYS = 1_500;

test("the roadmap and the profile of a learner with 50,000 attempts scan no ledger", async () => {
	const path = join(folder(), "cairn.db");
	const store = await openStore(path, { ids: countedIds() });
	const visit = { account: "test:ada", name: "Ada", space: "test:town", place: "test:square" };
	const { learner } = await store.learners.meet({ ...visit, personal: false }, NOW);
	const database = peek(path);
	answersFor(database, learner.id);
	const statements: LogEvent["query"][] = [];
	const watched = watchedUnits(database, statements);
	const app = createApp(
		{
			...nothingAround,
			store: { ...store, progress: progress(watched), scores: scores(watched) },
			sender: {
				post: async () => ({ outcome: "sent", ref: "" }),
				edit: async () => ({ outcome: "sent", ref: "" }),
			},
			clock: { now: () => NOW },
			ids: countedIds(),
			log: { debug() {}, info() {}, warn() {}, error() {} },
		},
		smallLibrary,
		commands,
	);
	const wish = {
		kind: "command",
		from: { id: "test:ada", name: "Ada" },
		at: { id: "test:square", space: "test:town", personal: false },
		rights: { manages: false, groups: [] },
		input: {},
	} as const;
	const shown = { roadmap: "◐ The shell", profile: "Days learned: 1500" };
	for (const [name, words] of Object.entries(shown)) {
		const reply = await app.handle({ ...wish, id: name, name });
		expect(reply.do === "say" && told(reply.message)).toContain(words);
	}
	const plans = statements.flatMap((one) => planOf(database, one));
	expect(plans.length).toBeGreaterThan(5);
	// Outages are the bot's own, and few.
	expect(new Set(plans.filter((step) => step.startsWith("SCAN")))).toEqual(
		new Set(["SCAN outage"]),
	);
	// Changes of the zone, and what was put right, are facts found by indexes that hold nothing else.
	const facts = plans.filter((step) => step.includes("ledger"));
	expect(facts.filter((step) => !/INDEX ledger_(zone|care)/.test(step))).toEqual([]);
	await store.close();
});

/** Reads that are taken down on the way; nothing is written through them. */
function watchedUnits(database: Database.Database, statements: LogEvent["query"][]): Units {
	const log = ({ query }: LogEvent) => void statements.push(query);
	const db = new Kysely<Tables>({ dialect: sqliteDialect(database, createGuard()), log });
	const never = async () => {
		throw new Error("nothing is written here");
	};
	const locks = { learner: never, present: never, alone: never, take: (query: never) => query };
	const run: Units["read"] = (work) => work(db);
	return { read: run, view: run, write: never, locks, ids: countedIds() };
}

function planOf(database: Database.Database, { sql, parameters }: LogEvent["query"]): string[] {
	const steps = database.prepare(`explain query plan ${sql}`).all(...parameters) as {
		detail: string;
	}[];
	return steps.map(({ detail }) => detail);
}

/** Years of answers, with the projections they add up to. */
function answersFor(database: Database.Database, learner: string): void {
	const attempt = database.prepare(`insert into ledger
		(request_id, seq, learner_id, account_id, space_id, at, day, zone, space_day, kind, actor_id,
		reason, question_id, topic_id) values (?, 0, ?, 'test:ada', 'test:town', ?, ?, 'UTC', ?,
		'attempt', 'test:ada', 'answer', ?, 'small/shell')`);
	const day = database.prepare("insert into learner_day values (?, ?, 'UTC', 33, 10, ?, 5)");
	const state = database.prepare(`insert into question_state
		(learner_id, question_id, topic_id, tries, last_day, last_right, known)
		values (?, ?, 'small/shell', 999, '2026-11-19', 1, 0)`);
	const days = Array.from({ length: DAYS }, (_, at) => addDays("2026-11-10", -at));
	database.transaction(() => {
		for (let at = 0; at < ATTEMPTS; at += 1) {
			const on = days[at % DAYS];
			attempt.run(`request${at}`, learner, NOW - at, on, on, `small/shell/q${at % 3}`);
		}
		for (const one of days) day.run(learner, one, Date.parse(`${one}T09:00:00Z`));
		for (const one of ["q1", "q2", "q3"]) state.run(learner, `small/shell/${one}`);
		const streak = "insert into streak values (?, 1500, 1500, 1500, 2, '2026-11-10', 0)";
		database.prepare(streak).run(learner);
	})();
}
