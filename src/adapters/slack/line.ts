import type { Receiver } from "@slack/bolt";
import type { Route } from "../../core/adapter.ts";
import type { Clock } from "../../core/ports.ts";
import { Problem } from "../../core/problem.ts";
import { onSlack } from "../../text/en.ts";
import { type Gate, httpReceiver } from "./receiver.ts";
import { openSocket, type SocketDeps } from "./socket.ts";

/** A way for Slack to reach the bot. */
export type Line = {
	readonly receiver: Receiver;
	/** Where Slack calls in, if it does. */
	readonly routes: readonly Route[];
	/** @throws {Problem} when it cannot be opened. */
	open(withinMs: number): Promise<void>;
	close(): Promise<void>;
};

export type LineDeps = SocketDeps & { readonly clock: Clock; readonly gate: Gate };

/**
 * Socket Mode when there is an app token, otherwise signed HTTP.
 *
 * @throws {Problem} when there is neither a token nor a secret
 */
export function chooseLine(
	{ appToken, signingSecret }: { readonly appToken?: string; readonly signingSecret?: string },
	deps: LineDeps,
): Line {
	if (appToken) return { ...openSocket(appToken, deps), routes: [] };
	if (!signingSecret) throw new Problem(onSlack.noSecret);
	const { receiver, route } = httpReceiver(signingSecret, deps);
	return { receiver, routes: [route], open: async () => {}, close: async () => {} };
}
