import { type BlockAction, App as Bolt, type ViewSubmitAction, type webApi } from "@slack/bolt";
import type { Adapter } from "../../core/adapter.ts";
import type { App } from "../../core/app.ts";
import { TIMES } from "../../core/delivery/times.ts";
import type { Message } from "../../core/message.ts";
import type { Clock, Log } from "../../core/ports.ts";
import { isResponseUrl } from "./address.ts";
import { type Answering, answerAction, answerCommand, answerView } from "./answer.ts";
import { clientOptions, type Self, watchedClient, whoAmI } from "./clients.ts";
import { createCourier } from "./courier.ts";
import { createDirectory } from "./directory.ts";
import { codeOf } from "./faults.ts";
import { galleryRoute } from "./gallery.ts";
import { PACING } from "./limits.ts";
import { chooseLine, type Line } from "./line.ts";
import { boltLogger } from "./logger.ts";
import { typedName } from "./names.ts";
import { picturesBy } from "./pictures.ts";
import { createProbe } from "./probe.ts";
import type { Gate } from "./receiver.ts";
import { renderMessage } from "./render.ts";
import type { TypedName } from "./richtext.ts";
import { adminLookup, groupLookup } from "./rights.ts";
import { createSender } from "./send.ts";
import { createTickets, type Tickets } from "./tickets.ts";
import { tokenWatch } from "./token.ts";
import { createVoice } from "./voice.ts";
import { createWork, type Work } from "./work.ts";

export type SlackSettings = {
	readonly botToken: string;
	/** Given, Slack comes over a websocket (Socket Mode). */
	readonly appToken?: string;
	/** Needed otherwise: Slack calls in over HTTP and signs what it sends. */
	readonly signingSecret?: string;
	/** `https://slack.com/api/` unless said otherwise. */
	readonly apiUrl?: string;
	readonly commandPrefix?: string;
	/** Where the world reaches this bot: Slack fetches pictures there. */
	readonly publicUrl?: string;
};

export type SlackDeps = { readonly log: Log; readonly clock: Clock };

/** Times of waiting, in milliseconds. */
export type Waits = {
	/** How long a command may take before Slack gets a bare acknowledgement; Slack waits 3 s. */
	readonly ackAfterMs: number;
	/** How long a call of the Web API may take while a person waits. */
	readonly callMs: number;
	/** The same for a post that nobody waits for. */
	readonly postMs: number;
	/** How long stopping waits for what is under way. */
	readonly stopMs: number;
	/** How long the first connection may take. */
	readonly connectMs: number;
	/** How long a post whose answer was lost may still be on its way. */
	readonly settleMs: number;
};

export const WAITS: Waits = {
	ackAfterMs: 1_500,
	callMs: 5_000,
	postMs: 15_000,
	stopMs: 4_000,
	connectMs: 30_000,
	settleMs: TIMES.settleMs,
};

/**
 * Brings up the bot in one Slack workspace, by Socket Mode or by signed HTTP.
 *
 * @throws {Problem} when a token or a secret is wrong or missing, saying which and where to get it
 */
export async function connectSlack(
	app: App,
	settings: SlackSettings,
	deps: SlackDeps,
	waits: Partial<Waits> = {},
): Promise<Adapter> {
	const times = { ...WAITS, ...waits };
	const logger = boltLogger(deps.log);
	const options = clientOptions(settings.apiUrl, logger);
	const self = await whoAmI(settings.botToken, options);
	const gate: Gate = { open: true };
	const line = chooseLine(settings, { ...deps, logger, options, gate });
	const watch = tokenWatch(deps.log);
	const client = (timeout: number) => watchedClient(settings.botToken, options, watch, timeout);
	// Whoever has the token speaks for the bot anyway, so it may also sign for it.
	const tickets = createTickets(settings.botToken, deps.clock);
	const by = answering(app, settings, deps, self, client(times.callMs), tickets, times.ackAfterMs);
	const work = createWork();
	const bolt = new Bolt({ ...boltOptions(settings.botToken, self, line), logger });
	bolt.use(async ({ context, next }) =>
		gate.open && isPerson(context.userId, self) ? next() : undefined,
	);
	listen(bolt, by, work);
	await line.open(times.connectMs);
	return {
		name: "slack",
		sender: {
			...createSender(client(times.postMs), self.home, by.render, typedBy(settings), {
				...deps,
				settleMs: times.settleMs,
			}),
			probe: createProbe(client(times.callMs), self.home),
		},
		pacing: PACING,
		directory: createDirectory(client(times.callMs), self.home, deps),
		routes: [
			...line.routes,
			...(settings.publicUrl ? [galleryRoute(tickets, app.paint, deps.clock)] : []),
		],
		async stop() {
			gate.open = false;
			await work.settled(times.stopMs);
			await line.close();
		},
	};
}

function answering(
	app: App,
	settings: SlackSettings,
	deps: SlackDeps,
	{ home }: Self,
	web: webApi.WebClient,
	tickets: Tickets,
	ackAfterMs: number,
): Answering {
	const prefix = settings.commandPrefix ?? "";
	const { log } = deps;
	const pictures = picturesBy(tickets, settings.publicUrl);
	const render = (message: Message) => renderMessage(message, typedBy(settings), pictures);
	const mayAnswer = (url: string) => isResponseUrl(url, settings.apiUrl);
	const voice = createVoice({ web, render, log, mayAnswer });
	const lookups = { isAdmin: adminLookup(web, home, deps), isIn: groupLookup(web, home, deps) };
	const courier = createCourier({ web, tickets, paint: app.paint, log });
	return { app, home, voice, courier, lookups, render, prefix, log, ackAfterMs };
}

function typedBy({ commandPrefix = "" }: SlackSettings): TypedName {
	return (name) => typedName(name, commandPrefix);
}

/**
 * Bolt only receives and routes here. Given a token it would look it up by itself and let a failure
 * end the process, so it gets what is known already; and it need not keep conversations.
 */
function boltOptions(botToken: string, { home, botId, botUserId }: Self, { receiver }: Line) {
	const authorized = { botToken, botId, botUserId, teamId: home.team };
	// A new object every time: Bolt writes into it who asked.
	return { receiver, authorize: async () => ({ ...authorized }), convoStore: false as const };
}

/** Bots do not learn; Slack's own helper and this bot would only talk to themselves. */
function isPerson(user: string | undefined, { botUserId }: Self): boolean {
	return user !== botUserId && user !== "USLACKBOT";
}

const ANY = /[\s\S]*/;

/** One listener for each kind of wish: what it is about stands in the wish itself. */
function listen(bolt: Bolt, by: Answering, work: Work): void {
	bolt.command(ANY, ({ body, ack }) => safely(answerCommand(body, ack, by)));
	bolt.action<BlockAction>({ type: "block_actions", action_id: ANY }, ({ body, ack }) =>
		safely(answerAction(body, ack, by)),
	);
	bolt.view<ViewSubmitAction>({ type: "view_submission", callback_id: ANY }, ({ body, ack }) =>
		safely(answerView(body, ack, by)),
	);

	/** A fault of the adapter itself: Bolt would log it with its payload, or fail the request. */
	async function safely(answer: Promise<void>): Promise<void> {
		try {
			await work.track(answer);
		} catch (error) {
			by.log.error({ err: codeOf(error) }, "an answer failed");
		}
	}
}
