import type { Migration, Words } from "./migration.ts";

/** What schedules have posted, what is being set up, and figures under a daily question. */
export const schedules: Migration = {
	name: "0006-schedules",
	statements: (words) => [...posted(words), ...drafts(words), ...dailies(words)],
};

function posted({ text, moment, keyed }: Words): string[] {
	return [
		// `scope`: a cohort, or the space itself. Nothing comes again there too soon.
		`create table posted (
			scope ${text} not null,
			kind ${text} not null check (kind in ('question', 'tip', 'topic', 'challenge')),
			item ${text} not null,
			space_id ${text} not null,
			at ${moment} not null,
			primary key (scope, kind, item)
		) ${keyed}`,
		`insert into posted (scope, kind, item, space_id, at)
			select space_id, 'question', question_id, space_id, max(opens_at)
			from daily group by space_id, question_id`,
	];
}

function drafts({ text, moment, keyed }: Words): string[] {
	return [
		`create table schedule_draft (
			id ${text} primary key,
			space_id ${text} not null references space (id),
			data ${text} not null,
			kept_at ${moment} not null
		) ${keyed}`,
		"create index schedule_draft_space on schedule_draft (space_id, kept_at)",
	];
}

function dailies({ text }: Words): string[] {
	return [
		// The outbox row of its public post.
		`alter table daily add column post_id ${text}`,
		"create index round_daily on round (daily_id) where daily_id is not null",
	];
}
