import type { Migration } from "./migration.ts";

/** What is due for a cohort, its tracker message, and the recaps offered to its leads. */
export const plans: Migration = {
	name: "0007-plans",
	statements: ({ text, moment, keyed }) => [
		"alter table cohort add column tracker integer not null default 0",
		// What the tracker showed last: it is changed only when there is something new.
		`alter table cohort add column tracker_said ${text}`,
		"alter table cohort add column recapped integer not null default 0",
		`alter table cohort add column next_at ${moment}`,
		"create index cohort_due on cohort (next_at) where next_at is not null",
		`create table recap (
			cohort_id ${text} not null references cohort (id),
			week integer not null,
			words ${text} not null,
			posted_by ${text},
			posted_at ${moment},
			primary key (cohort_id, week)
		) ${keyed}`,
		"create index challenge_entry_waiting on challenge_entry (space_id, handed_at) where state = 'handed'",
	],
};
