import type { Generated } from "kysely";
import type { DeliveryKind, ScheduleKind } from "../core/delivery/delivery.ts";

/**
 * The tables as Kysely sees them; the migrations are their truth. Instants are epoch milliseconds,
 * days are `2026-11-20`, yes and no are 1 and 0, JSON is text: the same on both databases.
 */

type YesNo = 0 | 1;
type Json = string;
type Outcome = "right" | "wrong";
type Visibility = "unasked" | "shown" | "hidden";

type SpaceTable = {
	id: string;
	personal: YesNo;
	zone: string;
	created_at: number;
	/** {@link Moderator}s: accounts and groups with their names. */
	moderators: Generated<Json>;
	/** How those who have not been asked appear on the boards. */
	visibility: Generated<Visibility>;
};

/** A place belongs to the space it was seen in: one channel can be part of many personal spaces. */
type PlaceTable = {
	space_id: string;
	id: string;
	name: string | null;
};

type LearnerTable = {
	id: string;
	name: string;
	zone: string | null;
	zone_chosen_at: number | null;
	/** In force from `next_zone_at` on; it stays here until another zone is set. */
	next_zone: string | null;
	next_zone_at: number | null;
	/** {@link RestRule}s, oldest first. */
	rests: Json;
	/** The stage one said to begin at; null until asked. */
	stage: number | null;
	/** The topics of the language and the framework one chose. */
	language: string | null;
	framework: string | null;
	created_at: number;
};

type AccountTable = {
	id: string;
	learner_id: string;
};

type MembershipTable = {
	space_id: string;
	learner_id: string;
	/** As last seen in this space. */
	name: string;
	joined_at: number;
	left_at: number | null;
	visibility: Generated<Visibility>;
	/** A moderator took them off the space's boards. */
	excluded: Generated<YesNo>;
};

type LedgerTable = {
	/** Counts up in the order of writing. */
	id: Generated<number>;
	request_id: string;
	/** Position among the facts of one request. */
	seq: number;
	learner_id: string;
	account_id: string;
	space_id: string;
	at: number;
	day: string;
	zone: string;
	space_day: string;
	kind: string;
	actor_id: string;
	reason: string;
	question_id: string | null;
	topic_id: string | null;
	revision: number | null;
	round_id: string | null;
	option_id: string | null;
	first_try: YesNo | null;
	outcome: Outcome | null;
	grade: number | null;
	points: number | null;
	rules: number | null;
	detail: Json | null;
};

type RoundTable = {
	id: string;
	request_id: string;
	learner_id: string;
	space_id: string;
	kind: "quiz" | "review" | "daily";
	daily_id: string | null;
	started_at: number;
	ended_at: number | null;
};

type RoundItemTable = {
	round_id: string;
	position: number;
	question_id: string;
	revision: number;
	options: Json;
	again: YesNo;
	picked: string | null;
	outcome: Outcome | "void" | null;
	points: number;
	guessed: YesNo;
};

/** Somebody thinks a question is wrong. */
type ReportTable = {
	id: string;
	request_id: string;
	learner_id: string;
	space_id: string;
	round_id: string;
	question_id: string;
	revision: number;
	picked: string | null;
	words: string;
	at: number;
	state: "open" | "closed";
	/** They may be thanked by name once it is mended. */
	by_name: Generated<YesNo>;
};

type QuestionStateTable = {
	learner_id: string;
	question_id: string;
	topic_id: string;
	tries: number;
	last_day: string;
	last_right: YesNo;
	right_since: string | null;
	known: YesNo;
	/** The memory of it; null until a first try was graded. Days until recall falls to the target. */
	stability: number | null;
	/** 1 to 10: how hard it is to keep, as FSRS has it. */
	difficulty: number | null;
	graded_day: string | null;
	due_day: string | null;
	/** The memory before that grade, so that it can be given another one. */
	before: Json | null;
};

