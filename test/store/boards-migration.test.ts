import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGliteDialect } from "kysely";
import { expect, test } from "vitest";
import type { Store } from "../../src/core/ports.ts";
import { openStore, openStoreOn } from "../../src/store/open.ts";
import { earns } from "../support/earns.ts";
import { findingsOf } from "../support/history.ts";
import { countedIds, createWorld } from "../support/world.ts";
import { folder, peek } from "./stage.ts";

/**
 * Boards of before there were days, kinds of rows and buckets: what they had follows from the facts.
 * What came later goes first, and comes back with them.
 */

const BACK = `
	drop table rescored_try; drop table question_care; drop table past_care;
	drop index report_care; drop index ledger_item; drop index ledger_care; drop index ledger_audit;
	alter table report drop column care_id;
	alter table ledger drop column took;
	alter table round_item drop column asked_at;
	drop table season_winner; drop table season; drop table score_bucket;
	drop index score_points; drop index score_days; drop index score_last;
	drop index membership_hidden; drop index membership_excluded;
	delete from score where points = 0;
	alter table score drop column days;
	alter table score drop column last_day;
	alter table score drop column listed;
	create index score_rank on score (scope, period, points desc, learner_id);
	delete from migration where name >= '0010-'`;

/** People who answer over some weeks, in a cohort and beside it, and who hide and leave. */
async function live(store: Store): Promise<void> {
	const world = await createWorld({ store, at: "2026-11-20T08:00:00Z" });
	const mo = world.person("Mo", { manages: true });
	await mo.says("/manage cohort create name:Autumn start:2026-11-20 topics:1-2 pace:2");
	for (const name of ["Ada", "Ben", "Cleo"]) await world.person(name).says("/cohort join Autumn");
	for (const [day, points] of [10, 0, 300, 0, 20].entries()) {
		for (const name of ["Ada", "Ben", "Cleo", "Dan"]) await earns(world, name, points * (day + 1));
		await earns(world, "Eve", 0);
		await world.passes({ days: 3 });
	}
	await world.person("Ben").says("/settings");
	const ben = world.person("Ben");
	await ben.says("/settings");
	await ben.presses("Hide me");
	await world.person("Cleo").says("/cohort leave Autumn");
}

async function boardFindings(store: Store): Promise<readonly unknown[]> {
	const found = await findingsOf(store);
	return found.filter(({ kind }) => ["score", "listed", "places"].includes(kind));
}

test("on SQLite", async () => {
	const path = join(folder(), "cairn.db");
	const before = await openStore(path, { ids: countedIds() });
	await live(before);
	await before.close();
	peek(path).exec(BACK);
	const after = await openStore(path, { ids: countedIds() });
	expect(await boardFindings(after)).toEqual([]);
	await after.close();
});

test("on PostgreSQL (PGlite)", async ({ onTestFinished }) => {
	const pglite = await PGlite.create();
	onTestFinished(() => pglite.close());
	const lent = () =>
		new PGliteDialect({
			pglite: {
				...{ closed: false, ready: true, waitReady: Promise.resolve() },
				query: pglite.query.bind(pglite),
				transaction: pglite.transaction.bind(pglite),
				close: async () => {},
			},
		});
	const before = await openStoreOn(lent(), { ids: countedIds() });
	await live(before);
	await pglite.exec(BACK);
	const after = await openStoreOn(lent(), { ids: countedIds() });
	expect(await boardFindings(after)).toEqual([]);
}, 120_000);
