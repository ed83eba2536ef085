import type { Question } from "../library.ts";
import type { Flag, Statistics } from "./statistics.ts";

/** Which questions a list holds, and in which order. */

export const SORTS = ["answers", "hardest", "easiest", "slowest", "weakest", "roadmap"] as const;
type Sort = (typeof SORTS)[number];

export const FILTERS = ["hard", "easy", "dead", "key", "hidden"] as const;
/** `hidden`: what is not asked here. */
type Filter = Flag | "hidden";

export type Listing = {
	/** A topic's id; null for all. */
	readonly topic: string | null;
	readonly sort: Sort;
	readonly flag: Filter | null;
};

/** A question with what a space says of it. */
export type Listed = {
	readonly question: Question;
	readonly statistics: Statistics;
	readonly held: boolean;
};

/** Those that fit, in order; what nobody has answered stands in no list but that of the hidden. */
export function chosenRows(
	rows: readonly Listed[],
	{ sort, flag }: Pick<Listing, "sort" | "flag">,
): readonly Listed[] {
	const fits = ({ statistics, held }: Listed): boolean => {
		if (flag === "hidden") return held;
		if (flag !== null) return statistics.flags.includes(flag);
		return held || statistics.answers > 0;
	};
	const chosen = rows.filter(fits);
	const rank = RANKS[sort];
	return rank === null ? chosen : chosen.toSorted((a, b) => compare(rank(a), rank(b)));
}

/** Smaller comes first; what cannot be told yet comes last, in the order of the roadmap. */
const RANKS: Readonly<Record<Sort, ((row: Listed) => number | null) | null>> = {
	answers: ({ statistics }) => -statistics.people,
	hardest: ({ statistics }) => statistics.shown?.firstTry ?? null,
	easiest: ({ statistics: { shown } }) => (shown ? -shown.firstTry : null),
	slowest: ({ statistics: { shown } }) => (shown?.median == null ? null : -shown.median),
	weakest: ({ statistics }) => statistics.shown?.discrimination ?? null,
	roadmap: null,
};

function compare(a: number | null, b: number | null): number {
	if (a === null || b === null) return Number(a === null) - Number(b === null);
	return a - b;
}
