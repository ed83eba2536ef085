import type { z } from "zod";
import type { Route } from "../../core/adapter.ts";
import type { App } from "../../core/app.ts";
import type { Example } from "../../core/gallery.ts";
import type { Clock } from "../../core/ports.ts";
import { playground } from "../../text/en.ts";
import { serveAsset } from "./assets.ts";
import { completeLine } from "./completion.ts";
import type { Events } from "./events.ts";
import { check, Refused, readJson, respond, respondJson } from "./guard.ts";
import { completeQuery, personQuery, pressBody, sayBody, submitBody, timeBody } from "./intake.ts";
import type { Once } from "./once.ts";
import type { Pictures } from "./pictures.ts";
import { render } from "./render.ts";
import type { Screen } from "./screen.ts";
import { stateFor } from "./state.ts";
import { createTalk } from "./talk.ts";

/** All that the playground's paths work with. */
export type Inside = {
	readonly app: App;
	readonly clock: Clock;
	readonly events: Events;
	readonly screen: Screen;
	readonly pictures: Pictures;
	readonly once: Once;
	letTimePass(ms: number): Promise<void>;
	/** @throws {Refused} while the bot is stopping. */
	mustBeOpen(): void;
};

/** The page and everything it calls. Exact paths stand before the prefix that holds the files. */
export function createRoutes(inside: Inside): readonly Route[] {
	return [...actions(inside), ...views(inside)];
}

/** What changes something: done once for each action id, however often it is sent. */
function actions(inside: Inside): readonly Route[] {
	const talk = createTalk(inside.app, inside.screen);
	return [
		action(inside, "say", sayBody, talk.say),
		action(inside, "press", pressBody, talk.press),
		action(inside, "submit", submitBody, talk.submit),
		action(inside, "time", timeBody, ({ hours }) => passTime(inside, hours)),
	];
}

function action<Body extends { id: string }>(
	inside: Inside,
	name: string,
	schema: z.ZodType<Body>,
	run: (body: Body) => Promise<unknown>,
): Route {
	return {
		method: "POST",
		path: `/playground/${name}`,
		async handle(request) {
			inside.mustBeOpen();
			const { body, sent } = await readJson(request, schema);
			const answer = inside.once(body.id, `${name} ${sent}`, () => run(body));
			if (answer === null) throw new Refused(409, playground.refused.reused);
			return respondJson(await answer);
		},
	};
}

const HOUR = 60 * 60 * 1000;

async function passTime({ letTimePass, clock, events }: Inside, hours: number) {
	await letTimePass(hours * HOUR);
	return events.publish(null, () => ({ kind: "time", now: clock.now() }));
}

/** What only looks. */
function views({ app, clock, events, screen, pictures, mustBeOpen }: Inside): readonly Route[] {
	return [
		view("/", () => serveAsset("index.html")),
		view("/playground/state", (url) => {
			const { person } = check(personQuery, Object.fromEntries(url.searchParams));
			return respondJson(stateFor(person, { app, clock, events, screen }));
		}),
		view("/playground/complete", (url) => {
			const { person, line } = check(completeQuery, Object.fromEntries(url.searchParams));
			return respondJson(completeLine(app, person, line));
		}),
		view("/playground/items", () => serveAsset("items.html")),
		view("/playground/items/list", (url) =>
			respondJson(app.preview.items(url.searchParams.get("typed") ?? "")),
		),
		view("/playground/items/examples", async (url) => {
			const examples = app.preview.examples(url.searchParams.get("id") ?? "");
			return respondJson(examples.map((one) => exampleFace(one, pictures)));
		}),
		view("/playground/events", (url, headers) => {
			mustBeOpen();
			const { person } = check(personQuery, Object.fromEntries(url.searchParams));
			const after = headers.get("last-event-id") ?? url.searchParams.get("after");
			return respond(events.follow(person.id, after), "text/event-stream");
		}),
		view("/playground/pictures/*", (url) => pictures.serve(url.pathname)),
		view("/playground/files/*", (url) => pictures.serve(url.pathname)),
		view("/playground/*", (url) => serveAsset(url.pathname.slice("/playground/".length))),
	];
}

/** A card of an item has no picture that would have to be painted. */
function exampleFace({ name, message }: Example, pictures: Pictures) {
	return { name, face: render(message, pictures) };
}

function view(
	path: string,
	answer: (url: URL, headers: Headers) => Response | Promise<Response>,
): Route {
	return {
		method: "GET",
		path,
		handle: (request) => answer(new URL(request.url), request.headers),
	};
}
