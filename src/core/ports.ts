import type { AuditEntry, AuditFilter, AuditPage } from "./audit/audit.ts";
import type { Correction } from "./care/deeds.ts";
import type { Entry, Evidence, Handing, Judgement } from "./challenges/entry.ts";
import type { Cohort, Membership, Role } from "./cohorts/cohort.ts";
import type { CohortOutcome, DueCohort, Recap } from "./cohorts/due.ts";
import type { Mate, Span } from "./cohorts/mate.ts";
import type { Day } from "./days.ts";
import type {
	Daily,
	Delivered,
	Delivery,
	DeliveryKind,
	NewDelivery,
	Schedule,
	Unsure,
} from "./delivery/delivery.ts";
import type { Difference } from "./difference.ts";
import type { Figures } from "./items/statistics.ts";
import type { CareFact, NewFact, Stamp } from "./ledger.ts";
import type { Mastered } from "./mastery/mastery.ts";
import type { Message } from "./message.ts";
import type { Counts, MyData } from "./mydata/mydata.ts";
import type { Picture } from "./picture.ts";
import type { Share, Totals } from "./quiz/expect.ts";
import type { Round, RoundItem } from "./quiz/round.ts";
import type { DueReminder, Reminder, Reminding } from "./reminders/reminder.ts";
import type { Ref, Request } from "./request.ts";
import type { Numbered, Rescores } from "./rescore/credit.ts";
import type { Memory } from "./review/memory.ts";
import type { Draft } from "./schedules/draft.ts";
import type { Season } from "./seasons/season.ts";
import type { Move, Outage, RestRule } from "./streak/excuse.ts";
import type { DayTally, Streak, ToldDay } from "./streak/streak.ts";
import type { Cares, Held } from "./triage/care.ts";

/** What the core needs of the world. Everything here is an argument; the core has no clock of its own. */

/** Epoch milliseconds. */
export type Clock = { now(): number };

/** Short unique ids of letters and digits, at most 16 signs. */
export type Ids = { make(): string };

export type Log = {
	debug(fields: Record<string, unknown>, message: string): void;
	info(fields: Record<string, unknown>, message: string): void;
	warn(fields: Record<string, unknown>, message: string): void;
	error(fields: Record<string, unknown>, message: string): void;
};

/** Posts to a place. Routed to an adapter by the place's namespace. */
export type Sender = {
	/**
	 * @param place also a direct conversation, see {@link directPlace}
	 * @param key the same for every try of one delivery, so that the platform can drop a repeat
	 */
	post(place: string, message: Message, key: PostKey): Promise<Delivered>;
	/**
	 * Changes a post of the bot's own. Doing it twice is harmless, so an unclear outcome is `later`;
	 * a post that somebody has removed is `gone`.
	 *
	 * @param ref what {@link Sender.post} gave back
	 */
	edit(place: string, ref: Ref, message: Message): Promise<Delivered>;
	/**
	 * Looks whether the bot may post to a place. Null when it may, or when the platform does not say;
	 * otherwise a plain sentence how to mend it. Never throws.
	 */
	probe?(place: string): Promise<string | null>;
	/**
	 * How others get to see moderators' commands, where the platform hides those from them: a plain
	 * sentence, else null.
	 */
	revealing?(place: string): string | null;
};
/**
 * Keeps one person, or one space, from taking the bot away from all others. Only this process is
 * counted.
 */
export type Limiter = {
	/**
	 * Counts a wish.
	 *
	 * @param space null where it is the account's own
	 * @returns how long to wait (milliseconds) when it is one too many, 0 when it may go on
	 */
	take(account: string, space: string | null): Promise<number>;
};

/** How the answer to a wish came out: said, refused with a sentence, one too many, or a fault. */
export type WishOutcome = "done" | "problem" | "limited" | "fault";

/** Counts and times what happens. Nothing it is told may hold a person's, a place's or a token's trace. */
export type Meter = {
	/**
	 * A wish begins. The function returned is called once, when it is answered; it gives the
	 * milliseconds that took.
	 *
	 * @param platform the namespace of the account
	 */
	wish(kind: Request["kind"], platform: string): (command: string, outcome: WishOutcome) => number;
	/** @param platform the namespace of the place */
	delivery(platform: string, outcome: Delivered["outcome"]): void;
};

