import type { Migration, Words } from "./migration.ts";

/** Who stands on a board, days learned, ranks by buckets, and seasons. */
export const boards: Migration = {
	name: "0010-boards",
	statements: (words) => [
		...columns(words),
		daysSoFar(words),
		listedSoFar,
		...indexes,
		...buckets(words),
		...seasons(words),
	],
};

function columns({ text }: Words): string[] {
	return [
		"drop index score_rank",
		"alter table score add column days integer not null default 0",
		`alter table score add column last_day ${text}`,
		"alter table score add column listed integer not null default 0 check (listed in (0, 1, 2))",
	];
}

/**
 * A day counts for a board when something was answered on it; points of a cohort that follow an
 * answer of the same request tell of a day there. A day that comes again, or late, counts no more.
 */
function daysSoFar({ week, field }: Words): string {
	const spread = (period: string) =>
		`select id, learner_id, scope, space_day, ${period} as period from answered`;
	return `with answered as (
			select id, learner_id, space_id as scope, space_day from ledger where kind = 'attempt'
			union all
			select id, learner_id, ${field("detail", "cohort")}, space_day from ledger
			where kind = 'counted' and exists (select 1 from ledger answer
				where answer.request_id = ledger.request_id and answer.kind = 'attempt')
		), spread as (
			${spread("'all'")} union all ${spread("substr(space_day, 1, 7)")}
			union all ${spread(week("space_day"))}
		), told as (
			select scope, period, learner_id, space_day,
				case when space_day > coalesce(max(space_day) over (
					partition by scope, period, learner_id order by id
					rows between unbounded preceding and 1 preceding), '')
				then 1 else 0 end as fresh
			from spread
		)
		insert into score (scope, period, learner_id, points, days, last_day)
		select scope, period, learner_id, 0, sum(fresh), max(space_day) from told where true
		group by scope, period, learner_id
		on conflict (scope, period, learner_id)
		do update set days = excluded.days, last_day = excluded.last_day`;
}

const listedSoFar = `update score set listed = coalesce((
	select case
		when left_at is not null or excluded = 1 or personal = 1 then 0
		when membership.visibility = 'hidden' then 0
		when membership.visibility = 'unasked' then 2 else 1 end
	from membership join space on space.id = membership.space_id
	where membership.learner_id = score.learner_id
	and membership.space_id = coalesce(
		(select cohort.space_id from cohort where cohort.id = score.scope), score.scope)
	and not exists (select 1 from cohort_member where cohort_member.cohort_id = score.scope
		and cohort_member.learner_id = score.learner_id and cohort_member.left_at is not null)), 0)`;

const indexes = [
	"create index score_points on score (scope, period, listed, points desc, learner_id)",
	"create index score_days on score (scope, period, listed, days desc, learner_id)",
	"create index score_last on score (scope, last_day, learner_id) where period = 'all'",
	"create index membership_hidden on membership (space_id, learner_id) where visibility = 'hidden'",
	"create index membership_excluded on membership (space_id, learner_id) where excluded = 1",
];

/** The exponents beyond 64; a value reaches the last of them never. */
const POWERS = Array.from({ length: 24 }, (_, n) => n);

/** As in `buckets.ts`, which must say the same. */
function bucket(column: string): string {
	const steps = POWERS.map((n) => {
		const within = `((${column} >> ${n}) & 63)`;
		return `when ${column} < ${64 * 2 ** (n + 1)} then ${(n + 1) * 64} + ${within}`;
	});
	return `case when ${column} < 64 then ${column} ${steps.join(" ")} end`;
}

function buckets({ text, keyed }: Words): string[] {
	const counted = (measure: string) =>
		`insert into score_bucket (scope, period, measure, listed, bucket, n)
		select scope, period, '${measure}', listed, ${bucket(measure)}, count(*) from score
		where listed > 0 and ${measure} > 0
		group by scope, period, listed, ${bucket(measure)}`;
	return [
		`create table score_bucket (
			scope ${text} not null,
			period ${text} not null,
			measure ${text} not null check (measure in ('points', 'days')),
			listed integer not null,
			bucket integer not null,
			n integer not null,
			primary key (scope, period, measure, listed, bucket)
		) ${keyed}`,
		counted("points"),
		counted("days"),
	];
}

function seasons({ text, moment, keyed }: Words): string[] {
	return [
		`create table season (
			id ${text} primary key,
			space_id ${text} not null references space (id),
			name ${text} not null,
			starts_at ${moment} not null,
			ends_at ${moment} not null,
			settled_at ${moment}
		) ${keyed}`,
		"create index season_space on season (space_id, ends_at)",
		"create index season_due on season (ends_at) where settled_at is null",
		`create table season_winner (
			season_id ${text} not null references season (id),
			seat integer not null,
			rank integer not null,
			learner_id ${text},
			name ${text} not null,
			points integer not null,
			primary key (season_id, seat)
		) ${keyed}`,
		"create index season_winner_learner on season_winner (learner_id)",
	];
}