type LearnerDayTable = {
	learner_id: string;
	day: string;
	zone: string;
	answers: number;
	scored: number;
	/** Due questions answered that day. */
	reviews: Generated<number>;
	/** When its first answer was given: days are folded in this order. */
	first_at: Generated<number>;
};

type StreakTable = {
	learner_id: string;
	days: number;
	best: number;
	learned: number;
	freezes: number;
	last_counted: string | null;
	/** When the first answer of the last counted day was given. */
	last_at: Generated<number>;
};

type LearnerTotalTable = {
	learner_id: string;
	/** First tries, and those that were right. */
	tries: number;
	correct: number;
	reviews: number;
	reviews_in_time: number;
	ability: number;
};

/** Green topics and stages, and levels: once earned, they stay. */
type MasteredTable = {
	learner_id: string;
	what: "topic" | "stage" | "level";
	name: string;
	day: string;
};

/** How often each answer was picked at first try, by everyone. */
type ItemCountTable = {
	question_id: string;
	revision: number;
	/** Option ids; `+` and `-` for what was typed or put in order, right or not. */
	picked: string;
	correct: YesNo;
	answers: number;
	/** Of them, those by people who are erased: no fact tells of them any more. */
	erased: Generated<number>;
};

/** The bot was not there. */
type OutageTable = {
	from_at: number;
	until_at: number;
};

/** What somebody agreed to get by direct message. */
type ReminderTable = {
	learner_id: string;
	kind: "nudge" | "sunday";
	account_id: string;
	space_id: string;
	state: "on" | "paused" | "off";
	/** Local wall-clock time. */
	time: string;
	next_at: number | null;
	/** Reminders in a row that led to nothing. */
	unanswered: Generated<number>;
};

type ScoreTable = {
	/** A space; whoever adds points checks that it is theirs. */
	scope: string;
	period: string;
	learner_id: string;
	points: number;
	/** Days on which they learned there, and the last of them. */
	days: Generated<number>;
	last_day: string | null;
	/** Whether it stands on the boards that members see: `LISTED` in listing.ts. */
	listed: Generated<0 | 1 | 2>;
};

/** How many listed rows of a board hold how much: ranks are counted with them. */
type ScoreBucketTable = {
	scope: string;
	period: string;
	measure: "points" | "days";
	listed: number;
	bucket: number;
	n: number;
};

/** A named period of a space's boards. Its score rows have the period `season:<id>`. */
type SeasonTable = {
	id: string;
	space_id: string;
	name: string;
	starts_at: number;
	ends_at: number;
	/** When its winners were written down. */
	settled_at: number | null;
};

type SeasonWinnerTable = {
	season_id: string;
	/** Their order, from 1 on; ranks may be shared. */
	seat: number;
	rank: number;
	/** Null once they are erased. */
	learner_id: string | null;
	name: string;
	points: number;
};

type ScheduleTable = {
	id: string;
	space_id: string;
	place_id: string;
	kind: ScheduleKind;
	time: string;
	weekdays: Json;
	zone: string;
	next_run_at: number;
	state: "active" | "paused";
	trouble: string | null;
	/** First and last local date; null where it is open. */
	from_day: string | null;
	until_day: string | null;
	missed: Generated<"latest" | "skip" | "all">;
	cohort_id: string | null;
	/** The account that is told of trouble. */
	owner_id: string | null;
	removed_at: number | null;
};

type CohortTable = {
	id: string;
	space_id: string;
	place_id: string;
	name: string;
	starts_on: string;
	ends_on: string | null;
	zone: string;
	/** ISO weekdays on which it learns. */
	weekdays: Json;
	plan: Json;
	tracker: YesNo;
	/** The outbox row of its tracker message, and what that message showed last. */
	tracker_id: string | null;
	tracker_said: Json | null;
	/** The last week of which a recap was offered. */
	recapped: number;
	/** When there is next something to do for it; null when there is nothing any more. */
	next_at: number | null;
	state: "planned" | "running" | "closed";
	created_by: string;
	created_at: number;
};

