import { schedules as says } from "../../text/en.ts";
import { chosen } from "../chance.ts";
import { addDays, DAY_MS, type Day } from "../days.ts";
import type { Challenge, Library, Tip, Topic } from "../library.ts";
import type { Ids, Posted, Slot } from "../ports.ts";
import { isOneOf, type OneOf, pin } from "../quiz/round.ts";
import type { Daily, Schedule } from "./delivery.ts";

/** What one moment of a schedule posts. */
export type Content = Pick<Slot, "delivery" | "daily" | "uses">;

/** Null content: there is nothing to post now. `ends`: nor will there be. */
type Chosen = { readonly content: Content | null; readonly ends: string | null };

/** A moment, and its local date. */
type Run = { readonly at: number; readonly day: Day };

export type Choose = {
	next(schedule: Schedule, posted: Posted, run: Run): Chosen;
	/** What is said when the last date has passed. */
	readonly over: string;
};

/** A question may come again after so long, when all others have been asked. */
const QUESTION_RESTS_MS = 90 * DAY_MS;

/** What suits everybody: no optional language or framework topics. Gathered when it is first needed. */
type Pool = {
	/** Of each stage, the earliest first. */
	readonly questions: readonly (readonly OneOf[])[];
	readonly tips: readonly (readonly Tip[])[];
	readonly topics: readonly Topic[];
	readonly challenges: readonly Challenge[];
};

const pools = (library: Library): Pool => {
	const suits = (topic: string) => library.topic(topic)?.optional === false;
	const byStage = <T extends { readonly topic: string }>(items: readonly T[]): T[][] => {
		const suiting = items.filter(({ topic }) => suits(topic));
		const stages = Map.groupBy(suiting, ({ topic }) => library.topic(topic)?.stage ?? 0);
		return [...stages].toSorted(([a], [b]) => a - b).map(([, ofStage]) => ofStage);
	};
	return {
		questions: byStage(library.questions().filter(isOneOf)),
		tips: byStage(library.tips),
		topics: library.topics.filter(({ optional, primer }) => !optional && primer.length > 0),
		challenges: library.challenges,
	};
};

/** Chooses what schedules post, by kind; the same for every process. */
export function chooser(libraryOf: (space: string) => Library, ids: Ids): Choose {
	const gathered = new Map<Library, Pool>();
	return {
		over: says.ends.dates,
		next(schedule, posted, run) {
			const library = libraryOf(schedule.space);
			const pool = gathered.get(library) ?? pools(library);
			gathered.set(library, pool);
			return chooseOne({ pool, ids, schedule, posted, run });
		},
	};
}

type Choosing = {
	readonly pool: Pool;
	readonly ids: Ids;
	readonly schedule: Schedule;
	readonly posted: Posted;
	readonly run: Run;
};

function chooseOne(choosing: Choosing): Chosen {
	const { schedule, run } = choosing;
	switch (schedule.kind) {
		case "daily":
			return { content: dailyContent(choosing), ends: null };
		case "tip":
			return { content: tipContent(choosing), ends: null };
		case "lesson":
			return lessonContent(choosing);
		case "challenge":
			return challengeContent(choosing);
		case "recap":
			// A recap on a Monday is about the week before, any other about the week it is in.
			return plainContent({ kind: "recap", day: addDays(run.day, -1) });
		case "nudge":
			return plainContent({ kind: "invite" });
	}
}

function plainContent(delivery: Content["delivery"]): Chosen {
	return { content: { delivery, daily: null, uses: [] }, ends: null };
}

/** Question and tip in one post. */
function dailyContent(choosing: Choosing): Content | null {
	const question = nextQuestion(choosing);
	if (question === undefined) return null;
	const daily = dailyOf(choosing, question);
	const tip = nextTip(choosing);
	const asked = { kind: "question", item: question.id } as const;
	return {
		delivery: { kind: "daily", daily: daily.id, ...(tip ? { tip: tip.id } : {}) },
		daily,
		uses: tip ? [asked, { kind: "tip", item: tip.id }] : [asked],
	};
}

function dailyOf({ ids, schedule, run }: Choosing, question: OneOf): Daily {
	const id = ids.make();
	const { revision, options } = pin(question, `daily/${id}`);
	return {
		id,
		schedule: schedule.id,
		space: schedule.space,
		place: schedule.place,
		day: run.day,
		question: question.id,
		revision,
		options,
		opensAt: run.at,
	};
}

