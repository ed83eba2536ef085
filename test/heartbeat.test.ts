import { expect, test } from "vitest";
import { byCron, startHeartbeat } from "../src/schedule/heartbeat.ts";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const rarely = byCron("0 0 1 1 * *");

test("the first beat comes at once, with the clock's time", async () => {
	const beats: number[] = [];
	const heart = startHeartbeat(
		async (now) => void beats.push(now),
		{ now: () => 42 },
		quiet,
		rarely,
	);
	await heart.stop();
	expect(beats).toEqual([42]);
	expect(heart.lastBeat()).toBe(42);
});

test("while the first beat is under way, the start counts as one", async () => {
	let end = () => {};
	const first = new Promise<void>((resolve) => {
		end = resolve;
	});
	let now = 42;
	const heart = startHeartbeat(() => first, { now: () => now }, quiet, rarely);
	expect(heart.lastBeat()).toBe(42);
	now = 43;
	end();
	await heart.stop();
	expect(heart.lastBeat()).toBe(43);
});

test("a beat that fails is logged, and does not count as one", async () => {
	const errors: string[] = [];
	const log = { ...quiet, error: (_fields: object, message: string) => void errors.push(message) };
	const failing = async () => {
		throw new Error("no");
	};
	let now = 42;
	const heart = startHeartbeat(failing, { now: () => now++ }, log, rarely);
	await heart.stop();
	expect(heart.lastBeat()).toBe(42);
	expect(errors).toEqual(["a beat failed; the next one tries again"]);
});

test("however fast it is drummed, one beat at a time", async () => {
	let strike = () => {};
	let beats = 0;
	let end = () => {};
	const beat = () => {
		beats += 1;
		return new Promise<void>((resolve) => {
			end = resolve;
		});
	};
	const heart = startHeartbeat(beat, { now: () => 42 }, quiet, (one) => {
		strike = one;
		return { stop() {} };
	});
	strike();
	strike();
	expect(beats).toBe(1);
	end();
	await new Promise(setImmediate);
	strike();
	expect(beats).toBe(2);
	end();
	await heart.stop();
});
