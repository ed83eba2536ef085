import type { Migration, Words } from "./migration.ts";

/** What spaces decide about questions, points given after all, and how long an answer took. */
export const questions: Migration = {
	name: "0012-questions",
	statements: (words) => [...times(words), ...care(words), ...rescored(words)],
};

function times({ moment }: Words): string[] {
	return [
		`alter table round_item add column asked_at ${moment}`,
		`alter table ledger add column took ${moment}`,
		// Answers of a space, question by question in the order they came, with all that statistics are
		// added up from: the rows themselves lie far apart.
		`create index ledger_item on ledger (space_id, question_id, at, revision, learner_id, outcome,
			option_id, first_try, took) where kind = 'attempt'`,
	];
}

function care({ text, moment, keyed }: Words): string[] {
	return [
		`create table question_care (
			id ${text} primary key,
			space_id ${text} not null references space (id),
			question_id ${text} not null,
			revision integer not null,
			what ${text} not null check (what in ('hidden', 'quarantined', 'kept', 'rescored')),
			actor_id ${text},
			why ${text} not null,
			at ${moment} not null,
			ended_at ${moment},
			ended_by ${text},
			detail ${text}
		) ${keyed}`,
		"create index question_care_space on question_care (space_id, question_id, at)",
		`create unique index question_care_held on question_care (space_id, question_id)
			where ended_at is null and what in ('hidden', 'quarantined')`,
		`alter table report add column care_id ${text}`,
		"create index report_care on report (care_id) where care_id is not null",
	];
}

function rescored({ text, moment, keyed }: Words): string[] {
	return [
		`create table rescored_try (
			care_id ${text} not null references question_care (id),
			attempt_id ${moment} not null,
			learner_id ${text} not null references learner (id),
			space_id ${text} not null references space (id),
			scored_on ${text} not null,
			points integer not null,
			cohorts ${text} not null,
			state ${text} not null check (state in ('given', 'taken')),
			told integer not null check (told in (0, 1)),
			primary key (care_id, attempt_id)
		) ${keyed}`,
		// However many decide at once, an answer is given points once.
		"create unique index rescored_try_given on rescored_try (attempt_id) where state = 'given'",
		"create index rescored_try_learner on rescored_try (learner_id)",
		"create index rescored_try_untold on rescored_try (space_id, learner_id) where told = 0",
	];
}