type CohortMemberTable = {
	cohort_id: string;
	learner_id: string;
	role: "member" | "lead";
	joined_at: number;
	joined_day: string;
	left_at: number | null;
};

/** What is to be posted of a cohort's week, offered to its leads. */
type RecapTable = {
	cohort_id: string;
	week: number;
	words: string;
	posted_by: string | null;
	posted_at: number | null;
};

/** What somebody builds for a challenge, and what became of it. */
type ChallengeEntryTable = {
	id: string;
	space_id: string;
	cohort_id: string | null;
	challenge_id: string;
	learner_id: string;
	state: "joined" | "handed" | "accepted" | "returned";
	link: string | null;
	note: string | null;
	/** What whoever decided had to say. */
	words: string | null;
	decided_by: string | null;
	joined_at: number;
	handed_at: number | null;
	decided_at: number | null;
};

type SlotTable = {
	key: string;
	schedule_id: string;
	space_id: string;
	day: string;
	planned_at: number;
};

type DailyTable = {
	id: string;
	schedule_id: string;
	space_id: string;
	place_id: string;
	day: string;
	question_id: string;
	revision: number;
	options: Json;
	opens_at: number;
	/** The outbox row of its public post. */
	post_id: string | null;
};

/** When a thing was last posted to those a schedule is for: a cohort, or the space itself. */
type PostedTable = {
	scope: string;
	kind: "question" | "tip" | "topic" | "challenge";
	item: string;
	space_id: string;
	at: number;
};

/** What somebody is setting up and has not saved. */
type ScheduleDraftTable = {
	id: string;
	space_id: string;
	data: Json;
	kept_at: number;
};

type OutboxTable = {
	id: string;
	/** Null for what no schedule sends. */
	slot_key: string | null;
	schedule_id: string | null;
	space_id: string;
	place_id: string;
	kind: DeliveryKind["kind"];
	data: Json;
	/** Who it goes to or tells of; null when it is nobody in particular. */
	learner_id: string | null;
	state: "pending" | "sending" | "sent" | "later" | "gone" | "unknown" | "dead";
	/** When it may be taken next: while it is being sent, the end of the lease. Null once settled. */
	due_at: number | null;
	attempts: number;
	last_attempt_at: number | null;
	/** Start of the first try whose outcome nobody knows. */
	unsettled_since: number | null;
	/** When it came to its end, whatever that was. */
	settled_at: number | null;
	remote_ref: string | null;
	error: string | null;
	/** The outbox row whose message this one changes. */
	edits: string | null;
};

/** Requests that leave no fact behind, so that they too are carried out once. */
type HandledTable = {
	request_id: string;
	space_id: string;
};

/** That somebody was erased; the key is made of the request and leads to nobody. */
type ErasedTable = {
	key: string;
	at: number;
};

/** One row that is written only to see whether the database can be. */
type HealthTable = {
	id: number;
	beats: number;
	last_beat_at: number | null;
};

export type Tables = {
	space: SpaceTable;
	place: PlaceTable;
	learner: LearnerTable;
	account: AccountTable;
	membership: MembershipTable;
	ledger: LedgerTable;
	round: RoundTable;
	round_item: RoundItemTable;
	report: ReportTable;
	question_state: QuestionStateTable;
	learner_day: LearnerDayTable;
	streak: StreakTable;
	learner_total: LearnerTotalTable;
	mastered: MasteredTable;
	item_count: ItemCountTable;
	outage: OutageTable;
	reminder: ReminderTable;
	cohort: CohortTable;
	cohort_member: CohortMemberTable;
	recap: RecapTable;
	challenge_entry: ChallengeEntryTable;
	score: ScoreTable;
	score_bucket: ScoreBucketTable;
	season: SeasonTable;
	season_winner: SeasonWinnerTable;
	schedule: ScheduleTable;
	slot: SlotTable;
	daily: DailyTable;
	posted: PostedTable;
	schedule_draft: ScheduleDraftTable;
	outbox: OutboxTable;
	handled: HandledTable;
	erased: ErasedTable;
	health: HealthTable;
};
