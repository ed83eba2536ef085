import { createHmac, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import {
	type Control,
	controlsIn,
	createWaiting,
	type Door,
	isJson,
	type Json,
	jsonOf,
	type Shown,
} from "./door.ts";
import { cutAll, onSocket, read, type Said, serveLocally } from "./serve.ts";

/** Slack, over its websocket (Socket Mode) or calling in by signed HTTP. */
export type Mode = "socket" | "http";

const TEAM = "T0CAIRN";
const CHANNEL = "C0GENERAL";
const APP = "A0CAIRN";
const SECRET = "stand-in-signing-secret";
const RESPOND = "/respond/";
const SELF = {
	ok: true,
	url: "https://stand-in.slack.com/",
	team: "Stand-in",
	team_id: TEAM,
	user_id: "U0CAIRNBOT",
	bot_id: "B0CAIRN",
	is_enterprise_install: false,
	// For whoever asks after a person.
	user: { id: "U00000000", name: "person", tz: "Europe/Berlin", is_admin: false },
};

type Envelope = { readonly type: "slash_commands" | "interactive"; readonly payload: Json };
/** Carries an envelope to the bot; hands back what it was acknowledged with. */
type Carrier = (envelope: Envelope) => Promise<Json>;

export async function openSlack(mode: Mode): Promise<Door> {
	const waiting = createWaiting();
	const sockets = new WebSocketServer({ noServer: true });
	const local = await serveLocally(({ url = "" }, body): Said => {
		if (url.startsWith(RESPOND)) return responded(url, body);
		if (!url.includes("/apps.connections.open")) return { status: 200, body: JSON.stringify(SELF) };
		return {
			status: 200,
			body: JSON.stringify({ ok: true, url: `${base.replace("http", "ws")}/` }),
		};
	});
	const base = `http://127.0.0.1:${local.port}`;
	const link = mode === "socket" ? bySocket() : byHttp();
	onSocket(sockets, local.server, link.welcome);

	function responded(url: string, body: string): Said {
		const message = jsonOf(body);
		const replaced = message.replace_original === true;
		waiting.settle(url.slice(RESPOND.length), shown(message, replaced));
		return { status: 200, body: '{"ok":true}' };
	}

	function surroundings(): { id: string; trigger_id: string; response_url: string } {
		const id = randomUUID();
		return { id, trigger_id: id, response_url: `${base}${RESPOND}${id}` };
	}

	return {
		env: { SLACK_BOT_TOKEN: "xoxb-stand-in", SLACK_API_URL: `${base}/api/`, ...WAY[mode] },
		reach: link.reach,
		connected: link.connected,
		async slash(who) {
			const { id: _, ...rights } = surroundings();
			const payload = { ...typed(who), ...rights };
			return shown(await link.carry({ type: "slash_commands", payload }), false);
		},
		async press(who, _on, control) {
			const { id, ...rights } = surroundings();
			const answer = waiting.for(id);
			const payload = { ...pressed(who, control), ...rights };
			const [come] = await Promise.all([answer, link.carry({ type: "interactive", payload })]);
			return come;
		},
		async close() {
			link.close();
			cutAll(sockets);
			await local.close();
		},
	};
}

const WAY = {
	socket: { SLACK_APP_TOKEN: "xapp-stand-in" },
	http: { SLACK_SIGNING_SECRET: SECRET },
} as const;

type Link = Pick<Door, "reach" | "connected"> & {
	readonly carry: Carrier;
	welcome(socket: WebSocket): void;
	close(): void;
};

function bySocket(): Link {
	const acks = new Map<string, (payload: Json) => void>();
	const up = Promise.withResolvers<void>();
	let link: WebSocket | undefined;
	return {
		reach() {},
		connected: () => up.promise,
		close() {},
		welcome(socket) {
			link = socket;
			socket.on("message", (data) => settleAck(acks, jsonOf(String(data))));
			// A pong shows that the greeting was read.
			socket.on("pong", () => up.resolve());
			socket.send(JSON.stringify({ type: "hello", connection_info: { app_id: APP } }));
			socket.ping();
			// A client that was pinged once takes a silent server for a dead one.
			setInterval(() => socket.ping(), PING_MS).unref();
		},
		carry: ({ type, payload }) =>
			new Promise((resolve) => {
				const envelope_id = randomUUID();
				acks.set(envelope_id, resolve);
				const accepts_response_payload = type === "slash_commands";
				link?.send(JSON.stringify({ envelope_id, type, payload, accepts_response_payload }));
			}),
	};
}

const PING_MS = 5_000;

function settleAck(
	acks: Map<string, (payload: Json) => void>,
	{ envelope_id, payload }: Json,
): void {
	const id = String(envelope_id);
	acks.get(id)?.(isJson(payload) ? payload : {});
	acks.delete(id);
}

function byHttp(): Link {
	const up = Promise.withResolvers<void>();
	const agent = new Agent({ keepAlive: true });
	let url = "";
	return {
		reach(there) {
			url = there;
			up.resolve();
		},
		connected: () => up.promise,
		close: () => agent.destroy(),
		welcome: (socket) => socket.terminate(),
		carry: (envelope) => post(url, bodyOf(envelope), agent),
	};
}

function bodyOf({ type, payload }: Envelope): string {
	if (type === "interactive")
		return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
	const fields = Object.entries(payload).map(([name, value]) => [name, String(value)]);
	return new URLSearchParams(fields).toString();
}

/** @throws when the bot does not take it */
function post(url: string, body: string, agent: Agent): Promise<Json> {
	return new Promise((resolve, reject) => {
		const headers = { ...signed(body), "content-length": Buffer.byteLength(body) };
		const outgoing = request(url, { method: "POST", agent, headers }, (incoming) =>
			read(incoming, (said) => {
				if (incoming.statusCode !== 200) reject(new Error(`answered ${incoming.statusCode}`));
				else resolve(said === "" ? {} : jsonOf(said));
			}),
		);
		outgoing.on("error", (error) => {
			// A bot may close a connection that was idle just as it is used again: nothing was heard.
			if (outgoing.reusedSocket) post(url, body, agent).then(resolve, reject);
			else reject(error);
		});
		outgoing.end(body);
	});
}

function signed(body: string): Record<string, string> {
	const seconds = String(Math.floor(Date.now() / 1_000));
	const digest = createHmac("sha256", SECRET).update(`v0:${seconds}:${body}`).digest("hex");
	return {
		"content-type": "application/x-www-form-urlencoded",
		"x-slack-request-timestamp": seconds,
		"x-slack-signature": `v0=${digest}`,
	};
}

function shown(message: Json, replaced: boolean): Shown {
	return { message, replaced, controls: controlsIn(message.blocks, "action_id") };
}

const userOf = (who: number): string => `U${String(who).padStart(8, "0")}`;

function typed(who: number): Json {
	return {
		token: "verification-token",
		team_id: TEAM,
		team_domain: "stand-in",
		channel_id: CHANNEL,
		channel_name: "general",
		user_id: userOf(who),
		user_name: `person${who}`,
		command: "/quiz",
		text: "count:1",
		api_app_id: APP,
		is_enterprise_install: "false",
	};
}

function pressed(who: number, { press, option }: Control): Json {
	const name = `person${who}`;
	const used = option
		? { type: "static_select", selected_option: { value: option } }
		: { type: "button", value: press };
	const action_ts = "1763625600.000200";
	return {
		type: "block_actions",
		team: { id: TEAM, domain: "stand-in" },
		user: { id: userOf(who), username: name, name, team_id: TEAM },
		api_app_id: APP,
		token: "verification-token",
		enterprise: null,
		is_enterprise_install: false,
		container: { ...CARD, channel_id: CHANNEL },
		channel: { id: CHANNEL, name: "general" },
		state: { values: {} },
		actions: [{ ...used, action_id: press, block_id: "b", action_ts }],
	};
}

/** A message for one person alone comes without a copy of itself. */
const CARD = { type: "message", message_ts: "1763625600.000100", is_ephemeral: true };
