import { type IncomingMessage, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";

/** What came back from a post. */
export type Said = {
	readonly status: number;
	/** Seconds to wait, where the other side says so. */
	readonly retryAfter: string | undefined;
	readonly text: string;
};

/**
 * Posts JSON over a connection that is kept. It follows no redirection. `fetch` does the same with
 * several times the CPU, and every press ends with one of these.
 *
 * @throws an error with the system's code, or a `TimeoutError`
 */
export function postJson(url: string, value: object, withinMs: number): Promise<Said> {
	const body = JSON.stringify(value);
	const headers = {
		"content-type": "application/json",
		"content-length": Buffer.byteLength(body),
	};
	const send = url.startsWith("https:") ? overHttps : overHttp;
	return new Promise((resolve, reject) => {
		const post = send(url, { method: "POST", headers }, (answer) =>
			read(answer).then(resolve, reject),
		);
		const late = setTimeout(() => post.destroy(new TimeoutError()), withinMs);
		post.once("close", () => clearTimeout(late));
		post.once("error", reject);
		post.end(body);
	});
}

class TimeoutError extends Error {
	override readonly name = "TimeoutError";
}

function read(answer: IncomingMessage): Promise<Said> {
	return new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		answer.on("data", (chunk: Buffer) => chunks.push(chunk));
		answer.once("error", reject);
		answer.once("end", () =>
			resolve({
				status: answer.statusCode ?? 0,
				retryAfter: answer.headers["retry-after"],
				text: Buffer.concat(chunks).toString(),
			}),
		);
	});
}
