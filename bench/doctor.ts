import { join } from "node:path";
import fc from "fast-check";
import { openStore } from "../src/store/open.ts";
import { anyDeed, anyTime, createLife, findingsOf, type Step } from "../test/support/history.ts";
import { countedIds, createWorld } from "../test/support/world.ts";
import { inFolder } from "./support/folder.ts";

/**
 * Random lives in one database, through the real core, and then the doctor: `npm run bench -- doctor`
 * with `DOCTOR_PEOPLE=10000` takes a while.
 */

const PEOPLE = Number(process.env.DOCTOR_PEOPLE ?? 300);
/** Moments at which some of them turn up, and how many of ten do. */
const MOMENTS = 40;
const OF_TEN = 4;
const SEED = 20_261_120;

export async function doctor(): Promise<void> {
	await inFolder((folder) => examine(join(folder, "lives.db")));
}

async function examine(file: string): Promise<void> {
	const store = await openStore(file, { ids: countedIds() });
	const world = await createWorld({ at: "2026-10-01T20:00:00Z", store });
	const mo = world.person("Mo", { manages: true, space: "test:village", id: "test:village/well" });
	await mo.says("/setup zone:Asia/Tokyo hour:09:00");
	const lives = Array.from({ length: PEOPLE }, (_, at) => createLife(world, `Person ${at}`));
	const times = fc.sample(anyTime, { numRuns: MOMENTS, seed: SEED });
	for (const [moment, time] of times.entries()) {
		await lives[moment % PEOPLE]?.live(time);
		const there = lives.filter((_, at) => (at * 7 + moment * 3) % 10 < OF_TEN);
		await Promise.all(inStreams(there, deeds(moment, there.length)));
	}
	await report(
		world.store,
		lives.reduce((sum, life) => sum + life.answered.size, 0),
	);
	if (world.faults.length > 0) throw new Error(`${world.faults.length} wishes failed`);
	await world.close();
}

const deeds = (moment: number, count: number): readonly Step[] =>
	fc.sample(anyDeed, { numRuns: count, seed: SEED + moment });

type Life = ReturnType<typeof createLife>;

/** Many at once, so that commits are shared. */
function inStreams(there: readonly Life[], deeds: readonly Step[]): readonly Promise<void>[] {
	const waiting = there.entries();
	return Array.from({ length: 64 }, async () => {
		for (const [at, life] of waiting) await life.live(deeds[at] as Step);
	});
}

async function report(store: Parameters<typeof findingsOf>[0], answers: number): Promise<void> {
	const start = performance.now();
	const found = await findingsOf(store);
	const seconds = ((performance.now() - start) / 1_000).toFixed(1);
	const memory = Math.round(process.memoryUsage.rss() / 2 ** 20);
	console.log(
		`\n### The doctor\n\n${PEOPLE.toLocaleString("en")} random learners, ${answers.toLocaleString("en")} answers: ${found.length} differences, found in ${seconds} s (${memory} MB).`,
	);
	for (const one of found.slice(0, 5)) console.log(JSON.stringify(one));
}
