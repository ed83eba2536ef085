import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";
import { WebSocketServer } from "ws";
import type { JsonObject } from "./discord-limits.ts";
import { isObject, numberOf, textOf } from "./discord-limits.ts";
import { applicationObject, ownUser } from "./discord-routes.ts";
import type { World } from "./discord-world.ts";

/**
 * The gateway side of the stand-in: the WebSocket over which the bot logs in and hears of what
 * people do. Sessions outlive their connection, as they do at Discord, so that a bot that lost
 * its connection can resume and is told what it missed.
 */

const OP = {
	dispatch: 0,
	heartbeat: 1,
	identify: 2,
	presence: 3,
	voice: 4,
	resume: 6,
	reconnect: 7,
	members: 8,
	invalidSession: 9,
	hello: 10,
	heartbeatAck: 11,
	soundboard: 31,
} as const;

/** Why Discord closes a connection. */
interface Objection {
	code: number;
	reason: string;
}

const OBJECTIONS = {
	unknownOpcode: { code: 4001, reason: "Unknown opcode" },
	decodeError: { code: 4002, reason: "Decode error" },
	notAuthenticated: { code: 4003, reason: "Not authenticated" },
	authenticationFailed: { code: 4004, reason: "Authentication failed." },
	alreadyAuthenticated: { code: 4005, reason: "Already authenticated" },
	invalidVersion: { code: 4012, reason: "Invalid API version" },
	disallowedIntents: { code: 4014, reason: "Disallowed intent(s)" },
} as const;

/** Things a bot may send that change nothing here. */
const IGNORED: readonly number[] = [OP.presence, OP.voice, OP.members, OP.soundboard];

/** Intents Discord gives only to bots it has approved: members, presences, message texts. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);

const HEARTBEAT_INTERVAL = 41_250;

interface Session {
	id: string;
	/** Number of the last event, and all events so far for a resume. */
	seq: number;
	events: { seq: number; event: string; data: JsonObject }[];
	socket?: WebSocket;
}

/** What a bot said about itself when it logged in. */
interface Identify {
	intents: number;
	compress: boolean;
	shard: unknown;
}

export class Gateway {
	/** Every IDENTIFY that was accepted, oldest first. */
	readonly identifies: Identify[] = [];
	/** How often a session was resumed. */
	resumes = 0;
	heartbeats = 0;
	/** How many more connections are closed with 4000 as soon as they stand. */
	turnsAway = 0;
	/** How many more connections are not even made: the answer is 503. */
	unavailable = 0;
	/** Set to false to let a connection look dead to the bot. */
	answersHeartbeats = true;
	/** The address GET /gateway/bot tells, and the one to resume at. */
	url = "";
	readonly #world: World;
	readonly #sockets: WebSocketServer;
	readonly #sessions = new Map<string, Session>();

	constructor(world: World, server: Server) {
		this.#world = world;
		this.#sockets = new WebSocketServer({ noServer: true });
		server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
		world.dispatch = (event, data) => this.dispatch(event, data);
	}

