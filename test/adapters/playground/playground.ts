import { connectPlayground } from "../../../src/adapters/playground/connect.ts";
import type { Adapter } from "../../../src/core/adapter.ts";
import type { App } from "../../../src/core/app.ts";

/** The playground's handlers as a browser on this machine would call them, without a network. */
export type Playground = {
	readonly adapter: Adapter;
	/** What the log was told. */
	readonly logged: Record<string, unknown>[];
	/** How much time was let pass, in milliseconds. */
	readonly passed: () => number;
	get(path: string, headers?: Record<string, string>): Promise<Response>;
	/** Sends an action under a fresh id, unless the body brings one. */
	post(what: string, body: object, headers?: Record<string, string>): Promise<Response>;
	/** The same, from the page of a person in the channel, and its answer. */
	act(what: string, body: object): Promise<Answer>;
	/** Opens a person's stream of events. */
	follow(person: string, headers?: Record<string, string>, after?: string): Promise<Stream>;
};

/** What the page would read; the tests name what they expect of it. */
type Answer = {
	readonly did: string;
	readonly problem: string;
	readonly now: number;
	readonly form: { title: string; fields: { name: string; value: string }[] };
	readonly message: {
		id: string;
		rev: number;
		at: number;
		place: string;
		private: boolean;
		because: string;
		face: { gist: string };
	};
};

export const HOST = "http://127.0.0.1:3000";
const NOW = Date.UTC(2026, 10, 20, 9);

let runs = 0;

export async function openPlayground(
	app: App,
	letTimePass: (ms: number) => Promise<void> = async () => {},
): Promise<Playground> {
	const run = ++runs;
	const logged: Record<string, unknown>[] = [];
	const log = (fields: Record<string, unknown>) => void logged.push(fields);
	let passed = 0;
	let made = 0;
	const adapter = await connectPlayground(app, {
		log: { debug() {}, info: log, warn: log, error: log },
		clock: { now: () => NOW + passed },
		ids: { make: () => `r${run}n${++made}` },
		async letTimePass(ms) {
			await letTimePass(ms);
			passed += ms;
		},
	});
	const call = async (request: Request) => {
		const route = adapter.routes.find((one) => matches(one, request));
		if (!route) throw new Error(`no route for ${request.method} ${request.url}`);
		return route.handle(request);
	};
	const get = (path: string, headers = {}) => call(new Request(`${HOST}${path}`, { headers }));
	const post = (what: string, body: object, headers = {}) =>
		call(
			new Request(`${HOST}/playground/${what}`, {
				method: "POST",
				headers: { origin: HOST, "content-type": "application/json", ...headers },
				body: JSON.stringify({ id: `action-${run}-${++made}`, ...body }),
			}),
		);
	return {
		adapter,
		logged,
		passed: () => passed,
		get,
		post,
		async act(what, body) {
			const here = { person: "ada", place: "playground:backend" };
			return (await post(what, { ...here, ...body })).json() as Promise<Answer>;
		},
		async follow(person, headers, after) {
			const query = new URLSearchParams({ person, ...(after === undefined ? {} : { after }) });
			const response = await get(`/playground/events?${query}`, headers);
			return new Stream(response);
		},
	};
}

function matches(route: Adapter["routes"][number], request: Request): boolean {
	const { pathname } = new URL(request.url);
	if (route.method !== request.method) return false;
	return route.path.endsWith("/*")
		? pathname.startsWith(route.path.slice(0, -1))
		: pathname === route.path;
}

type Heard = {
	readonly id: string;
	readonly data: { kind: string; now?: number; message?: Answer["message"] };
};

/** Reads server-sent events one by one. */
class Stream {
	readonly response: Response;
	readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
	readonly #decoder = new TextDecoder();
	#unread = "";

	constructor(response: Response) {
		this.response = response;
		if (!response.body) throw new Error("the stream has no body");
		this.#reader = response.body.getReader();
	}

	/** The next event; null when the stream has ended. */
	async next(): Promise<Heard | null> {
		for (;;) {
			const end = this.#unread.indexOf("\n\n");
			if (end >= 0) {
				const block = this.#unread.slice(0, end);
				this.#unread = this.#unread.slice(end + 2);
				const heard = parse(block);
				if (heard) return heard;
				continue;
			}
			const { done, value } = await this.#reader.read();
			if (done) return null;
			this.#unread += this.#decoder.decode(value, { stream: true });
		}
	}

	async close(): Promise<void> {
		await this.#reader.cancel();
	}
}

function parse(block: string): Heard | null {
	const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
	const data = field("data");
	return data === undefined ? null : { id: field("id") ?? "", data: JSON.parse(data) };
}
