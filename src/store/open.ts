import type { Dialect } from "kysely";
import type { Store } from "../core/ports.ts";
import { Problem } from "../core/problem.ts";
import { answers } from "./answers.ts";
import { beat } from "./beat.ts";
import { books } from "./books.ts";
import { challenges } from "./challenges.ts";
import { cohorts } from "./cohorts.ts";
import { dailies } from "./dailies.ts";
import { data } from "./data.ts";
import { items } from "./items.ts";
import { learners } from "./learners.ts";
import { outbox } from "./outbox.ts";
import { progress } from "./progress.ts";
import { recaps } from "./recaps.ts";
import { reminders } from "./reminders.ts";
import { reports } from "./reports.ts";
import { rounds } from "./rounds.ts";
import { schedules } from "./schedules.ts";
import { scores } from "./scores.ts";
import { seasons } from "./seasons.ts";
import { spaces } from "./spaces.ts";
import { openSqlite } from "./sqlite.ts";
import { openTrouble, storeTroubles } from "./troubles.ts";
import { type Opened, reportingTrouble, type StoreOptions } from "./units.ts";

/**
 * Opens the store and brings its schema up to date. What keeps it from opening is a {@link Problem}
 * with a sentence for the operator.
 * @param url a path, `sqlite:path`, `:memory:` or `postgres://…`
 */
export async function openStore(url: string, options: StoreOptions): Promise<Store> {
	const target = targetOf(url);
	try {
		if (target.kind === "sqlite") return assemble(await openSqlite(target.path, options));
		const { postgresDialect } = await postgres();
		return await openStoreOn(postgresDialect(url, options.log), options);
	} catch (error) {
		throw openTrouble(error, target.kind === "sqlite" ? target.path : target.server);
	}
}

/** Opens the store on a given dialect that speaks PostgreSQL. */
export async function openStoreOn(dialect: Dialect, options: StoreOptions): Promise<Store> {
	const { openPostgres } = await postgres();
	return assemble(await openPostgres(dialect, options));
}

/** Loaded only where it is used: a bot with a file need not hold its client, some 10 MB. */
const postgres = () => import("./postgres.ts");

function assemble(opened: Opened): Store {
	const units = reportingTrouble(opened.units);
	return {
		learners: learners(units),
		spaces: spaces(units),
		reports: reports(units),
		rounds: rounds(units),
		answers: answers(units),
		progress: progress(units),
		scores: scores(units),
		seasons: seasons(units),
		schedules: schedules(units),
		dailies: dailies(units),
		cohorts: cohorts(units),
		challenges: challenges(units),
		outbox: outbox(units),
		recaps: recaps(units),
		reminders: reminders(units),
		items: items(units),
		data: data(units),
		books: books(units),
		beat: (now) => units.write((db) => beat(db, units.locks, now)),
		close: () => opened.close(),
	};
}

type Target =
	| { readonly kind: "sqlite"; readonly path: string }
	| { readonly kind: "postgres"; readonly server: string };

/** At least two letters, so that `C:\cairn.db` is a path. */
const SCHEME = /^([a-z][a-z0-9+.-]+):/i;

/** What a URL of a database names. @throws {Problem} when nobody knows such a database. */
export function targetOf(url: string): Target {
	const scheme = SCHEME.exec(url)?.[1]?.toLowerCase();
	if (scheme === undefined) return { kind: "sqlite", path: url };
	// `sqlite:data/cairn.db` is relative, `sqlite:///var/cairn.db` is not.
	if (scheme === "sqlite")
		return { kind: "sqlite", path: url.slice("sqlite:".length).replace(/^\/\/(?=\/)/, "") };
	if (scheme === "postgres" || scheme === "postgresql")
		return { kind: "postgres", server: serverOf(url) };
	throw new Problem(storeTroubles.url(`${scheme}:`));
}

/** Host and port: what may be said aloud of a URL that holds a password. */
function serverOf(url: string): string {
	return URL.parse(url)?.host || "localhost";
}
