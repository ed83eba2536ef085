import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ROUND } from "../src/core/rules.ts";
import { createLimiter } from "../src/limiter.ts";
import { createWorld } from "./support/world.ts";

/** The library reads the machine's clock: it stands still here, unless a test moves it. */
beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const few = { account: { points: 3, duration: 10 }, space: { points: 5, duration: 10 } };

/** How many of so many wishes at once may go on. */
async function passing(
	limiter: ReturnType<typeof createLimiter>,
	wishes: number,
	from: (index: number) => readonly [account: string, space: string | null],
): Promise<number> {
	const waits = Array.from({ length: wishes }, (_, index) => limiter.take(...from(index)));
	return (await Promise.all(waits)).filter((wait) => wait === 0).length;
}

test("a whole round, pressed without reading, is not too fast", async () => {
	const wishes = 1 + 2 * ROUND.most;
	const passed = await passing(createLimiter(), wishes, () => ["test:ada", "test:town"]);
	expect(passed).toBe(wishes);
});

test("case 52: 100 commands a second by one user: most of them wait, and nobody else", async () => {
	const limiter = createLimiter();
	const tenSeconds = 1_000;
	expect(await passing(limiter, tenSeconds, () => ["test:ada", "test:town"])).toBe(200);
	expect(await limiter.take("test:ada", "test:village")).toBeGreaterThan(0);
	expect(await limiter.take("test:ben", "test:town")).toBe(0);
});

test("case 51: a flood from one space stops there, and no other space notices", async () => {
	const limiter = createLimiter();
	const flood = (index: number) => [`test:${index}`, "test:town"] as const;
	expect(await passing(limiter, 12_000, flood)).toBe(10_000);
	expect(await limiter.take("test:ben", "test:village")).toBe(0);
	expect(await limiter.take("test:ben", null)).toBe(0);
});

test("one person's flood leaves the space to the others", async () => {
	const limiter = createLimiter(few);
	await passing(limiter, 50, () => ["test:ada", "test:town"]);
	expect(await passing(limiter, 3, () => ["test:ben", "test:town"])).toBe(2);
});

test("on one's own machine, in the playground, nobody is held back", async () => {
	const person = ["playground:ada", "playground:town"] as const;
	expect(await passing(createLimiter(few), 50, () => person)).toBe(50);
});

test("how long to wait is told, and afterwards everybody is forgotten", async () => {
	const limiter = createLimiter(few);
	await passing(limiter, 3, () => ["test:ada", "test:town"]);
	vi.advanceTimersByTime(4_000);
	expect(await limiter.take("test:ada", "test:town")).toBe(6_000);
	vi.advanceTimersByTime(6_000);
	expect(vi.getTimerCount()).toBe(0);
	expect(await limiter.take("test:ada", "test:town")).toBe(0);
});

test("too fast is a kind private sentence", async () => {
	const world = await createWorld({ around: { limiter: createLimiter(few) } });
	const ada = world.person("Ada");
	for (const line of ["/help", "/tip", "/streak"]) await ada.says(line);
	const sentence = "That was quick! I can't keep up; please wait 10 seconds and press on.";
	expect(await ada.says("/quiz")).toBe(sentence);
	expect(await world.person("Ben").says("/help")).toContain("# What I can do");
	vi.advanceTimersByTime(9_500);
	expect(await ada.pressesRaw("quiz.pick:1:r1:0:0")).toContain("wait 1 second ");
	await world.close();
});