/** What a platform tells of a person. */
export type Profile = {
	/** As the platform shows it. */
	readonly name: string;
	/** By its IANA name. */
	readonly zone: string | null;
};

/** Draws what a view wants to show. */
export type Painter = {
	/** The same picture always gives the same PNG. @throws when it cannot be drawn */
	paint(picture: Picture): Promise<Uint8Array>;
};

/** Looks people up on their platform. Routed to an adapter by the account's namespace. */
export type Directory = {
	/** Whether this account can be looked up at all. Costs nothing. */
	knows(account: string): boolean;
	/** Null for nobody. @throws when the platform does not say; nothing in the error is secret. */
	profile(account: string): Promise<Profile | null>;
};

/** Says when the next message of a lane may go, so that no platform is flooded. */
export type Pace = {
	/**
	 * Begins a tick. Its turns come within a budget of seconds: what gets none waits for the next tick,
	 * untouched.
	 */
	begin(): Turns;
};
/** Resolves when it is the lane's turn; false when that is too late for this tick. */
export type Turns = (lane: string) => Promise<boolean>;

/** How fast a platform is written to, in milliseconds from one message to the next. */
export type Pacing = {
	/** In one lane: a place, or all direct messages. */
	readonly laneMs: number;
	/** On the platform as a whole. */
	readonly allMs: number;
};

export type PostKey = { readonly id: string; readonly unsettledSince: number | null };

/** A person as the store knows them. */
export type Learner = {
	readonly id: string;
	/** Cleaned; as shown on boards. */
	readonly name: string;
	/** The zone in force now: their own, or else the space's. */
	readonly zone: string;
	readonly zoneIsOwn: boolean;
	/** When a zone was last chosen (epoch milliseconds), and one that takes force later. */
	readonly zoneChosenAt: number | null;
	readonly nextZone: { readonly zone: string; readonly at: number } | null;
	/** Their date now. */
	readonly day: Day;
	/** Weekdays off, oldest rule first. */
	readonly rests: readonly RestRule[];
	/** On this space's boards; `unasked` goes by the space, until they have been asked. */
	readonly visibility: Visibility;
	/** Where they said they begin; null until asked. */
	readonly start: Start | null;
};

export type Visibility = "unasked" | "shown" | "hidden";
export type Start = {
	/** Earlier stages are taken as known, until tried. */
	readonly stage: number;
	/** The topics of the language and the framework they chose, if there were any to choose. */
	readonly language: string | null;
	readonly framework: string | null;
};

/** Somebody reported a version of a question, and may be named. */
export type Named = { readonly question: string; readonly revision: number; readonly name: string };

/** Somebody thinks a question is wrong. */
type Report = {
	readonly round: string;
	readonly question: string;
	readonly revision: number;
	/** What they had answered. */
	readonly picked: string | null;
	readonly words: string;
};

export type Space = {
	readonly id: string;
	readonly personal: boolean;
	readonly zone: string;
	/** Its date now. */
	readonly day: Day;
	/** Accounts and groups (namespaced) that moderate, besides those who manage it on the platform. */
	readonly moderators: readonly Moderator[];
	/** How members appear on the boards until they have been asked. */
	readonly visibility: Exclude<Visibility, "unasked">;
};

/** An account or a group, by the name it had when it was named. */
export type Moderator = { readonly id: string; readonly name: string };

/** What moderators set of a space. */
export type SpaceSettings = Pick<Space, "zone" | "moderators" | "visibility">;

/** Somebody turning up somewhere; `name` is already clean. */
export type Visit = {
	readonly account: string;
	readonly name: string;
	readonly space: string;
	readonly personal: boolean;
	readonly place: string;
	/**
	 * The name is a guess, for the directory tells the real one: it serves somebody who is new and
	 * never replaces a name that is known.
	 */
	readonly guessed?: boolean;
};

