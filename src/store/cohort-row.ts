import type { Insertable, Selectable } from "kysely";
import type { Cohort } from "../core/cohorts/cohort.ts";
import type { Tables } from "./schema.ts";

type Row = Selectable<Tables["cohort"]>;
type Written = Omit<
	Insertable<Tables["cohort"]>,
	"tracker_id" | "tracker_said" | "recapped" | "next_at" | "created_by" | "created_at"
>;

/** A cohort as a row. Only `closed` is read back: whether it is planned or runs follows from the date. */
export function rowOf(cohort: Cohort): Written {
	return {
		id: cohort.id,
		space_id: cohort.space,
		place_id: cohort.place,
		name: cohort.name,
		starts_on: cohort.startsOn,
		ends_on: cohort.endsOn,
		zone: cohort.zone,
		weekdays: JSON.stringify(cohort.plan.terms.at(-1)?.weekdays ?? []),
		plan: JSON.stringify(cohort.plan),
		tracker: cohort.tracker ? 1 : 0,
		state: cohort.closed ? "closed" : "planned",
	};
}

/** A row of `cohort` as the core knows it. */
export function cohortOf(row: Row): Cohort {
	return {
		id: row.id,
		space: row.space_id,
		place: row.place_id,
		name: row.name,
		startsOn: row.starts_on,
		endsOn: row.ends_on ?? row.starts_on,
		zone: row.zone,
		plan: JSON.parse(row.plan),
		tracker: row.tracker === 1,
		closed: row.state === "closed",
	};
}
