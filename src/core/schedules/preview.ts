import { schedules as says } from "../../text/en.ts";
import { type ClockChange, cityOf, clockChangeIn, dayLabel, dayOf, timeOf } from "../days.ts";
import type { Schedule } from "../delivery/delivery.ts";
import { comingRuns } from "../delivery/plan.ts";

/** How many moments a preview names. */
const SHOWN = 5;

export type Preview = {
	readonly moments: readonly { readonly at: number; readonly label: string }[];
	/** What a change of the clocks does to them; null when there is none among them. */
	readonly clocks: string | null;
};

type Shown = Pick<Schedule, "time" | "weekdays" | "zone" | "from" | "until">;

/** The next moments of a schedule, in its own zone, and what happens when its clocks change. */
export function previewOf(schedule: Shown, now: number): Preview {
	const runs = comingRuns(schedule, now, SHOWN);
	const { zone } = schedule;
	const moments = runs.map((at) => ({ at, label: momentLabel(at, zone) }));
	const last = runs.at(-1);
	const change = last === undefined ? null : clockChangeIn(zone, now, last);
	return { moments, clocks: change && clocksSaid(schedule, change, runs) };
}

/** `Mon 23 Nov, 09:00`. */
function momentLabel(at: number, zone: string): string {
	return `${dayLabel(dayOf(at, zone))}, ${timeOf(at, zone)}`;
}

function clocksSaid(
	{ time, zone }: Shown,
	{ day, minutes }: ClockChange,
	runs: readonly number[],
): string {
	const date = dayLabel(day);
	const sameDay = runs.find((at) => dayOf(at, zone) === day);
	if (sameDay !== undefined && timeOf(sameDay, zone) !== time)
		return says.clocks.gap(date, time, timeOf(sameDay, zone));
	if (sameDay !== undefined && comesTwice(sameDay, zone, minutes))
		return says.clocks.twice(date, time);
	return says.clocks.change(date, cityOf(zone), time, minutes > 0);
}

/** Whether the clock shows that time again once it was put back. */
function comesTwice(at: number, zone: string, minutes: number): boolean {
	return minutes < 0 && timeOf(at - minutes * 60_000, zone) === timeOf(at, zone);
}
