/** What one process tells: its first picture with all that has to be loaded, and those after it. */
export type Timed = { readonly firstMs: number; readonly thenMs: number; readonly rssMb: number };

const TIMES = 40;

/** Measures in this process and prints it as a line of JSON. */
export async function timed(paint: () => Promise<unknown>): Promise<void> {
	const firstMs = await lasting(paint);
	const all: number[] = [];
	for (let time = 0; time < TIMES; time += 1) all.push(await lasting(paint));
	const thenMs = all.toSorted((a, b) => a - b)[TIMES / 2] ?? Number.NaN;
	const told: Timed = { firstMs, thenMs, rssMb: process.memoryUsage.rss() / 2 ** 20 };
	console.log(JSON.stringify(told));
}

async function lasting(work: () => Promise<unknown>): Promise<number> {
	const begun = performance.now();
	await work();
	return performance.now() - begun;
}
