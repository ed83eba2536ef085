import {
	addDays,
	type Day,
	dayOf,
	endOfDay,
	existsIn,
	instantOf,
	MINUTE_MS,
	weekday,
} from "../days.ts";
import type { Library } from "../library.ts";
import type { Ids, PlanOne, Posted, PostedKind, Slot } from "../ports.ts";
import { type Choose, type Content, chooser } from "./content.ts";
import type { Schedule } from "./delivery.ts";

/** When a schedule runs: weekdays and a local time in a zone, between two dates where they are set. */
export type Rule = Pick<Schedule, "time" | "weekdays" | "zone"> &
	Partial<Pick<Schedule, "from" | "until">>;

/** A later start than this is a missed moment; the heart beats four times a minute. */
const ON_TIME_MS = 5 * MINUTE_MS;
/** Of all that were missed so many are posted at most, this far apart. */
const MOST_MISSED = 31;
const MISSED_APART_MS = MINUTE_MS;

/**
 * The first run after an instant; null when there is none any more. Steps through local dates, so a
 * clock change never doubles or drops a day; a time inside a spring gap runs right after it, one in
 * a doubled hour the first time.
 */
export function nextRun(rule: Rule, after: number): number | null {
	const { time, weekdays, zone, from = null, until = null } = rule;
	const today = dayOf(after, zone);
	let day = from !== null && from > today ? from : today;
	for (let step = 0; step <= 14; step += 1) {
		if (until !== null && day > until) return null;
		const at = weekdays.includes(weekday(day)) ? runOn(day, time, zone) : null;
		if (at !== null && at > after) return at;
		day = addDays(day, 1);
	}
	return null;
}

/** Null on a date that never was: Samoa went from 29 to 31 December 2011. */
function runOn(day: Day, time: string, zone: string): number | null {
	return existsIn(day, zone) ? instantOf(day, time, zone) : null;
}

/** The next runs after an instant, as many as there are, at most so many. */
export function comingRuns(rule: Rule, after: number, most: number): number[] {
	const runs: number[] = [];
	for (let at = nextRun(rule, after); at !== null; at = nextRun(rule, at)) {
		runs.push(at);
		if (runs.length === most) break;
	}
	return runs;
}

/** One moment of a schedule, and its local date. */
type Run = { readonly at: number; readonly day: Day };

type Due = { readonly runs: readonly Run[]; readonly next: number | null };

/** Every run up to now that is still posted, and the one after them. */
function dueRuns(schedule: Schedule, now: number): Due {
	const runs = [schedule.nextRunAt];
	let next = nextRun(schedule, schedule.nextRunAt);
	for (; next !== null && next <= now; next = nextRun(schedule, next)) runs.push(next);
	const posted = worthPosting(schedule, runs, now);
	return { runs: posted.map((at) => ({ at, day: dayOf(at, schedule.zone) })), next };
}

/**
 * After a downtime that is usually the newest, and only while its own local day lasts: nobody wants
 * ten old questions at once.
 */
function worthPosting(schedule: Schedule, runs: readonly number[], now: number): readonly number[] {
	if (schedule.missed === "all") return runs.slice(-MOST_MISSED);
	const newest = runs.slice(-1);
	const inTime = (run: number) =>
		schedule.missed === "skip" ? now - run <= ON_TIME_MS : now < endOfDay(run, schedule.zone);
	return newest.filter(inTime);
}

/** Of thousands that are due at once most keep the same hours: each of those is looked up once. */
function dueRunsAt(now: number): (schedule: Schedule) => Due {
	const known = new Map<string, Due>();
	return (schedule) => {
		const { time, weekdays, zone, from, until, missed, nextRunAt } = schedule;
		const hours = [time, weekdays.join(""), zone, from, until, missed, nextRunAt].join("/");
		const due = known.get(hours) ?? dueRuns(schedule, now);
		known.set(hours, due);
		return due;
	};
}

/** Plans due schedules: what is posted at each moment, and when the next one is. */
export function planner(libraryOf: (space: string) => Library, ids: Ids, now: number): PlanOne {
	const choose = chooser(libraryOf, ids);
	const dueOf = dueRunsAt(now);
	return (schedule, posted) => {
		const { runs, next } = dueOf(schedule);
		const chosen = chooseAll(choose, schedule, posted, runs);
		const slots = chosen.flatMap(({ content, run }, index) =>
			content === null ? [] : [slotFor(schedule, content, run, now + index * MISSED_APART_MS)],
		);
		const ends = chosen.findLast((one) => one.ends !== null)?.ends ?? null;
		const nextRunAt = next ?? schedule.nextRunAt;
		return { slots, nextRunAt, ends: next === null ? choose.over : ends };
	};
}

type Moment = { readonly run: Run; readonly content: Content | null; readonly ends: string | null };

/** What is chosen for one moment is not chosen again for the next. */
function chooseAll(
	choose: Choose,
	schedule: Schedule,
	posted: Posted,
	runs: readonly Run[],
): readonly Moment[] {
	const own = runs.length > 1 ? copyOf(posted) : null;
	return runs.map((run) => {
		const { content, ends } = choose.next(schedule, own ?? posted, run);
		for (const { kind, item } of content?.uses ?? []) own?.[kind].set(item, run.at);
		return { run, content, ends };
	});
}

function copyOf(posted: Posted): Record<PostedKind, Map<string, number>> {
	return {
		question: new Map(posted.question),
		tip: new Map(posted.tip),
		topic: new Map(posted.topic),
		challenge: new Map(posted.challenge),
	};
}

function slotFor({ id, time }: Schedule, content: Content, { day }: Run, dueAt: number): Slot {
	return { ...content, key: `${id}/${day}/${time}`, day, dueAt };
}

/**
 * What a schedule posts when somebody wants it at once. Its own moments stay as they are.
 *
 * @param request so that the same wish posts once
 */
export function planNow(library: Library, ids: Ids, now: number, request: string): PlanOne {
	const choose = chooser(() => library, ids);
	return (schedule, posted) => {
		const day = dayOf(now, schedule.zone);
		const { content } = choose.next(schedule, posted, { at: now, day });
		const key = `${schedule.id}/now/${request}`;
		const slots = content === null ? [] : [{ ...content, key, day, dueAt: now }];
		return { slots, nextRunAt: schedule.nextRunAt, ends: null };
	};
}
