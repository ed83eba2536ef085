import { type Logger, SocketModeReceiver, type webApi } from "@slack/bolt";
import type { Log } from "../../core/ports.ts";
import { Problem } from "../../core/problem.ts";
import { onSlack } from "../../text/en.ts";
import { codeOf, type Fault, faultOf } from "./faults.ts";
import { within } from "./work.ts";

/** Slack over a websocket that the bot opens: nothing needs to be reachable from outside. */
export type Socket = {
	readonly receiver: SocketModeReceiver;
	/** @throws {Problem} when Slack does not take the token, or cannot be reached in time. */
	open(withinMs: number): Promise<void>;
	close(): Promise<void>;
};

export type SocketDeps = {
	readonly options: webApi.WebClientOptions;
	readonly logger: Logger;
	readonly log: Log;
};

const CALL_MS = 10_000;
const CLOSE_MS = 1_000;
/** Pauses between tries: soon at first, then seldom enough to be no burden. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** A token that was refused does not mend itself; but the process must not end over it. */
const REFUSED_PAUSE_MS = 60_000;

/**
 * Bolt's receiver, with its own reconnecting switched off. The SDK waits five seconds before it
 * comes back, in which people's presses fail, several times a day; it takes a token of the wrong
 * kind for a passing trouble; and when Slack refuses a reconnection it rejects a promise that
 * nobody holds, which ends the process.
 */
export function openSocket(appToken: string, { options, logger, log }: SocketDeps): Socket {
	const receiver = new SocketModeReceiver({
		appToken,
		logger,
		autoReconnectEnabled: false,
		installerOptions: { clientOptions: { ...options, timeout: CALL_MS } },
	});
	const { client } = receiver;
	const closing = new AbortController();
	let connecting = false;
	client.on("disconnected", () => {
		if (!connecting && !closing.signal.aborted) void connect(() => true);
	});
	return {
		receiver,
		async open(withinMs) {
			const isPassing = (fault: Fault) => fault.kind !== "refused";
			if ((await within(connect(isPassing), withinMs)) !== null) return;
			await close();
			throw new Problem(onSlack.unreachable("its websocket"));
		},
		close,
	};

	/** Tries until there is a connection, as long as it makes sense to go on. */
	async function connect(goesOn: (fault: Fault) => boolean): Promise<boolean> {
		connecting = true;
		for (let tries = 0; !closing.signal.aborted; tries += 1) {
			const fault = await attempt();
			if (fault === null) break;
			if (!goesOn(fault)) throw new Problem(onSlack.wrongAppToken);
			await pause(pauseAfter(fault, tries), closing.signal);
		}
		connecting = false;
		return true;
	}

	async function attempt(): Promise<Fault | null> {
		try {
			await client.start();
			return null;
		} catch (error) {
			if (!closing.signal.aborted) log.warn({ err: codeOf(error) }, "no connection to Slack");
			return faultOf(error);
		}
	}

	async function close(): Promise<void> {
		closing.abort();
		await within(client.disconnect(), CLOSE_MS);
	}
}

function pauseAfter(fault: Fault, tries: number): number {
	if (fault.kind === "refused") return REFUSED_PAUSE_MS;
	if (fault.kind === "rate-limited") return fault.waitMs;
	return Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS);
}

/** Resolves after a while, or at once when the signal comes. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(done, ms);
		signal.addEventListener("abort", done, { once: true });
		function done() {
			clearTimeout(timer);
			signal.removeEventListener("abort", done);
			resolve();
		}
	});
}
