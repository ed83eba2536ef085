import type { Day } from "./days.ts";

/**
 * What pictures show, as data: words, days and marks, no colours and no sizes. A view says what is to
 * be seen; `pictures/` decides how it looks.
 */
export type Picture = CalendarPicture | RoadmapPicture | SharesPicture;

type Titled = {
	readonly title: string;
	/** One line below the title. */
	readonly under: string;
};

/** What became of a local day. `before` lies before the first day with an answer. */
export type DayMark =
	| "learned"
	| "freeze"
	| "rest"
	| "credited"
	| "missed"
	| "open"
	| "ahead"
	| "before";

/** Whole weeks, oldest first. */
export type CalendarPicture = Titled & {
	readonly kind: "calendar";
	/** A Monday. */
	readonly from: Day;
	readonly today: Day;
	/** One for each day from `from` on. */
	readonly marks: readonly DayMark[];
};

/** How far a topic is. `assumed`: taken as known from where the learner began, and not yet tried. */
export type TopicMark = "green" | "due" | "begun" | "untouched" | "assumed";

export type RoadmapPicture = Titled & {
	readonly kind: "roadmap";
	readonly stages: readonly {
		readonly name: string;
		/** How far it is, in a word or two. */
		readonly progress: string;
		/** Whether the next step lies here. */
		readonly here: boolean;
		readonly topics: readonly { readonly mark: TopicMark; readonly optional: boolean }[];
	}[];
};

/** How the answers to one question fell. */
export type SharesPicture = Titled & {
	readonly kind: "shares";
	readonly options: readonly {
		readonly letter: string;
		readonly text: string;
		/** A whole number; all together are 100, or 0 while nobody has answered. */
		readonly percent: number;
		readonly right: boolean;
	}[];
};
