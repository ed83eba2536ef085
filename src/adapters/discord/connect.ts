import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { APIInteraction, RateLimitData, RESTOptions } from "discord.js";
import { Client, Events, GatewayDispatchEvents, Options, REST } from "discord.js";
import type { Adapter } from "../../core/adapter.ts";
import type { App } from "../../core/app.ts";
import type { Clock, Log } from "../../core/ports.ts";
import { Problem } from "../../core/problem.ts";
import { onDiscord } from "../../text/en.ts";
import { answer, offer } from "./answer.ts";
import { intake, typing } from "./intake.ts";
import { LIMITS, PACING, PERMISSION } from "./limits.ts";
import { type Line, lineTo, type Patience } from "./line.ts";
import type { CommandIds } from "./markdown.ts";
import { createProbe } from "./probe.ts";
import { choicesPayload, registerCommands } from "./register.ts";
import { createSender } from "./send.ts";
import { isTooLate, logged } from "./troubles.ts";

/**
 * Discord over its gateway, without a single intent: slash commands, buttons and forms arrive all
 * the same, nothing else does, and nothing has to be kept or forgotten. That halves the time to
 * start and most of the memory, and asks a server for no right to listen.
 *
 * Events are taken as they come over the wire. What discord.js makes of them needs caches that are
 * empty here.
 */

export type DiscordSettings = {
	readonly token: string;
	readonly applicationId?: string;
	/** Base such as https://discord.com/api; the version is added. */
	readonly apiUrl?: string;
};

type Deps = { readonly log: Log; readonly clock: Clock };

export type Timing = Patience & {
	/** How long a wish may take before it is answered with "thinking"; half of Discord's patience. */
	readonly deferAfterMs: number;
	/** How long one try at the first answer may take before the next begins. */
	readonly tryMs: number;
	/** How long to wait for Discord to let the bot in. */
	readonly connectMs: number;
	/** How long stopping waits for wishes under way. */
	readonly finishMs: number;
	/** How long Discord is trusted to remember the nonce of a post. */
	readonly nonceMs: number;
};
const USUAL: Timing = {
	deferAfterMs: LIMITS.firstAnswerMs / 2,
	connectMs: 30_000,
	finishMs: 5_000,
	nonceMs: LIMITS.nonceMs,
	tryMs: LIMITS.firstAnswerMs / 2,
	firstAgainMs: [250, 1_000],
	laterAgainMs: [1_000, 5_000, 15_000],
};

const API_URL = "https://discord.com/api";

/** @throws {Problem} when Discord does not let the bot in; its sentence says what to mend */
export async function connectDiscord(
	app: App,
	settings: DiscordSettings,
	{ log, clock }: Deps,
	timing: Partial<Timing> = {},
): Promise<Adapter> {
	const times = { ...USUAL, ...timing };
	const client = createClient(settings, log);
	// Answers go their own way: no rate limit holds them, and no post has to wait behind them.
	const answering = { ...restOptions(settings), ...ANSWERING };
	const later = new REST(answering);
	const first = new REST({ ...answering, timeout: times.tryMs });
	let commands: CommandIds = new Map();
	const wishes = listen(client, log, (event) => {
		const line = lineTo({ first, later }, event, times);
		return serve(app, event, line, { log, deferAfterMs: times.deferAfterMs, commands });
	});
	const self = await logIn(client, settings, times.connectMs);
	commands = await register(client, self, app, log);
	const restoreToken = () => void client.rest.setToken(settings.token);
	return {
		name: "discord",
		sender: {
			...createSender({
				rest: client.rest,
				paint: app.paint,
				clock,
				log,
				self,
				commands,
				nonceMs: times.nonceMs,
				restoreToken,
			}),
			probe: createProbe(client.rest),
			revealing: () => onDiscord.revealing,
		},
		pacing: PACING,
		routes: [],
		invite: inviteLink(self),
		async stop() {
			await wishes.finish(times.finishMs);
			for (const rest of [first, later]) {
				rest.clearHashSweeper();
				rest.clearHandlerSweeper();
			}
			// discord.js calls every end of a connection the beginning of a new one.
			client.removeAllListeners(Events.ShardReconnecting);
			await client.destroy();
		},
	};
}

/**
 * Answers to interactions count towards no limit of the bot as a whole. Each is sent once here: its
 * line knows better when to try again.
 */
const ANSWERING: Partial<RESTOptions> = {
	globalRequestsPerSecond: 1_000_000,
	retries: 0,
	rejectOnRateLimit: waitsInVain,
};

/** A limit that lasts longer than the person can be reached, or that does not say how long. */
function waitsInVain({ route, retryAfter }: RateLimitData): boolean {
	const isFirst = route.startsWith("/interactions");
	return !(retryAfter > 0 && retryAfter <= (isFirst ? LIMITS.firstAnswerMs : LIMITS.tokenMs));
}

/** What posting calls. */
const POSTING = ["/channels", "/users/@me/channels"];

/**
 * A post that meets a limit is given back at once, for the outbox can wait better than a queue in
 * memory. One more try after a lost connection is harmless: callbacks take one answer, posts have
 * their nonce. Ten seconds for each try keep a post well within its lease.
 */
function restOptions({ apiUrl }: DiscordSettings): Partial<RESTOptions> {
	const limits = { retries: 1, timeout: 10_000, rejectOnRateLimit: POSTING };
	return { version: "10", api: (apiUrl ?? API_URL).replace(/\/+$/, ""), ...limits };
}

