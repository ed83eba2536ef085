import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Pacing, Turns } from "../src/core/ports.ts";
import { createPace } from "../src/pace.ts";

/** What a turn came to, and when; see {@link ask}. */
type Turn = { readonly lane: string; readonly at: number };

const TICK_MS = 10_000;
const PACINGS = new Map<string, Pacing>([
	["discord", { laneMs: 1_000, allMs: 100 }],
	["slack", { laneMs: 1_000, allMs: 0 }],
	["playground", { laneMs: 0, allMs: 0 }],
]);

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** Asks for a number of turns in one lane, one after the other, as a lane does. */
async function ask(turn: Turns, lane: string, times: number): Promise<Turn[]> {
	const start = performance.now();
	const had: Turn[] = [];
	for (let count = 0; count < times; count += 1) {
		if (!(await turn(lane))) break;
		had.push({ lane, at: Math.round(performance.now() - start) });
	}
	return had;
}

/** Lets time pass until all is said. */
async function had<T>(asked: Promise<T>, ms = 20_000): Promise<T> {
	await vi.advanceTimersByTimeAsync(ms);
	return asked;
}

test("one lane goes at its pace, the first turn at once", async () => {
	const turn = createPace(PACINGS, TICK_MS).begin();
	const turns = await had(ask(turn, "slack:T1:C1", 3));
	expect(turns.map(({ at }) => at)).toEqual([0, 1_000, 2_000]);
});

test("lanes do not wait for each other, but together they keep the platform's pace", async () => {
	const turn = createPace(PACINGS, TICK_MS).begin();
	const lanes = Array.from({ length: 5 }, (_, at) => ask(turn, `discord:${at}`, 2));
	const turns = (await had(Promise.all(lanes))).flat().map(({ at }) => at);
	expect(turns.toSorted((a, b) => a - b)).toEqual([
		0, 100, 200, 300, 400, 1_000, 1_100, 1_200, 1_300, 1_400,
	]);
});

test("a platform does not wait for another", async () => {
	const turn = createPace(PACINGS, TICK_MS).begin();
	const lanes = ["discord:1", "slack:T1:C1", "playground:backend", "nobody:1"];
	const turns = await had(Promise.all(lanes.map((lane) => ask(turn, lane, 1))));
	expect(turns.flat()).toEqual(lanes.map((lane) => ({ lane, at: 0 })));
});

test("what would come after the tick's time is left to the next, at once", async () => {
	const pace = createPace(PACINGS, 2_500);
	const turns = ask(pace.begin(), "slack:@", 9);
	await vi.advanceTimersByTimeAsync(2_000);
	expect(await turns).toHaveLength(3);
	expect(await had(ask(pace.begin(), "slack:@", 1))).toEqual([{ lane: "slack:@", at: 1_000 }]);
});

test("turns that nobody took are not saved up", async () => {
	const pace = createPace(PACINGS, TICK_MS);
	await had(ask(pace.begin(), "slack:@", 1), 600_000);
	const turns = await had(ask(pace.begin(), "slack:@", 3));
	expect(turns.map(({ at }) => at)).toEqual([0, 1_000, 2_000]);
});

test("two ticks at once keep one pace", async () => {
	const pace = createPace(PACINGS, TICK_MS);
	const ticks = [ask(pace.begin(), "slack:@", 2), ask(pace.begin(), "slack:@", 2)];
	const turns = (await had(Promise.all(ticks))).flat().map(({ at }) => at);
	expect(turns.toSorted((a, b) => a - b)).toEqual([0, 1_000, 2_000, 3_000]);
});

test("stopping ends the waiting, and nobody gets another turn", async () => {
	const pace = createPace(PACINGS, TICK_MS);
	const waiting = ask(pace.begin(), "slack:@", 9);
	await vi.advanceTimersByTimeAsync(1_500);
	pace.stop();
	expect(await waiting).toHaveLength(2);
	expect(await ask(pace.begin(), "slack:T1:C1", 1)).toEqual([]);
});
