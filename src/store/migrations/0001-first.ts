import type { Migration, Words } from "./migration.ts";

/** Everything the bot began with. */
export const first: Migration = {
	name: "0001-first",
	statements: (words) => [
		...people(words),
		...delivery(words),
		...rounds(words),
		...ledger(words),
		...projections(words),
		...housekeeping(words),
	],
};

function people({ text, moment, keyed }: Words): string[] {
	return [
		`create table space (
			id ${text} primary key,
			personal integer not null check (personal in (0, 1)),
			zone ${text} not null,
			created_at ${moment} not null
		) ${keyed}`,
		`create table place (
			space_id ${text} not null references space (id),
			id ${text} not null,
			name ${text},
			primary key (space_id, id)
		) ${keyed}`,
		`create table learner (
			id ${text} primary key,
			name ${text} not null,
			zone ${text},
			zone_chosen_at ${moment},
			next_zone ${text},
			next_zone_at ${moment},
			rests ${text} not null,
			stage integer,
			language ${text},
			created_at ${moment} not null,
			check ((next_zone is null) = (next_zone_at is null))
		) ${keyed}`,
		// Deferred, so that of two first visits at once the account decides whose learner is made.
		`create table account (
			id ${text} primary key,
			learner_id ${text} not null references learner (id) deferrable initially deferred
		) ${keyed}`,
		"create index account_learner on account (learner_id)",
		`create table membership (
			space_id ${text} not null references space (id),
			learner_id ${text} not null references learner (id),
			name ${text} not null,
			joined_at ${moment} not null,
			left_at ${moment},
			visibility ${text} not null default 'unasked'
				check (visibility in ('unasked', 'shown', 'hidden')),
			primary key (space_id, learner_id)
		) ${keyed}`,
		"create index membership_learner on membership (learner_id)",
	];
}