/** Nothing is cached. The other managers have nothing to hold without intents. */
const NOTHING_KEPT = {
	DMMessageManager: 0,
	EntitlementManager: 0,
	GuildMemberManager: 0,
	GuildMessageManager: 0,
	MessageManager: 0,
	UserManager: 0,
} as const;

function createClient(settings: DiscordSettings, log: Log): Client {
	const makeCache = Options.cacheWithLimits(NOTHING_KEPT);
	const client = new Client({ intents: [], makeCache, rest: restOptions(settings) });
	client.on(Events.Error, (error) => log.error(logged(error), "discord.js"));
	client.on(Events.ShardError, (error) => log.warn(logged(error), "Discord's gateway"));
	client.on(Events.ShardReconnecting, () => log.info({}, "reconnecting to Discord"));
	client.on(Events.ShardDisconnect, ({ code }) =>
		log.error({ code }, "Discord closed the connection for good"),
	);
	// Servers are named on every log-in, and discord.js would keep an object for each.
	client.on(Events.ShardReady, () => client.guilds.cache.clear());
	return client;
}

/** Wishes under way, so that stopping can wait for them. */
type Wishes = { finish(ms: number): Promise<void> };

function listen(
	client: Client,
	log: Log,
	serveOne: (event: APIInteraction) => Promise<void>,
): Wishes {
	const underWay = new Set<Promise<void>>();
	const hear = (event: APIInteraction): void => {
		const work = serveOne(event)
			.catch((error) => log.error({ interaction: event.id, ...logged(error) }, "a wish failed"))
			.finally(() => underWay.delete(work));
		underWay.add(work);
	};
	client.ws.on(GatewayDispatchEvents.InteractionCreate, hear);
	return {
		async finish(ms) {
			client.ws.off(GatewayDispatchEvents.InteractionCreate, hear);
			const timer = new AbortController();
			const enough = sleep(ms, undefined, { signal: timer.signal }).catch(() => {});
			await Promise.race([Promise.allSettled(underWay), enough]);
			timer.abort();
		},
	};
}

type Means = { readonly log: Log; readonly deferAfterMs: number; readonly commands: CommandIds };

async function serve(app: App, event: APIInteraction, line: Line, means: Means): Promise<void> {
	const request = intake(event);
	if (request !== null) return answer(app, request, line, means);
	const unfinished = typing(event);
	if (unfinished === null) return;
	const { space, command, parameter, typed } = unfinished;
	const choices = choicesPayload(app.complete(space, command, parameter, typed));
	await offer(line, choices).catch((error) => {
		const level = isTooLate(error) ? "info" : "warn";
		means.log[level]({ interaction: event.id, ...logged(error) }, "could not complete");
	});
}

/** Connects and waits until Discord has said who the bot is. @returns the application's id */
async function logIn(client: Client, settings: DiscordSettings, ms: number): Promise<string> {
	try {
		const ready = once(client, Events.ClientReady, { signal: AbortSignal.timeout(ms) });
		await Promise.all([ready, client.login(settings.token)]);
	} catch (error) {
		await client.destroy();
		throw problemOf(error, settings);
	}
	const real = client.application?.id ?? client.user?.id ?? "";
	const given = settings.applicationId ?? real;
	if (given === real) return real;
	await client.destroy();
	throw new Problem(onDiscord.wrongApplication(given, real));
}

/** discord.js tells a wrong token in one way before the gateway is open, and in another after. */
const WRONG_TOKEN = /invalid token|authentication failed|authorization header/i;
const SAID_BY_GATEWAY = /intents|shard|api version|sessions/i;

function problemOf(error: unknown, { apiUrl }: DiscordSettings): Problem {
	const why = error instanceof Error ? error.message : "no reason given";
	if (WRONG_TOKEN.test(why)) return new Problem(onDiscord.wrongToken);
	if (SAID_BY_GATEWAY.test(why)) return new Problem(onDiscord.notConnected(why));
	return new Problem(onDiscord.unreachable(apiUrl ?? API_URL, why));
}

/** Without its commands' ids the bot still answers; they only cannot be clicked. */
async function register(
	client: Client,
	application: string,
	app: App,
	log: Log,
): Promise<CommandIds> {
	try {
		const { ids, changed } = await registerCommands(client.rest, application, app.commands);
		log.info(
			{ commands: ids.size, changed },
			changed ? "commands registered" : "commands unchanged",
		);
		return ids;
	} catch (error) {
		log.error(logged(error), "could not register the commands");
		return new Map();
	}
}

/**
 * Adds the bot to a server with the least it needs: see a channel and post there (also in threads)
 * for what schedules bring, with pictures, and read the history to look whether a post has arrived
 * whose answer was lost. Answers to commands need no permission; there are no embeds or pings.
 */
function inviteLink(application: string): string {
	const needed =
		PERMISSION.viewChannel |
		PERMISSION.sendMessages |
		PERMISSION.sendMessagesInThreads |
		PERMISSION.attachFiles |
		PERMISSION.readMessageHistory;
	const query = new URLSearchParams({
		client_id: application,
		scope: "bot applications.commands",
		permissions: String(needed),
	});
	return `https://discord.com/oauth2/authorize?${query}`;
}
