import { sql } from "kysely";
import type { KeptRow, MyData } from "../core/mydata/mydata.ts";
import { directPlace } from "../core/platform.ts";
import { moderated } from "./renounce.ts";
import type { Tables } from "./schema.ts";
import type { Db } from "./units.ts";

type Table = keyof Tables;

/** Tables of which a person's rows are found by `learner_id`, in the order in which they are told. */
const OWN = {
	accounts: ["account", "id"],
	spaces: ["membership", "space_id"],
	facts: ["ledger", "id"],
	reports: ["report", "at"],
	cards: ["question_state", "question_id"],
	days: ["learner_day", "day"],
	streak: ["streak", "learner_id"],
	totals: ["learner_total", "learner_id"],
	mastered: ["mastered", "day"],
	scores: ["score", "period"],
	wins: ["season_winner", "season_id"],
	reminders: ["reminder", "kind"],
	cohorts: ["cohort_member", "cohort_id"],
	challenges: ["challenge_entry", "joined_at"],
} as const satisfies Partial<Record<keyof MyData, readonly [Table, string]>>;

/** Reads all that is kept about a learner, every column of it; null for nobody. */
export async function readMyData(db: Db, learner: string): Promise<MyData | null> {
	const [person] = await readRows(db, "learner", sql`id = ${learner}`, "id");
	if (!person) return null;
	const own = await readOwn(db, learner);
	const accounts = own.accounts.map(({ id }) => String(id));
	return {
		learner: person,
		...own,
		...(await readPlaces(db, learner, accounts)),
		actions: await readActions(db, learner, accounts),
		roles: await readRoles(db, [learner, ...accounts]),
		rounds: await readRounds(db, learner),
		messages: await readMessages(db, learner, accounts),
	};
}

async function readOwn(db: Db, learner: string) {
	const whose = sql`learner_id = ${learner}`;
	const read = ([table, order]: readonly [Table, string]) => readRows(db, table, whose, order);
	const sections: Partial<Record<keyof typeof OWN, readonly KeptRow[]>> = {};
	for (const name of Object.keys(OWN) as (keyof typeof OWN)[])
		sections[name] = await read(OWN[name]);
	return sections as Record<keyof typeof OWN, readonly KeptRow[]>;
}

/** What is there for this person alone: direct messages as a space of their own, and as places. */
async function readPlaces(db: Db, learner: string, accounts: readonly string[]) {
	const personal = sql`select space.id from space
		join membership on membership.space_id = space.id
		where personal = 1 and learner_id = ${learner}`;
	const direct = sql`id in (${sql.join(["", ...accounts.map(directPlace)])})`;
	return {
		personalSpaces: await readRows(db, "space", sql`id in (${personal})`, "id"),
		places: await readRows(db, "place", sql`space_id in (${personal}) or ${direct}`, "id"),
	};
}

/** What tells of them, and what else went to them alone. */
function readMessages(db: Db, learner: string, accounts: readonly string[]) {
	const direct = sql.join(["", ...accounts.map(directPlace)]);
	return readRows(db, "outbox", sql`learner_id = ${learner} or place_id in (${direct})`, "id");
}

/** What they did to others as a moderator; to whom, and with what result, is the others' to know. */
async function readActions(db: Db, learner: string, accounts: readonly string[]) {
	const rows = await readRows(
		db,
		"ledger",
		sql`actor_id in (${sql.join(["", ...accounts])}) and actor_id <> account_id
			and learner_id <> ${learner}`,
		"id",
	);
	return rows.map(({ at, kind, reason, spaceId }) => ({ at, kind, reason, spaceId }));
}

/** Where they are named for what they look after; what that is belongs to the space. */
async function readRoles(db: Db, names: readonly string[]): Promise<readonly KeptRow[]> {
	const named = sql.join(names);
	const { rows } = await sql<KeptRow>`
		select 'schedule' as role, space_id as "spaceId", id from schedule where owner_id in (${named})
		union all
		select 'cohort', space_id, id from cohort where created_by in (${named})
		union all
		select 'decision', space_id, id from challenge_entry where decided_by in (${named})
		union all
		select 'recap', space_id, cohort.id from recap join cohort on cohort.id = cohort_id
			where posted_by in (${named})
		order by 1, 3`.execute(db);
	const moderates = await moderated(db, names);
	return [...moderates.map(({ id }) => ({ role: "moderator", spaceId: id })), ...rows];
}

/** Each with its items. */
async function readRounds(db: Db, learner: string): Promise<readonly KeptRow[]> {
	const rounds = await readRows(db, "round", sql`learner_id = ${learner}`, "started_at");
	const own = sql`round_id in (select id from round where learner_id = ${learner})`;
	const items = Map.groupBy(
		await readRows(db, "round_item", own, "position"),
		(item) => item.roundId,
	);
	return rounds.map((round) => ({
		...round,
		items: (items.get(round.id) ?? []).map(({ roundId: _, ...item }) => item),
	}));
}

type Condition = ReturnType<typeof sql>;

/** Whatever columns a table has, so that none is forgotten. */
async function readRows(
	db: Db,
	table: Table,
	whose: Condition,
	order: string,
): Promise<readonly KeptRow[]> {
	const { rows } = await sql<Readonly<Record<string, unknown>>>`
		select * from ${sql.table(table)} where ${whose} order by ${sql.ref(order)}`.execute(db);
	return rows.map(keptRow);
}

function keptRow(row: Readonly<Record<string, unknown>>): KeptRow {
	const told = Object.entries(row).filter(
		([column, value]) => value !== null && !SAID_ONCE.has(column),
	);
	return Object.fromEntries(
		told.map(([column, value]) => [fieldOf(column), readable(column, value)]),
	);
}

/** The learner's id stands at the top of the file. */
const SAID_ONCE = new Set(["learner_id"]);

/** `due_day` is `dueDay` in the file. */
function fieldOf(column: string): string {
	return column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const MOMENT = /^at$|_at$|^unsettled_since$/;
const YES_NO = new Set(["personal", "known", "last_right", "first_try", "again", "guessed"]);
const JSON_TEXT = new Set(["rests", "options", "before", "data", "detail", "moderators"]);

/** As a person and a program would write it: instants as text, yes and no as such, no text in text. */
function readable(column: string, value: unknown): unknown {
	if (MOMENT.test(column)) return new Date(Number(value)).toISOString();
	if (YES_NO.has(column)) return value === 1;
	return JSON_TEXT.has(column) ? unpacked(String(value)) : value;
}

/** Of an attempt the detail is one word, of anything else JSON. */
function unpacked(value: string): unknown {
	return /^[[{]/.test(value) ? JSON.parse(value) : value;
}
