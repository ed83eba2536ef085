import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { isRecord, type Json, recordOf, textOf } from "./slack-json.ts";
import type { Envelope } from "./slack-types.ts";
import { unpack } from "./slack-web-api.ts";

export const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json; charset=utf-8";

/** What HTTP says back, here and there. */
export interface Answer {
	readonly status: number;
	readonly body: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly drop?: boolean;
}

export function reply(outgoing: ServerResponse, answer: Answer): void {
	if (answer.drop) {
		outgoing.destroy();
		return;
	}
	const isJson = answer.body.startsWith("{");
	const type = isJson ? JSON_TYPE : "text/plain; charset=utf-8";
	outgoing.writeHead(answer.status, { "content-type": type, ...answer.headers });
	outgoing.end(answer.body);
}

export async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk);
	return Buffer.concat(chunks);
}

/** The arguments of a call, from a form or from JSON. */
export function argumentsOf(incoming: IncomingMessage, body: Buffer): Json {
	if (incoming.headers["content-type"]?.startsWith("application/json"))
		return recordOf(parsed(body.toString()));
	return Object.fromEntries(new URLSearchParams(body.toString()));
}

/** What was uploaded: the SDK wraps it in a multipart form, others send it bare. */
export async function uploadedContent(incoming: IncomingMessage, body: Buffer): Promise<Buffer> {
	const type = incoming.headers["content-type"] ?? "";
	if (!type.startsWith("multipart/form-data")) return body;
	const whole = new Response(new Uint8Array(body), { headers: { "content-type": type } });
	for (const part of (await whole.formData()).values())
		if (typeof part !== "string") return Buffer.from(await part.arrayBuffer());
	return Buffer.alloc(0);
}

/** The arguments with the JSON inside them read, as far as it can be. */
export function readable(args: Json): Json {
	try {
		return unpack(args);
	} catch {
		return args;
	}
}

export function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** How Slack writes an envelope into an HTTP body. */
export function httpBody({ type, payload }: Envelope): string {
	if (type === "events_api") return JSON.stringify(payload);
	if (type === "interactive")
		return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
	const fields = Object.entries(payload).map(([name, value]) => [name, textOf(value)]);
	return new URLSearchParams(Object.fromEntries(fields)).toString();
}

/** The acknowledgement in an HTTP body: JSON, or bare text, which stands for a message. */
export function ackPayload(body: string): Json {
	if (body === "") return {};
	const said = parsed(body);
	return isRecord(said) ? said : { text: body };
}

/** One POST on a connection of its own, so that nothing keeps the bot's server from closing. */
export function postTo(
	url: string,
	body: string,
	headers: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string }> {
	return new Promise((resolve, reject) => {
		const length = String(Buffer.byteLength(body));
		const outgoing = request(
			url,
			{ method: "POST", agent: false, headers: { ...headers, "content-length": length } },
			(incoming) => {
				bodyOf(incoming).then(
					(said) => resolve({ status: incoming.statusCode ?? 0, body: said.toString() }),
					reject,
				);
			},
		);
		outgoing.on("error", reject);
		outgoing.end(body);
	});
}
