import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { commands } from "../../../commands/index.ts";
import { connectDiscord } from "../../../src/adapters/discord/connect.ts";
import { connectSlack } from "../../../src/adapters/slack/connect.ts";
import { createApp } from "../../../src/core/app.ts";
import { routeByPlatform } from "../../../src/core/delivery/route.ts";
import { TIMES, type Times } from "../../../src/core/delivery/times.ts";
import { directoryByPlatform } from "../../../src/core/directory.ts";
import type { Directory, Ids, Pacing, Sender } from "../../../src/core/ports.ts";
import { createLog } from "../../../src/log.ts";
import { createPace } from "../../../src/pace.ts";
import { type Drum, startHeartbeat } from "../../../src/schedule/heartbeat.ts";
import { openStore } from "../../../src/store/open.ts";
import { nothingAround } from "../around.ts";
import { fastClock } from "./clock.ts";
import { type Composition, READY } from "./composition.ts";
import { longLibrary } from "./library.ts";
import { weakenedSender, weakenedStore } from "./unprotected.ts";

/**
 * A program for tests alone, to be killed: `main.ts` with the real store, discord.js, Bolt and heart,
 * by a clock and in times that it is told. It loads everything, waits for a line, and only then
 * begins: so the next life of a bot that has been killed begins as soon as it may.
 */

/** Posts go out as fast as they come, so that many are under way when the end comes. */
const AT_ONCE: Pacing = { laneMs: 10, allMs: 30 };
const TICK_MS = 1_000;

const ids: Ids = { make: () => Date.now().toString(36) + randomUUID().slice(-8) };

const everyMs =
	(ms: number): Drum =>
	(strike) => {
		const timer = setInterval(strike, ms);
		return { stop: () => clearInterval(timer) };
	};

async function compose(given: Composition): Promise<void> {
	const clock = fastClock(given.clock);
	const log = createLog("warn", [], process.stdout);
	const lacks = new Set(given.lacks);
	const store = weakenedStore(await openStore(given.database, { log, ids }), lacks);
	const senders = new Map<string, Sender>();
	const directories = new Map<string, Directory>();
	const pacings = new Map<string, Pacing>();
	const pace = createPace(pacings, TICK_MS);
	const around = {
		...nothingAround,
		pace,
		sender: routeByPlatform(senders, clock),
		directory: directoryByPlatform(directories),
	};
	await store.beat(clock.now());
	const { leaseMs, settleMs, nonceMs } = given;
	const times: Times = { ...TIMES, leaseMs, settleMs };
	const app = createApp({ store, ...around, clock, ids, log }, longLibrary, commands, times);
	const adapters = await Promise.all([
		connectDiscord(app, given.discord, { log, clock }, { nonceMs }),
		connectSlack(app, given.slack, { log, clock }, { settleMs }),
	]);
	for (const { name, sender, directory } of adapters) {
		senders.set(name, weakenedSender(sender, lacks));
		pacings.set(name, AT_ONCE);
		if (directory) directories.set(name, directory);
	}
	const beat = async (now: number) => {
		await store.beat(now);
		await app.tick(now);
	};
	const heart = startHeartbeat(beat, clock, log, everyMs(given.beatMs));
	process.stdout.write(`${READY}\n`);
	await once(process, "SIGTERM");
	pace.stop();
	await heart.stop();
	await Promise.all(adapters.map((adapter) => adapter.stop()));
	await store.close();
	process.exit(0);
}

const composition: Composition = JSON.parse(process.argv[2] ?? "");
// Whoever began this is gone, and so is the reason for it.
process.stdin.once("close", () => process.exit(1));
await once(process.stdin, "data");
await compose(composition);
