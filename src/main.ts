import "./require-node.mjs";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { commands } from "../commands/index.ts";
import { type Config, readConfig } from "./config.ts";
import { packFolders } from "./content/folders.ts";
import { keptLibrary } from "./content/kept.ts";
import type { Adapter } from "./core/adapter.ts";
import { type App, createApp } from "./core/app.ts";
import { routeByPlatform } from "./core/delivery/route.ts";
import { TIMES } from "./core/delivery/times.ts";
import { directoryByPlatform } from "./core/directory.ts";
import type { Directory, Ids, Log, Pacing, Sender, Store } from "./core/ports.ts";
import { Problem } from "./core/problem.ts";
import { OUTAGE_MS } from "./core/rules.ts";
import { serveHttp } from "./http/serve.ts";
import { createLimiter, noLimiter } from "./limiter.ts";
import { createLog, scrubber } from "./log.ts";
import { addGauges } from "./meter/gauges.ts";
import { createMeter } from "./meter/meter.ts";
import { metricsPage } from "./meter/page.ts";
import { createRegistry } from "./meter/registry.ts";
import { timedStore } from "./meter/store.ts";
import { createPace } from "./pace.ts";
import { createPainter } from "./pictures/painter.ts";
import { byCron, type Heartbeat, startHeartbeat } from "./schedule/heartbeat.ts";
import { openStore } from "./store/open.ts";
import { main as says } from "./text/en.ts";

/** From the signal to the end; then the process stops whatever is still under way. */
const STOP_MS = 10_000;
/** A readiness probe fails when no beat ended well for so long. */
const STALE_MS = 60_000;
/** The playground's steps through time; no longer than what still is no outage. */
const STEP_MS = OUTAGE_MS;
const PLATFORMS = ["discord", "slack", "playground"];
/** Beside the compiled code, which is kept for the same reason. */
const LIBRARY = fileURLToPath(
	new URL("../node_modules/.cache/cairn/library.json", import.meta.url),
);

/**
 * The time, then 40 bits of chance: short enough for a press. What is made together so lies together
 * in the database, and a commit touches few of its pages. Node draws the chance for many UUIDs at
 * once, of which the last digits are nothing else.
 */
const ids: Ids = {
	make: () => Date.now().toString(36) + randomUUID().slice(-10),
};

/** The clock of the whole program. Only the playground moves it, to let days pass. */
const clock = {
	ahead: 0,
	now(): number {
		return Date.now() + clock.ahead;
	},
};

async function run(config: Config): Promise<void> {
	const log: Log = createLog(config.logLevel, config.secrets, process.stdout);
	// Whoever reads the log may go away. There is nowhere left to say so, and people still want answers.
	process.stdout.on("error", () => {});
	const connectors = await loadConnectors(config);
	const today = { now: clock.now(), warn: (fault: object) => log.warn({ fault }, "content") };
	const content = await keptLibrary(packFolders(config.contentDir), today, LIBRARY);
	const registry = createRegistry();
	const store = timedStore(await openStore(config.database, { log, ids }), registry);
	const senders = new Map<string, Sender>();
	const directories = new Map<string, Directory>();
	const pacings = new Map<string, Pacing>();
	const pace = createPace(pacings);
	const around = {
		pace,
		sender: routeByPlatform(senders, clock),
		directory: directoryByPlatform(directories),
		painter: createPainter(),
		limiter: config.limits ? createLimiter() : noLimiter,
		meter: createMeter(registry, PLATFORMS),
	};
	// Before anybody is let in: their first answer asks whether the bot was away.
	await store.beat(clock.now());
	const app = createApp({ store, ...around, clock, ids, log }, content, commands, TIMES);
	const beat = async (now: number) => {
		await store.beat(now);
		await app.tick(now);
	};
	const adapters = await connectAll(connectors, app, log, beat);
	for (const { name, sender, pacing, directory } of adapters) {
		senders.set(name, sender);
		pacings.set(name, pacing);
		if (directory) directories.set(name, directory);
	}
	const heart = startHeartbeat(beat, clock, log, byCron(TIMES.beat));
	addGauges(registry, { outbox: store.outbox, heart, clock });
	const routes = [metricsPage(registry), ...adapters.flatMap((adapter) => adapter.routes)];
	const web = await serveHttp(config, routes, () => troubleNow(store, heart, log));
	// A library that lets a promise go must not take everybody's quiz down with it.
	process.on("unhandledRejection", (err) => log.error({ err }, "nobody waited for a failure"));
	stopOnSignal(log, async () => {
		pace.stop();
		await heart.stop();
		await Promise.all(adapters.map((adapter) => adapter.stop()));
		await web.stop(STOP_MS / 5);
		await store.close();
	});
	announce(config, log, adapters, web.url);
}