function delivery({ text, moment, keyed }: Words): string[] {
	// When a schedule is replaced, what it posted goes over to the new one: hence the cascades.
	const ofSchedule = `schedule_id ${text} not null references schedule (id) on update cascade`;
	return [
		`create table schedule (
			id ${text} primary key,
			space_id ${text} not null,
			place_id ${text} not null,
			kind ${text} not null,
			time ${text} not null,
			weekdays ${text} not null,
			zone ${text} not null,
			next_run_at ${moment} not null,
			state ${text} not null check (state in ('active', 'paused')),
			trouble ${text},
			foreign key (space_id, place_id) references place (space_id, id)
		) ${keyed}`,
		"create unique index schedule_daily on schedule (space_id) where kind = 'daily'",
		"create index schedule_space on schedule (space_id)",
		"create index schedule_due on schedule (next_run_at) where state = 'active'",
		`create table slot (
			key ${text} primary key,
			${ofSchedule},
			space_id ${text} not null references space (id),
			day ${text} not null,
			planned_at ${moment} not null
		) ${keyed}`,
		"create index slot_schedule on slot (schedule_id)",
		`create table daily (
			id ${text} primary key,
			${ofSchedule},
			space_id ${text} not null,
			place_id ${text} not null,
			day ${text} not null,
			question_id ${text} not null,
			revision integer not null,
			options ${text} not null,
			opens_at ${moment} not null,
			foreign key (space_id, place_id) references place (space_id, id)
		) ${keyed}`,
		"create index daily_schedule on daily (schedule_id, opens_at)",
		"create index daily_place on daily (space_id, place_id, opens_at)",
		"create index daily_space on daily (space_id, opens_at)",
		`create table outbox (
			id ${text} primary key,
			slot_key ${text} not null references slot (key),
			${ofSchedule},
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
		"create index outbox_due on outbox (due_at) where due_at is not null",
		"create index outbox_unsent on outbox (state) where state <> 'sent'",
		"create index outbox_schedule on outbox (schedule_id)",
		"create index outbox_slot on outbox (slot_key)",
	];
}

function rounds({ text, moment, keyed }: Words): string[] {
	return [
		`create table round (
			id ${text} primary key,
			request_id ${text} not null unique,
			learner_id ${text} not null references learner (id),
			space_id ${text} not null references space (id),
			kind ${text} not null,
			daily_id ${text} references daily (id),
			started_at ${moment} not null,
			ended_at ${moment},
			unique (learner_id, daily_id),
			check ((kind = 'daily') = (daily_id is not null))
		) ${keyed}`,
		`create table report (
			id ${text} primary key,
			request_id ${text} not null unique,
			learner_id ${text} not null references learner (id),
			space_id ${text} not null references space (id),
			round_id ${text} not null references round (id),
			question_id ${text} not null,
			revision integer not null,
			picked ${text},
			words ${text} not null,
			at ${moment} not null,
			state ${text} not null check (state in ('open', 'closed'))
		) ${keyed}`,
		"create index report_space on report (space_id, state, at)",
		"create index report_learner on report (learner_id)",
		"create index report_round on report (round_id)",
		"create index round_open on round (learner_id, space_id, started_at) where ended_at is null",
		`create table round_item (
			round_id ${text} not null references round (id),
			position integer not null,
			question_id ${text} not null,
			revision integer not null,
			options ${text} not null,
			again integer not null check (again in (0, 1)),
			picked ${text},
			outcome ${text} check (outcome in ('right', 'wrong', 'void')),
			points integer not null,
			guessed integer not null check (guessed in (0, 1)),
			primary key (round_id, position)
		) ${keyed}`,
	];
}

function ledger({ text, moment, counter, plain, refuseUpdate }: Words): string[] {
	return [
		`create table ledger (
			id ${counter},
			request_id ${text} not null,
			seq integer not null,
			learner_id ${text} not null references learner (id),
			account_id ${text} not null,
			space_id ${text} not null,
			at ${moment} not null,
			day ${text} not null,
			zone ${text} not null,
			space_day ${text} not null,
			kind ${text} not null,
			actor_id ${text} not null,
			reason ${text} not null,
			question_id ${text},
			topic_id ${text},
			revision integer,
			round_id ${text},
			option_id ${text},
			first_try integer check (first_try in (0, 1)),
			outcome ${text} check (outcome in ('right', 'wrong')),
			grade integer,
			points integer,
			rules integer,
			detail ${text},
			unique (request_id, seq)
		) ${plain}`,
		"create index ledger_learner on ledger (learner_id, id)",
		...refuseUpdate("ledger", "the ledger is append-only"),
	];
}

function projections({ text, keyed }: Words): string[] {
	return [
		`create table question_state (
			learner_id ${text} not null references learner (id),
			question_id ${text} not null,
			topic_id ${text} not null,
			tries integer not null,
			last_day ${text} not null,
			last_right integer not null check (last_right in (0, 1)),
			right_since ${text},
			known integer not null check (known in (0, 1)),
			primary key (learner_id, question_id)
		) ${keyed}`,
		`create table learner_day (
			learner_id ${text} not null references learner (id),
			day ${text} not null,
			zone ${text} not null,
			answers integer not null,
			scored integer not null,
			primary key (learner_id, day)
		) ${keyed}`,
		`create table streak (
			learner_id ${text} primary key references learner (id),
			days integer not null,
			best integer not null,
			learned integer not null,
			freezes integer not null,
			last_counted ${text}
		) ${keyed}`,
		// No reference to the learner: removing one would have to read all scores.
		`create table score (
			scope ${text} not null,
			period ${text} not null,
			learner_id ${text} not null,
			points integer not null,
			primary key (scope, period, learner_id)
		) ${keyed}`,
		"create index score_rank on score (scope, period, points desc, learner_id)",
	];
}

function housekeeping({ text, keyed }: Words): string[] {
	return [
		`create table handled (
			request_id ${text} primary key,
			space_id ${text} not null
		) ${keyed}`,
		`create table health (
			id integer primary key,
			beats integer not null
		) ${keyed}`,
	];
}
