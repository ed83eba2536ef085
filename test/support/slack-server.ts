import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import { isRecord, type Json, maybeText, recordOf, textOf } from "./slack-json.ts";
import { eventPayload, Person } from "./slack-people.ts";
import {
	type Ack,
	type ChannelKind,
	type Envelope,
	type Exchange,
	type Post,
	SLACK_IDS,
	SlackError,
	type StoredFile,
} from "./slack-types.ts";
import { type Method, unpack, webApi } from "./slack-web-api.ts";
import {
	type Answer,
	ackPayload,
	argumentsOf,
	bodyOf,
	FORM,
	httpBody,
	parsed,
	postTo,
	readable,
	reply,
	uploadedContent,
} from "./slack-wire.ts";
import { Workspace } from "./slack-workspace.ts";

interface SlackServerOptions {
	readonly botToken?: string;
	readonly appToken?: string;
	readonly signingSecret?: string;
	/** How long a person waits for the bot before the test fails; 4 s by default. */
	readonly waitMs?: number;
	/** Keeps no transcript: for talks of many minutes. */
	readonly quiet?: boolean;
}

/** One call of the Web API, as it came in. */
interface Call {
	readonly method: string;
	/** The arguments without the token, JSON inside a form already read. */
	readonly args: Json;
	/** Only the kind of the token, such as `xoxb-…`. */
	readonly token: string;
	/** The HTTP status of the answer; 0 when the connection was broken instead. */
	readonly status: number;
	readonly ok: boolean;
	readonly error: string | undefined;
}

/** An acknowledgement of the bot, in the order in which they came. */
interface RecordedAck {
	readonly envelopeId: string;
	readonly type: Envelope["type"];
	readonly payload: Json;
}

/** How to let a call go wrong. */
interface Failure {
	/** A Web API method, or `response_url`, or `upload`. */
	readonly method: string;
	/** How many calls fail; 1 by default. */
	readonly times?: number;
	/** How many go well before. */
	readonly skip?: number;
	/** The HTTP status; 200 by default when there is an `error`, else 500. */
	readonly status?: number;
	readonly error?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** Do what was asked, and answer badly all the same. */
	readonly after?: boolean;
	/** Break the connection instead of answering. */
	readonly drop?: boolean;
}

/** How long calls wait before they are done, and before they are answered; asked anew for each. */
interface Lag {
	readonly method: string;
	readonly before: () => number;
	readonly after: () => number;
}

/** A signed request as Slack makes it. */
interface Signing {
	/** The moment in the signature, in milliseconds; now by default. */
	readonly at?: number;
	readonly secret?: string;
}

/** How often a connection is pinged: a client that was pinged once expects to be pinged again. */
const PING_MS = 5000;

/** Timers of the real clock, kept from before any test puts fake ones in their place. */
const { setInterval: every, clearInterval: stopEvery } = globalThis;

/** How long a websocket may take to say goodbye. */
const CLOSING_MS = 500;

/** Starts a pretended Slack on a free port of this machine. */
export async function startSlackServer(options: SlackServerOptions = {}): Promise<SlackServer> {
	const server = new SlackServer(options);
	await server.listen();
	return server;
}

/** The stand-in: what the bot talks to, and what a test reads and steers. */
export class SlackServer {
	readonly botToken: string;
	readonly appToken: string;
	readonly signingSecret: string;
	/** Whether the app was given the scopes to read conversations back; the manifest does not ask. */
	grantsHistory = false;
	/** Every call of the Web API. */
	readonly calls: Call[] = [];
	readonly acks: RecordedAck[] = [];

	readonly #space: Workspace;
	readonly #http: Server;
	readonly #sockets = new WebSocketServer({ noServer: true });
	readonly #live: WebSocket[] = [];
	readonly #greeted = new Set<WebSocket>();
	readonly #tickets = new Set<string>();
	readonly #waitingForAck = new Map<string, (payload: Json) => void>();
	readonly #failures: { rule: Failure; left: number; skip: number }[] = [];
	readonly #lags: Lag[] = [];
	readonly #methods: Record<string, Method>;
	#botUrl: string | undefined;
	#revoked: string | undefined;
	#signingClock: { now(): number } = Date;

