import { commands } from "../../commands/index.ts";
import type { Adapter } from "../../src/core/adapter.ts";
import { type App, createApp } from "../../src/core/app.ts";
import { routeByPlatform } from "../../src/core/delivery/route.ts";
import { directoryByPlatform } from "../../src/core/directory.ts";
import type { LibraryContent } from "../../src/core/library.ts";
import type { Clock, Directory, Log, Sender, Store } from "../../src/core/ports.ts";
import { createPainter } from "../../src/pictures/painter.ts";
import { openStore } from "../../src/store/open.ts";
import { nothingAround } from "./around.ts";
import { smallLibrary } from "./library.ts";
import { countedIds } from "./world.ts";

/** The whole bot as `main.ts` builds it, on a platform's stand-in and with a clock that tests move. */
export type Bot = {
	readonly adapter: Adapter;
	readonly app: App;
	readonly store: Store;
	readonly warnings: readonly string[];
	/** Moves the clock on and beats once. */
	passes(ms: number): Promise<void>;
	stop(): Promise<void>;
};

export const HOUR = 3_600_000;

export async function startBot(
	connect: (app: App, deps: { log: Log; clock: Clock }) => Promise<Adapter>,
	start: { at?: string; content?: LibraryContent; database?: string } = {},
): Promise<Bot> {
	let now = Date.parse(start.at ?? "2026-11-20T07:00:00Z");
	const clock: Clock = { now: () => now };
	const ids = countedIds();
	const warnings: string[] = [];
	const note = (fields: Record<string, unknown>, message: string) =>
		void warnings.push(`${message} ${JSON.stringify(fields)}`);
	const log: Log = { debug() {}, info() {}, warn: note, error: note };
	const store = await openStore(start.database ?? ":memory:", { ids });
	const senders = new Map<string, Sender>();
	const sender = routeByPlatform(senders, clock);
	const directories = new Map<string, Directory>();
	const painter = createPainter();
	const around = { ...nothingAround, sender, painter, directory: directoryByPlatform(directories) };
	const content = start.content ?? smallLibrary;
	const app = createApp({ store, ...around, clock, ids, log }, content, commands);
	const adapter = await connect(app, { log, clock });
	senders.set(adapter.name, adapter.sender);
	if (adapter.directory) directories.set(adapter.name, adapter.directory);
	return {
		adapter,
		app,
		store,
		warnings,
		async passes(ms) {
			now += ms;
			await app.tick(now);
		},
		async stop() {
			await adapter.stop();
			await store.close();
		},
	};
}
