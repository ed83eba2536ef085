import { SEASON } from "../rules.ts";

/** A named period of a space's boards, and who won it once it is over. */
export type Season = {
	readonly id: string;
	readonly space: string;
	readonly name: string;
	/** Epoch milliseconds; the end does not belong to it. */
	readonly startsAt: number;
	readonly endsAt: number;
	/** Kept when it ended; empty before. */
	readonly winners: readonly Winner[];
};

/** One of the first three, ties included. */
export type Winner = { readonly rank: number; readonly name: string; readonly points: number };

/** Whether a season is yet to come. One that begins within the moment is taken as begun. */
export function isPlanned({ startsAt }: Pick<Season, "startsAt">, now: number): boolean {
	return startsAt > now + SEASON.leadMs;
}
