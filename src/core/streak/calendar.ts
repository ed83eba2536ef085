import { calendar as says } from "../../text/en.ts";
import { addDays, type Day, daysBetween, weekday } from "../days.ts";
import { type Part, picture } from "../message.ts";
import type { DayMark } from "../picture.ts";
import type { Learner } from "../ports.ts";
import { type DayTally, isRest, type RestRule, type Standing, storyOf } from "./streak.ts";

/** As many weeks as a phone shows with cells one can still tell apart. */
const WEEKS = 12;

type Marked = { readonly day: Day; readonly mark: DayMark };

/** The last weeks of a streak as a picture; nothing before the first day with an answer. */
export function calendarParts(
	standing: Standing,
	days: readonly DayTally[],
	learner: Learner,
): readonly Part[] {
	if (days.length === 0) return [];
	const { day: today, name, rests } = learner;
	const marked = daysMarked(standing, days, today, rests);
	const shown = {
		kind: "calendar",
		title: says.title(WEEKS),
		under: says.under(standing.days, standing.best, standing.learned, name),
		from: marked[0]?.day ?? today,
		today,
		marks: marked.map(({ mark }) => mark),
	} as const;
	return [picture(shown, altOf(marked, standing))];
}

/** Each day of the last weeks up to this Sunday, by the same fold that gives the number. */
function daysMarked(
	standing: Standing,
	days: readonly DayTally[],
	today: Day,
	rests: readonly RestRule[],
): readonly Marked[] {
	const known = new Map<Day, DayMark>(standing.covered.map((day) => [day, "freeze"]));
	for (const line of storyOf(days, rests)) {
		if (line.what === "answered") known.set(line.tally.day, "learned");
		if (line.what === "covered") known.set(line.day, "freeze");
	}
	const first = days[0]?.day ?? today;
	const from = addDays(today, 1 - weekday(today) - 7 * (WEEKS - 1));
	return Array.from({ length: 7 * WEEKS }, (_, at) => addDays(from, at)).map((day) => ({
		day,
		mark: known.get(day) ?? markOf(day, { first, today, rests }),
	}));
}

/** What a day is that has neither an answer nor a freeze. */
function markOf(
	day: Day,
	{ first, today, rests }: { first: Day; today: Day; rests: readonly RestRule[] },
): DayMark {
	if (daysBetween(today, day) > 0) return "ahead";
	if (day === today) return "open";
	if (daysBetween(first, day) < 0) return "before";
	return isRest(day, rests) ? "rest" : "missed";
}

/** Days named in the alt text; more would be a list nobody listens to. */
const NAMED = 5;

function altOf(marked: readonly Marked[], standing: Standing): string {
	const of = (mark: DayMark) => marked.filter((one) => one.mark === mark).map(({ day }) => day);
	const named = (mark: DayMark) => of(mark).toReversed().slice(0, NAMED).map(shortDay);
	return [
		says.alt(WEEKS, of("learned").length),
		says.altNumber(standing.days, standing.best),
		...(of("freeze").length > 0 ? [says.altFreezes(of("freeze").length, named("freeze"))] : []),
		...(of("rest").length > 0 ? [says.altRests(of("rest").length)] : []),
		...(of("credited").length > 0 ? [says.altCredited(of("credited").length)] : []),
		...(of("missed").length > 0 ? [says.altMissed(of("missed").length, named("missed"))] : []),
		standing.counted ? says.altCounted : says.altOpen,
	].join(" ");
}

function shortDay(day: Day): string {
	return Temporal.PlainDate.from(day).toLocaleString("en", {
		weekday: "short",
		day: "numeric",
		month: "short",
	});
}
