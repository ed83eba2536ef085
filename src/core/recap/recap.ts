import { addDays, type Day, periodsOf, weekday } from "../days.ts";
import type { BoardRow, Store, Week } from "../ports.ts";
import { RECAP_TOP } from "../rules.ts";

/** What a space did in the week a day belongs to. */
export type Recap = {
	readonly from: Day;
	readonly until: Day;
	readonly week: Week;
	/** Those with most points; whoever hides is not among them. */
	readonly top: readonly BoardRow[];
};

/** Stands for nobody: the recap is the same for all who read it. */
const NOBODY = "";

/** Looks up the week, Monday to Sunday, that a day belongs to. */
export async function readRecap(
	store: Pick<Store, "recaps" | "scores">,
	space: string,
	day: Day,
): Promise<Recap> {
	const from = addDays(day, 1 - weekday(day));
	const until = addDays(from, 6);
	const [week, { top }] = await Promise.all([
		store.recaps.of(space, from, until),
		store.scores.board(space, periodsOf(day).week, NOBODY, { top: RECAP_TOP, neighbours: 0 }),
	]);
	return { from, until, week, top };
}
