import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../../src/core/ports.ts";
import { openStore } from "../../../src/store/open.ts";
import { type DiscordServer, startDiscordServer } from "../discord-server.ts";
import { type SlackServer, startSlackServer } from "../slack-server.ts";
import { type Chance, createChance } from "./chance.ts";
import { fastClock, type Pace } from "./clock.ts";
import type { Composition } from "./composition.ts";
import { createLife, type Life } from "./life.ts";
import { createPeople, type People } from "./people.ts";
import { isOpen, readSlots } from "./slots.ts";
import { createTown, momentsOf, settleTown, slotKey, type Town } from "./town.ts";
import type { Protection } from "./unprotected.ts";
import { type Figures, judge } from "./verdict.ts";
import { createWeather, type Weather } from "./weather.ts";
import { callWitness, type Witness } from "./witness.ts";

/** A bot is killed again and again while its schedules fall due and people answer. */
export type Plan = {
	readonly kills: number;
	readonly seed: number;
	/** A database that is not there yet, or an empty schema. */
	readonly database: string;
	/** What the bot has to do without. */
	readonly lacks?: readonly Protection[];
	/** Whether the Slack app may read back what was posted. */
	readonly history?: boolean;
};

/** A minute in a tenth of a second. */
const SPEED = 600;
/** Beat, lease and settle time, of ours. */
const SHORT_MS = 100;
/**
 * How long a nonce is trusted, and how long it is remembered, of ours. Between the two lies a margin
 * for a machine that stalls: minutes in earnest. Whoever does not look has nothing but the nonce, and
 * meets a Discord that has soon forgotten it.
 */
const NONCE = { trustedMs: 600, rememberedMs: 10_000, forgottenMs: 600 };
const AT = Date.parse("2026-11-20T06:00:00Z");
/** Places on each platform: some seven posts a second, so that a few are under way at any time. */
const EACH = 500;
/** How long somebody waits for an answer. */
const PATIENCE_MS = 2_000;

export async function killAgainAndAgain(plan: Plan): Promise<Figures> {
	const pace: Pace = { since: Date.now(), at: AT, speed: SPEED };
	const clock = fastClock(pace);
	const discord = await startDiscordServer({
		now: clock.now,
		speed: SPEED,
		nonceMs: rememberedFor(plan) * SPEED,
		patience: PATIENCE_MS,
		quiet: true,
	});
	const slack = await startSlackServer({ waitMs: PATIENCE_MS, quiet: true });
	slack.goBy(clock);
	slack.grantsHistory = plan.history ?? true;
	try {
		return await inTown({ plan, pace, clock, discord, slack });
	} finally {
		await Promise.all([discord.stop(), slack.stop()]);
	}
}

function rememberedFor({ lacks = [] }: Plan): number {
	if (lacks.includes("nonce")) return 0;
	return lacks.length > 0 ? NONCE.forgottenMs : NONCE.rememberedMs;
}

type Stage = {
	readonly plan: Plan;
	readonly pace: Pace;
	readonly clock: Clock;
	readonly discord: DiscordServer;
	readonly slack: SlackServer;
};

async function inTown(stage: Stage): Promise<Figures> {
	const { plan, clock } = stage;
	const town = createTown(stage, { at: AT, each: EACH });
	const store = await openStore(plan.database, { ids: { make: nameless() } });
	await settleTown(store, town, clock.now());
	await store.close();
	const chance = createChance(plan.seed);
	const people = createPeople(town, stage, { clock, chance });
	const weather = createWeather(stage, chance);
	await liveAndDie({ ...stage, town, people, weather, chance });
	const due = clock.now();
	await liveOn(stage, people, town, due);
	const ended = { town, due, now: clock.now(), kills: plan.kills };
	const { database } = plan;
	return judge({ ...ended, database, acknowledged: people.acknowledged });
}

function nameless(): () => string {
	let made = 0;
	return () => `t${(made++).toString(36)}`;
}

type Dying = Stage & {
	readonly town: Town;
	readonly people: People;
	readonly weather: Weather;
	readonly chance: Chance;
};

