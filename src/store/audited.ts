import { sql } from "kysely";

/**
 * What is told in a space's log. Coming and going of one's own accord is nobody's deed; making a
 * cohort is. The first condition is written like that of the index, for the planner takes it only
 * where it sees that it may.
 */
export const isAudited = sql<boolean>`
	kind in ('adjustment', 'repair', 'exclusion', 'undo', 'cohort', 'challenge')
	and (kind <> 'cohort' or actor_id <> account_id or detail like '%"leads"%')`;
