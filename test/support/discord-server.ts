import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { createServer, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Gateway } from "./discord-gateway.ts";
import { FLAGS, isObject } from "./discord-limits.ts";
import { Member } from "./discord-people.ts";
import type { Answer, Call, Route } from "./discord-routes.ts";
import { Refusal, routesOf } from "./discord-routes.ts";
import { Shown } from "./discord-shown.ts";
import type { Channel, Command, Guild, Kept, UploadedFile } from "./discord-world.ts";
import { NONCE_LIFE, ORDINARY, World } from "./discord-world.ts";

/**
 * A stand-in of Discord for tests: the real discord.js logs in to it, registers its commands,
 * hears what people do and answers them, over HTTP and WebSocket on a loopback port.
 *
 * What it does not do: voice, threads, reactions, rate limits of its own. It refuses what Discord
 * refuses (see discord-limits.ts) and it can be made to fail (`fail`, `delay`, `hold`,
 * `gateway.close`, `gateway.turnsAway`, `gateway.unavailable`). Requests are matched and recorded by their path behind `/api/v10`.
 */

interface ServerOptions {
	/** The bot's name in transcripts. */
	name?: string;
	/** The one token that is right. */
	token?: string;
	/** 0 takes a free port; a fixed one lets a test bring a stopped server back. */
	port?: number;
	/** The clock by which interactions expire and nonces are forgotten. */
	now?: () => number;
	/** How many times as fast as ours that clock runs; people and their clients keep to ours. */
	speed?: number;
	/** How long a nonce is remembered, by that clock. */
	nonceMs?: number;
	/** Milliseconds a person waits for the bot before the test fails. */
	patience?: number;
	/** Keeps no transcript: for talks of many minutes. */
	quiet?: boolean;
}

interface MemberOptions {
	name: string;
	id?: string;
	/** Id of the guild the person acts in; without one they act in direct messages. */
	guild?: string;
	/** Id of the channel; without one the guild's general channel. */
	channel?: string;
	nick?: string;
	permissions?: bigint | string;
	roles?: string[];
	locale?: string;
	/** The bot is not in that guild: only this person's own install brings it there. */
	userInstall?: boolean;
	/** Set to false for somebody who takes no direct messages. */
	acceptsDms?: boolean;
	/** A bot or a webhook instead of a person. */
	bot?: boolean;
}

/** One request of the bot, without its token. */
interface RecordedRequest {
	method: string;
	/** The path behind /api/v10, without the query. */
	path: string;
	query: Record<string, string>;
	body: unknown;
	files: readonly UploadedFile[];
	headers: IncomingHttpHeaders;
	/** Whether the request carried the right token. */
	authorized: boolean;
	/** The status answered, once it has been. */
	status?: number;
}

/** Which requests something applies to. */
interface Match {
	method?: string;
	path: RegExp;
}

interface Fault extends Match {
	/** How many requests fail; one unless told otherwise. */
	times?: number;
	/** The status to answer, or to close the connection without an answer. */
	status: number | "hangup";
	body?: unknown;
	headers?: Record<string, string>;
	/** Act on the request first, so that only the answer is lost. */
	after?: boolean;
	/** With 429: the seconds to wait, or null to leave them out as only a proxy would. */
	retryAfter?: number | null;
	/** With 429: the limit holds for the whole bot and not for this route alone. */
	global?: boolean;
}

interface Delay extends Match {
	/** Asked anew for each request, where it is a function. */
	ms: number | ((path: string) => number);
	times?: number;
	/** Act on the request first, and let the answer wait. */
	after?: boolean;
}

/** A request kept waiting until the test lets it go. */
interface Hold {
	/** Resolves when a request is being held. */
	reached: Promise<void>;
	/** Lets it go, and all that come after it. */
	open: () => void;
}

interface Holding extends Match {
	after: boolean;
	arrived: () => void;
	opened: Promise<void>;
}

/** A request on its way through the server. */
interface Visit {
	request: RecordedRequest;
	call: Omit<Call, "params">;
}

const API = /^\/api\/v10(?=\/)/;

