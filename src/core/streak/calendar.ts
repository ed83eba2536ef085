import { calendar as says } from "../../text/en.ts";
import { addDays, type Day, weekday } from "../days.ts";
import { type Part, picture } from "../message.ts";
import type { DayMark } from "../picture.ts";
import type { Learner } from "../ports.ts";
import type { Excuse } from "./excuse.ts";
import type { Line, Standing } from "./streak.ts";

/** As many weeks as a phone shows with cells one can still tell apart. */
const WEEKS = 12;

type Marked = { readonly day: Day; readonly mark: DayMark };

/**
 * The last weeks of a streak as a picture; nothing before the first day with an answer.
 *
 * @param story of the streak up to now
 */
export function calendarParts(
	standing: Standing,
	story: readonly Line[],
	{ day: today, name }: Learner,
): readonly Part[] {
	if (story.length === 0) return [];
	const marked = daysMarked(story, today);
	const shown = {
		kind: "calendar",
		title: says.title(WEEKS),
		under: says.under(standing.days, standing.best, standing.learned, name),
		from: marked[0]?.day ?? today,
		today,
		marks: marked.map(({ mark }) => mark),
	} as const;
	return [picture(shown, altOf(marked, standing, repairedIn(story)))];
}

/** Each day of the last weeks up to this Sunday, by the same fold that gives the number. */
function daysMarked(story: readonly Line[], today: Day): readonly Marked[] {
	const from = addDays(today, 1 - weekday(today) - 7 * (WEEKS - 1));
	// A story may be years long, the picture is not.
	const known = new Map(story.filter((line) => dateOf(line) >= from).flatMap(markOf));
	const [begins] = story;
	const first = begins === undefined ? today : dateOf(begins);
	return Array.from({ length: 7 * WEEKS }, (_, at) => addDays(from, at)).map((day) => ({
		day,
		mark: known.get(day) ?? untold(day, first, today),
	}));
}

const dateOf = (line: Line): Day => (line.what === "answered" ? line.tally.day : line.day);

const EXCUSED: Record<Excuse, DayMark> = {
	rest: "rest",
	outage: "credited",
	skipped: "rest",
	repaired: "credited",
};

function markOf(line: Line): readonly (readonly [Day, DayMark])[] {
	switch (line.what) {
		case "answered":
			return [[line.tally.day, "learned"]];
		case "covered":
			return [[line.day, "freeze"]];
		case "excused":
			return [[line.day, EXCUSED[line.why]]];
		case "ended":
			return [];
	}
}

/** What a day is of which the story does not tell. */
function untold(day: Day, first: Day, today: Day): DayMark {
	if (day > today) return "ahead";
	if (day === today) return "open";
	return day < first ? "before" : "missed";
}

/** Days named in the alt text; more would be a list nobody listens to. */
const NAMED = 5;

function repairedIn(story: readonly Line[]): ReadonlySet<Day> {
	return new Set(
		story.flatMap((line) => (line.what === "excused" && line.why === "repaired" ? [line.day] : [])),
	);
}

function altOf(marked: readonly Marked[], standing: Standing, repaired: ReadonlySet<Day>): string {
	const of = (mark: DayMark) => marked.filter((one) => one.mark === mark).map(({ day }) => day);
	const mended = of("credited").filter((day) => repaired.has(day)).length;
	const credited = of("credited").length - mended;
	const named = (mark: DayMark) => of(mark).toReversed().slice(0, NAMED).map(shortDay);
	return [
		says.alt(WEEKS, of("learned").length),
		says.altNumber(standing.days, standing.best),
		...(of("freeze").length > 0 ? [says.altFreezes(of("freeze").length, named("freeze"))] : []),
		...(of("rest").length > 0 ? [says.altRests(of("rest").length)] : []),
		...(credited > 0 ? [says.altCredited(credited)] : []),
		...(mended > 0 ? [says.altRepaired(mended)] : []),
		...(of("missed").length > 0 ? [says.altMissed(of("missed").length, named("missed"))] : []),
		standing.counted ? says.altCounted : says.altOpen,
	].join(" ");
}

let short: Intl.DateTimeFormat | undefined;

/** Kept: making one takes fifty times as long as using it. A date alone is midnight in UTC. */
function shortDay(day: Day): string {
	short ??= new Intl.DateTimeFormat("en", {
		weekday: "short",
		day: "numeric",
		month: "short",
		timeZone: "UTC",
	});
	return short.format(Date.parse(day));
}
