import { afterEach } from "vitest";
import { connectDiscord, type Timing } from "../../../src/adapters/discord/connect.ts";
import type { Adapter } from "../../../src/core/adapter.ts";
import type { App } from "../../../src/core/app.ts";
import type { Log } from "../../../src/core/ports.ts";
import { type DiscordServer, startDiscordServer } from "../../support/discord-server.ts";

/** Log lines as a test reads them: level, message and fields. */
export type Line = { level: string; message: string; fields: Record<string, unknown> };

export function listedLog(): Log & { readonly lines: Line[] } {
	const lines: Line[] = [];
	const at = (level: string) => (fields: Record<string, unknown>, message: string) =>
		void lines.push({ level, message, fields });
	return { lines, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

export type Bot = {
	readonly server: DiscordServer;
	readonly adapter: Adapter;
	readonly lines: readonly Line[];
};

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const stop of running.splice(0).reverse()) await stop();
});

/** A stand-in of Discord that is stopped when the test is over. */
export async function discord(
	options: Parameters<typeof startDiscordServer>[0] = {},
): Promise<DiscordServer> {
	const server = await startDiscordServer(options);
	running.push(() => server.stop());
	return server;
}

/** As many further tries as usual, without the pauses before them. */
const AT_ONCE: Partial<Timing> = { firstAgainMs: [0, 0], laterAgainMs: [0, 0, 0] };

/** The real adapter, logged in to a stand-in. */
export async function botFor(
	app: App,
	setting: { server?: DiscordServer; now?: () => number; timing?: Partial<Timing> } = {},
): Promise<Bot> {
	const server = setting.server ?? (await discord());
	const log = listedLog();
	const clock = { now: setting.now ?? Date.now };
	const settings = { token: server.token, apiUrl: server.api };
	const timing = { ...AT_ONCE, ...setting.timing };
	const adapter = await connectDiscord(app, settings, { log, clock }, timing);
	running.push(() => adapter.stop());
	return { server, adapter, lines: log.lines };
}