	constructor(options: SlackServerOptions) {
		this.botToken = options.botToken ?? "xoxb-cairn-test";
		this.appToken = options.appToken ?? "xapp-cairn-test";
		this.signingSecret = options.signingSecret ?? "cairn-test-signing-secret";
		this.#space = new Workspace(options.waitMs ?? 4000, options.quiet);
		this.#space.deliver = (envelope) => this.#deliver(envelope);
		this.#methods = webApi(this.#space, {
			base: () => this.#space.base,
			socketUrl: () => this.#socketUrl(),
		});
		this.#http = createServer((incoming, outgoing) => {
			this.#serve(incoming).then(
				(answer) => reply(outgoing, answer),
				(error: unknown) => reply(outgoing, { status: 500, body: String(error) }),
			);
		});
		this.#http.on("upgrade", (incoming, socket, head) => {
			const ticket = new URL(incoming.url ?? "/", this.#space.base).searchParams.get("ticket");
			if (ticket === null || !this.#tickets.delete(ticket)) {
				socket.destroy();
				return;
			}
			this.#sockets.handleUpgrade(incoming, socket, head, (link) => this.#welcome(link));
		});
	}

	/** The address to give to the bot as `slackApiUrl`. */
	get api(): string {
		return `${this.#space.base}/api/`;
	}

	/** What the bot did that Slack does not take, in plain words. Empty after a good test. */
	get faults(): readonly string[] {
		return this.#space.faults;
	}

	/** How many Socket Mode connections are open. */
	get connections(): number {
		return this.#live.length;
	}

	/** The files that were uploaded. */
	get files(): readonly Readonly<StoredFile>[] {
		return [...this.#space.files.values()];
	}

	/** Binds a free port; called by `startSlackServer`. */
	async listen(): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.#http.once("error", reject);
			this.#http.listen(0, "127.0.0.1", resolve);
		});
		const { port } = this.#http.address() as AddressInfo;
		this.#space.base = `http://127.0.0.1:${port}`;
	}

	/**
	 * Closes everything; whoever still waits is told so. Open websockets are closed with a proper
	 * handshake, because the client of Slack does not take a broken connection well while it stops.
	 */
	async stop(): Promise<void> {
		const { bell } = this.#space;
		for (const link of this.#live) link.close(1001);
		const gone = () => (this.#live.length === 0 ? true : undefined);
		await bell
			.until(gone, CLOSING_MS, () => "")
			.catch(() => {
				for (const link of this.#live) link.terminate();
			});
		bell.close(new Error("The Slack stand-in was stopped."));
		this.#http.closeAllConnections();
		await new Promise<void>((resolve) => this.#http.close(() => resolve()));
	}

	// The workspace.

	/** A person who can talk to the bot. A new channel is made when `channel` is not known yet. */
	person(who: {
		id: string;
		name: string;
		tz?: string;
		admin?: boolean;
		owner?: boolean;
		bot?: boolean;
		/** Another workspace makes them a guest of a shared channel. */
		team?: string;
		channel?: string;
	}): Person {
		const { channel: wanted = SLACK_IDS.general, ...user } = who;
		const space = this.#space;
		const channel = space.findChannel(wanted) ?? space.addChannel({ id: wanted });
		channel.members.add(user.id);
		return new Person(space, space.addUser(user), channel.id);
	}

	/** Adds a channel; the bot is in it unless `bot` says otherwise. */
	channel(channel: {
		id: string;
		name?: string;
		kind?: ChannelKind;
		members?: readonly string[];
		bot?: boolean;
	}): void {
		this.#space.addChannel(channel);
	}

	archive(channel: string, archived = true): void {
		const found = this.#space.findChannel(channel);
		if (found) found.archived = archived;
	}

	/** Lets the bot into a channel again. */
	invite(channel: string): void {
		this.#space.findChannel(channel)?.members.add(SLACK_IDS.botUser);
	}

	/** Removes the app: every call with the bot's token is refused, until it is `restored`. */
	revoke(code = "token_revoked"): void {
		this.#space.say(`Slack takes the bot's token back: ${code}`);
		this.#revoked = code;
	}

	restore(): void {
		this.#space.say("Slack takes the bot's token again");
		this.#revoked = undefined;
	}

	/** Closes somebody's account. */
	disable(user: string): void {
		this.#space.disabled.add(user);
		this.#space.say(`${this.#space.nameOf(user)} leaves the workspace`);
	}

	/** Somebody who may deletes a message. */
	deletePost(post: Post): void {
		this.#space.remove(post);
	}

	/** Takes the bot out of a channel. */
	kick(channel: string): void {
		this.#space.findChannel(channel)?.members.delete(SLACK_IDS.botUser);
	}

	/** Sets who is in a user group. */
	usergroup(id: string, users: readonly string[]): void {
		this.#space.usergroups.set(id, [...users]);
	}

	/** Lets the workspace live by another clock, such as the bot's; signatures carry it too. */
	goBy(clock: { now(): number }): void {
		this.#space.goBy(clock);
		this.#signingClock = clock;
	}

	/** Moves the clock of the workspace, by which triggers and response_urls grow old. */
	advance(ms: number): void {
		this.#space.advance(ms);
	}

	/** The messages of a channel, oldest first; an edit changes them in place. */
	posts(channel: string): readonly Post[] {
		return this.#space.postsIn(channel);
	}

	/** The next message of the bot in a channel that no earlier call has handed out. */
	nextPost(channel: string): Promise<Post> {
		return this.#space.nextPost(channel);
	}

	/** Waits until `look` gives something; it is asked whenever anything happens here. */
	when<T>(look: () => T | undefined | false, what: string): Promise<T> {
		const found = () => {
			const value = look();
			return value === false ? undefined : value;
		};
		return this.#space.until(found, () => `It did not come to pass that ${what}`);
	}

	/** The talk so far, line by line. */
	transcript(): string {
		return this.#space.transcript();
	}

	// Sending to the bot.

	/** Sends everything by signed HTTP to this address; without one, by Socket Mode again. */
	deliverTo(url: string | undefined): void {
		this.#botUrl = url;
	}

	/** Sends an event; resolves once it is acknowledged. `id` and `retry` make it a repeat. */
	async event(event: Json, again: { id?: string; retry?: number } = {}): Promise<Json> {
		const space = this.#space;
		space.say(`Slack sends the event ${textOf(event.type)}`);
		const payload = eventPayload(space, event, again.id);
		const retry = again.retry === undefined ? {} : { retry: again.retry };
		const envelope: Envelope = { type: "events_api", payload, ...retry };
		const who = textOf(event.user);
		const exchange: Exchange = {
			who,
			channel: maybeText(event.channel),
			envelope,
			origin: undefined,
			answers: [],
			acked: false,
			failure: undefined,
		};
		const delivery = space.send(exchange);
		const ack = await space.until(
			() => {
				if (delivery.failure) throw delivery.failure;
				return delivery.ack;
			},
			() => `The bot did not acknowledge the event ${textOf(event.type)}`,
		);
		return ack.payload;
	}

	/** The headers that sign a body; with another secret or moment they sign it wrongly. */
	sign(
		body: string,
		{ at = this.#signingClock.now(), secret = this.signingSecret }: Signing = {},
	): {
		"x-slack-signature": string;
		"x-slack-request-timestamp": string;
	} {
		const seconds = String(Math.floor(at / 1000));
		const digest = createHmac("sha256", secret).update(`v0:${seconds}:${body}`).digest("hex");
		return { "x-slack-signature": `v0=${digest}`, "x-slack-request-timestamp": seconds };
	}

	/** POSTs a body to the bot with a signature, and hands back the bare HTTP answer. */
	async postSigned(
		body: string,
		how: Signing & { headers?: Readonly<Record<string, string>> } = {},
	): Promise<{ status: number; body: string }> {
		if (this.#botUrl === undefined) throw new Error("Say deliverTo(url) first.");
		const { headers, ...signing } = how;
		return postTo(this.#botUrl, body, {
			"content-type": FORM,
			...this.sign(body, signing),
			...headers,
		});
	}

	/** Resolves once that many Socket Mode connections are open and have read the greeting. */
	async connected(count = 1): Promise<void> {
		const open = () => this.#live.length === count && this.#greeted.size === count;
		await this.when(open, `${count} connections are open`);
	}

	/** Tells all connections (or only the oldest) that they must go, as Slack does now and then. */
	disconnect(
		reason: "refresh_requested" | "warning" | "link_disabled" = "refresh_requested",
		which: "all" | "oldest" = "all",
	): void {
		const links = which === "all" ? [...this.#live] : this.#live.slice(0, 1);
		const message = { type: "disconnect", reason, debug_info: { host: "applink-cairn-test" } };
		this.#space.say(`Slack asks for a new connection: ${reason}`);
		for (const link of links) link.send(JSON.stringify(message));
	}

	/** Cuts all connections (or only the oldest) without a word, as a broken network does. */
	cut(which: "all" | "oldest" = "all"): void {
		this.#space.say("The connection breaks");
		for (const link of which === "all" ? this.#live : this.#live.slice(0, 1)) link.terminate();
	}

	/** Closes the oldest connection properly, as Slack does a while after it announced so. */
	hangUp(): void {
		this.#live[0]?.close(1000);
	}

	/** Lets calls of the bot go wrong. */
	fail(failure: Failure): void {
		this.#failures.push({ rule: failure, left: failure.times ?? 1, skip: failure.skip ?? 0 });
	}

	/** Lets calls of the bot take their time. */
	delay(lag: Lag): void {
		this.#lags.push(lag);
	}

	// Socket Mode.

	#socketUrl(): string {
		const ticket = randomUUID();
		this.#tickets.add(ticket);
		const base = this.#space.base.replace("http:", "ws:");
		return `${base}/link/?ticket=${ticket}&app_id=${SLACK_IDS.app}`;
	}

	/** Greets a new connection, then pings it: a pong shows that it has read the greeting. */
	#welcome(link: WebSocket): void {
		this.#live.push(link);
		const pinging = every(() => link.ping(), PING_MS);
		pinging.unref();
		link.on("message", (data) => this.#heard(String(data)));
		link.on("error", () => link.terminate());
		link.on("pong", () => {
			this.#greeted.add(link);
			this.#space.bell.ring();
		});
		link.on("close", () => {
			stopEvery(pinging);
			this.#greeted.delete(link);
			this.#live.splice(this.#live.indexOf(link), 1);
			this.#space.bell.ring();
		});
		const hello = {
			type: "hello",
			num_connections: this.#live.length,
			debug_info: {
				host: "applink-cairn-test",
				build_number: 1,
				approximate_connection_time: 18_060,
			},
			connection_info: { app_id: SLACK_IDS.app },
		};
		link.send(JSON.stringify(hello));
		link.ping();
		this.#space.bell.ring();
	}

	#heard(message: string): void {
		const ack = recordOf(JSON.parse(message));
		const id = textOf(ack.envelope_id);
		const settle = this.#waitingForAck.get(id);
		if (!settle) {
			this.#space.fault(`The bot acknowledged an unknown or settled envelope: ${id}`);
			return;
		}
		this.#waitingForAck.delete(id);
		settle(recordOf(ack.payload));
	}

	#deliver(envelope: Envelope): Promise<Ack> {
		return this.#botUrl === undefined
			? this.#deliverBySocket(envelope)
			: this.#deliverByHttp(this.#botUrl, envelope);
	}

	/** Slack picks any one of the open connections; here they take turns. */
	#deliverBySocket(envelope: Envelope): Promise<Ack> {
		const link = this.#live.shift();
		if (!link) return Promise.reject(new Error("No bot is connected."));
		this.#live.push(link);
		const id = randomUUID();
		const { type, payload, retry } = envelope;
		const isForm = type === "interactive" && payload.type === "view_submission";
		const message = {
			envelope_id: id,
			payload,
			type,
			accepts_response_payload: isForm || type === "slash_commands",
			...(type === "events_api"
				? { retry_attempt: retry ?? 0, retry_reason: retry ? "timeout" : "" }
				: {}),
		};
		return new Promise<Ack>((resolve) => {
			this.#waitingForAck.set(id, (answer) => {
				this.acks.push({ envelopeId: id, type, payload: answer });
				resolve({ payload: answer, status: 200 });
			});
			link.send(JSON.stringify(message));
		});
	}

	/** By HTTP the body of the answer is the acknowledgement. */
	async #deliverByHttp(url: string, envelope: Envelope): Promise<Ack> {
		const { type, payload, retry } = envelope;
		const body = httpBody(envelope);
		const retries =
			retry === undefined
				? {}
				: { "x-slack-retry-num": String(retry), "x-slack-retry-reason": "http_timeout" };
		const contentType = type === "events_api" ? "application/json" : FORM;
		const headers = { "content-type": contentType, ...this.sign(body), ...retries };
		const answer = await postTo(url, body, headers);
		const said = ackPayload(answer.body);
		const id = textOf(payload.trigger_id) || textOf(payload.event_id);
		this.acks.push({ envelopeId: id, type, payload: said });
		return { payload: said, status: answer.status };
	}

	// Being called by the bot.

	async #serve(incoming: IncomingMessage): Promise<Answer> {
		const { pathname } = new URL(incoming.url ?? "/", this.#space.base);
		const [, area, name = ""] = pathname.split("/");
		const body = await bodyOf(incoming);
		switch (area) {
			case "api":
				return this.#callMethod(name, incoming, body);
			case "respond":
				return this.#failing("response_url", () => this.#respond(name, body));
			case "upload":
				return this.#failing("upload", () => this.#upload(name, incoming, body));
			default:
				return { status: 404, body: "not found" };
		}
	}

	async #callMethod(method: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
		const { token: inBody, ...args } = argumentsOf(incoming, body);
		const header = incoming.headers.authorization?.replace(/^Bearer /, "");
		const token = header ?? maybeText(inBody) ?? "";
		const answer = await this.#failing(method, () => {
			const said = this.#answer(method, token, args);
			return { status: 200, body: JSON.stringify(said) };
		});
		this.#recordCall(method, token, args, answer);
		return answer;
	}

	#answer(method: string, token: string, args: Json): Json {
		try {
			const right = method === "apps.connections.open" ? this.appToken : this.botToken;
			if (token === "") throw new SlackError("not_authed");
			if (token !== right) throw new SlackError("invalid_auth");
			if (token === this.botToken && this.#revoked) throw new SlackError(this.#revoked);
			if (method === "conversations.history" && !this.grantsHistory)
				throw new SlackError("missing_scope", { needed: "channels:history" });
			const known = this.#methods[method];
			if (!known) throw new SlackError("unknown_method");
			return { ok: true, ...known(unpack(args)) };
		} catch (error) {
			if (!(error instanceof SlackError)) throw error;
			return { ok: false, error: error.code, ...error.details };
		}
	}

	#recordCall(method: string, token: string, args: Json, answer: Answer): void {
		const said = recordOf(parsed(answer.body));
		const error = answer.drop ? "connection broken" : maybeText(said.error);
		const status = answer.drop ? 0 : answer.status;
		this.calls.push({
			method,
			args: readable(args),
			token: token.replace(/^(xox.-|xapp-).*$/s, "$1…").replace(/^(?!xox.-|xapp-).+$/s, "…"),
			status,
			ok: status === 200 && said.ok === true,
			error,
		});
		const trouble = error ?? (answer.status === 200 ? undefined : `HTTP ${answer.status}`);
		if (trouble !== undefined) this.#space.say(`  Slack refuses ${method}: ${trouble}`);
		this.#space.bell.ring();
	}

	async #respond(token: string, body: Buffer): Promise<Answer> {
		await this.#space.acknowledgedFirst(token);
		const message = parsed(body.toString());
		if (!isRecord(message)) return { status: 400, body: "invalid_payload" };
		const { status, body: said } = this.#space.respond(token, message);
		if (status !== 200) this.#space.say(`  Slack refuses the response_url: ${said}`);
		this.#space.bell.ring();
		return { status, body: said };
	}

	async #upload(id: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
		const file = this.#space.files.get(id);
		if (!file) return { status: 404, body: "file_not_found" };
		file.content = await uploadedContent(incoming, body);
		this.#space.bell.ring();
		return { status: 200, body: `OK - ${file.content.length}` };
	}

	/** Runs a call under the failures that were asked for. */
	async #failing(method: string, act: () => Answer | Promise<Answer>): Promise<Answer> {
		const lag = this.#lags.find((one) => one.method === method);
		if (!lag) return this.#failingAtOnce(method, act);
		await sleep(lag.before());
		const answer = await this.#failingAtOnce(method, act);
		await sleep(lag.after());
		return answer;
	}

	async #failingAtOnce(method: string, act: () => Answer | Promise<Answer>): Promise<Answer> {
		const failure = this.#failures.find(({ rule, left }) => rule.method === method && left > 0);
		if (!failure) return act();
		failure.skip -= 1;
		if (failure.skip >= 0) return act();
		failure.left -= 1;
		if (failure.rule.after) await act();
		return badAnswer(failure.rule);
	}
}

/** What a failure looks like on the wire. */
function badAnswer({ status, error, headers, drop }: Failure): Answer {
	const code = status ?? (error === undefined ? 500 : 200);
	const said = error ?? (code === 429 ? "ratelimited" : "internal_error");
	return {
		status: code,
		body: JSON.stringify({ ok: false, error: said }),
		headers: { ...(code === 429 ? { "retry-after": "1" } : {}), ...headers },
		...(drop ? { drop } : {}),
	};
}
