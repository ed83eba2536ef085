import {
	type App as Bolt,
	type Logger,
	type Receiver,
	SocketModeReceiver,
	type webApi,
} from "@slack/bolt";
import type { Log } from "../../core/ports.ts";
import { Problem } from "../../core/problem.ts";
import { onSlack } from "../../text/en.ts";
import { codeOfFault, type Fault, faultOf } from "./faults.ts";
import { LIMITS } from "./limits.ts";
import { pause, within } from "./work.ts";

/** Slack over a websocket that the bot opens: nothing needs to be reachable from outside. */
export type Socket = {
	readonly receiver: Receiver;
	/** @throws {Problem} when Slack does not take the token, or cannot be reached in time. */
	open(withinMs: number): Promise<void>;
	close(): Promise<void>;
};

export type SocketDeps = {
	readonly options: webApi.WebClientOptions;
	readonly logger: Logger;
	readonly log: Log;
};

type Client = SocketModeReceiver["client"];

const CALL_MS = 10_000;
const CLOSE_MS = 1_000;
/** From the call for an address to Slack's greeting on it. */
const GREETING_MS = 20_000;
/** Pauses between tries: soon at first, then seldom enough to be no burden. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** A token that was refused does not mend itself; but the process must not end over it. */
const REFUSED_PAUSE_MS = 60_000;

const SILENT: Fault = { kind: "unclear", code: "no_greeting" };

/**
 * Bolt's receiver, one for each connection, with its own reconnecting switched off. The SDK waits
 * five seconds before it comes back, in which people's presses fail, several times a day; it takes
 * a token of the wrong kind for a passing trouble; and when Slack refuses a reconnection it rejects
 * a promise that nobody holds, which ends the process.
 *
 * When Slack announces that a connection will go, the SDK drops it at once. Here the next one is
 * opened first, and the old one stays until what is under way on it has been acknowledged.
 */
export function openSocket(appToken: string, { options, logger, log }: SocketDeps): Socket {
	const all = new Set<Client>();
	/** Up, and not told to go. */
	const live = new Set<Client>();
	const closing = new AbortController();
	let bolt: Bolt | null = null;
	let connecting: Promise<boolean> | null = null;
	let lastFault = "";
	const receiver: Receiver = {
		init(app) {
			bolt = app;
		},
		start: async () => {},
		stop: async () => {},
	};
	return { receiver, open, close };

	async function open(withinMs: number): Promise<void> {
		const isPassing = (fault: Fault) => fault.kind !== "refused";
		if ((await within(connect(isPassing), withinMs)) !== null) return;
		await close();
		throw new Problem(onSlack.unreachable("its websocket"));
	}

	async function close(): Promise<void> {
		closing.abort();
		await within(Promise.all([...all].map((client) => client.disconnect())), CLOSE_MS);
	}

	/** Resolves when there is a connection again; several may wait for it at once. */
	function upAgain(): Promise<boolean> {
		connecting ??= connect(() => true).finally(() => {
			connecting = null;
		});
		return connecting;
	}

	/** Tries until there is a connection, as long as it makes sense to go on. */
	async function connect(goesOn: (fault: Fault) => boolean): Promise<boolean> {
		for (let tries = 0; !closing.signal.aborted && live.size === 0; tries += 1) {
			const fault = await attempt();
			if (fault !== null && !goesOn(fault)) throw new Problem(onSlack.wrongAppToken);
			if (fault !== null) await pause(pauseAfter(fault, tries), closing.signal);
		}
		return true;
	}

	async function attempt(): Promise<Fault | null> {
		const client = newClient();
		const fault = await greeting(client);
		if (closing.signal.aborted || fault !== null) void client.disconnect();
		else live.add(client);
		if (!closing.signal.aborted) tell(fault);
		return fault;
	}

	function newClient(): Client {
		const installerOptions = { clientOptions: { ...options, timeout: CALL_MS } };
		const one = new SocketModeReceiver({
			appToken,
			logger,
			autoReconnectEnabled: false,
			installerOptions,
		});
		if (bolt !== null) one.init(bolt);
		const { client } = one;
		all.add(client);
		client.on("disconnected", () => {
			all.delete(client);
			if (live.delete(client)) void upAgain();
		});
		hearGoodbye(client, () => void leave(client));
		return client;
	}

	/** Slack announced that a connection will go: the next comes up, then this one is let go. */
	async function leave(client: Client): Promise<void> {
		if (!live.delete(client)) return;
		await upAgain();
		await pause(LIMITS.ackMs, closing.signal);
		if (all.has(client)) await client.disconnect();
	}

	/** The same trouble again is no news. */
	function tell(fault: Fault | null): void {
		const code = fault === null ? "" : codeOfFault(fault);
		const isNews = code !== lastFault;
		lastFault = code;
		if (fault === null || !isNews) return;
		if (fault.kind === "refused") log.error({ err: code }, onSlack.appTokenRefused(code));
		else log.warn({ err: code }, "no connection to Slack");
	}
}

/** Resolves once Slack has greeted, with null; else with what went wrong. */
async function greeting(client: Client): Promise<Fault | null> {
	const started = client.start().then(
		() => "greeted" as const,
		(error: unknown) => faultOf(error),
	);
	const came = await within(started, GREETING_MS);
	if (came === "greeted") return null;
	// Should the greeting come after all, nobody waits for it any more.
	if (came === null) void started.then(() => client.disconnect());
	return came ?? SILENT;
}

/** Lets the SDK hear all of Slack's messages but the one that would make it hang up at once. */
function hearGoodbye(client: Client, goodbye: () => void): void {
	const listeners = client.listeners("ws_message");
	client.removeAllListeners("ws_message");
	client.on("ws_message", (data: unknown, ...more: unknown[]) => {
		if (isGoodbye(data)) goodbye();
		else for (const listener of listeners) listener.call(client, data, ...more);
	});
}

function isGoodbye(data: unknown): boolean {
	if (typeof data !== "string" || !data.includes('"disconnect"')) return false;
	try {
		return (JSON.parse(data) as { type?: unknown }).type === "disconnect";
	} catch {
		return false;
	}
}

function pauseAfter(fault: Fault, tries: number): number {
	if (fault.kind === "refused") return REFUSED_PAUSE_MS;
	if (fault.kind === "rate-limited") return fault.waitMs;
	return Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS);
}
