import { fsrs, generatorParameters } from "ts-fsrs";
import { addDays, type Day, daysBetween } from "../days.ts";
import { RETENTION } from "../rules.ts";

/** How well an answer came: Again, Hard, Good, Easy, as FSRS counts them. */
export type Grade = 1 | 2 | 3 | 4;

/** The state of one memory right after a grade. */
type Trace = {
	/** Days until recall falls to 90 %. */
	readonly stability: number;
	/** 1 to 10: how much each review gains. */
	readonly difficulty: number;
	readonly lastDay: Day;
};

/** A card: what one learner remembers of one question. Counts in local days, not hours. */
export type Memory = Trace & {
	/** The day on which it is to be asked again. */
	readonly due: Day;
	/** What stood before the last grade, so that it can be given another one; null for the first. */
	readonly before: Trace | null;
};

/** Default parameters of FSRS-6: with no training they beat SM-2 by far (srs-benchmark). */
const scheduler = fsrs(
	generatorParameters({
		enable_short_term: false,
		enable_fuzz: false,
		request_retention: RETENTION,
	}),
);

/** The memory after one more grade. A day before the last one counts as the last one. */
export function graded(before: Memory | null, grade: Grade, day: Day): Memory {
	const trace = before && {
		stability: before.stability,
		difficulty: before.difficulty,
		lastDay: before.lastDay,
	};
	return after(trace, grade, day);
}

/** The memory as if its last grade had been another one: a guess, or "that was hard". */
export function regraded(memory: Memory, grade: Grade): Memory {
	return after(memory.before, grade, memory.lastDay);
}

function after(before: Trace | null, grade: Grade, day: Day): Memory {
	const days = before === null ? 0 : elapsed(before, day);
	const lastDay = before === null ? day : addDays(before.lastDay, days);
	const { stability, difficulty } = scheduler.next_state(before, days, grade);
	const due = addDays(lastDay, scheduler.next_interval(stability, days));
	return { stability, difficulty, lastDay, due, before };
}

/** How likely it is to be recalled on a day, 0 to 1. */
export function retrievability(memory: Memory, day: Day): number {
	return scheduler.forgetting_curve(elapsed(memory, day), memory.stability);
}

/** Whether it is to be asked again by now. */
export function isDue(memory: Memory, day: Day): boolean {
	return memory.due <= day;
}

/** Never below 0: FSRS knows no time that goes backwards, clocks and zones do. */
const elapsed = (memory: Trace, day: Day): number => Math.max(0, daysBetween(memory.lastDay, day));
