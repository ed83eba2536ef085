import type { Day } from "../days.ts";
import type { Ref } from "../request.ts";

/** A rule in a time zone: when something is to be posted, and where. */
export type Schedule = {
	readonly id: string;
	readonly space: string;
	readonly place: string;
	readonly kind: ScheduleKind;
	/** Local wall-clock time, `09:00`. */
	readonly time: string;
	/** ISO weekdays, 1 is Monday. */
	readonly weekdays: readonly number[];
	readonly zone: string;
	readonly nextRunAt: number;
	readonly state: "active" | "paused";
	/** Why it is paused, for the list. */
	readonly trouble: string | null;
	/** First and last local date on which it runs; null where it is open. */
	readonly from: Day | null;
	readonly until: Day | null;
	/** What becomes of moments that were missed: the newest is posted late, none is, or all are. */
	readonly missed: "latest" | "skip" | "all";
	/** The cohort whose plan it follows; null for everyone in the place. */
	readonly cohort: string | null;
	/** The account that set it up, and is told of trouble. */
	readonly owner: string | null;
};

/**
 * What a schedule posts: the daily question, a tip, a lesson (primer and three questions), a
 * challenge to build, a recap of the week, or an invitation to learn.
 */
export type ScheduleKind = "daily" | "tip" | "lesson" | "challenge" | "recap" | "nudge";

/** The question everybody in a place gets, from one post to the next. */
export type Daily = {
	readonly id: string;
	readonly schedule: string;
	readonly space: string;
	readonly place: string;
	readonly day: Day;
	readonly question: string;
	readonly revision: number;
	/** Option ids in the order all see them. */
	readonly options: readonly string[];
	readonly opensAt: number;
};

/** What to post is kind and data; the message is built when it is sent. */
export type DeliveryKind =
	/** With a tip below the question, where there is one left. */
	| { readonly kind: "daily"; readonly daily: string; readonly tip?: string }
	| { readonly kind: "tip"; readonly tip: string }
	| { readonly kind: "lesson"; readonly topic: string }
	| { readonly kind: "challenge"; readonly challenge: string }
	/** The week that this day belongs to. */
	| { readonly kind: "recap"; readonly day: Day }
	| { readonly kind: "invite" }
	/** What a moderator lets newcomers find at the top of a channel. */
	| { readonly kind: "start" }
	/** To whoever set a schedule up, by direct message: it was paused, and why. */
	| { readonly kind: "notice"; readonly about: string; readonly why: string }
	/** To the same: nobody can tell whether a post of it arrived. */
	| { readonly kind: "unsure"; readonly about: string; readonly why: string }
	/** A milestone that somebody wants others to see. */
	| { readonly kind: "share"; readonly learner: string; readonly days: number }
	/** To one person, by direct message. */
	| { readonly kind: "nudge"; readonly learner: string; readonly last: boolean }
	| { readonly kind: "sunday"; readonly learner: string; readonly day: Day }
	/** Of a cohort: where it stands; a week's recap; to one of its leads, its draft and who stalled. */
	| { readonly kind: "cohort-tracker"; readonly cohort: string }
	| { readonly kind: "cohort-recap"; readonly cohort: string; readonly week: number }
	| (ToOne & { readonly kind: "cohort-draft"; readonly cohort: string; readonly week: number })
	| (ToOne & { readonly kind: "cohort-digest"; readonly cohort: string; readonly day: Day })
	/** Of a challenge: to a lead, something was handed in; to its builder, what came of it. */
	| (ToOne & { readonly kind: "entry-handed" | "entry-decided"; readonly entry: string });

/** Whom a direct message goes to. */
type ToOne = { readonly learner: string };

/** A message to be sent that no schedule asked for. */
export type NewDelivery = {
	/** Adding it twice sends it once. */
	readonly id: string;
	readonly space: string;
	readonly place: string;
	readonly what: DeliveryKind;
	/** The delivery whose message this one changes. */
	readonly edits?: string;
};

/** One message to be sent. */
export type Delivery = DeliveryKind & {
	readonly id: string;
	/** Null for what no schedule sends. */
	readonly schedule: string | null;
	readonly space: string;
	readonly place: string;
	/** How often it was tried, this time included. */
	readonly attempts: number;
	/** When an earlier try began whose outcome nobody knows; null otherwise. */
	readonly unsettledSince: number | null;
	/**
	 * The message it changes, as the adapter knows it (`ref` is null while that has not been sent);
	 * null when it is a message of its own.
	 */
	readonly edits: { readonly ref: Ref | null } | null;
};

/** A post that may have arrived or not. */
export type Unsure = {
	readonly id: string;
	/** When it was last tried. */
	readonly at: number;
	/** The daily question that it puts, if it puts one. */
	readonly daily: string | null;
};

/** What became of a try. Adapters return it; they do not throw. */
export type Delivered =
	| { readonly outcome: "sent"; readonly ref: string }
	/**
	 * To be tried again at an instant (epoch milliseconds). `unsettled`: this try may have arrived, so
	 * the next one must look before it posts.
	 */
	| {
			readonly outcome: "later";
			readonly until: number;
			readonly why: string;
			readonly unsettled?: true;
	  }
	/** The place is gone or closed to the bot: the schedule is paused and its owner told. */
	| { readonly outcome: "gone"; readonly why: string }
	/** It may or may not have arrived; posting again could double it. */
	| { readonly outcome: "unknown"; readonly why: string }
	/** It can never be sent as it is. */
	| { readonly outcome: "dead"; readonly why: string };
