import { quantile } from "../support/rounds.ts";
import type { Door } from "./door.ts";
import type { Seat } from "./seats.ts";
import { answer, ask, introduce } from "./talk.ts";

/** How many are at it at once, and how many there are in all: nobody asks at every moment. */
const AT_ONCE = 300;
const PEOPLE = 900;
/** Questions that each of those at it answers in a round. */
const QUESTIONS = 6;
/** Questions of a round in which people come one by one. */
const ALONE = 300;

/** Lets everybody visit once, so that nobody is new any more and both bots are warm. */
export async function gather({ door }: Seat): Promise<void> {
	await together(async (place) => {
		for (let who = place; who < PEOPLE; who += AT_ONCE) await introduce(door, who);
	});
}

/** Milliseconds, in the middle of a round. */
export type Alone = { readonly slash: number; readonly press: number; readonly both: number };

/** One person after the other: how long they wait when nobody else is there. */
export async function oneByOne({ door }: Seat): Promise<Alone> {
	const slashes: number[] = [];
	const presses: number[] = [];
	for (let count = 0; count < ALONE; count += 1) {
		const who = count % PEOPLE;
		const asked = performance.now();
		const question = await ask(door, who);
		const pressed = performance.now();
		await answer(door, who, question);
		slashes.push(pressed - asked);
		presses.push(performance.now() - pressed);
	}
	const both = slashes.map((slash, at) => slash + (presses[at] ?? 0));
	const [slash, press, sum] = [slashes, presses, both].map((all) => quantile(all, 0.5));
	return { slash: slash ?? 0, press: press ?? 0, both: sum ?? 0 };
}

export type Crowded = {
	/** Milliseconds. */
	readonly p50: number;
	readonly p99: number;
	/** Interactions a second. */
	readonly rate: number;
	/** Milliseconds of CPU for one interaction. */
	readonly cpu: number;
	readonly failed: number;
};

/** All at once, each with the next wish as soon as the last one is answered. */
export async function allAtOnce({ door, bot }: Seat): Promise<Crowded> {
	const tally: Tally = { times: [], failed: 0 };
	const before = await bot.used();
	const start = performance.now();
	await together((place) => quizzes(door, place, tally));
	const seconds = (performance.now() - start) / 1_000;
	const cpuMs = (await bot.used()).cpuMs - before.cpuMs;
	const { times, failed } = tally;
	return {
		p50: quantile(times, 0.5),
		p99: quantile(times, 0.99),
		rate: times.length / seconds,
		cpu: cpuMs / times.length,
		failed,
	};
}

type Tally = { readonly times: number[]; failed: number };

async function quizzes(door: Door, place: number, tally: Tally): Promise<void> {
	for (let count = 0; count < QUESTIONS; count += 1)
		await quiz(door, (place + count * AT_ONCE) % PEOPLE, tally).catch((error: unknown) => {
			// One is enough to see what is wrong.
			if (tally.failed === 0) console.error(String(error));
			tally.failed += 1;
		});
}

async function quiz(door: Door, who: number, { times }: Tally): Promise<void> {
	const asked = performance.now();
	const question = await ask(door, who);
	const pressed = performance.now();
	times.push(pressed - asked);
	await answer(door, who, question);
	times.push(performance.now() - pressed);
}

async function together(work: (place: number) => Promise<void>): Promise<void> {
	await Promise.all(Array.from({ length: AT_ONCE }, (_, place) => work(place)));
}
