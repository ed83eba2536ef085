import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { platformOf } from "../core/platform.ts";
import type {
	People,
	PeopleAsk,
	PeopleSeat,
	PersonRow,
	Seat,
	Store,
	Visibility,
} from "../core/ports.ts";
import { openBoard, ranksOf } from "./board.ts";
import { HEAD, readPeople, type Standing } from "./board-rows.ts";
import { LISTED, type Listed, listedAs } from "./listing.ts";
import type { Db, Units } from "./units.ts";

/** Boards as those see them who look after a space or a cohort. */
export function people(units: Units): Pick<Store["scores"], "people" | "everyone"> {
	return {
		people: (ask, after, most) => units.view((db) => readPage(db, ask, after, most)),
		async *everyone(ask) {
			let next: PeopleSeat | null = null;
			do {
				const page = await units.view((db) => readPage(db, ask, next, AT_ONCE));
				yield page.rows;
				next = page.next;
				// Reading SQLite takes no turn of the event loop: others get theirs here.
				await setImmediate();
			} while (next !== null);
		},
	};
}

/** Rows of a piece: some milliseconds. */
const AT_ONCE = 200;

/** Members looked at, at most, to find some without points. */
const LOOKED_AT = 2_000;

async function readPage(
	db: Db,
	ask: PeopleAsk,
	after: PeopleSeat | null,
	most: number,
): Promise<People> {
	const board = await openBoard(db, { ...ask, by: "points" });
	const page = await readWhere(board, ask, after, most);
	return { rows: await withDetails(board, ask, page.found), next: page.next };
}

/** Somebody found; their points, where they have any, are looked up with all the rest. */
type Found = { readonly learner: string };
type Page = { readonly found: readonly Found[]; readonly next: PeopleSeat | null };

function readWhere(board: Standing, ask: PeopleAsk, after: PeopleSeat | null, most: number) {
	if (ask.show === "quiet") return readQuiet(board, ask, after, most);
	if (after?.from === OTHERS) return readOthers(board, ask, after.learner, most);
	return readScored(board, ask, after, most);
}

/** In the place of points: those who have none follow. */
const OTHERS = "others";

async function readScored(
	board: Standing,
	ask: PeopleAsk,
	after: PeopleSeat | null,
	most: number,
): Promise<Page> {
	const everybody = { ...board, classes: classesOf(board, ask) };
	const found = await readPeople(everybody, seatAt(after), most, WHO[ask.show]);
	const last = found.at(-1);
	if (last && found.length === most)
		return { found, next: { from: String(last.value), learner: last.learner } };
	const others = await readOthers(board, ask, "", most - found.length);
	return { found: [...found, ...others.found], next: others.next };
}

const WHO = { everyone: "all", hidden: "others", excluded: "excluded", quiet: "all" } as const;

/** What a press says is not to be trusted: whatever is no number begins anew. */
function seatAt(after: PeopleSeat | null): Seat {
	const value = Number.parseInt(after?.from ?? "", 10);
	if (after === null || !(value >= 0 && value < HEAD.value)) return HEAD;
	return { value, learner: after.learner };
}

/** Rows that members do not see are those never listed, and those of the unasked where these hide. */
function classesOf({ classes }: Standing, { show }: PeopleAsk): Standing["classes"] {
	const all = [LISTED.always, LISTED.unasked, LISTED.never] as const;
	if (show === "everyone") return all;
	if (show === "excluded" || classes.includes(LISTED.unasked)) return [LISTED.never];
	return [LISTED.never, LISTED.unasked];
}

/**
 * Members without points in the period, by id. Only so many are looked at in one go: where everybody
 * has points, there is nobody to be found.
 */
async function readOthers(
	board: Standing,
	ask: PeopleAsk,
	after: string,
	most: number,
): Promise<Page> {
	const members = await membersOf(board, ask)
		.orderBy("membership.learner_id")
		.where("membership.learner_id", ">", after)
		.limit(LOOKED_AT)
		.execute();
	const found = members.filter((one) => (one.points ?? 0) <= 0).slice(0, most);
	const isAll = members.length < LOOKED_AT && found.length < most;
	const last = found.length < most ? members.at(-1) : found.at(-1);
	const next = isAll || !last ? null : { from: OTHERS, learner: last.learner };
	return { found, next };
}

function membersOf({ db, space, scope, period, classes }: Standing, { show }: PeopleAsk) {
	const hides = classes.includes(LISTED.unasked) ? [] : ["unasked" as const];
	return db
		.selectFrom("membership")
		.leftJoin("score", (join) =>
			join
				.on("score.scope", "=", scope)
				.on("score.period", "=", period)
				.onRef("score.learner_id", "=", "membership.learner_id"),
		)
		.where("membership.space_id", "=", space)
		.where("membership.left_at", "is", null)
		.$if(show === "excluded", (query) => query.where("excluded", "=", sql.lit(1)))
		.$if(show === "hidden", (query) => query.where("excluded", "=", 0))
		.$if(show === "hidden" && hides.length === 0, (query) =>
			query.where("membership.visibility", "=", sql.lit("hidden")),
		)
		.$if(show === "hidden" && hides.length > 0, (query) =>
			query.where("membership.visibility", "in", ["hidden", ...hides]),
		)
		.$if(scope !== space, (query) =>
			query.where(
				"membership.learner_id",
				"in",
				db
					.selectFrom("cohort_member")
					.select("cohort_member.learner_id")
					.where("cohort_member.cohort_id", "=", scope)
					.where("cohort_member.left_at", "is", null),
			),
		)
		.select(["membership.learner_id as learner", "score.points"]);
}