/** For `/readyz`: null when all is well. */
async function troubleNow(store: Store, heart: Heartbeat, log: Log): Promise<string | null> {
	try {
		await store.beat(clock.now());
	} catch (err) {
		log.error({ err }, "the database cannot be written");
		return says.cannotWrite;
	}
	return clock.now() - heart.lastBeat() < STALE_MS ? null : says.noBeat;
}

type Deps = { readonly log: Log; letTimePass(ms: number): Promise<void> };
type Connector = (app: App, deps: Deps) => Promise<Adapter>;

/**
 * Loads what has tokens, before anything else: reading a platform's libraries takes much room for a
 * moment, and what is read later finds a place in it. What is not wanted is not loaded, for it takes
 * time and memory.
 */
async function loadConnectors(config: Config): Promise<readonly Promise<Connector>[]> {
	const { discord, slack, playground } = config;
	const loading: Promise<Connector>[] = [];
	if (discord) loading.push(discordConnector(discord));
	if (slack) loading.push(slackConnector(slack));
	if (playground) loading.push(playgroundConnector());
	// One that cannot be loaded is told of where it would be connected.
	await Promise.allSettled(loading);
	return loading;
}

async function discordConnector(settings: NonNullable<Config["discord"]>): Promise<Connector> {
	const { connectDiscord } = await import("./adapters/discord/connect.ts");
	return (app, { log }) => connectDiscord(app, settings, { log, clock });
}

async function slackConnector(settings: NonNullable<Config["slack"]>): Promise<Connector> {
	const { connectSlack } = await import("./adapters/slack/connect.ts");
	return (app, { log }) => connectSlack(app, settings, { log, clock });
}

async function playgroundConnector(): Promise<Connector> {
	const { connectPlayground } = await import("./adapters/playground/connect.ts");
	return (app, deps) => connectPlayground(app, { ...deps, clock, ids });
}

/** Brings up what has tokens. One platform that fails does not keep the others down. */
async function connectAll(
	connectors: readonly Promise<Connector>[],
	app: App,
	log: Log,
	beat: (now: number) => Promise<void>,
): Promise<readonly Adapter[]> {
	const came = await Promise.allSettled(
		connectors.map(async (connector) => (await connector)(app, { log, letTimePass })),
	);
	for (const one of came)
		if (one.status === "rejected") complain(log, one.reason, "a platform did not come up");
	const up = came.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
	if (up.length === 0) throw new Problem(says.nothingUp);
	return up;

	/** In small steps, so that what falls due on the way happens at its moment. */
	async function letTimePass(ms: number): Promise<void> {
		const then = clock.now() + ms;
		for (let now = clock.now(); now < then; now = clock.now()) {
			const step = (Math.floor(now / STEP_MS) + 1) * STEP_MS;
			clock.ahead += Math.min(step, then) - now;
			await beat(clock.now());
		}
	}
}

/** A problem that an operator can mend is a sentence; anything else comes with its stack. */
function complain(log: Log, reason: unknown, message: string): void {
	if (reason instanceof Problem) log.error({}, reason.message);
	else log.error({ err: reason }, message);
}

function announce(config: Config, log: Log, adapters: readonly Adapter[], url: string): void {
	const invite = adapters.find((adapter) => adapter.invite)?.invite;
	const names = adapters.map((adapter) => adapter.name);
	log.info({ adapters: names, url, ...(invite ? { invite } : {}) }, "ready");
	if (config.playground) console.log(says.open(url));
}

/** The first signal stops in order; a second one, or the deadline, stops at once. */
function stopOnSignal(log: Log, stop: () => Promise<void>): void {
	let stopping = false;
	const onSignal = (signal: string) => {
		if (stopping) process.exit(1);
		stopping = true;
		log.info({ signal }, "stopping");
		setTimeout(() => process.exit(1), STOP_MS).unref();
		stop().then(
			() => process.exit(0),
			(err: unknown) => {
				log.error({ err }, "could not stop in order");
				process.exit(1);
			},
		);
	};
	process.on("SIGINT", onSignal);
	process.on("SIGTERM", onSignal);
}

let config: Config | undefined;
try {
	if (existsSync(".env")) process.loadEnvFile(".env");
	config = readConfig(process.env);
	await run(config);
} catch (error) {
	// The log may not exist yet, and a person at a terminal is waiting for a plain sentence.
	const words = error instanceof Problem ? error.message : String((error as Error).stack ?? error);
	console.error(scrubber(config?.secrets ?? [])(words));
	process.exit(1);
}
