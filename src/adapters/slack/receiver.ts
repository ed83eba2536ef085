import {
	type App as Bolt,
	type Receiver,
	type ReceiverEvent,
	verifySlackRequest,
} from "@slack/bolt";
import type { Route } from "../../core/adapter.ts";
import type { Clock, Log } from "../../core/ports.ts";
import { LIMITS } from "./limits.ts";
import { within } from "./work.ts";

/** Slack calling in over HTTP: what Bolt listens to, and the web handler that feeds it. */
export type HttpReceiver = { readonly receiver: Receiver; readonly route: Route };

/** Closed while the bot stops: then nothing new is taken. */
export type Gate = { open: boolean };

/** A request that is not let through. */
class Refused extends Error {
	readonly status: number;
	constructor(status: number) {
		super(`refused with ${status}`);
		this.status = status;
	}
}

/**
 * A receiver without a server of its own: the program has one already. The signature is checked by
 * Bolt's own function, before anything in the body is looked at.
 */
export function httpReceiver(
	signingSecret: string,
	{ log, clock, gate }: { readonly log: Log; readonly clock: Clock; readonly gate: Gate },
): HttpReceiver {
	let bolt: Bolt | null = null;
	return {
		receiver: {
			init(app) {
				bolt = app;
			},
			start: async () => {},
			stop: async () => {},
		},
		route: { method: "POST", path: "/slack/events", handle },
	};

	async function handle(request: Request): Promise<Response> {
		if (!gate.open || bolt === null) return new Response(null, { status: 503 });
		try {
			const text = await readBody(request);
			verify(request.headers, text, signingSecret, clock.now());
			return await answer(bolt, bodyOf(text, request.headers.get("content-type") ?? ""));
		} catch (error) {
			const status = error instanceof Refused ? error.status : 500;
			log.warn({ status }, "a request to Slack's address was refused");
			return new Response(null, { status });
		}
	}
}

/**
 * Node takes no more than was announced, so that can be read in one go; what was not announced is
 * counted as it comes. @throws {Refused} when it is larger than anything Slack sends.
 */
async function readBody(request: Request): Promise<string> {
	const announced = request.headers.get("content-length");
	if (announced === null) return readCounting(request);
	if (Number(announced) > LIMITS.requestBytes) throw new Refused(413);
	return request.text();
}

/** @throws {Refused} */
async function readCounting(request: Request): Promise<string> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of request.body ?? []) {
		bytes += chunk.byteLength;
		if (bytes > LIMITS.requestBytes) throw new Refused(413);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString();
}

/**
 * Bolt refuses what is older than five minutes and takes anything from the future; so a captured
 * request with a forward clock could be kept for long. @throws {Refused}
 */
function verify(headers: Headers, body: string, signingSecret: string, now: number): void {
	const signature = headers.get("x-slack-signature") ?? "";
	const seconds = Number(headers.get("x-slack-request-timestamp") ?? Number.NaN);
	if (!Number.isInteger(seconds) || seconds * 1000 > now + LIMITS.aheadMs) throw new Refused(401);
	const signed = { "x-slack-signature": signature, "x-slack-request-timestamp": seconds };
	try {
		verifySlackRequest({ signingSecret, body, headers: signed, nowMilliseconds: now });
	} catch {
		throw new Refused(401);
	}
}

type Body = ReceiverEvent["body"];

/** Commands come as a form, interactions as JSON inside a form, events as JSON. @throws {Refused} */
function bodyOf(text: string, contentType: string): Body {
	const [type = ""] = contentType.toLowerCase().split(";");
	if (type.trim() === "application/json") return json(text);
	if (type.trim() !== "application/x-www-form-urlencoded") throw new Refused(415);
	const form = new URLSearchParams(text);
	const payload = form.get("payload");
	return payload === null ? Object.fromEntries(form) : json(payload);
}

function json(text: string): Body {
	try {
		const read: unknown = JSON.parse(text);
		if (typeof read === "object" && read !== null && !Array.isArray(read)) return read;
	} catch {}
	throw new Refused(400);
}

async function answer(bolt: Bolt, body: Body): Promise<Response> {
	if (body.ssl_check !== undefined) return new Response();
	if (body.type === "url_verification") return Response.json({ challenge: String(body.challenge) });
	return (
		(await within(acknowledged(bolt, body), LIMITS.ackMs)) ?? new Response(null, { status: 503 })
	);
}

/** Resolves with the acknowledgement; work that goes on after it is tracked where it is done. */
function acknowledged(bolt: Bolt, body: Body): Promise<Response> {
	return new Promise((resolve, reject) => {
		const ack = async (said?: unknown) => resolve(spoken(said));
		bolt
			.processEvent({ body, ack })
			// Nobody listens to it: then there is nothing to say either.
			.then(() => resolve(new Response(null, { status: 404 })), reject);
	});
}

function spoken(said: unknown): Response {
	if (said === undefined || said === "") return new Response();
	if (typeof said === "string") return new Response(said);
	// Built like this the web server sends it in one piece; `Response.json` would make it a stream.
	return new Response(JSON.stringify(said), { headers: { "content-type": "application/json" } });
}
