import { type SelectQueryBuilder, sql } from "kysely";
import type { AuditEntry, Audited, AuditFilter, AuditPage } from "../core/audit/audit.ts";
import type { Store } from "../core/ports.ts";
import { isAudited } from "./audited.ts";
import type { Db, Units } from "./units.ts";

/** Who did what to whom in a space, when and why. */
export function audit(units: Units): Store["audit"] {
	return {
		read: (space, filter, page) => units.view((db) => readAudit(db, space, filter, page)),
	};
}

async function readAudit(
	db: Db,
	space: string,
	filter: AuditFilter,
	{ most, skip }: AuditPage,
): Promise<AuditEntry[]> {
	const rows = await told(db, space, filter)
		.unionAll(past(db, space, filter))
		.orderBy("at", "desc")
		.orderBy("id", "desc")
		.limit(most)
		.offset(skip)
		.execute();
	return rows.map(({ id, at, kind, points, detail, by, whom }) => {
		const fact = { ...JSON.parse(detail ?? "{}"), kind, ...(points === null ? {} : { points }) };
		return { id, at, fact: fact as Audited, by, whom };
	});
}

type Row = {
	readonly id: number;
	readonly at: number;
	readonly kind: string;
	readonly points: number | null;
	readonly detail: string | null;
	readonly by: string | null;
	readonly whom: string | null;
};

function told(db: Db, space: string, { member, by, kinds }: AuditFilter) {
	return db
		.selectFrom("ledger")
		.leftJoin("account", "account.id", "ledger.actor_id")
		.leftJoin("membership as doer", (join) =>
			join
				.onRef("doer.learner_id", "=", "account.learner_id")
				.onRef("doer.space_id", "=", "ledger.space_id"),
		)
		.leftJoin("membership as done", (join) =>
			join
				.onRef("done.learner_id", "=", "ledger.learner_id")
				.onRef("done.space_id", "=", "ledger.space_id"),
		)
		.where("ledger.space_id", "=", space)
		.where(isAudited)
		.$if(kinds !== null, (query) => query.where("ledger.kind", "in", kinds ?? []))
		.$if(member !== null, (query) => query.where("ledger.learner_id", "=", member ?? ""))
		.$if(by !== null, (query) => query.where("account.learner_id", "=", by ?? ""))
		.select(["ledger.id as id", "ledger.at as at", "ledger.kind", "ledger.points", "ledger.detail"])
		.select(["doer.name as by", "done.name as whom"]) as SelectQueryBuilder<never, never, Row>;
}

/** What was done to people who are erased; nobody can ask for one of them. */
function past(db: Db, space: string, { member, by, kinds }: AuditFilter) {
	return db
		.selectFrom("past_care")
		.leftJoin("account", "account.id", "past_care.actor_id")
		.leftJoin("membership as doer", (join) =>
			join
				.onRef("doer.learner_id", "=", "account.learner_id")
				.onRef("doer.space_id", "=", "past_care.space_id"),
		)
		.where("past_care.space_id", "=", space)
		.$if(kinds !== null, (query) => query.where("past_care.kind", "in", kinds ?? []))
		.$if(member !== null, (query) => query.where(sql<boolean>`1 = 0`))
		.$if(by !== null, (query) => query.where("account.learner_id", "=", by ?? ""))
		.select(["past_care.number as id", "past_care.at as at", "past_care.kind", "past_care.points"])
		.select(["past_care.detail", "doer.name as by"])
		.select(sql<null>`null`.as("whom")) as SelectQueryBuilder<never, never, Row>;
}
