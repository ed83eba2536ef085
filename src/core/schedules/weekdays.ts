import { expected, schedules as says } from "../../text/en.ts";
import { weekdayName } from "../days.ts";

/** ISO weekdays as people type them, and as they are said. */

export const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
export const WORKDAYS: readonly number[] = [1, 2, 3, 4, 5];
const WEEKEND: readonly number[] = [6, 7];

const NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const SHORT = { tues: 2, thur: 4, thurs: 4, weds: 3 } as const;

const GROUPS: Readonly<Record<string, readonly number[]>> = {
	daily: EVERY_DAY,
	everyday: EVERY_DAY,
	day: EVERY_DAY,
	days: EVERY_DAY,
	weekday: WORKDAYS,
	weekdays: WORKDAYS,
	workday: WORKDAYS,
	workdays: WORKDAYS,
	weekend: WEEKEND,
	weekends: WEEKEND,
};

/** Words that only join others. */
const JOINING = new Set(["and", "every", "each", "on", "&", "+"]);

export type ReadDays =
	| { readonly weekdays: readonly number[] }
	/** A sentence's end, as `expected` has them. */
	| { readonly fault: string };

/** Reads `weekdays`, `daily`, `weekends`, `mon wed fri`, `mon-fri`, `every Monday and Thursday`. */
export function readDays(typed: string): ReadDays {
	const words = typed
		.toLowerCase()
		.replaceAll(/\s*(?:[-–—]|\bto\b)\s*/g, "-")
		.split(/[\s,;]+/)
		.filter((word) => word !== "" && !JOINING.has(word));
	const read = words.map((word) => ({ word, days: daysOf(word) }));
	const unknown = read.find(({ days }) => days === null);
	if (unknown !== undefined) return { fault: expected.days(unknown.word) };
	const chosen = new Set(read.flatMap(({ days }) => days ?? []));
	if (chosen.size === 0) return { fault: expected.days("") };
	return { weekdays: EVERY_DAY.filter((day) => chosen.has(day)) };
}

function daysOf(word: string): readonly number[] | null {
	const group = Object.hasOwn(GROUPS, word) ? GROUPS[word] : undefined;
	if (group !== undefined) return group;
	const [first = "", last] = word.split("-", 2);
	const from = dayNamed(first);
	const to = last === undefined ? from : dayNamed(last);
	return from === null || to === null ? null : between(from, to);
}

/** By two letters or more of its name; `mondays` too. */
function dayNamed(word: string): number | null {
	if (Object.hasOwn(SHORT, word)) return SHORT[word as keyof typeof SHORT];
	const bare = word.length > 4 ? word.replace(/s$/, "") : word;
	if (![2, 3].includes(bare.length) && !NAMES.includes(bare)) return null;
	const at = NAMES.findIndex((name) => name.startsWith(bare));
	return at === -1 ? null : at + 1;
}

/** Friday to Monday goes over the weekend. */
function between(from: number, to: number): readonly number[] {
	const length = ((to - from + 7) % 7) + 1;
	return Array.from({ length }, (_, step) => ((from - 1 + step) % 7) + 1);
}

/** `every weekday`, `on weekends`, `every Monday, Wednesday and Friday`. */
export function daysSaid(weekdays: readonly number[]): string {
	const is = (group: readonly number[]) => weekdays.join() === group.join();
	if (is(EVERY_DAY)) return says.days.every;
	if (is(WORKDAYS)) return says.days.work;
	if (is(WEEKEND)) return says.days.weekend;
	return says.days.some(weekdays.map(weekdayName));
}

/** What {@link readDays} reads back to the same: it stands in a form. */
export function daysTyped(weekdays: readonly number[]): string {
	if (weekdays.length === EVERY_DAY.length) return "daily";
	if (weekdays.join() === WORKDAYS.join()) return "weekdays";
	return weekdays.map((day) => weekdayName(day).slice(0, 3).toLowerCase()).join(" ");
}
