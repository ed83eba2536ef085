import {
	connectSlack,
	type SlackSettings,
	type Waits,
} from "../../../src/adapters/slack/connect.ts";
import type { Adapter } from "../../../src/core/adapter.ts";
import type { App } from "../../../src/core/app.ts";
import type { Log } from "../../../src/core/ports.ts";
import { mount } from "../../support/slack-mount.ts";
import type { SlackServer } from "../../support/slack-server.ts";

/** Both ways Slack can reach the bot. */
export const MODES = ["socket", "http"] as const;
export type Mode = (typeof MODES)[number];

/** A log that keeps its lines as text. */
export type KeptLog = Log & { readonly lines: string[] };

export function keptLog(): KeptLog {
	const lines: string[] = [];
	const keep = (level: string) => (fields: Record<string, unknown>, message: string) => {
		lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
	};
	return {
		lines,
		debug: keep("debug"),
		info: keep("info"),
		warn: keep("warn"),
		error: keep("error"),
	};
}

/** A bot that is up, with what a test wants to look at or turn. */
export type Bot = {
	readonly adapter: Adapter;
	readonly log: KeptLog;
	/** Real time, moved on by what a test adds. */
	readonly clock: { ahead: number; now(): number };
	stop(): Promise<void>;
};

/** Brings the adapter up against the stand-in. */
export async function startBot(
	app: App,
	slack: SlackServer,
	mode: Mode,
	{ settings = {}, waits = {} }: { settings?: Partial<SlackSettings>; waits?: Partial<Waits> } = {},
): Promise<Bot> {
	const log = keptLog();
	const clock = { ahead: 0, now: () => Date.now() + clock.ahead };
	const way =
		mode === "socket" ? { appToken: slack.appToken } : { signingSecret: slack.signingSecret };
	const all = { botToken: slack.botToken, apiUrl: slack.api, ...way, ...settings };
	const adapter = await connectSlack(app, all, { log, clock }, waits);
	const mounted = mode === "http" ? await mount(adapter.routes) : null;
	slack.deliverTo(mounted?.url);
	const stop = async () => {
		await adapter.stop();
		await mounted?.close();
	};
	return { adapter, log, clock, stop };
}
