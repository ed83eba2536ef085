import { expect, test } from "vitest";
import { startHeartbeat } from "../src/schedule/heartbeat.ts";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

test("the first beat comes at once, with the clock's time", async () => {
	const beats: number[] = [];
	const heart = startHeartbeat(async (now) => void beats.push(now), { now: () => 42 }, quiet);
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
	const heart = startHeartbeat(() => first, { now: () => now }, quiet);
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
	const heart = startHeartbeat(failing, { now: () => now++ }, log);
	await heart.stop();
	expect(heart.lastBeat()).toBe(42);
	expect(errors).toEqual(["a beat failed; the next one tries again"]);
});
