import type { z } from "zod";
import type { Log } from "../../core/ports.ts";
import { playground } from "../../text/en.ts";

/**
 * What stands between the network and the handlers. The playground is for the person at this
 * machine only: other sites must neither post to it nor, by pointing their own name at the loopback
 * address (DNS rebinding), read it.
 */

/** A request that is turned away, with the sentence its sender gets. */
export class Refused extends Error {
	override readonly name = "Refused";
	readonly status: number;
	constructor(status: number, sentence: string) {
		super(sentence);
		this.status = status;
	}
}

/** Only the page's own files and answers; text of people can never become script, style or frame. */
const CONTENT_SECURITY_POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"connect-src 'self'",
	"img-src 'self' data:",
	"form-action 'none'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
].join("; ");

const HEADERS = {
	"content-security-policy": CONTENT_SECURITY_POLICY,
	"x-content-type-options": "nosniff",
	"referrer-policy": "no-referrer",
	"cross-origin-resource-policy": "same-origin",
	"cross-origin-opener-policy": "same-origin",
	"cache-control": "no-store",
};

/** Anything the playground answers, under its headers. */
export function respond(
	body: string | Uint8Array<ArrayBuffer> | ReadableStream,
	type: string,
	status = 200,
): Response {
	return new Response(body, { status, headers: { ...HEADERS, "content-type": type } });
}

export function respondJson(value: unknown, status = 200): Response {
	return respond(JSON.stringify(value), "application/json; charset=utf-8", status);
}

type Handle = (request: globalThis.Request) => Response | Promise<Response>;

/** Checks who is calling, and turns what goes wrong into a sentence; faults are logged. */
export function guarded(log: Log, handle: Handle): Handle {
	return async (request) => {
		try {
			checkHost(request);
			if (request.method !== "GET") checkOrigin(request);
			return await handle(request);
		} catch (error) {
			if (error instanceof Refused) return respondJson({ problem: error.message }, error.status);
			log.error({ err: error, path: new URL(request.url).pathname }, "the playground failed");
			return respondJson({ problem: playground.fault }, 500);
		}
	};
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The name in the address bar and the one in the request line must both mean this machine. */
function checkHost(request: globalThis.Request): void {
	const named = `http://${hostOf(request)}`;
	const names = [named, request.url].map((url) => (URL.canParse(url) ? new URL(url).hostname : ""));
	if (!names.every((name) => LOOPBACK.test(name))) throw new Refused(403, playground.refused.host);
}

/** Browsers send the origin with every POST, and no page can change it. */
function checkOrigin(request: globalThis.Request): void {
	if (request.headers.get("origin") !== `http://${hostOf(request)}`)
		throw new Refused(403, playground.refused.origin);
}

function hostOf(request: globalThis.Request): string {
	return request.headers.get("host") ?? new URL(request.url).host;
}

/** Far more than the longest form; nothing the page sends comes near. */
const MOST_BYTES = 64 * 1024;

/** The body as checked JSON, and as it was sent. */
export async function readJson<Schema extends z.ZodType>(
	request: globalThis.Request,
	schema: Schema,
): Promise<{ body: z.output<Schema>; sent: string }> {
	if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? ""))
		throw new Refused(415, playground.refused.shape);
	const sent = await readText(request);
	return { body: check(schema, parse(sent)), sent };
}

/** @throws {Refused} with the sentence of the first thing that does not fit. */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
	const read = schema.safeParse(value);
	if (read.success) return read.data;
	throw new Refused(400, read.error.issues[0]?.message ?? playground.refused.shape);
}

function parse(sent: string): unknown {
	try {
		return JSON.parse(sent);
	} catch {
		throw new Refused(400, playground.refused.shape);
	}
}

/** Counts while it reads: a length that is announced need not be true. */
async function readText(request: globalThis.Request): Promise<string> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of request.body ?? []) {
		bytes += chunk.byteLength;
		if (bytes > MOST_BYTES) throw new Refused(413, playground.refused.size);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}
