import type { Day } from "./days.ts";
import type { Daily, Delivered, Delivery, DeliveryKind, Schedule } from "./delivery/delivery.ts";
import type { NewFact, Stamp } from "./ledger.ts";
import type { Message } from "./message.ts";
import type { Round, RoundItem } from "./quiz/round.ts";
import type { DayTally, Streak } from "./streak/streak.ts";

/** What the core needs of the world. Everything here is an argument; the core has no clock of its own. */

/** Epoch milliseconds. */
export type Clock = { now(): number };

/** Short unique ids of letters and digits, at most 16 signs. */
export type Ids = { make(): string };

export type Log = {
	info(fields: Record<string, unknown>, message: string): void;
	warn(fields: Record<string, unknown>, message: string): void;
	error(fields: Record<string, unknown>, message: string): void;
};

/** Posts to a place. Routed to an adapter by the place's namespace. */
export type Sender = {
	/**
	 * @param key the same for every try of one delivery, so that the platform can drop a repeat
	 */
	post(place: string, message: Message, key: PostKey): Promise<Delivered>;
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
};

export type Space = {
	readonly id: string;
	readonly personal: boolean;
	readonly zone: string;
	/** Its date now. */
	readonly day: Day;
};

/** Somebody turning up somewhere; `name` is already clean. */
export type Visit = {
	readonly account: string;
	readonly name: string;
	readonly space: string;
	readonly personal: boolean;
	readonly place: string;
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
};

/** What `answers.record` loads for the rules, and nothing more. */
export type Snapshot = {
	readonly round: Round;
	/** State of the question at the answered position; null when never tried before. */
	readonly question: QuestionState | null;
	readonly streak: Streak;
	readonly today: DayTally;
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
	readonly points: number;
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

export type BoardRow = {
	readonly learner: string;
	readonly name: string;
	readonly points: number;
	/** Ties share a rank: 1, 2, 2, 4. */
	readonly rank: number;
};
export type Board = {
	readonly top: readonly BoardRow[];
	/** One's own row with neighbours; empty while one has no points. */
	readonly around: readonly BoardRow[];
};

/** Due schedules turn into slots by this pure function; see `delivery/plan.ts`. */
export type PlanOne = (schedule: Schedule, asked: ReadonlySet<string>) => Plan;
export type Plan = {
	/** Null when the moment is too late to post. `key` is unique for schedule, local date and time. */
	readonly slot: {
		readonly key: string;
		readonly day: Day;
		readonly delivery: DeliveryKind;
		readonly daily: Daily | null;
	} | null;
	readonly nextRunAt: number;
};

/** Each method is one whole transaction. No handle of one leaves the store. */
export type Store = {
	readonly learners: {
		/** Finds or makes the learner, the space and the membership; writes only when something is new. */
		meet(visit: Visit, now: number): Promise<{ learner: Learner; space: Space }>;
		/** Takes over a zone now or at an instant, with its fact. */
		setZone(stamp: Stamp, change: { to: string; from: string; effectiveAt: number }): Promise<void>;
	};
	readonly rounds: {
		read(id: string): Promise<Round | null>;
		/** The unfinished quiz of a learner in a space, newest first. */
		open(learner: string, space: string): Promise<Round | null>;
		/** Starts a round and ends the open ones. The same request again returns the first round. */
		start(round: Round): Promise<Round>;
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
	readonly progress: {
		/** Every question a learner has tried. */
		questions(learner: string): Promise<readonly QuestionState[]>;
		streak(learner: string): Promise<Streak>;
		/** Every day with answers, oldest first. */
		days(learner: string): Promise<readonly DayTally[]>;
	};
	readonly scores: {
		/** @param period a key of {@link periodsOf} */
		board(
			scope: string,
			period: string,
			learner: string,
			size: { top: number; neighbours: number },
		): Promise<Board>;
	};
	readonly schedules: {
		/** Sets a space's zone and its one daily schedule, replacing what stood before. */
		setDaily(request: string, schedule: Schedule): Promise<void>;
		ofSpace(space: string): Promise<readonly Schedule[]>;
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
	};
	readonly outbox: {
		/**
		 * Takes the next due delivery and marks it as being tried, for as long as the lease; null when
		 * none is due. The try is on disk before anything is sent.
		 */
		claim(now: number, leaseMs: number): Promise<Delivery | null>;
		settle(delivery: string, delivered: Delivered, now: number): Promise<void>;
	};
	/** Throws when the database cannot be written. */
	check(): Promise<void>;
	close(): Promise<void>;
};