/** Those who have learned here and not for a while, whoever was here last first. */
async function readQuiet(
	board: Standing,
	ask: PeopleAsk,
	after: PeopleSeat | null,
	most: number,
): Promise<Page> {
	const rows = await quiet(board, ask, after, most).execute();
	const last = rows.at(-1);
	const isAll = rows.length < most || !last;
	return { found: rows, next: isAll ? null : { from: last.day ?? "", learner: last.learner } };
}

function quiet(
	{ db, space, scope }: Standing,
	{ quietBefore }: PeopleAsk,
	after: PeopleSeat | null,
	most: number,
) {
	return db
		.selectFrom("score")
		.innerJoin("membership", (join) =>
			join
				.onRef("membership.learner_id", "=", "score.learner_id")
				.on("membership.space_id", "=", space),
		)
		.leftJoin("cohort_member", (join) =>
			join
				.onRef("cohort_member.learner_id", "=", "score.learner_id")
				.onRef("cohort_member.cohort_id", "=", "score.scope"),
		)
		.where("scope", "=", scope)
		.where("period", "=", sql.lit("all"))
		.where("last_day", "<", quietBefore)
		.where("membership.left_at", "is", null)
		.where("cohort_member.left_at", "is", null)
		.$if(after !== null, (query) =>
			query
				.where("last_day", "<=", after?.from ?? "")
				.where((eb) =>
					eb.or([
						eb("last_day", "<", after?.from ?? ""),
						eb("score.learner_id", ">", after?.learner ?? ""),
					]),
				),
		)
		.orderBy("last_day", "desc")
		.orderBy("score.learner_id")
		.limit(most)
		.select(["score.learner_id as learner", "last_day as day"]);
}

/** Everything that is shown of people, in the order in which they were found. */
async function withDetails(
	board: Standing,
	ask: PeopleAsk,
	found: readonly Found[],
): Promise<PersonRow[]> {
	const ids = found.map(({ learner }) => learner);
	if (ids.length === 0) return [];
	const members = await readMembers(board, ids);
	const scores = await readScores(board, ask, ids);
	const accounts = await readAccounts(board, ids);
	const rows = ids.flatMap((learner) => {
		const member = members.get(learner);
		const own = scores.get(learner) ?? [];
		const account = accounts.get(learner) ?? "";
		return member ? [{ account, ...personOf(board, ask, member, own) }] : [];
	});
	return withRanks(board, rows);
}

type Member = Awaited<ReturnType<typeof memberRows>>[number];
type Score = Awaited<ReturnType<typeof scoreRows>>[number];

async function readMembers(board: Standing, ids: readonly string[]) {
	const rows = await memberRows(board, ids);
	return new Map(rows.map((row) => [row.learner, row]));
}

function memberRows({ db, space }: Standing, ids: readonly string[]) {
	return db
		.selectFrom("membership")
		.where("space_id", "=", space)
		.where("learner_id", "in", ids)
		.select(["learner_id as learner", "name", "visibility", "excluded", "left_at"])
		.execute();
}

async function readScores(board: Standing, ask: PeopleAsk, ids: readonly string[]) {
	return Map.groupBy(await scoreRows(board, ask, ids), (row) => row.learner);
}

function scoreRows({ db, scope }: Standing, { period, weeks }: PeopleAsk, ids: readonly string[]) {
	return db
		.selectFrom("score")
		.where("scope", "=", scope)
		.where("period", "in", [...new Set([period, "all", ...weeks])])
		.where("learner_id", "in", ids)
		.select(["learner_id as learner", "period", "points", "days", "last_day"])
		.execute();
}

async function readAccounts(
	{ db, space }: Standing,
	ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
	const rows = await db
		.selectFrom("account")
		.where("learner_id", "in", ids)
		.where("id", "like", `${platformOf(space)}:%`)
		.groupBy("learner_id")
		.select((eb) => ["learner_id as learner", eb.fn.min("id").as("account")])
		.execute();
	return new Map(rows.map(({ learner, account }) => [learner, account]));
}

type Unranked = Omit<PersonRow, "account">;

function personOf(
	{ classes }: Standing,
	{ period, weeks }: PeopleAsk,
	member: Member,
	own: readonly Score[],
): Unranked {
	const of = (key: string) => own.find((row) => row.period === key);
	const listed = listedAs({ ...member, personal: 0, inCohort: null });
	return {
		...{ learner: member.learner, name: member.name, rank: null },
		points: of(period)?.points ?? 0,
		days: of(period)?.days ?? 0,
		lastDay: of("all")?.last_day ?? null,
		seen: seenAs(member, listed, classes),
		weeks: weeks.map((week) => of(week)?.days ?? 0),
	};
}

function seenAs(
	{ excluded }: { readonly excluded: 0 | 1; readonly visibility: Visibility },
	listed: Listed,
	classes: Standing["classes"],
): PersonRow["seen"] {
	if (excluded === 1) return "excluded";
	return classes.includes(listed) ? "shown" : "hidden";
}

/** The excluded have no rank, and nobody has one with nothing. */
async function withRanks(
	board: Standing,
	rows: readonly (Unranked & { readonly account: string })[],
): Promise<PersonRow[]> {
	const standing = rows.filter(({ seen, points }) => seen !== "excluded" && points > 0);
	const ranks = await ranksOf(
		board,
		standing.map(({ points: value }) => ({ value })),
	);
	const known = new Map(standing.map(({ learner }, at) => [learner, ranks[at] ?? null]));
	return rows.map((row) => ({ ...row, rank: known.get(row.learner) ?? null }));
}
