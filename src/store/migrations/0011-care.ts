import type { Migration } from "./migration.ts";

/** What is put right by hand: ways to find it, and what is left of it when its learner is erased. */
export const care: Migration = {
	name: "0011-care",
	statements: ({ text, moment, counter, plain }) => [
		`create index ledger_care on ledger (learner_id, id)
			where kind in ('adjustment', 'repair', 'exclusion', 'undo')`,
		`create index ledger_audit on ledger (space_id, id)
			where kind in ('adjustment', 'repair', 'exclusion', 'undo', 'cohort', 'challenge')`,
		// Without whom it was done to and why. Numbers of the ledger may come again after erasing.
		`create table past_care (
			id ${counter},
			number ${moment} not null,
			space_id ${text} not null references space (id),
			at ${moment} not null,
			kind ${text} not null,
			actor_id ${text} not null,
			points integer,
			detail ${text} not null
		) ${plain}`,
		"create index past_care_space on past_care (space_id)",
		"create index past_care_actor on past_care (actor_id)",
	],
};