/** What the first tries at one question add up to. A projection of the ledger. */
export type QuestionState = {
	readonly question: string;
	readonly topic: string;
	/** First tries so far. */
	readonly tries: number;
	readonly lastDay: Day;
	readonly lastRight: boolean;
	/** The earliest day it was right at first try. */
	readonly rightSince: Day | null;
	readonly known: boolean;
	/** Null for what was tried before there was spaced review. */
	readonly memory: Memory | null;
};

/** One more first try at a question, for the statistics of all. */
export type Tried = {
	readonly question: string;
	readonly revision: number;
	/** Option ids; empty for typed answers and orders, which differ too much to be counted. */
	readonly picked: string;
	readonly correct: boolean;
};

/** A streak with what may excuse the days since the last counted one. */
export type Kept = {
	readonly streak: Streak;
	readonly outages: readonly Outage[];
	readonly moves: readonly Move[];
	/** Days that a moderator has repaired. */
	readonly repairs: readonly Day[];
};

/** All days of a learner, and all that may excuse the days between them. */
export type History = {
	/** Oldest first. */
	readonly days: readonly ToldDay[];
	readonly outages: readonly Outage[];
	readonly moves: readonly Move[];
	/** Days that a moderator has repaired. */
	readonly repairs: readonly Day[];
};

/** What `answers.record` loads for the rules, and nothing more. */
export type Snapshot = {
	readonly round: Round;
	/** State of the question at the answered position; null when never tried before. */
	readonly question: QuestionState | null;
	readonly streak: Streak;
	/** The tally of the answer's day; `firstAt` is the answer's own instant when it is the first. */
	readonly today: DayTally;
	readonly totals: Totals;
	/** What may excuse days since the last counted one; empty unless days lie between. */
	readonly outages: readonly Outage[];
	readonly moves: readonly Move[];
	readonly repairs: readonly Day[];
	/** All days, for an answer that happened before the last counted day; null otherwise. */
	readonly late: History | null;
	/** Loaded when this answer may make the question known; null otherwise. */
	readonly shown: {
		/** Ids of the questions of its topic that are known. */
		readonly known: readonly string[];
		readonly mastered: readonly Mastered[];
	} | null;
};

/** What the rules decided: facts, and the projections that follow from them. */
export type Decision = {
	readonly facts: readonly NewFact[];
	readonly item: RoundItem;
	/** A missed question returns once, at the end of the round. */
	readonly returns: RoundItem | null;
	readonly endsRound: boolean;
	/** Null when nothing changed (a second try). */
	readonly question: QuestionState | null;
	readonly streak: Streak;
	readonly today: DayTally;
	readonly totals: Totals;
	readonly points: number;
	/** Green topics and stages, and levels, that this answer brought. */
	readonly mastered: readonly Mastered[];
	/** Null when the answer is not a first try. */
	readonly tried: Tried | null;
	/** Missed days that freezes covered before this one; said once, stored nowhere. */
	readonly covered: number;
};

export type AnswerKey = {
	readonly stamp: Stamp;
	readonly round: string;
	readonly position: number;
	/** Written first when the round does not exist yet: answering a daily question starts its round. */
	readonly starts?: Round;
};

/** The round as it stands after the answer; `decision` is null when there was nothing to decide. */
export type Recorded = { readonly round: Round; readonly decision: Decision | null };

/** Points of one learner, by period. */
export type Points = Readonly<Record<"week" | "month" | "all", number>>;

/** What a board is ordered by: points, or days learned. */
export type Measure = "points" | "days";

export type BoardRow = {
	readonly learner: string;
	readonly name: string;
	/** What the board is by; the other one is 0. */
	readonly points: number;
	readonly days: number;
	/** Ties share a rank: 1, 2, 2, 4. */
	readonly rank: number;
};
export type Board = {
	/** The rows of the page asked for; the first ones, unless asked otherwise. */
	readonly top: readonly BoardRow[];
	/** Whether there are rows beyond them. */
	readonly more: boolean;
	/** One's own row with neighbours; empty while one has nothing, and for those who are excluded. */
	readonly around: readonly BoardRow[];
	/** How one's own row is seen; null while there is none. */
	readonly own: "listed" | "hidden" | "excluded" | null;
};
export type BoardSize = { readonly top: number; readonly neighbours: number };

