import { say, schedules as says } from "../../text/en.ts";
import { date, type Parameter, time, zone } from "../command.ts";
import { type Day, dayOf } from "../days.ts";
import type { Schedule, ScheduleKind } from "../delivery/delivery.ts";
import { nextRun } from "../delivery/plan.ts";
import type { Draft, Typed } from "./draft.ts";
import { daysTyped, EVERY_DAY, readDays, WORKDAYS } from "./weekdays.ts";

/** When each kind comes if nobody says otherwise. */
const USUAL: Readonly<Record<ScheduleKind, Pick<Schedule, "time" | "weekdays">>> = {
	// Before the first coffee is cold.
	daily: { time: "09:00", weekdays: EVERY_DAY },
	tip: { time: "12:00", weekdays: WORKDAYS },
	lesson: { time: "10:00", weekdays: [2, 4] },
	challenge: { time: "10:00", weekdays: [1] },
	recap: { time: "16:00", weekdays: [5] },
	nudge: { time: "13:00", weekdays: WORKDAYS },
};

/** What was typed with a command, and the usual for the rest. */
export function typedWith(
	kind: ScheduleKind,
	zoneName: string,
	given: { readonly [Name in keyof Typed]?: string | undefined },
): Typed {
	const usual = USUAL[kind];
	return {
		time: given.time ?? usual.time,
		days: given.days ?? daysTyped(usual.weekdays),
		zone: given.zone ?? zoneName,
		from: given.from ?? "",
		until: given.until ?? "",
	};
}

/** A schedule as it would stand in the form. */
export function typedOf(schedule: Schedule): Typed {
	return {
		time: schedule.time,
		days: daysTyped(schedule.weekdays),
		zone: schedule.zone,
		from: schedule.from ?? "",
		until: schedule.until ?? "",
	};
}

/** The fields of a schedule that are typed. */
type Rule = Pick<Schedule, "time" | "weekdays" | "zone" | "from" | "until">;

export type Read =
	| { readonly rule: Rule & { readonly nextRunAt: number } }
	/** A sentence for each thing that does not fit. */
	| { readonly faults: readonly string[] };

/** Reads what was typed, and refuses what can never run. */
export function readTyped(typed: Typed, now: number): Read {
	const faults: string[] = [];
	const rule: Rule = {
		time: value("time", time({ about: "" }), typed.time, faults) ?? "",
		weekdays: weekdaysIn(typed.days, faults),
		zone: value("zone", zone({ about: "" }), typed.zone, faults) ?? "",
		from: value("from", date({ about: "" }), typed.from, faults) ?? null,
		until: value("until", date({ about: "" }), typed.until, faults) ?? null,
	};
	if (faults.length > 0) return { faults };
	const nextRunAt = nextRun(rule, now);
	if (nextRunAt !== null) return { rule: { ...rule, nextRunAt } };
	return { faults: [neverRuns(rule, dayOf(now, rule.zone))] };
}

function value(
	name: keyof Typed,
	parameter: Parameter<string | undefined>,
	typed: string,
	faults: string[],
): string | undefined {
	const optional = name === "from" || name === "until";
	if (optional && typed.trim() === "") return undefined;
	const read = parameter.schema.safeParse(typed);
	if (read.success) return read.data;
	faults.push(say.input.wrong(name, read.error.issues[0]?.message ?? ""));
	return undefined;
}

function weekdaysIn(typed: string, faults: string[]): readonly number[] {
	const read = readDays(typed);
	if ("weekdays" in read) return read.weekdays;
	faults.push(say.input.wrong("days", read.fault));
	return [];
}

function neverRuns({ from, until }: Rule, today: Day): string {
	if (from !== null && until !== null && until < from) return says.endBeforeStart;
	return until !== null && until < today ? says.endIsPast : says.neverRuns;
}

/** The schedule a draft would make. @param before the one it changes */
export function scheduleOf(
	draft: Draft,
	rule: Rule & { readonly nextRunAt: number },
	owner: string,
	before: Schedule | null,
): Schedule {
	const { kind, space } = draft;
	const kept = before ?? { missed: "latest", cohort: null, owner };
	return {
		...{ missed: kept.missed, cohort: kept.cohort, owner: kept.owner },
		...rule,
		// It may have been moved since the form was opened.
		...{ space, kind, place: before?.place ?? draft.place },
		// A new one takes the draft's id, so that saving it twice makes one.
		id: draft.changes ?? draft.id,
		// What somebody has paused stays so; what paused for a trouble is tried anew.
		state: before?.state === "paused" && before.trouble === null ? "paused" : "active",
		trouble: null,
	};
}
