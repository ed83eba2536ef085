import { addDays, type Day, dayOf, instantOf, timeOf, weekday } from "../days.ts";
import { NUDGE } from "../rules.ts";
import { excuseFor, NO_EXCUSES, type RestRule } from "../streak/excuse.ts";
import type { Streak } from "../streak/streak.ts";

/** What somebody agreed to get by direct message: a nudge a day, or three missed questions a week. */
export type ReminderKind = "nudge" | "sunday";

export type Reminder = {
	readonly kind: ReminderKind;
	/** `paused`: it led to nothing for a while, or could not be delivered. */
	readonly state: "on" | "paused" | "off";
	/** Local wall-clock time, `18:05`. */
	readonly time: string;
	/** Epoch milliseconds; null while it is not on. */
	readonly nextAt: number | null;
	/** Nudges in a row after which nobody came. */
	readonly unanswered: number;
};

/** A reminder that is due, with what the rules go by. */
export type DueReminder = {
	readonly reminder: Reminder & { readonly nextAt: number };
	readonly zone: string;
	readonly rests: readonly RestRule[];
	readonly streak: Streak;
};

/** What becomes of a due reminder. */
export type Reminding = {
	readonly send: boolean;
	/** That it is the last one for now. */
	readonly last: boolean;
	readonly state: Reminder["state"];
	readonly unanswered: number;
	readonly nextAt: number | null;
};

/**
 * Whether to send a due reminder, and when the next one is due. A nudge is not sent to whoever has
 * learned today, on a day off, or so late that the moment is gone; after three that led to nothing
 * it pauses, and the third says so.
 */
export function remind(due: DueReminder, now: number): Reminding {
	const { reminder, zone } = due;
	const nextAt = nextReminder(reminder, zone, now);
	const wait = { send: false, last: false, state: "on", unanswered: reminder.unanswered } as const;
	if (now - reminder.nextAt > NUDGE.graceMs) return { ...wait, nextAt };
	if (reminder.kind === "sunday") return { ...wait, send: true, nextAt };
	const day = dayOf(now, zone);
	if (!wantsNudge(due, day)) return { ...wait, nextAt };
	const unanswered = (cameBack(due.streak, day) ? 0 : reminder.unanswered) + 1;
	const last = unanswered >= NUDGE.unanswered;
	return {
		send: true,
		last,
		state: last ? "paused" : "on",
		unanswered,
		nextAt: last ? null : nextAt,
	};
}

function wantsNudge({ streak, rests, zone }: DueReminder, day: Day): boolean {
	if (streak.lastDay === day) return false;
	return excuseFor(day, { ...NO_EXCUSES, rests }, zone) !== "rest";
}

/** Whoever learned yesterday has answered yesterday's nudge, wherever they came from. */
const cameBack = ({ lastDay }: Streak, day: Day): boolean =>
	lastDay !== null && lastDay >= addDays(day, -1);

const SUNDAY = 7;

/** The first moment after an instant at which a reminder is due. */
export function nextReminder(
	{ kind, time }: Pick<Reminder, "kind" | "time">,
	zone: string,
	after: number,
): number {
	let day = dayOf(after, zone);
	for (;;) {
		const at = instantOf(day, time, zone);
		if (at > after && (kind === "nudge" || weekday(day) === SUNDAY)) return at;
		day = addDays(day, 1);
	}
}

/** "Around this time": the local time now, to five minutes. */
export function aroundNow(now: number, zone: string): string {
	const [hour = "00", minute = "00"] = timeOf(now, zone).split(":");
	return `${hour}:${String(Math.floor(Number(minute) / 5) * 5).padStart(2, "0")}`;
}