/** All questions come before one comes again, the early stages first; then the one of longest ago. */
function nextQuestion({ pool, schedule, posted, run }: Choosing): OneOf | undefined {
	const seed = `daily/${scopeOf(schedule)}/${run.day}`;
	for (const ofStage of pool.questions) {
		const fresh = notYet(ofStage, posted.question);
		if (fresh.length > 0) return chosen(fresh, seed);
	}
	const oldest = longestAgo(pool.questions.flat(), posted.question);
	const since = run.at - (posted.question.get(oldest?.id ?? "") ?? run.at);
	return since >= QUESTION_RESTS_MS ? oldest : undefined;
}

function tipContent(choosing: Choosing): Content | null {
	const tip = nextTip(choosing);
	if (tip === undefined) return null;
	return {
		delivery: { kind: "tip", tip: tip.id },
		daily: null,
		uses: [{ kind: "tip", item: tip.id }],
	};
}

/** None comes again before all have been shown, the early stages first. */
function nextTip({ pool, schedule, posted, run }: Choosing): Tip | undefined {
	const seed = `tip/${scopeOf(schedule)}/${run.day}`;
	for (const ofStage of pool.tips) {
		const fresh = notYet(ofStage, posted.tip);
		if (fresh.length > 0) return chosen(fresh, seed);
	}
	return longestAgo(pool.tips.flat(), posted.tip);
}

function notYet<T extends { readonly id: string }>(
	all: readonly T[],
	posted: ReadonlyMap<string, number>,
): readonly T[] {
	return posted.size === 0 ? all : all.filter(({ id }) => !posted.has(id));
}

function longestAgo<T extends { readonly id: string }>(
	all: readonly T[],
	posted: ReadonlyMap<string, number>,
): T | undefined {
	const at = ({ id }: T) => posted.get(id) ?? 0;
	return all.reduce<T | undefined>((oldest, one) => {
		return oldest === undefined || at(one) < at(oldest) ? one : oldest;
	}, undefined);
}

/** The next topic in the order to learn in. */
function lessonContent({ pool, posted }: Choosing): Chosen {
	const topic = pool.topics.find(({ id }) => !posted.topic.has(id));
	if (topic === undefined) return { content: null, ends: says.ends.lessons };
	const delivery = { kind: "lesson", topic: topic.id } as const;
	const uses = [{ kind: "topic", item: topic.id }] as const;
	return { content: { delivery, daily: null, uses }, ends: null };
}

function challengeContent({ pool, posted }: Choosing): Chosen {
	const next = pool.challenges.find(({ id }) => !posted.challenge.has(id));
	if (next === undefined) return { content: null, ends: says.ends.challenges };
	const delivery = { kind: "challenge", challenge: next.id } as const;
	const uses = [{ kind: "challenge", item: next.id }] as const;
	return { content: { delivery, daily: null, uses }, ends: null };
}

/** Those a schedule is for: a cohort, or the whole space. What they were shown is remembered. */
export function scopeOf({ cohort, space }: Pick<Schedule, "cohort" | "space">): string {
	return cohort ?? space;
}

const NOTHING: Posted = {
	question: new Map(),
	tip: new Map(),
	topic: new Map(),
	challenge: new Map(),
};

/**
 * For how many days there is something new to post; null where it never runs out (tips begin again,
 * recaps and nudges need nothing).
 */
export function daysOfSupply(
	library: Library,
	{ kind, weekdays }: Pick<Schedule, "kind" | "weekdays">,
	posted: Posted | undefined,
	now: number,
): number | null {
	const pool = pools(library);
	const left = leftIn(pool, kind, posted ?? NOTHING, now);
	return left === null ? null : Math.floor((left * 7) / Math.max(weekdays.length, 1));
}

function leftIn(pool: Pool, kind: Schedule["kind"], posted: Posted, now: number): number | null {
	switch (kind) {
		case "daily":
			return pool.questions.flat().filter(({ id }) => isFree(posted.question.get(id), now)).length;
		case "lesson":
			return pool.topics.filter(({ id }) => !posted.topic.has(id)).length;
		case "challenge":
			return pool.challenges.filter(({ id }) => !posted.challenge.has(id)).length;
		default:
			return null;
	}
}

const isFree = (at: number | undefined, now: number): boolean =>
	at === undefined || now - at >= QUESTION_RESTS_MS;
