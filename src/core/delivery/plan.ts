import { shuffled } from "../chance.ts";
import { addDays, dayOf, endOfDay, instantOf, weekday } from "../days.ts";
import type { Library } from "../library.ts";
import type { Ids, Plan, PlanOne } from "../ports.ts";
import { isOneOf, type OneOf, pin } from "../quiz/round.ts";
import type { Daily, Schedule } from "./delivery.ts";

/** When a schedule runs: weekdays and a local time, in a zone. */
export type Rule = Pick<Schedule, "time" | "weekdays" | "zone">;

/**
 * The first run after an instant. Steps through local dates, so a clock change never doubles or
 * drops a day; a time inside a spring gap runs right after it.
 */
export function nextRun(rule: Rule, after: number): number {
	let day = dayOf(after, rule.zone);
	for (let step = 0; step <= 14; step += 1) {
		const at = instantOf(day, rule.time, rule.zone);
		if (at > after && rule.weekdays.includes(weekday(day))) return at;
		day = addDays(day, 1);
	}
	throw new Error(`no run within two weeks: ${JSON.stringify(rule)}`);
}

/** The newest run at or before `now`, from the one that fell due on. */
function newestRun(schedule: Schedule, now: number): number {
	let run = schedule.nextRunAt;
	for (let next = nextRun(schedule, run); next <= now; next = nextRun(schedule, run)) run = next;
	return run;
}

/**
 * Plans a due schedule. After a downtime only the newest missed moment is posted, and only while
 * its own local day lasts: nobody wants ten old questions at once.
 */
export function planner(library: Library, ids: Ids, now: number): PlanOne {
	return (schedule, asked) => {
		const run = newestRun(schedule, now);
		const nextRunAt = nextRun(schedule, run);
		const daily =
			now < endOfDay(run, schedule.zone) ? pickDaily(library, ids, schedule, asked, run) : null;
		return { slot: daily === null ? null : slotFor(schedule, daily), nextRunAt };
	};
}

function slotFor(schedule: Schedule, daily: Daily): NonNullable<Plan["slot"]> {
	return {
		key: `${schedule.id}/${daily.day}/${schedule.time}`,
		day: daily.day,
		delivery: { kind: "daily", daily: daily.id },
		daily,
	};
}

function pickDaily(
	library: Library,
	ids: Ids,
	schedule: Schedule,
	asked: ReadonlySet<string>,
	run: number,
): Daily | null {
	const day = dayOf(run, schedule.zone);
	const question = pickDailyQuestion(library, asked, `daily/${schedule.space}/${day}`);
	if (question === undefined) return null;
	const id = ids.make();
	const { revision, options } = pin(question, `daily/${id}`);
	return {
		id,
		schedule: schedule.id,
		space: schedule.space,
		place: schedule.place,
		day,
		question: question.id,
		revision,
		options,
		opensAt: run,
	};
}

/**
 * Goes through all questions that suit everyone before one comes again: no optional language or
 * framework topics, the early stages first.
 */
function pickDailyQuestion(
	library: Library,
	asked: ReadonlySet<string>,
	seed: string,
): OneOf | undefined {
	const suiting = library
		.questions()
		.filter(isOneOf)
		.filter((question) => library.topic(question.topic)?.optional === false);
	const fresh = suiting.filter((question) => !asked.has(question.id));
	const from = fresh.length > 0 ? fresh : suiting;
	const stage = (question: OneOf) => library.topic(question.topic)?.stage ?? 0;
	const earliest = Math.min(...from.map(stage));
	return shuffled(
		from.filter((question) => stage(question) === earliest),
		seed,
	)[0];
}