/** A place on a board, whether somebody is there or not. */
export type Seat = { readonly value: number; readonly learner: string };

/** Which people a moderator looks at. */
export type PeopleShown = "everyone" | "hidden" | "excluded" | "quiet";

/** A person as those who look after a board see them. No single answer is told. */
export type PersonRow = {
	readonly learner: string;
	/** On the space's platform. */
	readonly account: string;
	readonly name: string;
	/** Where they stand among those whom members see; null for the excluded, and with no points. */
	readonly rank: number | null;
	readonly points: number;
	readonly days: number;
	/** The last day on which they learned here. */
	readonly lastDay: Day | null;
	readonly seen: "shown" | "hidden" | "excluded";
	/** Days learned in each of the weeks asked for. */
	readonly weeks: readonly number[];
};

/** Where a page of people begins: opaque to everybody but the store. */
export type PeopleSeat = { readonly from: string; readonly learner: string };

export type PeopleAsk = {
	/** A space, or a cohort of one. */
	readonly scope: string;
	readonly period: string;
	readonly show: PeopleShown;
	/** Keys of weeks. */
	readonly weeks: readonly string[];
	/** Whoever learned last before this day is quiet. */
	readonly quietBefore: Day;
};

export type People = { readonly rows: readonly PersonRow[]; readonly next: PeopleSeat | null };

/** Which page of a board; left out, the first one by points. */
export type BoardPage = {
	readonly by?: Measure;
	/** The rows that follow a seat, or those that lead to it. */
	readonly after?: Seat;
	readonly before?: Seat;
};

/** A member as those who look after a space meet them. */
export type Member = {
	readonly learner: Learner;
	/** On this space's platform. */
	readonly account: string;
	/** A moderator took them off the boards here. */
	readonly excluded: boolean;
};

/** What is known of somebody when something is to be put right. */
export type Before = {
	readonly excluded: boolean;
	/** Of all time, by board: the space's and those of its cohorts. */
	readonly points: ReadonlyMap<string, number>;
	readonly history: History;
};

/** Things that schedules post, none of them again too soon. */
export type PostedKind = "question" | "tip" | "topic" | "challenge";

/** When each thing was last posted (epoch milliseconds) to those a schedule is for, by its id. */
export type Posted = Readonly<Record<PostedKind, ReadonlyMap<string, number>>>;

/** Due schedules turn into slots by this pure function; see `delivery/plan.ts`. */
export type PlanOne = (
	schedule: Schedule,
	posted: Posted,
	/** What its space does not ask; nothing when left out. */
	held?: Held,
) => Plan;
export type Plan = {
	/** Empty when the moment is too late to post, or there is nothing to post. */
	readonly slots: readonly Slot[];
	readonly nextRunAt: number;
	/** Why it is over, where this was its last moment. */
	readonly ends: string | null;
};

/** One moment, and what is posted at it. */
export type Slot = {
	/** Unique for schedule, local date and time. */
	readonly key: string;
	readonly day: Day;
	readonly delivery: DeliveryKind;
	readonly daily: Daily | null;
	/** What it posts, so that it does not come again too soon. */
	readonly uses: readonly { readonly kind: PostedKind; readonly item: string }[];
	/** When it may be sent: at once, unless several were missed. */
	readonly dueAt: number;
};

/** How many picked an option of a daily question. */
export type OptionShare = {
	readonly option: string;
	readonly right: boolean;
	readonly answers: number;
};

/** What a space did in a week. Nobody is named, and no single answer is told. */
export type Week = {
	/** Members who learned, and on how many days all together. */
	readonly people: number;
	readonly days: number;
	/** The topic most of them last got wrong, where enough did that it is about nobody. */
	readonly missed: { readonly topic: string; readonly people: number } | null;
};

/** A delivery that may be sent. */
export type Due = { readonly id: string; readonly place: string };

/** What a message that has not been sent may be. */
export type OutboxState = "pending" | "sending" | "later" | "gone" | "unknown" | "dead";

