import { sql } from "kysely";

/**
 * How a member of `membership` appears to others, `hidden` or not: by their own choice, or by the
 * space's until they have been asked.
 */
export const appearance = sql<string>`(case membership.visibility when 'unasked'
	then (select space.visibility from space where space.id = membership.space_id)
	else membership.visibility end)`;
