import type { Migration, Words } from "./migration.ts";

/** Memory, mastery, outages and reminders; and messages that no schedule sends. */
export const learner: Migration = {
	name: "0002-learner",
	statements: (words) => [
		...memory(words),
		...days(words),
		...totals(words),
		...outages(words),
		...reminders(words),
		...freeOutbox(words),
	],
};

function memory({ text, real }: Words): string[] {
	return [
		`alter table question_state add column stability ${real}`,
		`alter table question_state add column difficulty ${real}`,
		`alter table question_state add column graded_day ${text}`,
		`alter table question_state add column due_day ${text}`,
		`alter table question_state add column before ${text}`,
		"create index question_known on question_state (learner_id, topic_id) where known = 1",
		`alter table learner add column framework ${text}`,
	];
}

function days({ moment }: Words): string[] {
	return [
		`alter table learner_day add column first_at ${moment} not null default 0`,
		"alter table learner_day add column reviews integer not null default 0",
		`alter table streak add column last_at ${moment} not null default 0`,
		// Days are folded in the order they happened; those from before this column are in order by date.
		`update learner_day set first_at = coalesce((
			select min(at) from ledger
			where ledger.learner_id = learner_day.learner_id and ledger.day = learner_day.day
				and kind = 'attempt'), 0)`,
		`update streak set last_at = coalesce((
			select first_at from learner_day
			where learner_day.learner_id = streak.learner_id and learner_day.day = streak.last_counted), 0)`,
		"create index ledger_zone on ledger (learner_id, id) where kind = 'zone'",
	];
}

function totals({ text, real, keyed }: Words): string[] {
	return [
		`create table learner_total (
			learner_id ${text} primary key references learner (id),
			tries integer not null,
			correct integer not null,
			reviews integer not null,
			reviews_in_time integer not null,
			ability ${real} not null
		) ${keyed}`,
		`create table mastered (
			learner_id ${text} not null references learner (id),
			what ${text} not null check (what in ('topic', 'stage', 'level')),
			name ${text} not null,
			day ${text} not null,
			primary key (learner_id, what, name)
		) ${keyed}`,
		// Without a person's trace: what is left of an answer when its learner is erased.
		`create table item_count (
			question_id ${text} not null,
			revision integer not null,
			picked ${text} not null,
			correct integer not null check (correct in (0, 1)),
			answers integer not null,
			erased integer not null default 0,
			primary key (question_id, revision, picked)
		) ${keyed}`,
	];
}

function outages({ moment, keyed }: Words): string[] {
	return [
		`alter table health add column last_beat_at ${moment}`,
		`create table outage (
			from_at ${moment} primary key,
			until_at ${moment} not null
		) ${keyed}`,
	];
}

function reminders({ text, moment, keyed }: Words): string[] {
	return [
		`create table reminder (
			learner_id ${text} not null references learner (id),
			kind ${text} not null check (kind in ('nudge', 'sunday')),
			account_id ${text} not null,
			space_id ${text} not null references space (id),
			state ${text} not null check (state in ('on', 'paused', 'off')),
			time ${text} not null,
			next_at ${moment},
			unanswered integer not null default 0,
			primary key (learner_id, kind)
		) ${keyed}`,
		"create index reminder_due on reminder (next_at) where state = 'on'",
	];
}

/** The same table with the slot left open: a shared milestone and a reminder come from no schedule. */
function freeOutbox({ text, moment, keyed }: Words): string[] {
	const columns =
		"id, slot_key, schedule_id, space_id, place_id, kind, data, state, due_at, attempts, last_attempt_at, unsettled_since, settled_at, remote_ref, error";
	return [
		`create table outbox_free (
			id ${text} primary key,
			slot_key ${text} references slot (key),
			schedule_id ${text} references schedule (id) on update cascade,
			space_id ${text} not null,
			place_id ${text} not null,
			kind ${text} not null,
			data ${text} not null,
			state ${text} not null
				check (state in ('pending', 'sending', 'sent', 'later', 'gone', 'unknown', 'dead')),
			due_at ${moment},
			attempts integer not null,
			last_attempt_at ${moment},
			unsettled_since ${moment},
			settled_at ${moment},
			remote_ref ${text},
			error ${text},
			check ((due_at is not null) = (state in ('pending', 'sending', 'later'))),
			foreign key (space_id, place_id) references place (space_id, id)
		) ${keyed}`,
		`insert into outbox_free (${columns}) select ${columns} from outbox`,
		"drop table outbox",
		"alter table outbox_free rename to outbox",
		"create index outbox_due on outbox (due_at) where due_at is not null",
		"create index outbox_unsent on outbox (state) where state <> 'sent'",
		"create index outbox_schedule on outbox (schedule_id)",
		"create index outbox_slot on outbox (slot_key)",
	];
}
