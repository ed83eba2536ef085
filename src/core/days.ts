/**
 * Days and moments. A *day* is a calendar date in somebody's zone, written `2026-11-20`. Every day
 * in the program comes from {@link dayOf}, so that a streak, a freeze and a board never disagree.
 */

export type Day = string;

/** Milliseconds of a day without a clock change; only for lengths, never to step through dates. */
export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

/** The calendar date at an instant (epoch milliseconds) in a zone (IANA name). */
export function dayOf(at: number, zone: string): Day {
	const minute = Math.floor(at / MINUTE_MS);
	const known = asked.get(zone);
	if (known?.minute === minute && minute > MINUTES_SINCE) return known.day;
	const day = zoned(at, zone).toPlainDate().toString();
	asked.set(zone, { minute, day });
	return day;
}

/**
 * What was last found for each zone: nearly every question is about now, several times with every
 * wish. Within a minute no date changes: since Liberia gave up its 44 and a half minutes in 1972, all
 * zones are whole minutes from UTC, and change their clocks at one.
 */
const asked = new Map<string, { readonly minute: number; readonly day: Day }>();
const MINUTES_SINCE = Date.UTC(1973, 0, 1) / MINUTE_MS;

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
	// A date alone is read as midnight in UTC, where every day is as long as the next.
	return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** The date some days later (or earlier, when negative). */
export function addDays(day: Day, days: number): Day {
	// Most steps stay within the days that every month has, and a fold over years takes thousands.
	const date = Number(day.slice(MONTH_SIGNS)) + days;
	if (date >= 1 && date <= 28) return day.slice(0, MONTH_SIGNS) + String(date).padStart(2, "0");
	// As above: between two midnights in UTC lies a whole number of days.
	return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, DATE_SIGNS);
}

/** `2026-11-20`, and the part of it before the date in the month. */
const DATE_SIGNS = 10;
const MONTH_SIGNS = 8;

/** 1 is Monday, 7 is Sunday. */
export function weekday(day: Day): number {
	// The first day of 1970 was a Thursday; a long story asks for thousands.
	const since = Date.parse(day) / DAY_MS + 3;
	return (((since % 7) + 7) % 7) + 1;
}

/** `Monday` for 1. */
export function weekdayName(day: number): string {
	const date = Temporal.PlainDate.from(addDays(A_MONDAY, day - 1));
	return date.toLocaleString("en", { weekday: "long" });
}

/** Any Monday: weekdays are named by a date on which they fall. */
const A_MONDAY: Day = "2026-11-16";

/** The first instant of the day after the one at `at`: midnight, or later where midnight is skipped. */
export function endOfDay(at: number, zone: string): number {
	return zoned(at, zone).add({ days: 1 }).startOfDay().epochMilliseconds;
}

/** The wall-clock time at an instant in a zone, `09:00`. */
export function timeOf(at: number, zone: string): string {
	return zoned(at, zone).toPlainTime().toString({ smallestUnit: "minute" });
}

/** The instant of a local wall-clock time; inside a clock change's gap the later reading is taken. */
export function instantOf(day: Day, time: string, zone: string): number {
	return Temporal.PlainDate.from(day).toZonedDateTime({
		timeZone: zone,
		plainTime: Temporal.PlainTime.from(time),
	}).epochMilliseconds;
}

/** Whether a zone ever had that date: Samoa went from 29 to 31 December 2011. */
export function existsIn(day: Day, zone: string): boolean {
	// Only beside the date line has anybody lost a date since there are time zones.
	if (!zone.startsWith("Pacific/")) return true;
	return Temporal.PlainDate.from(day).toZonedDateTime(zone).toPlainDate().toString() === day;
}

/** A change of a zone's clocks: on which date, and by how many minutes they go forward (or back). */
export type ClockChange = { readonly day: Day; readonly minutes: number };

/** The first change of a zone's clocks after one instant and up to another; null when there is none. */
export function clockChangeIn(zone: string, after: number, until: number): ClockChange | null {
	const change = zoned(after, zone).getTimeZoneTransition("next");
	if (change === null || change.epochMilliseconds > until) return null;
	const before = change.subtract({ nanoseconds: 1 });
	const minutes = (change.offsetNanoseconds - before.offsetNanoseconds) / 60e9;
	return { day: change.toPlainDate().toString(), minutes };
}

/** Keys of the score rows that points of a day fall into: the ISO week, the month, and all time. */
export function periodsOf(day: Day): { week: string; month: string; all: string } {
	return { week: weekOf(day), month: day.slice(0, 7), all: "all" };
}

/** `2026-W47`, by the rules of ISO 8601: a week belongs to the year that its Thursday is in. */
function weekOf(day: Day): string {
	const thursday = addDays(day, 4 - weekday(day));
	const year = thursday.slice(0, 4);
	const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
	return `${year}-W${String(week).padStart(2, "0")}`;
}

/** Key of the score rows of a season. */
export const seasonPeriod = (season: string): string => `season:${season}`;

/** The zone's own spelling of a name (`europe/berlin` → `Europe/Berlin`), or null if there is none. */
export function zoneNamed(name: string): string | null {
	// Offsets such as +02:00 are zones too, but no place has a fixed one: clocks change.
	if (!/^\s*[a-z]/i.test(name)) return null;
	try {
		return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name.trim()).timeZoneId;
	} catch {
		return null;
	}
}

/** Names that the zone data still lists in their old spelling. */
const RENAMED: Readonly<Record<string, string>> = {
	"Africa/Asmera": "Africa/Asmara",
	"America/Buenos_Aires": "America/Argentina/Buenos_Aires",
	"America/Godthab": "America/Nuuk",
	"Asia/Calcutta": "Asia/Kolkata",
	"Asia/Katmandu": "Asia/Kathmandu",
	"Asia/Rangoon": "Asia/Yangon",
	"Asia/Saigon": "Asia/Ho_Chi_Minh",
	"Atlantic/Faeroe": "Atlantic/Faroe",
	"Europe/Kiev": "Europe/Kyiv",
	"Pacific/Enderbury": "Pacific/Kanton",
};

/** Every zone name this program's data knows, as people call them today. */
export function zoneNames(): readonly string[] {
	return [...Intl.supportedValuesOf("timeZone").map((name) => RENAMED[name] ?? name), "UTC"];
}

/** The date in a form (`2026-12-24`), or null when there is none such: no 30 February. */
export function dayTyped(typed: string): Day | null {
	const words = typed.trim();
	if (!/^\d{4}-\d{2}-\d{2}$/.test(words)) return null;
	try {
		return Temporal.PlainDate.from(words, { overflow: "reject" }).toString();
	} catch {
		return null;
	}
}

/** `2026-11-23` → `Mon 23 Nov`, for lists of moments. */
export function dayLabel(day: Day): string {
	const parts = { weekday: "short", day: "numeric", month: "short" } as const;
	return Temporal.PlainDate.from(day).toLocaleString("en-GB", parts).replace(",", "");
}

/** `Europe/Berlin` → `Berlin`, for sentences. */
export function cityOf(zone: string): string {
	return zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

function zoned(at: number, zone: string): Temporal.ZonedDateTime {
	return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