async function liveAndDie(dying: Dying): Promise<void> {
	let next = createLife(compositionOf(dying));
	for (let kill = 0; kill < dying.plan.kills; kill += 1) {
		const life = next;
		// The one after is loaded meanwhile, and waits.
		next = createLife(compositionOf(dying));
		await liveOnce(life, dying);
		dying.discord.gateway.invalidate();
		// Now and then the bot is away for longer than a nonce is trusted.
		if (dying.chance.oneIn(AWAY.oneIn)) await sleep(AWAY.ms);
	}
	await next.kill();
}

const AWAY = { oneIn: 5, ms: NONCE.trustedMs };
/** Lives that end before they have begun. */
const STILLBORN = { oneIn: 12, withinMs: 300 };
/** Lives that end at any time, and a moment after something reached a platform. */
const LONG_MS = 400;
const MOMENT_MS = 100;

async function liveOnce(life: Life, dying: Dying): Promise<void> {
	const { people, weather, chance } = dying;
	if (chance.oneIn(STILLBORN.oneIn)) {
		const begun = life.begin();
		await sleep(chance.below(STILLBORN.withinMs));
		await life.kill();
		await begun;
		return;
	}
	mustHave(await life.begin(), life);
	const answering = people.answer(life.over);
	await catchUp(dying);
	if (chance.oneIn(2)) await sleep(chance.below(LONG_MS));
	else {
		await weather.post(LONG_MS);
		await sleep(chance.below(MOMENT_MS));
	}
	await life.kill();
	await answering;
}

/** So many moments may wait for their posts; more, and a slow machine would never come to the end. */
const BEHIND = { most: 12, patienceMs: 3_000 };

/** A life that finds a heap goes on for a little longer. */
async function catchUp({ town, clock, weather }: Dying): Promise<void> {
	const end = Date.now() + BEHIND.patienceMs;
	while (behind(town, clock.now()) > BEHIND.most && Date.now() < end) await weather.post(LONG_MS);
}

function behind({ spots }: Town, now: number): number {
	const due = spots.reduce((sum, spot) => sum + momentsOf(spot, now).length, 0);
	return due - spots.reduce((sum, spot) => sum + spot.posts(), 0);
}

function mustHave(begun: boolean, { said }: Life): void {
	if (!begun) throw new Error(`The bot did not come up:\n${said.join("\n")}`);
}

/** Longer than any try, look and repeat takes; what is not settled then will not be. */
const QUIET_MS = 15_000;

/** The last life is not cut short: it does what the others left, and stops in order. */
async function liveOn(stage: Stage, people: People, town: Town, due: number): Promise<void> {
	const life = createLife(compositionOf(stage));
	mustHave(await life.begin(), life);
	const answering = people.answer(life.over);
	const witness = await callWitness(stage.plan.database);
	let open = await openIn(witness, town, due);
	for (let since = Date.now(); open > 0 && Date.now() - since < QUIET_MS; ) {
		await sleep(SHORT_MS);
		const still = await openIn(witness, town, due);
		if (still < open) since = Date.now();
		open = still;
	}
	await witness.close();
	await life.stop();
	await answering;
}

/** How many moments up to an instant are not settled in one way or another. */
async function openIn(witness: Witness, { spots }: Town, due: number): Promise<number> {
	const slots = await readSlots(witness);
	const keys = spots.flatMap((spot) => momentsOf(spot, due).map((moment) => slotKey(spot, moment)));
	return keys.filter((key) => isOpen(slots.get(key))).length;
}

function compositionOf({ plan, pace, discord, slack }: Stage): Composition {
	const { botToken, appToken, api: apiUrl } = slack;
	return {
		database: plan.database,
		discord: { token: discord.token, apiUrl: discord.api },
		slack: { botToken, appToken, apiUrl },
		clock: pace,
		beatMs: SHORT_MS,
		leaseMs: SHORT_MS * SPEED,
		settleMs: SHORT_MS * SPEED,
		nonceMs: NONCE.trustedMs * SPEED,
		lacks: plan.lacks ?? [],
	};
}