/** Starts the stand-in and waits until it can be reached. */
export async function startDiscordServer(options: ServerOptions = {}): Promise<DiscordServer> {
	const server = new DiscordServer(options);
	await server.listen(options.port ?? 0);
	return server;
}

export class DiscordServer {
	/** Every request so far, oldest first. */
	readonly requests: RecordedRequest[] = [];
	readonly gateway: Gateway;
	readonly #world: World;
	readonly #routes: Route[];
	/** A request that breaks off before it is complete gets no answer. */
	readonly #http = createServer((request, response) => {
		this.#visit(request, response).catch(() => response.destroy());
	});
	readonly #stopped = new AbortController();
	readonly #taken = new Set<Kept>();
	#faults: (Fault & { left: number })[] = [];
	#delays: (Delay & { left: number })[] = [];
	#holds: Holding[] = [];
	#port = 0;

	constructor(options: ServerOptions) {
		this.#world = new World({
			name: options.name ?? "Cairn",
			token: options.token ?? "stand-in.bot.token",
			now: options.now ?? Date.now,
			speed: options.speed ?? 1,
			nonceMs: options.nonceMs ?? NONCE_LIFE,
			patience: options.patience ?? 4_000,
			quiet: options.quiet ?? false,
		});
		this.#routes = [
			{ method: "GET", pattern: "/gateway/bot", handle: () => this.#gatewayInfo() },
			...routesOf(this.#world),
		];
		this.gateway = new Gateway(this.#world, this.#http);
	}

	/** Base for discord.js: `rest: { api: server.api }`. */
	get api(): string {
		return `http://127.0.0.1:${this.#port}/api`;
	}

	get port(): number {
		return this.#port;
	}

	/** The token the server takes; setting it makes the earlier one wrong, as a reset does. */
	get token(): string {
		return this.#world.token;
	}

	set token(token: string) {
		this.#world.token = token;
	}

	/** The bot's user id, which is the application's id too. */
	get applicationId(): string {
		return this.#world.applicationId;
	}

	/** All registered commands. */
	get commands(): readonly Command[] {
		return this.#world.commands;
	}

	/** How often commands were registered. */
	get commandPuts(): number {
		return this.#world.commandPuts;
	}

	async listen(port: number): Promise<void> {
		const { promise, resolve, reject } = Promise.withResolvers<void>();
		this.#http.once("error", reject);
		this.#http.listen(port, "127.0.0.1", resolve);
		await promise;
		this.#port = (this.#http.address() as AddressInfo).port;
		this.gateway.url = `ws://127.0.0.1:${this.#port}`;
	}

	/** Cuts all connections and frees the port. */
	async stop(): Promise<void> {
		this.#stopped.abort();
		this.#world.close();
		this.gateway.cut();
		const { promise, resolve } = Promise.withResolvers<void>();
		this.#http.close(() => resolve());
		this.#http.closeAllConnections();
		await promise;
	}

	/** A guild; give `installed: false` for one that never added the bot. */
	guild(options: Partial<Guild> = {}): Guild {
		return this.#world.guild(options.id ?? this.#world.mint(), options);
	}

	/** A text channel of a guild. */
	channel(guild: string, name = "general", id = this.#world.mint()): Channel {
		return this.#world.channel(id, { name, type: 0, guild: this.#world.guild(guild) });
	}

	/** Somebody in front of a Discord client. The same id again is the same person elsewhere. */
	member(options: MemberOptions): Member {
		const person = this.#world.person(options.id ?? this.#world.mint(), options.name);
		person.locale = options.locale ?? person.locale;
		person.acceptsDms = options.acceptsDms ?? person.acceptsDms;
		if (options.bot === true) person.user.bot = true;
		if (options.guild === undefined) {
			const dms = this.#world.directMessages(person);
			return new Member(this.#world, person, dms);
		}
		const strange = options.userInstall === true ? { installed: false } : {};
		const guild = this.#world.guild(options.guild, strange);
		person.memberships.set(guild.id, {
			nick: options.nick ?? null,
			permissions: BigInt(options.permissions ?? ORDINARY),
			roles: options.roles ?? [],
		});
		return new Member(this.#world, person, this.#channelIn(guild, options.channel));
	}

	/** Somebody deletes a channel, with all that stands in it. */
	deleteChannel(id: string): void {
		for (const kept of this.#postsIn(id)) kept.deleted = true;
		this.#world.channels.delete(id);
		this.#world.say(`(Channel ${id} is deleted.)`);
	}

	/** Somebody deletes a message. */
	deleteMessage({ message }: Shown): void {
		const kept = this.#world.messages.get(message?.id ?? "");
		if (kept === undefined) throw new Error("Nothing to delete.");
		kept.deleted = true;
		this.#world.say(`(Message ${kept.message.id} is deleted.)`);
	}

	/** The same message once more in a channel, for all to see, as if it could be copied. */
	copy(shown: Shown, channel: string): Shown {
		const place = this.#world.channels.get(channel);
		if (shown.message === undefined || place === undefined) throw new Error("Nothing to copy.");
		const flags = shown.message.flags & ~FLAGS.ephemeral;
		const body = { ...shown.message };
		const kept = this.#world.keep({ channel: place, body, files: [], flags });
		return new Shown(this.#world, "post", kept);
	}

	/** The wanted channel, or the guild's first, or a new one. */
	#channelIn(guild: Guild, id: string | undefined): Channel {
		const known = [...this.#world.channels.values()].filter((one) => one.guild === guild);
		const found = id === undefined ? known[0] : known.find((one) => one.id === id);
		return found ?? this.channel(guild.id, "general", id);
	}

	/** What the bot posted to a channel of its own accord, as it stands now. */
	posts(channel: string): Shown[] {
		return this.#postsIn(channel).map((kept) => new Shown(this.#world, "post", kept));
	}

	/** The next post in a channel that no earlier call has returned; waits if there is none yet. */
	nextPost(channel: string, within?: number): Promise<Shown> {
		const look = (): Shown | undefined => {
			const next = this.#postsIn(channel).find((kept) => !this.#taken.has(kept));
			if (next === undefined) return undefined;
			this.#taken.add(next);
			return new Shown(this.#world, "post", next);
		};
		return this.#world.until(`a post in channel ${channel}`, look, within);
	}

	#postsIn(channel: string): Kept[] {
		const standing = [...this.#world.messages.values()].filter((kept) => !kept.deleted);
		return standing.filter((kept) => kept.posted && kept.message.channel_id === channel);
	}

	/** Waits for the next request of a kind to be answered. */
	nextRequest(match: Match, within?: number): Promise<RecordedRequest> {
		const from = this.requests.length;
		const look = (): RecordedRequest | undefined =>
			this.requests.slice(from).find((one) => one.status !== undefined && matches(match, one));
		return this.#world.until(`a request to ${match.path}`, look, within);
	}

	/** Lets an interaction's token die, as it does after its time. */
	expire(shown: Shown): void {
		if (shown.interaction === undefined) throw new Error("This answers no interaction.");
		shown.interaction.expired = true;
	}

	/** The talk so far: who did what, and what the bot answered, to whom. */
	transcript(): string {
		return this.#world.transcript();
	}

	/** Makes matching requests fail. */
	fail(fault: Fault): void {
		this.#faults.push({ ...fault, left: fault.times ?? 1 });
	}

	/** Lets matching requests wait before they are acted on, or before they are answered. */
	delay(delay: Delay): void {
		this.#delays.push({ ...delay, left: delay.times ?? Number.POSITIVE_INFINITY });
	}

	/** Keeps matching requests waiting until told to go on: before they are acted on, or after. */
	hold(match: Match & { after?: boolean }): Hold {
		const reached = Promise.withResolvers<void>();
		const opened = Promise.withResolvers<void>();
		const holding = { ...match, after: match.after === true, opened: opened.promise };
		const held: Holding = { ...holding, arrived: reached.resolve };
		this.#holds.push(held);
		const open = (): void => {
			this.#holds = this.#holds.filter((one) => one !== held);
			opened.resolve();
		};
		return { reached: reached.promise, open };
	}

	/** Ends all faults and delays. */
	calm(): void {
		this.#faults = [];
		this.#delays = [];
	}

	#gatewayInfo(): Answer {
		const remaining = Math.max(0, 1_000 - this.gateway.identifies.length);
		const limit = { total: 1_000, remaining, reset_after: 14_400_000, max_concurrency: 1 };
		return { status: 200, body: { url: this.gateway.url, shards: 1, session_start_limit: limit } };
	}

	/** Takes one request from its first byte to its answer. */
	async #visit(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const visit = await this.#read(incoming);
		const { request } = visit;
		this.requests.push(request);
		if (!(await this.#wait(request))) return;
		const fault = take(this.#faults, request);
		let answer: Answer = { status: 500 };
		if (fault === undefined || fault.after === true) {
			answer = this.#act(visit);
			if (this.#holds.some((one) => one.after && matches(one, request))) this.#world.changed();
			await this.#idle(request, true);
			await this.#stay(request, true);
		}
		if (fault !== undefined) this.#world.say(`    (${request.method} fails: ${fault.status})`);
		if (fault?.status === "hangup") {
			response.destroy();
			return this.#settle(request, 0);
		}
		const headers = fault === undefined ? {} : faultHeaders(fault);
		const final = fault === undefined ? answer : faultAnswer(fault);
		response.on("close", () => this.#settle(request, final.status));
		send(response, final, headers);
	}

	/** Notes the status, and only then lets the test go on: by now the bot has its answer. */
	#settle(request: RecordedRequest, status: number): void {
		request.status = status;
		this.#world.changed();
	}

	async #read(incoming: IncomingMessage): Promise<Visit> {
		const chunks: Buffer[] = [];
		for await (const chunk of incoming) chunks.push(chunk as Buffer);
		const url = new URL(incoming.url ?? "/", "http://localhost");
		const { authorization, ...headers } = incoming.headers;
		const { body, files } = await readBody(Buffer.concat(chunks), headers["content-type"]);
		const request: RecordedRequest = {
			method: incoming.method ?? "GET",
			path: API.test(url.pathname) ? url.pathname.replace(API, "") : "",
			query: Object.fromEntries(url.searchParams),
			body,
			files,
			headers,
			authorized: authorization === `Bot ${this.#world.token}`,
		};
		const list = Array.isArray(body) ? body : [];
		const call = { query: url.searchParams, body: isObject(body) ? body : {}, list, files };
		return { request, call };
	}

	/** Waits out delays and holds; false when the server was stopped meanwhile. */
	async #wait(request: RecordedRequest): Promise<boolean> {
		await this.#idle(request, false);
		await this.#stay(request, false);
		return !this.#stopped.signal.aborted;
	}

	/** Waits out a delay. */
	async #idle(request: RecordedRequest, after: boolean): Promise<void> {
		const ofThen = this.#delays.filter((one) => (one.after === true) === after);
		const ms = take(ofThen, request)?.ms ?? 0;
		const { signal } = this.#stopped;
		const waits = typeof ms === "number" ? ms : ms(request.path);
		if (waits > 0) await sleep(waits, undefined, { signal }).catch(() => {});
	}

	/** Stays with every hold that fits. */
	async #stay(request: RecordedRequest, after: boolean): Promise<void> {
		const holds = this.#holds.filter((one) => one.after === after && matches(one, request));
		for (const hold of holds) {
			hold.arrived();
			await hold.opened;
		}
	}

	/** Finds the route and follows it; refusals become answers and lines of the transcript. */
	#act({ request, call }: Visit): Answer {
		try {
			const { route, params } = this.#route(request);
			if (route.open !== true && !request.authorized) {
				throw new Refusal(401, 0, "401: Unauthorized");
			}
			return route.handle({ ...call, params });
		} catch (error) {
			if (!(error instanceof Refusal)) return this.#broken(error);
			const why = JSON.stringify(error.body);
			this.#world.say(`    (refused: ${request.method} ${request.path} ${error.status} ${why})`);
			return { status: error.status, body: error.body };
		}
	}

	/** A mistake of the stand-in itself must not look like one of the bot. */
	#broken(error: unknown): Answer {
		const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
		this.#world.say(`    (the stand-in itself failed: ${why})`);
		return { status: 500, body: { message: "500: Internal Server Error", code: 0 } };
	}

	#route({ method, path }: RecordedRequest): { route: Route; params: Record<string, string> } {
		const fitting = this.#routes.flatMap((route) => {
			const params = paramsOf(route.pattern, path);
			return params === undefined ? [] : [{ route, params }];
		});
		const found = fitting.find(({ route }) => route.method === method);
		if (found !== undefined) return found;
		if (fitting.length > 0) throw new Refusal(405, 0, "405: Method Not Allowed");
		throw new Refusal(404, 0, "404: Not Found");
	}
}