/** Whose answers to which question are judged by its present version. */
export type RekeyOf = {
	readonly learner: string;
	readonly question: string;
	readonly topic: string;
	readonly revision: number;
	readonly at: number;
};
export type Rekeying = {
	/** What happened to them and the question, in the order of the ledger. */
	readonly history: readonly Numbered[];
	readonly state: QuestionState | null;
	/** Questions of its topic that are known. */
	readonly known: readonly string[];
	readonly mastered: readonly Mastered[];
};
export type Rekeyed = {
	readonly facts: readonly NewFact[];
	readonly state: QuestionState;
	readonly mastered: readonly Mastered[];
};

/** Each method is one whole transaction. No handle of one leaves the store. */
export type Store = {
	readonly learners: {
		/** Finds or makes the learner, the space and the membership; writes only when something is new. */
		meet(visit: Visit, now: number): Promise<{ learner: Learner; space: Space }>;
		/** A member of a space by account; null for everybody else, whoever they are elsewhere. */
		find(account: string, space: string, now: number): Promise<Learner | null>;
		/** Members of a space by the name they go by there, in any case of letters; two at most. */
		named(name: string, space: string, now: number): Promise<readonly Learner[]>;
		/** What somebody is called in a space, or else at all; null for nobody. */
		nameIn(learner: string, space: string): Promise<string | null>;
		/**
		 * Takes over what the directory tells: the name here and in the spaces of that platform, and
		 * the zone (with its fact) if the learner has none of their own and never chose one.
		 */
		describe(account: string, profile: Profile, now: number): Promise<void>;
		/** Takes over a zone now or at an instant, with its fact. */
		setZone(stamp: Stamp, change: { to: string; from: string; effectiveAt: number }): Promise<void>;
		/** Adds a rule for days off, with its fact; one for the same day replaces the earlier. */
		setRests(stamp: Stamp, rule: RestRule): Promise<void>;
		/** Shows or hides the learner on the boards of the stamp's space. */
		setVisibility(stamp: Stamp, visibility: Visibility): Promise<void>;
		setStart(stamp: Stamp, start: Start): Promise<void>;
	};
	readonly spaces: {
		/** What is set of a space; null when nobody has been there. */
		read(space: string): Promise<SpaceSettings | null>;
		/**
		 * Changes what is set of a space by a pure function, which may run again; returns what is set
		 * then. The same request again changes nothing.
		 */
		change(
			request: string,
			space: string,
			change: (before: SpaceSettings) => SpaceSettings,
		): Promise<SpaceSettings>;
	};
	readonly rounds: {
		read(id: string): Promise<Round | null>;
		/** The unfinished quiz or review of a learner in a space, newest first. */
		open(learner: string, space: string): Promise<Round | null>;
		/** Starts a round and ends the open ones. The same request again returns the first round. */
		start(round: Round): Promise<Round>;
		/** Notes when an item was put to somebody; nothing happens once it is answered. */
		asked(round: string, position: number, at: number): Promise<void>;
	};
	readonly answers: {
		/**
		 * Records one answer: loads the snapshot, lets the rules decide, writes, commits. `decide` must
		 * be pure, for it may run again; null means that there is nothing to write.
		 */
		record(
			key: AnswerKey,
			decide: (snapshot: Snapshot) => Decision | null,
		): Promise<Recorded | null>;
	};
	readonly reports: {
		/** Keeps a report; the same request again keeps one. */
		add(stamp: Stamp, report: Report): Promise<void>;
		/** Somebody may be thanked by name for what they reported of a question. */
		nameMe(stamp: Stamp, question: string): Promise<void>;
		/** All who may be named, the earliest report first. */
		named(): Promise<readonly Named[]>;
		/** What somebody has reported: which version of which question. */
		of(learner: string): Promise<readonly Omit<Named, "name">[]>;
	};
	/** What a space decides about questions. */
	readonly triage: Cares;
	readonly rescores: Rescores;
	/** For the operator: what is known of a question whose key was mended. */
	readonly rekeys: {
		/** Ids of those who have tried a question. */
		learners(question: string): Promise<readonly string[]>;
		/**
		 * Decides anew for one of them by a pure function, which may run again; false when nothing
		 * changed, they have no answer to an earlier version, or it is done already.
		 */
		redecide(of: RekeyOf, decide: (rekeying: Rekeying) => Rekeyed | null): Promise<boolean>;
	};
	readonly progress: {
		/** Every question a learner has tried. */
		questions(learner: string): Promise<readonly QuestionState[]>;
		streak(learner: string): Promise<Kept>;
		/** Every day with answers, oldest first; with `from`, that day and later ones. */
		days(learner: string, from?: Day): Promise<readonly DayTally[]>;
		/** All that a streak's story needs, and how the streak stands. */
		history(learner: string): Promise<History & Kept>;
		today(learner: string, day: Day): Promise<DayTally | null>;
		totals(learner: string): Promise<Totals>;
		mastered(learner: string): Promise<readonly (Mastered & { readonly day: Day })[]>;
	};
	readonly items: {
		/** First tries of every question, of its present revision as the bot has seen it. */
		shares(): Promise<ReadonlyMap<string, Share>>;
		/** How often each answer was picked at first try. */
		picks(question: string, revision: number): Promise<readonly (Tried & { answers: number })[]>;
		/** A space's own answers to questions of one topic, which are compared with each other. */
		inSpace(space: string, questions: readonly string[]): Promise<readonly Figures[]>;
	};
	/** For the operator: what stands beside the ledger, compared with what its facts add up to. */
	readonly books: {
		/** Ids of learners after one, in their order; the first ones after an empty id. */
		learners(after: string, most: number): Promise<readonly string[]>;
		/** Folds all facts of a learner again. Whoever is not there has no differences. */
		check(learner: string): Promise<readonly Difference[]>;
		/** The same, and writes what the facts say; returns what differed. */
		mend(learner: string): Promise<readonly Difference[]>;
		/** The same for the counts of everyone's answers. */
		checkCounts(): Promise<readonly Difference[]>;
		mendCounts(): Promise<readonly Difference[]>;
	};
	readonly scores: {
		/** One learner's points in a space: in the week and the month of a day, and of all time. */
		of(scope: string, learner: string, day: Day): Promise<Points>;
		/**
		 * @param scope a space, or a cohort of one
		 * @param period a key of {@link periodsOf} or {@link seasonPeriod}
		 */
		board(
			scope: string,
			period: string,
			learner: string,
			size: BoardSize,
			page?: BoardPage,
		): Promise<Board>;
		/**
		 * A page of a board with everybody in it; those without points follow at its end. Others get
		 * their turn before it is handed over, so all pages may be read one after the other.
		 */
		people(ask: PeopleAsk, after: PeopleSeat | null, most: number): Promise<People>;
	};
	readonly seasons: {
		/** The newest end first. */
		ofSpace(space: string, most: number): Promise<readonly Season[]>;
		/** False when another season of the space is not over. The same request again changes nothing. */
		start(request: string, season: Season): Promise<boolean>;
		/** Ends one now and keeps its winners; one that has not begun is taken back. */
		end(space: string, id: string, now: number): Promise<void>;
		/** Keeps the winners of seasons that are over, at most `most`. */
		settle(now: number, most: number): Promise<void>;
	};
	readonly schedules: {
		/** Sets a space's zone and its one daily schedule, replacing what stood before. */
		setDaily(request: string, schedule: Schedule): Promise<void>;
		/** Adds a schedule, or replaces the one with its id; the same request again changes nothing. */
		save(request: string, schedule: Schedule): Promise<void>;
		/** Null when there is none, or it is another space's. */
		read(space: string, id: string): Promise<Schedule | null>;
		/** Takes one out of the list; what it has posted stays. */
		remove(space: string, id: string, now: number): Promise<void>;
		/** Oldest first, so that a list keeps its order. */
		ofSpace(space: string): Promise<readonly Schedule[]>;
		/** What a space's schedules have posted, by those they are for: a cohort, or the space. */
		posted(space: string): Promise<ReadonlyMap<string, Posted>>;
		/**
		 * Posts one at once, beside its own moments; false when there is nothing to post. The same key
		 * of a slot again posts nothing more.
		 */
		runNow(space: string, id: string, now: number, plan: PlanOne): Promise<boolean>;
		/** Keeps what somebody is setting up until they save it; one of the same id is replaced. */
		keepDraft(draft: Draft, now: number): Promise<void>;
		/** Null when there is none, or it is another space's. */
		draft(space: string, id: string): Promise<Draft | null>;
		/** Turns due schedules into slots and outbox rows, at most `most`; returns how many were due. */
		plan(now: number, most: number, plan: PlanOne): Promise<number>;
	};
	readonly dailies: {
		read(id: string): Promise<Daily | null>;
		/** The newest of a space: of the place if it has one of its own, else of any place. */
		latest(space: string, place: string): Promise<Daily | null>;
		/** Whether a newer one of the same schedule has opened. */
		isClosed(daily: Daily): Promise<boolean>;
		/** The learner's round for it, if they have answered. */
		roundOf(daily: string, learner: string): Promise<Round | null>;
		/** The one before it of the same schedule. */
		before(daily: Daily): Promise<Daily | null>;
		/** How many picked each option; nobody is named. */
		picks(daily: string): Promise<readonly OptionShare[]>;
		/**
		 * Has the public post say anew how many have answered: soon, and not more often than every
		 * `everyMs`. Nothing happens while such a change waits, or before the post is there.
		 */
		refresh(daily: string, now: number, everyMs: number): Promise<void>;
	};
	readonly cohorts: {
		/** The cohorts of a space that a learner leads. */
		leads(space: string, learner: string): Promise<readonly string[]>;
		/** Of any space: whoever asks looks whose it is. */
		read(id: string): Promise<Cohort | null>;
		/** All of a space, the newest start first. */
		ofSpace(space: string): Promise<readonly Cohort[]>;
		/** The cohorts of a space somebody is in. */
		of(space: string, learner: string): Promise<readonly Membership[]>;
		/** Who is in a cohort, and what they did in a span, added up. */
		mates(id: string, span: Span): Promise<readonly Mate[]>;
		/** Makes a cohort that the stamp's learner leads; the same request again changes nothing. */
		create(stamp: Stamp, cohort: Cohort): Promise<void>;
		/**
		 * Changes a cohort of the stamp's space by a pure function, which may run again. Null when there
		 * is no such cohort there; the same request again changes nothing.
		 */
		change(stamp: Stamp, id: string, change: (before: Cohort) => Cohort): Promise<Cohort | null>;
		/**
		 * Takes the stamp's learner in, or changes what they are there, with its fact. False when nothing
		 * changed.
		 */
		join(stamp: Stamp, id: string, as: { role: Role; day: Day }): Promise<boolean>;
		/** Lets the stamp's learner go, with its fact; false when they were not in it. */
		leave(stamp: Stamp, id: string): Promise<boolean>;
		/** Cohorts for which something is due, at most `most`. */
		due(now: number, most: number): Promise<readonly DueCohort[]>;
		/** Writes what was decided about a due cohort, unless another process was first. */
		settle(due: DueCohort, outcome: CohortOutcome, now: number): Promise<void>;
		/** What is to be posted of a week; null when nothing was offered. */
		recap(id: string, week: number): Promise<Recap | null>;
		/** Replaces the words of a recap that has not been posted; false when it has. */
		reword(id: string, week: number, words: string): Promise<boolean>;
		/** Posts a recap by the delivery given; false when it is posted already. */
		post(recap: Recap, by: string, delivery: NewDelivery, now: number): Promise<boolean>;
	};
	readonly challenges: {
		/** What somebody has joined in a space, the newest first. */
		of(space: string, learner: string): Promise<readonly Entry[]>;
		/** Of any space: whoever asks looks whose it is. */
		read(entry: string, now: number): Promise<Entry | null>;
		/** Handed in and waiting, the oldest first; of these cohorts only, or of the whole space. */
		waiting(space: string, cohorts: readonly string[] | null): Promise<readonly Entry[]>;
		/** Joins the stamp's learner, once; returns the entry there is. */
		join(stamp: Stamp, challenge: string): Promise<Entry>;
		/** Keeps what somebody typed that cannot be handed in yet. */
		keep(entry: string, draft: Evidence): Promise<void>;
		/**
		 * Hands in what was built, tells whom it concerns; false when it has been handed in or accepted
		 * already.
		 */
		hand(
			entry: Entry,
			handing: Handing,
			tell: readonly NewDelivery[],
			now: number,
		): Promise<boolean>;
		/**
		 * Accepts what was handed in (with its fact and points) or returns it; false when it does not
		 * wait any more. The stamp is the builder's, its actor whoever decides.
		 */
		decide(
			stamp: Stamp,
			entry: Entry,
			decision: Judgement,
			tell: readonly NewDelivery[],
		): Promise<boolean>;
	};
	readonly care: {
		/** A member of a space, by their id; null for everybody else, whoever they are elsewhere. */
		member(space: string, learner: string, now: number): Promise<Member | null>;
		/** What was put right about a member in a space, the newest first. */
		corrections(space: string, learner: string): Promise<readonly Correction[]>;
		/**
		 * Writes a fact about the stamp's learner, and what follows from it. `decide` must be pure, for it
		 * may run again; what it throws is said, and nothing is changed.
		 *
		 * @returns its number; null when they are not in the stamp's space. The same request again
		 *   changes nothing.
		 */
		correct(stamp: Stamp, decide: (before: Before) => CareFact): Promise<number | null>;
		/**
		 * Takes something back that was put right about the stamp's learner in its space. False when it
		 * was taken back before, null when there is no such thing.
		 */
		undo(stamp: Stamp, of: number, words: string): Promise<boolean | null>;
	};
	readonly audit: {
		/** What was done in a space, the newest first. */
		read(space: string, filter: AuditFilter, page: AuditPage): Promise<readonly AuditEntry[]>;
	};
	readonly recaps: {
		/** A space's week, added up. Both dates belong to it. */
		of(space: string, from: Day, until: Day): Promise<Week>;
	};
	readonly reminders: {
		of(learner: string): Promise<readonly Reminder[]>;
		/** Sets one; the same request again changes nothing. */
		set(stamp: Stamp, reminder: Omit<Reminder, "unanswered">): Promise<void>;
		/** Turns due reminders into outbox rows, at most `most`; returns how many were due. */
		plan(now: number, most: number, remind: (due: DueReminder) => Reminding): Promise<number>;
	};
	readonly outbox: {
		/** Puts a message into the queue, due at once; false when it is there already. */
		add(delivery: NewDelivery, now: number): Promise<boolean>;
		/**
		 * What may be sent now, oldest first. Looking takes nothing.
		 *
		 * @param most of each crowd: the posts of one platform are one, its direct messages another, so
		 *   that none stands in another's way
		 */
		due(now: number, most: number): Promise<readonly Due[]>;
		/**
		 * Takes one and marks it as being tried, for as long as the lease; null when it is not due (any
		 * more). The try is on disk before anything is sent.
		 */
		claim(delivery: string, now: number, leaseMs: number): Promise<Delivery | null>;
		settle(delivery: string, delivered: Delivered, now: number): Promise<void>;
		/** The newest post of a schedule, tried since an instant, of which nobody knows whether it arrived. */
		unsure(space: string, schedule: string, since: number): Promise<Unsure | null>;
		/** Sends such a post once more, as if it had never been tried; false when it is none (any more). */
		again(space: string, delivery: string, now: number): Promise<boolean>;
		/** How many there are of each state, except those that were sent. */
		count(): Promise<Readonly<Record<OutboxState, number>>>;
	};
	readonly data: {
		/** How much is kept about a learner. */
		counts(learner: string): Promise<Counts>;
		/** All that is kept about a learner; null for nobody. */
		export(learner: string): Promise<MyData | null>;
		/**
		 * Removes a learner with all that tells of them; first tries stay in the counts, where they name
		 * nobody. The same request again erases nobody who has begun anew.
		 */
		erase(request: string, learner: string, now: number): Promise<void>;
		/** Whose account it is; null when nobody has it. */
		learnerOf(account: string): Promise<string | null>;
	};
	/**
	 * Notes that the bot is there; a gap since the last such note of more than {@link OUTAGE_MS} is
	 * kept as an outage. Throws when the database cannot be written.
	 */
	beat(now: number): Promise<void>;
	close(): Promise<void>;
};
