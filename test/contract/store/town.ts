import { test } from "vitest";
import { DAY_MS, dayOf } from "../../../src/core/days.ts";
import type { Daily, Delivery, Schedule } from "../../../src/core/delivery/delivery.ts";
import type { AttemptFact, Stamp } from "../../../src/core/ledger.ts";
import type {
	AnswerKey,
	Board,
	Decision,
	Learner,
	PlanOne,
	QuestionState,
	Slot,
	Snapshot,
	Store,
	Visit,
} from "../../../src/core/ports.ts";
import type { Round, RoundItem } from "../../../src/core/quiz/round.ts";
import type { DayTally } from "../../../src/core/streak/streak.ts";
import { countDay } from "../../../src/core/streak/streak.ts";

/** Every story is given an empty store, and a town to play in. */
export function storyteller(open: () => Promise<Store>) {
	return test
		.extend("store", async ({ onTestFinished }) => {
			const store = await open();
			onTestFinished(() => store.close());
			return store;
		})
		.extend("town", ({ store }) => townOf(store));
}

export type Story = ReturnType<typeof storyteller>;

export const NOW = Date.parse("2026-11-20T09:00:00Z");
export const HOUR = 3_600_000;
export const NOON = NOW + 3 * HOUR;
export const LEASE = 60_000;
export const TOWN = "test:town";
export const SQUARE = "test:square";
export const SIZE = { top: 10, neighbours: 2 };

/** Somebody turning up in the square of the town. */
export function visit(name: string, other: Partial<Visit> = {}): Visit {
	const account = `test:${name.toLowerCase()}`;
	return { account, name, space: TOWN, personal: false, place: SQUARE, ...other };
}

export function stamp({ id }: Learner, request: string, other: Partial<Stamp> = {}): Stamp {
	return {
		request,
		learner: id,
		account: "test:somebody",
		space: TOWN,
		at: NOW,
		day: "2026-11-20",
		zone: "UTC",
		spaceDay: "2026-11-20",
		actor: "test:somebody",
		reason: "test",
		...other,
	};
}

export function key(
	who: Learner,
	request: string,
	round: string,
	position: number,
	{ stamp: other, starts }: How = {},
): AnswerKey {
	const at = { stamp: stamp(who, request, other), round, position };
	return starts ? { ...at, starts } : at;
}

export function item(question: string): RoundItem {
	const open = { picked: null, outcome: null, points: 0, guessed: false };
	return { question, revision: 1, options: ["b", "a", "c"], again: false, ...open };
}

export function quiz(
	{ id: learner }: Learner,
	id: string,
	other: Partial<Round> & { questions?: readonly string[] } = {},
): Round {
	const { questions = ["q1", "q2"], ...round } = other;
	return {
		id,
		request: `starts ${id}`,
		learner,
		space: TOWN,
		kind: "quiz",
		daily: null,
		items: questions.map(item),
		startedAt: NOW,
		endedAt: null,
		...round,
	};
}

export function dailyRound(who: Learner, daily: Daily, id: string, request: string): Round {
	const questions = [daily.question];
	return { ...quiz(who, id, { request, questions }), kind: "daily", daily: daily.id };
}

/** What is answered, and what comes of it. */
type How = {
	readonly option?: string;
	readonly points?: number;
	readonly stamp?: Partial<Stamp>;
	readonly starts?: Round;
	readonly decision?: Partial<Decision>;
};

/** Rules so small that a test can foretell them: "a" is right, and an item is answered once. */
export function answering(position: number, { option = "a", points = 10, decision = {} }: How) {
	return (snapshot: Snapshot): Decision | null => {
		const open = snapshot.round.items[position];
		if (!open || open.outcome !== null) return null;
		const outcome = option === "a" ? "right" : "wrong";
		const item: RoundItem = { ...open, picked: option, outcome, points };
		return {
			facts: [attempt(snapshot.round, item, option)],
			item,
			returns: null,
			endsRound: false,
			question: afterTry(snapshot, item),
			streak: countDay(snapshot.streak, snapshot.today),
			today: afterAnswer(snapshot.today, points),
			totals: snapshot.totals,
			points,
			mastered: [],
			tried: null,
			covered: 0,
			...decision,
		};
	};
}

function afterTry({ question, today }: Snapshot, item: RoundItem): QuestionState {
	const right = item.outcome === "right";
	return {
		question: item.question,
		topic: "topic",
		tries: (question?.tries ?? 0) + 1,
		lastDay: today.day,
		lastRight: right,
		rightSince: question?.rightSince ?? (right ? today.day : null),
		known: question?.rightSince != null && right,
		memory: null,
	};
}

function afterAnswer(today: DayTally, points: number): DayTally {
	const scored = today.scored + (points > 0 ? 1 : 0);
	return { ...today, answers: today.answers + 1, scored };
}

function attempt(round: Round, item: RoundItem, option: string): AttemptFact {
	const right = item.outcome === "right";
	return {
		kind: "attempt",
		question: item.question,
		topic: "topic",
		revision: item.revision,
		round: round.id,
		option,
		difficulty: "easy",
		firstTry: true,
		outcome: right ? "right" : "wrong",
		grade: right ? 3 : 1,
		points: item.points,
		rules: 1,
	};
}