function matches(match: Match, request: RecordedRequest): boolean {
	const method = match.method ?? request.method;
	return method.toUpperCase() === request.method && match.path.test(request.path);
}

/** The first entry that fits and still has a turn left; taking it uses one turn up. */
function take<T extends Match & { left: number }>(
	entries: readonly T[],
	request: RecordedRequest,
): T | undefined {
	const found = entries.find((one) => one.left > 0 && matches(one, request));
	if (found !== undefined) found.left -= 1;
	return found;
}

/** The parameters of a path, or undefined when it does not follow the pattern. */
function paramsOf(pattern: string, path: string): Record<string, string> | undefined {
	const wanted = pattern.split("/");
	const given = path.split("/");
	if (wanted.length !== given.length) return undefined;
	const params: Record<string, string> = {};
	for (const [index, step] of wanted.entries()) {
		const value = decodeURIComponent(given[index] ?? "");
		if (step.startsWith(":")) params[step.slice(1)] = value;
		else if (step !== value) return undefined;
	}
	return params;
}

/** The JSON of a body, and its files when it comes as a form. */
async function readBody(
	bytes: Buffer,
	contentType: string | undefined,
): Promise<{ body: unknown; files: UploadedFile[] }> {
	if (bytes.length === 0) return { body: undefined, files: [] };
	if (!contentType?.startsWith("multipart/form-data")) {
		return { body: parseJson(bytes.toString("utf8")), files: [] };
	}
	const headers = { "content-type": contentType };
	const form = await new Response(new Uint8Array(bytes), { headers }).formData();
	const files: UploadedFile[] = [];
	for (const value of form.values()) {
		if (typeof value === "string") continue;
		const content = new Uint8Array(await value.arrayBuffer());
		files.push({ name: value.name, contentType: value.type, bytes: content });
	}
	return { body: parseJson(String(form.get("payload_json") ?? "{}")), files };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** What a fault says when the test did not say what: Discord's usual words for the status. */
function faultAnswer({ status, body, retryAfter, global = false }: Fault): Answer {
	const code = Number(status);
	if (body !== undefined) return { status: code, body };
	if (code === 204) return { status: code };
	const retry_after = retryAfter ?? USUAL_WAIT;
	const limited = { message: "You are being rate limited.", retry_after, global };
	const usual = { message: `${code}: ${STATUS_CODES[code] ?? "Error"}`, code: 0 };
	return { status: code, body: code === 429 ? limited : usual };
}

const USUAL_WAIT = 0.05;

/** A rate limit says for how long, or discord.js would try again at once. */
function faultHeaders({ status, headers, retryAfter, global }: Fault): Record<string, string> {
	if (status !== 429) return { ...headers };
	const wait = retryAfter === null ? {} : { "retry-after": String(retryAfter ?? USUAL_WAIT) };
	const scope = global
		? { "x-ratelimit-global": "true", "x-ratelimit-scope": "global" }
		: { "x-ratelimit-scope": "user" };
	return { ...wait, ...scope, ...headers };
}

function send(response: ServerResponse, answer: Answer, headers: Record<string, string>): void {
	if (answer.body === undefined) {
		response.writeHead(answer.status, headers);
		response.end();
		return;
	}
	response.writeHead(answer.status, { "content-type": "application/json", ...headers });
	response.end(JSON.stringify(answer.body));
}
