import type { Visibility } from "../core/ports.ts";
import { prepared } from "./prepared.ts";

/**
 * Who stands on the boards that members see. Every row of a board says so itself, so that a board is
 * one walk through an index.
 */
export const LISTED = {
	/** Hidden, excluded or gone; or in a space of their own, which has no board. */
	never: 0,
	always: 1,
	/** Not asked yet: the space says whether such people appear. */
	unasked: 2,
} as const;

export type Listed = (typeof LISTED)[keyof typeof LISTED];

type Member = {
	readonly visibility: Visibility;
	readonly excluded: 0 | 1;
	/** The space is theirs alone. */
	readonly personal: 0 | 1;
	/** When they left the space. */
	readonly left_at: number | null;
	/** Of a cohort's board: they are in it; null on the board of a space. */
	readonly inCohort: boolean | null;
};

/** THE rule: how a member's rows are listed. */
export function listedAs(member: Member): Listed {
	const { visibility, excluded, personal, left_at, inCohort } = member;
	if (left_at !== null || excluded === 1 || personal === 1) return LISTED.never;
	if (inCohort === false) return LISTED.never;
	if (visibility === "unasked") return LISTED.unasked;
	return visibility === "shown" ? LISTED.always : LISTED.never;
}

/** Which rows stand on the boards of a space, by how it shows those it has not asked. */
export function standing(unasked: Visibility): readonly [Listed, Listed] | readonly [Listed] {
	return unasked === "hidden" ? [LISTED.always] : [LISTED.always, LISTED.unasked];
}

type Sought = { readonly space: string; readonly scope: string; readonly learner: string };

/** One member of a space, and of a cohort where the scope is one. */
export const memberIn = prepared((db, { space, scope, learner }: Sought) =>
	db
		.selectFrom("membership")
		.innerJoin("space", "space.id", "membership.space_id")
		.leftJoin("cohort_member", (join) =>
			join
				.onRef("cohort_member.learner_id", "=", "membership.learner_id")
				.on("cohort_member.cohort_id", "=", scope),
		)
		.where("membership.space_id", "=", space)
		.where("membership.learner_id", "=", learner)
		.select(["membership.visibility", "excluded", "personal", "membership.left_at"])
		.select(["cohort_member.cohort_id", "cohort_member.left_at as left_cohort"]),
);

type Found = Awaited<ReturnType<typeof memberIn>>[number];

/** How the rows of somebody in a scope are listed. */
export function listedIn(space: string, scope: string, found: Found | undefined): Listed {
	if (found === undefined) return LISTED.never;
	const isIn = found.cohort_id !== null && found.left_cohort === null;
	return listedAs({ ...found, inCohort: scope === space ? null : isIn });
}
