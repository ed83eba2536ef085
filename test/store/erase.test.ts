import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGliteDialect } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { FORMAT } from "../../src/core/mydata/file.ts";
import type { Store } from "../../src/core/ports.ts";
import { openStore, openStoreOn } from "../../src/store/open.ts";
import { FORMER } from "../../src/store/renounce.ts";
import { tablesInKeyOrder } from "../../src/store/shapes.ts";
import { ACCOUNT, liveALife, NAME, OWN_SPACE } from "../support/life.ts";
import { type Dump, tracesOf } from "../support/traces.ts";
import { createWorld } from "../support/world.ts";
import { folder, peek } from "./stage.ts";

/** A store, and a look at every table of it from outside. */
type Opened = {
	readonly store: Store;
	dump(): Promise<Dump>;
	/** Writes what no command writes yet. */
	run(statements: string): Promise<unknown>;
};

/** Ids that are found nowhere by accident. */
function wordIds() {
	let count = 0;
	return { make: () => `own${String(++count).padStart(4, "0")}x` };
}

/** The same order whenever it is looked at. */
function inOrder(rows: unknown[]): unknown[] {
	const key = (row: unknown) =>
		JSON.stringify(row, (name, value) => (name === "erased" ? 0 : value));
	return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

async function onSqlite(): Promise<Opened> {
	const path = join(folder(), "cairn.db");
	const store = await openStore(path, { ids: wordIds() });
	const database = peek(path);
	const rows = (table: string) => database.prepare(`select * from "${table}"`).all();
	const shapes = tablesInKeyOrder(database);
	const dump = async () =>
		Object.fromEntries(shapes.map(({ table }) => [table, inOrder(rows(table))]));
	const run = async (statements: string) => database.exec(statements);
	return { store, dump: dump as Opened["dump"], run };
}

async function onPostgres(): Promise<Opened> {
	const pglite = await PGlite.create();
	const store = await openStoreOn(new PGliteDialect({ pglite }), { ids: wordIds() });
	const tables = async () => {
		const { rows } = await pglite.query<{ name: string }>(
			`select table_name as name from information_schema.tables
			where table_schema = 'public' and table_name not in ('migration', 'migration_lock')`,
		);
		return rows.map(({ name }) => name);
	};
	const dump = async () => {
		const read = async (table: string) =>
			[table, inOrder((await pglite.query(`select * from "${table}"`)).rows)] as const;
		return Object.fromEntries(await Promise.all((await tables()).map(read)));
	};
	return { store, dump: dump as Opened["dump"], run: (statements) => pglite.exec(statements) };
}

const GRACE_ALONE = '[{"id":"test:grace","name":"Grace"}]';

/** She made a cohort and leads it, builds, decides on what Ben built, and looks after the space. */
const rolesOf = (zoe: string, ben: string) => `
	insert into cohort (id, space_id, place_id, name, starts_on, zone, weekdays, plan, state, created_by, created_at)
		values ('c1', 'test:town', 'test:square', 'Spring', '2026-11-23', 'UTC', '[1]', '[]', 'running', '${ACCOUNT}', 0);
	insert into cohort_member (cohort_id, learner_id, role, joined_at, joined_day)
		values ('c1', '${zoe}', 'lead', 0, '2026-11-20'), ('c1', '${ben}', 'member', 0, '2026-11-20');
	insert into challenge_entry (id, space_id, challenge_id, learner_id, state, link, note, words, decided_by, joined_at)
		values ('e1', 'test:town', 'small/build', '${zoe}', 'handed', 'https://example.org/${ACCOUNT}', '${NAME}', null, null, 0),
			('e2', 'test:town', 'small/build', '${ben}', 'accepted', null, null, 'well done', '${ACCOUNT}', 0);
	update space set moderators = '[{"id":"test:grace","name":"Grace"},{"id":"${ACCOUNT}","name":"${NAME}"}]'
		where id = 'test:town';
	update schedule set owner_id = '${ACCOUNT}';
`;

/** The whole bot over a store, in which Zoë has lived. */
async function lived({ store, run }: Opened) {
	const logged: string[] = [];
	const keep = (fields: Record<string, unknown>, message: string) =>
		void logged.push(`${message} ${JSON.stringify(fields)}`);
	const log = { debug: keep, info: keep, warn: keep, error: keep };
	const world = await createWorld({ at: "2026-11-16T08:00:00Z", store, around: { log } });
	onTestFinished(() => world.close());
	const life = await liveALife(world, store);
	await run(rolesOf(life.learner.id, (await store.data.learnerOf("test:ben")) ?? ""));
	const erases = async () => {
		await life.zoe.says("/settings");
		await life.zoe.presses("My data");
		await life.zoe.presses("Erase it all");
		await life.zoe.presses("Erase everything …");
		return life.zoe.submits({ word: "ERASE" });
	};
	const names = [NAME, ACCOUNT, life.learner.id, OWN_SPACE, "test:@zoquux", "test:whisper"];
	return { ...life, world, logged, erases, names };
}

describe.each([
	["SQLite", onSqlite],
	["PostgreSQL (PGlite)", onPostgres],
])("case 57: on %s, who is erased", (_name, open) => {
	it("is found in no row of any table, and in no line of the log", async () => {
		const opened = await open();
		const { erases, names, logged } = await lived(opened);
		expect(tracesOf(await opened.dump(), names).length).toBeGreaterThan(50);
		expect(await erases()).toContain("Done: all I kept about you is erased.");
		expect(tracesOf(await opened.dump(), names)).toEqual([]);
		expect(logged.filter((line) => names.some((name) => line.includes(name)))).toEqual([]);
		expect(logged).toContain("somebody's data was erased {}");
	}, 60_000);

	it("is found in nothing that came of schedules they set up", async () => {
		const opened = await open();
		const { erases, names, world, learner } = await lived(opened);
		const zoe = world.person(NAME, { manages: true });
		await zoe.says("/manage schedule add tip 9:00");
		await zoe.presses("Save");
		await world.passes({ minutes: 1 });
		// As the playground does it, the id of a press begins with the account.
		await zoe.pressesRaw(zoe.pressOf("Run now"), `${ACCOUNT}:runs`);
		world.nextPost({ outcome: "gone", why: "no such channel" });
		await world.passes({ minutes: 1 });
		await world.passes({ minutes: 1 });
		const { messages } = (await opened.store.data.export(learner.id)) ?? {};
		expect(messages).toContainEqual(expect.objectContaining({ kind: "notice" }));
		expect(await erases()).toContain("Done: all I kept about you is erased.");
		expect(tracesOf(await opened.dump(), names)).toEqual([]);
	}, 60_000);

	it("leaves others, and what is counted for all, as they were", async () => {
		const opened = await open();
		const { erases, names } = await lived(opened);
		const before = await opened.dump();
		await erases();
		const after = await opened.dump();
		const foreign = (rows: Dump[string]) =>
			rows.filter((row) => !tracesOf({ rows: [row] }, names)[0]);
		for (const table of ["learner", "account", "membership", "slot", "daily", "cohort_member"])
			expect(after[table]).toEqual(foreign(before[table] ?? []));
		expect(after.space).toMatchObject([{ id: "test:town", moderators: GRACE_ALONE }]);
		expect(after.schedule).toEqual([{ ...before.schedule?.[0], owner_id: null }]);
		expect(after.cohort).toEqual([{ ...before.cohort?.[0], created_by: FORMER }]);
		expect(after.challenge_entry).toMatchObject([{ id: "e2", decided_by: FORMER }]);
		const renounced = (before.ledger ?? []).filter(
			(row) => row.actor_id === ACCOUNT && row.account_id === "test:ben",
		);
		expect(renounced).toHaveLength(1);
		expect(after.ledger).toHaveLength(foreign(before.ledger ?? []).length + 1);
		expect(after.ledger).toEqual(
			expect.arrayContaining([
				...foreign(before.ledger ?? []),
				{ ...renounced[0], actor_id: FORMER, request_id: expect.stringMatching(/^[\w-]{43}$/) },
			]),
		);
		const counted = before.item_count?.map((row) => ({ ...row, erased: row.answers }));
		expect(after.item_count).toEqual(counted);
		expect(await opened.store.books.checkCounts()).toEqual([]);
	}, 60_000);
});

/** Tables that are exported, and the section of the file in which their columns are told. */
const SECTIONS: Readonly<Record<string, string>> = {
	learner: "learner",
	account: "accounts",
	membership: "spaces",
	space: "personalSpaces",
	place: "places",
	ledger: "facts",
	round: "rounds",
	round_item: "rounds",
	report: "reports",
	question_state: "cards",
	learner_day: "days",
	streak: "streak",
	learner_total: "totals",
	mastered: "mastered",
	score: "scores",
	season_winner: "wins",
	reminder: "reminders",
	outbox: "messages",
	cohort_member: "cohorts",
	challenge_entry: "challenges",
};

/** Tables that are not, and why. */
const NOBODYS: Readonly<Record<string, string>> = {
	schedule: "a space's rule for posting; whoever is told of its trouble finds it in roles",
	cohort: "a group in a space; whoever made it finds it in roles",
	recap:
		"words for a cohort's week; whoever posted it finds it in roles, and they go with a member",
	slot: "a moment of such a rule",
	schedule_draft: "such a rule that somebody has not saved yet; it does not say who",
	score_bucket: "how many people of a board have how much; nobody is named",
	season: "a named period of a space's boards",
	posted: "what such rules have posted in a space, and when",
	daily: "a question for all people of a space",
	item_count: "first tries of all people together; nobody is named",
	outage: "when the bot was away",
	handled: "ids of requests that set up a space, so that none is carried out twice",
	erased: "that somebody was erased; the key is made of the request and leads to nobody",
	health: "one row that shows that the database can be written",
};

/** Columns of the others in which somebody may be named all the same; `roles` tells of these. */
const ROLES: readonly string[] = ["schedule.owner_id", "cohort.created_by", "recap.posted_by"];

/** Columns of exported tables that the file does not repeat. */
const SAID_ELSEWHERE = ["learner_id", "round_item.round_id"];

describe("the export", () => {
	const shapes = async () => {
		const path = join(folder(), "cairn.db");
		await (await openStore(path, { ids: wordIds() })).close();
		return tablesInKeyOrder(peek(path));
	};
	const PERSONAL = /(^|_)((learner|account|actor|owner|member|user)(_id)?|by)$/;

	it("knows of every table whether it holds anything of a person", async () => {
		for (const { table, columns, refersTo } of await shapes()) {
			expect(table in SECTIONS !== table in NOBODYS, `${table} is in one of the lists`).toBe(true);
			if (table in SECTIONS) continue;
			const untold = columns
				.filter((column) => PERSONAL.test(column))
				.filter((column) => !ROLES.includes(`${table}.${column}`));
			expect([table, untold]).toEqual([table, []]);
			expect([table, refersTo.filter((to) => /^(learner|account|round)$/.test(to))]).toEqual([
				table,
				[],
			]);
		}
	});

	it("holds every row about the person, and every field of it is told of", async () => {
		const opened = await onSqlite();
		const { learner } = await lived(opened);
		const exported = await opened.store.data.export(learner.id);
		const dump = await opened.dump();
		const told = readFileSync(new URL("../../docs/my-data.md", import.meta.url), "utf8");
		for (const { table, columns } of await shapes()) {
			const section = SECTIONS[table];
			if (section === undefined) continue;
			const own = (dump[table] ?? []).filter(({ learner_id }) => learner_id === learner.id);
			if (columns.includes("learner_id"))
				expect([table, exported?.[section as "facts"].length]).toEqual([table, own.length]);
			const part = told.split(/^## /m).find((one) => one.startsWith(`\`${section}\``)) ?? "";
			for (const column of columns) {
				if (SAID_ELSEWHERE.some((one) => one === column || one === `${table}.${column}`)) continue;
				const field = column.replaceAll(/_([a-z])/g, (_, sign: string) => sign.toUpperCase());
				expect(part, `docs/my-data.md tells of ${section}.${field}`).toContain(`\`${field}\``);
			}
		}
		expect(told).toContain(`\`format\` is ${FORMAT}`);
	});

	it("leaves no row out in which the person is named", async () => {
		const opened = await onSqlite();
		const { learner, names } = await lived(opened);
		const named = new Set(
			tracesOf(await opened.dump(), names).map((row) => row.slice(0, row.indexOf(":"))),
		);
		expect([...named].filter((table) => !(table in SECTIONS))).toEqual(["cohort", "schedule"]);
		expect(await opened.store.data.export(learner.id)).toMatchObject({
			actions: [{ kind: "zone", reason: "moved", spaceId: "test:town" }],
			personalSpaces: [{ id: OWN_SPACE }],
			roles: [
				{ role: "moderator", spaceId: "test:town" },
				{ role: "cohort", spaceId: "test:town", id: "c1" },
				{ role: "decision", spaceId: "test:town", id: "e2" },
				{ role: "schedule", spaceId: "test:town" },
			],
		});
	});
});
