import type { Adapter } from "../../core/adapter.ts";
import type { App } from "../../core/app.ts";
import { type Paint, withPictures } from "../../core/paint.ts";
import type { Clock, Ids, Log, Pacing, Sender } from "../../core/ports.ts";
import { playground } from "../../text/en.ts";
import { createEvents } from "./events.ts";
import { guarded, Refused } from "./guard.ts";
import { createOnce } from "./once.ts";
import { readerOf } from "./people.ts";
import { createPictures } from "./pictures.ts";
import { createRoutes } from "./routes.ts";
import { createScreen, type Screen } from "./screen.ts";

export type PlaygroundDeps = {
	readonly log: Log;
	readonly clock: Clock;
	readonly ids: Ids;
	/** Moves the bot's clock on and lets everything due happen. */
	letTimePass(ms: number): Promise<void>;
};

/** Answers kept for retries. A page retries within seconds, so this is plenty. */
const KEPT_ANSWERS = 500;

/**
 * The playground: a page that looks and behaves like a chat, for trying the bot without a token.
 * It answers under loopback names only.
 */
export async function connectPlayground(app: App, deps: PlaygroundDeps): Promise<Adapter> {
	const events = createEvents(deps.ids.make());
	const pictures = createPictures(deps.ids.make);
	const screen = createScreen(events, { ...deps, keep: pictures });
	const once = createOnce(KEPT_ANSWERS);
	let stopping = false;
	const mustBeOpen = () => {
		if (stopping) throw new Refused(503, playground.refused.stopping);
	};
	const routes = createRoutes({ ...deps, app, events, screen, pictures, once, mustBeOpen });
	return {
		name: "playground",
		sender: { ...createSender(screen, app.paint), probe },
		pacing: AT_ONCE,
		routes: routes.map((route) => ({ ...route, handle: guarded(deps.log, route.handle) })),
		async stop() {
			stopping = true;
			await once.idle();
			events.end();
		},
	};
}

/** A page has no limits; and when a day passes here, nobody wants to wait for it. */
const AT_ONCE: Pacing = { laneMs: 0, allMs: 0 };

/** Whether there is such a place on the page. */
async function probe(place: string): Promise<string | null> {
	return readerOf(place) === undefined ? playground.gone : null;
}

/** Posting is putting a message on the page: it succeeds at once, or the place does not exist. */
function createSender(screen: Screen, paint: Paint): Sender {
	return {
		async post(place, message, key) {
			const shown = screen.post(place, await withPictures(message, paint), key.id);
			return shown ? { outcome: "sent", ref: shown.id } : { outcome: "gone", why: playground.gone };
		},
		async edit(place, ref, message) {
			const shown = screen.edit(place, ref, await withPictures(message, paint));
			return shown ? { outcome: "sent", ref } : { outcome: "gone", why: playground.removed };
		},
	};
}
