import { type Selectable, sql } from "kysely";
import type { Deed } from "../core/care/deeds.ts";
import type { Day } from "../core/days.ts";
import { careFactOf } from "./facts.ts";
import { prepared } from "./prepared.ts";
import type { Tables } from "./schema.ts";
import type { Db } from "./units.ts";

/** Something put right by hand, as it stands in the ledger. */
export type CareDeed = Deed & {
	readonly space: string;
	readonly spaceDay: Day;
	readonly at: number;
	readonly actor: string;
};

/** All that was ever put right about somebody, oldest first. */
export async function readCare(db: Db, learner: string): Promise<readonly CareDeed[]> {
	return (await careRows(db, { learner })).map(deedOf);
}

/** The same, in one space. */
export async function readCareIn(
	db: Db,
	space: string,
	learner: string,
): Promise<readonly CareDeed[]> {
	return (await readCare(db, learner)).filter((deed) => deed.space === space);
}

/** Written out, for the planner takes the index of such facts only where it sees that it may. */
const careRows = prepared((db, { learner }: { learner: string }) =>
	db
		.selectFrom("ledger")
		.select(["id", "kind", "points", "detail", "space_id", "space_day", "at", "actor_id"])
		.where("learner_id", "=", learner)
		.where(sql<boolean>`kind in ('adjustment', 'repair', 'exclusion', 'undo')`)
		.orderBy("id"),
);

type Row = Pick<
	Selectable<Tables["ledger"]>,
	"id" | "kind" | "points" | "detail" | "space_id" | "space_day" | "at" | "actor_id"
>;

function deedOf({ id, at, space_id, space_day, actor_id, ...told }: Row): CareDeed {
	const where = { space: space_id, spaceDay: space_day, actor: actor_id };
	return { id, at, ...where, fact: careFactOf(told) };
}