/** The question was withdrawn: its item is closed, and nothing counts. */
export function voided({ round, streak, today, totals }: Snapshot): Decision {
	const none = { facts: [], returns: null, endsRound: false, question: null };
	const item: RoundItem = { ...open(round), outcome: "void" };
	return { ...none, item, streak, today, totals, points: 0, mastered: [], tried: null, covered: 0 };
}

function open(round: Round): RoundItem {
	const item = round.items.find((one) => one.outcome === null);
	if (!item) throw new Error("no item is open");
	return item;
}

export function schedule(other: Partial<Schedule> = {}): Schedule {
	return {
		id: "s1",
		space: TOWN,
		place: SQUARE,
		kind: "daily",
		time: "09:00",
		weekdays: [1, 2, 3, 4, 5, 6, 7],
		...{ from: null, until: null, missed: "latest", cohort: null, owner: "test:mo" },
		zone: "UTC",
		nextRunAt: NOW,
		state: "active",
		trouble: null,
		...other,
	};
}

/** Plans the moment that is due, and the next a day later. */
export function planning(id = "daily1", question = "q1"): PlanOne {
	return (due) => {
		const day = dayOf(due.nextRunAt, due.zone);
		const daily: Daily = {
			id,
			schedule: due.id,
			space: due.space,
			place: due.place,
			day,
			question,
			revision: 2,
			options: ["c", "a", "b"],
			opensAt: due.nextRunAt,
		};
		const slot: Slot = {
			key: `${due.id}/${day}`,
			day,
			delivery: { kind: "daily", daily: id },
			daily,
			uses: [{ kind: "question", item: question }],
			dueAt: due.nextRunAt,
		};
		return { slots: [slot], nextRunAt: due.nextRunAt + DAY_MS, ends: null };
	};
}

type BoardWish = { readonly period?: string; readonly top?: number };

/** The town in which the stories play: what they take for granted, done through the store alone. */
function townOf(store: Store) {
	let requests = 0;
	const request = () => `request${requests++}`;

	async function meets(name: string): Promise<Learner> {
		return (await store.learners.meet(visit(name), NOW)).learner;
	}
	/** Ada, with a zone of her own. */
	async function movesTo(zone: string): Promise<Learner> {
		const ada = await meets("Ada");
		await store.learners.setZone(stamp(ada, "move"), { from: "UTC", to: zone, effectiveAt: NOW });
		return (await store.learners.meet(visit("Ada"), NOW)).learner;
	}
	async function scores(who: Learner, points: number, other?: Partial<Stamp>): Promise<void> {
		const id = request();
		const round = await store.rounds.start(quiz(who, `${who.id} ${id}`));
		const how: How = other ? { points, stamp: other } : { points };
		await store.answers.record(key(who, id, round.id, 0, how), answering(0, how));
	}
	function board(who: Learner, { period = "all", top = 10 }: BoardWish = {}): Promise<Board> {
		return store.scores.board(TOWN, period, who.id, { top, neighbours: 2 });
	}
	async function play<Name extends string>(
		points: Readonly<Record<Name, number>>,
	): Promise<Record<Name, Learner>> {
		const people: Partial<Record<Name, Learner>> = {};
		for (const name of Object.keys(points) as Name[]) {
			people[name] = await meets(name);
			await scores(people[name], points[name]);
		}
		return people as Record<Name, Learner>;
	}
	async function schedules(other: Partial<Schedule> = {}): Promise<Schedule> {
		const set = schedule(other);
		await store.learners.meet(visit("Mo", { space: set.space, place: set.place }), NOW);
		await store.schedules.setDaily(request(), set);
		return set;
	}
	/** Posts the daily question of a day, counted from today, as the schedule would. */
	async function opensDaily(id: string, { day = 0, place = SQUARE } = {}): Promise<Daily> {
		const at = NOW + day * DAY_MS;
		await schedules({ place, nextRunAt: at });
		await store.schedules.plan(at, 50, planning(id, `q of ${id}`));
		const daily = await store.dailies.read(id);
		if (!daily) throw new Error(`${id} did not open`);
		return daily;
	}
	/** Takes the next delivery that is due, as a sender does; null when none is. */
	async function takes(at: number): Promise<Delivery | null> {
		const [next] = await store.outbox.due(at, 1);
		return next ? store.outbox.claim(next.id, at, LEASE) : null;
	}
	/** A daily question is being posted; nobody knows yet whether it arrives. */
	async function sends(): Promise<string> {
		await opensDaily("daily1");
		const delivery = await takes(NOW);
		if (!delivery) throw new Error("nothing was due");
		return delivery.id;
	}
	/** Answers an item of a round, by {@link answering}. */
	function press(who: Learner, id: string, round: string, position: number, how: How = {}) {
		return store.answers.record(key(who, id, round, position, how), answering(position, how));
	}
	return { press, meets, movesTo, scores, board, play, schedules, opensDaily, takes, sends };
}
