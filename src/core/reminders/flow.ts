import { reminders as says } from "../../text/en.ts";
import type { Context } from "../command.ts";
import { timeOf } from "../days.ts";
import { stampOf } from "../quiz/answer.ts";
import { NUDGE } from "../rules.ts";
import { aroundNow, nextReminder, type Reminder, type ReminderKind } from "./reminder.ts";

/** When people look back on a week. */
const SUNDAY_TIME = "18:00";

/**
 * Turns a reminder on or off. One that is turned on for the first time comes around the time it was
 * asked for.
 *
 * @param time local wall-clock time; left out, the one it had
 */
export async function setReminder(
	context: Context,
	kind: ReminderKind,
	state: "on" | "off",
	time?: string,
): Promise<Reminder> {
	const { tools, learner, now } = context;
	const before = (await tools.store.reminders.of(learner.id)).find((one) => one.kind === kind);
	const at = time ?? before?.time ?? usualTime(context, kind);
	const nextAt = state === "on" ? nextReminder({ kind, time: at }, learner.zone, now) : null;
	const reminder = { kind, state, time: at, nextAt };
	await tools.store.reminders.set(stampOf(context, "reminders"), reminder);
	return { ...reminder, unanswered: 0 };
}

function usualTime({ now, learner }: Context, kind: ReminderKind): string {
	return kind === "nudge" ? aroundNow(now, learner.zone) : SUNDAY_TIME;
}

/** The nudge again in a while, today. Returns what to say. */
export async function snooze(context: Context): Promise<string> {
	const { tools, learner, now } = context;
	const nudge = (await tools.store.reminders.of(learner.id)).find((one) => one.kind === "nudge");
	if (nudge === undefined || nudge.state === "off") return says.stopped;
	const nextAt = now + NUDGE.snoozeMs;
	const stamp = stampOf(context, "reminders");
	await tools.store.reminders.set(stamp, { kind: "nudge", state: "on", time: nudge.time, nextAt });
	return says.snoozed(timeOf(nextAt, learner.zone));
}
