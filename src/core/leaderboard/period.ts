import { leaderboard as says } from "../../text/en.ts";
import type { Context } from "../command.ts";
import { periodsOf, seasonPeriod } from "../days.ts";
import { Problem } from "../problem.ts";
import { isPlanned, type Season } from "../seasons/season.ts";

export type Period = "week" | "month" | "all" | "season";

/** The periods a board may be asked for, as a parameter's choices. */
export const PERIODS = [
	{ name: says.heading.week, value: "week" },
	{ name: says.heading.month, value: "month" },
	{ name: says.heading.all, value: "all" },
	{ name: says.season, value: "season" },
] as const;

/** A period of one space, as it is now. */
export type Term = {
	readonly period: Period;
	/** Of the score rows. */
	readonly key: string;
	readonly title: string;
	/** The season that is on, or else the last one; null while there was none. */
	readonly season: Season | null;
	/** Nothing is added to it any more. */
	readonly isOver: boolean;
};

/** @throws {Problem} for a season where there was none */
export async function termOf({ tools, space, now }: Context, period: Period): Promise<Term> {
	const seasons = await tools.store.seasons.ofSpace(space.id, 2);
	const season = seasons.find((one) => !isPlanned(one, now)) ?? null;
	if (period !== "season") {
		const key = periodsOf(space.day)[period];
		return { period, key, title: says.heading[period], season, isOver: false };
	}
	if (season === null) throw new Problem(says.noSeason);
	const { id, name, endsAt } = season;
	return { period, key: seasonPeriod(id), title: name, season, isOver: endsAt <= now };
}