	/** Whether a bot is logged in over a connection that is up. */
	get connected(): boolean {
		return [...this.#sessions.values()].some((session) => session.socket !== undefined);
	}

	/** Waits until the bot has logged in or resumed; at once when it already is connected. */
	ready(within?: number): Promise<true> {
		const look = (): true | undefined => this.connected || undefined;
		return this.#world.until("the bot to connect to the gateway", look, within);
	}

	/** Waits for the next time the bot resumes a session. */
	async resumed(within?: number): Promise<void> {
		const before = this.resumes;
		const look = (): true | undefined => this.resumes > before || undefined;
		await this.#world.until("the bot to resume its session", look, within);
	}

	/** Waits for the next time the bot logs in anew. */
	async identified(within?: number): Promise<void> {
		const before = this.identifies.length;
		const look = (): true | undefined => this.identifies.length > before || undefined;
		await this.#world.until("the bot to log in anew", look, within);
	}

	/** Sends an event to every session; one without a connection gets it when it resumes. */
	dispatch(event: string, data: JsonObject): void {
		if (this.#sessions.size === 0) throw new Error("No bot is logged in to the gateway.");
		for (const session of this.#sessions.values()) sendEvent(session, event, data);
	}

	/** Sends a bare opcode over every connection. */
	send(op: number, data: unknown = null): void {
		for (const { socket } of this.#sessions.values()) if (socket) sendTo(socket, op, data);
	}

	/** Opcode 7: the bot is asked to connect again and to resume. */
	reconnect(): void {
		this.send(OP.reconnect);
	}

	/** Opcode 9: the session is over; `resumable` tells the bot to try to resume all the same. */
	invalidate(resumable = false): void {
		this.send(OP.invalidSession, resumable);
		if (!resumable) this.#sessions.clear();
	}

	/**
	 * Closes every connection with a code. Sessions stay and can be resumed, unless `forget` is
	 * set or the code is one of those that end a session (1000 and 1001).
	 */
	close(code = 4000, forget = false): void {
		const over = forget || endsSession(code);
		for (const socket of this.#sockets.clients) socket.close(code);
		for (const session of this.#sessions.values()) delete session.socket;
		if (over) this.#sessions.clear();
	}

	/** Cuts all connections without a word, as a broken network does. */
	cut(): void {
		for (const socket of this.#sockets.clients) socket.terminate();
		for (const session of this.#sessions.values()) delete session.socket;
	}

	#upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		if (this.unavailable > 0) {
			this.unavailable -= 1;
			socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n");
			return;
		}
		this.#sockets.handleUpgrade(request, socket, head, (ws) => this.#greet(ws, request));
	}

	#greet(ws: WebSocket, request: IncomingMessage): void {
		if (this.turnsAway > 0) {
			this.turnsAway -= 1;
			ws.close(4000, "Try again");
			return;
		}
		const { searchParams } = new URL(request.url ?? "/", "ws://localhost");
		const right = searchParams.get("v") === "10" && searchParams.get("encoding") === "json";
		if (!right) {
			object(ws, OBJECTIONS.invalidVersion);
			return;
		}
		ws.on("message", (data) => object(ws, this.#receive(ws, data)));
		ws.on("close", (code) => this.#lost(ws, code));
		ws.on("error", () => ws.terminate());
		sendTo(ws, OP.hello, { heartbeat_interval: HEARTBEAT_INTERVAL, _trace: [] });
	}

	/** Takes one packet; what it returns is held against the bot and ends the connection. */
	#receive(ws: WebSocket, raw: RawData): Objection | undefined {
		const packet = parse(raw);
		if (packet === undefined) return OBJECTIONS.decodeError;
		const op = numberOf(packet.op);
		const data = isObject(packet.d) ? packet.d : {};
		if (op === OP.heartbeat) return this.#beat(ws);
		if (op === OP.identify) return this.#identify(ws, data);
		if (op === OP.resume) return this.#resume(ws, data);
		if (!IGNORED.includes(op)) return OBJECTIONS.unknownOpcode;
		return this.#sessionOf(ws) === undefined ? OBJECTIONS.notAuthenticated : undefined;
	}

	#beat(ws: WebSocket): undefined {
		this.heartbeats += 1;
		if (this.answersHeartbeats) sendTo(ws, OP.heartbeatAck, null);
		this.#world.changed();
	}

	#identify(ws: WebSocket, data: JsonObject): Objection | undefined {
		if (this.#sessionOf(ws) !== undefined) return OBJECTIONS.alreadyAuthenticated;
		if (data.token !== this.#world.token) return OBJECTIONS.authenticationFailed;
		const intents = numberOf(data.intents);
		if ((intents & PRIVILEGED) !== 0) return OBJECTIONS.disallowedIntents;
		this.identifies.push({ intents, compress: data.compress === true, shard: data.shard });
		const session: Session = {
			id: `session-${this.#world.mint()}`,
			seq: 0,
			events: [],
			socket: ws,
		};
		this.#sessions.set(session.id, session);
		sendEvent(session, "READY", this.#readyData(session, data));
		this.#world.changed();
		return undefined;
	}

	/** What the bot learns on logging in; its guilds are named but not described. */
	#readyData(session: Session, identify: JsonObject): JsonObject {
		const { id, flags } = applicationObject(this.#world);
		const guilds = [...this.#world.guilds.values()].filter((guild) => guild.installed);
		return {
			v: 10,
			user: ownUser(this.#world),
			guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
			session_id: session.id,
			resume_gateway_url: this.url,
			shard: identify.shard ?? [0, 1],
			application: { id, flags },
		};
	}

	/** Takes up a session again: what the bot missed first, then the word that it is complete. */
	#resume(ws: WebSocket, data: JsonObject): Objection | undefined {
		if (data.token !== this.#world.token) return OBJECTIONS.authenticationFailed;
		const session = this.#sessions.get(textOf(data.session_id));
		if (session === undefined) {
			sendTo(ws, OP.invalidSession, false);
			return undefined;
		}
		session.socket = ws;
		for (const missed of session.events) {
			if (missed.seq <= numberOf(data.seq)) continue;
			sendTo(ws, OP.dispatch, missed.data, missed.seq, missed.event);
		}
		session.seq += 1;
		sendTo(ws, OP.dispatch, {}, session.seq, "RESUMED");
		this.resumes += 1;
		this.#world.changed();
		return undefined;
	}

	/** A bot that closes properly gives up its session; any other end leaves it to be resumed. */
	#lost(ws: WebSocket, code: number): void {
		const session = this.#sessionOf(ws);
		if (session === undefined) return;
		delete session.socket;
		if (endsSession(code)) this.#sessions.delete(session.id);
		this.#world.changed();
	}

	#sessionOf(ws: WebSocket): Session | undefined {
		return [...this.#sessions.values()].find((session) => session.socket === ws);
	}
}

function endsSession(code: number): boolean {
	return code === 1000 || code === 1001;
}

function object(ws: WebSocket, objection: Objection | undefined): void {
	if (objection !== undefined) ws.close(objection.code, objection.reason);
}

function parse(raw: RawData): JsonObject | undefined {
	try {
		const packet: unknown = JSON.parse(String(raw));
		return isObject(packet) ? packet : undefined;
	} catch {
		return undefined;
	}
}

/** Sends an event and keeps it, in case the bot has to ask for it again. */
function sendEvent(session: Session, event: string, data: JsonObject): void {
	session.seq += 1;
	const { seq, socket } = session;
	session.events.push({ seq, event, data });
	if (socket !== undefined) sendTo(socket, OP.dispatch, data, seq, event);
}

function sendTo(
	ws: WebSocket,
	op: number,
	data: unknown,
	seq: number | null = null,
	event: string | null = null,
): void {
	ws.send(JSON.stringify({ op, d: data, s: seq, t: event }));
}
