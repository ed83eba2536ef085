import type { Migration, Words } from "./migration.ts";

/** Many schedules in a space, cohorts with their leads, challenges, and who moderates. */
export const cohorts: Migration = {
	name: "0005-cohorts",
	statements: (words) => [
		...schedules(words),
		...moderators(words),
		...cohortTables(words),
		...challenges(words),
	],
};

function schedules({ text, moment }: Words): string[] {
	return [
		"drop index schedule_daily",
		`alter table schedule add column from_day ${text}`,
		`alter table schedule add column until_day ${text}`,
		`alter table schedule add column missed ${text} not null default 'latest'`,
		`alter table schedule add column cohort_id ${text}`,
		`alter table schedule add column owner_id ${text}`,
		`alter table schedule add column removed_at ${moment}`,
		"create index schedule_cohort on schedule (cohort_id) where cohort_id is not null",
		// A message that changes another one, by the id of that one in this table.
		`alter table outbox add column edits ${text}`,
	];
}

function moderators({ text }: Words): string[] {
	return [
		`alter table space add column moderators ${text} not null default '[]'`,
		`alter table space add column visibility ${text} not null default 'unasked'`,
	];
}

function cohortTables({ text, moment, keyed }: Words): string[] {
	return [
		`create table cohort (
			id ${text} primary key,
			space_id ${text} not null,
			place_id ${text} not null,
			name ${text} not null,
			starts_on ${text} not null,
			ends_on ${text},
			zone ${text} not null,
			weekdays ${text} not null,
			plan ${text} not null,
			tracker_id ${text},
			state ${text} not null check (state in ('planned', 'running', 'closed')),
			created_by ${text} not null,
			created_at ${moment} not null,
			foreign key (space_id, place_id) references place (space_id, id)
		) ${keyed}`,
		"create index cohort_space on cohort (space_id, state)",
		`create table cohort_member (
			cohort_id ${text} not null references cohort (id),
			learner_id ${text} not null references learner (id),
			role ${text} not null check (role in ('member', 'lead')),
			joined_at ${moment} not null,
			joined_day ${text} not null,
			left_at ${moment},
			primary key (cohort_id, learner_id)
		) ${keyed}`,
		"create index cohort_member_learner on cohort_member (learner_id)",
	];
}

function challenges({ text, moment, keyed }: Words): string[] {
	return [
		`create table challenge_entry (
			id ${text} primary key,
			space_id ${text} not null references space (id),
			cohort_id ${text} references cohort (id),
			challenge_id ${text} not null,
			learner_id ${text} not null references learner (id),
			state ${text} not null check (state in ('joined', 'handed', 'accepted', 'returned')),
			link ${text},
			note ${text},
			words ${text},
			decided_by ${text},
			joined_at ${moment} not null,
			handed_at ${moment},
			decided_at ${moment},
			unique (space_id, challenge_id, learner_id)
		) ${keyed}`,
		"create index challenge_entry_learner on challenge_entry (learner_id)",
		"create index challenge_entry_cohort on challenge_entry (cohort_id) where cohort_id is not null",
	];
}
