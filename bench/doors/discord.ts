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
import { guildCreate } from "./guilds.ts";
import { cutAll, onSocket, type Said, serveLocally } from "./serve.ts";

/** Discord's gateway and the few routes a bot needs to answer. */

const OP = { dispatch: 0, identify: 2, hello: 10, ack: 11, heartbeat: 1 } as const;
const CALLBACK = { message: 4, update: 7 } as const;
const KIND = { command: 2, component: 3 } as const;
const BUTTON = { component_type: 2 };
const MENU = 3;
const GUILDS_INTENT = 1;
const APPLICATION = "1441000000000000000";
const GUILD = "1441000000000000002";
const CHANNEL = "1441000000000000010";
const PEOPLE = 1_500_000_000_000_000_000n;
const CALLED_BACK = /\/interactions\/(\d+)\//;
/** The answer that follows one that was put off; the token tells to what. */
const EDITED = /\/webhooks\/\d+\/t(\d+)\/messages\//;
const BOT_USER = { id: APPLICATION, username: "bot", discriminator: "0", avatar: null, bot: true };

/** @param guilds how many servers have the bot installed */
export async function openDiscord(guilds = 1): Promise<Door> {
	const waiting = createWaiting();
	const up = Promise.withResolvers<void>();
	let registered: readonly Json[] = [];
	let socket: WebSocket | undefined;
	let count = 0;

	const local = await serveLocally(({ url = "", method }, body): Said => {
		if (CALLED_BACK.test(url)) return called(url, body);
		if (EDITED.test(url)) return edited(url, body);
		if (url.endsWith("/gateway/bot")) return { status: 200, body: gatewayInfo() };
		if (!url.endsWith("/commands")) return { status: 404, body: '{"message":"404","code":0}' };
		if (method === "PUT") registered = numbered(body);
		return { status: 200, body: JSON.stringify(registered) };
	});
	const sockets = new WebSocketServer({ noServer: true });
	onSocket(sockets, local.server, welcome);
	const gateway = `ws://127.0.0.1:${local.port}`;
	const api = `http://127.0.0.1:${local.port}/api`;

	function gatewayInfo(): string {
		const limit = { total: 1_000, remaining: 999, reset_after: 0, max_concurrency: 1 };
		return JSON.stringify({ url: gateway, shards: 1, session_start_limit: limit });
	}

	function called(url: string, body: string): Said {
		const id = CALLED_BACK.exec(url)?.[1] ?? "";
		const { type, data } = jsonOf(body);
		const message = isJson(data) ? data : {};
		const controls = controlsIn(message.components, "custom_id");
		const replaced = type === CALLBACK.update;
		// What is put off is no answer.
		if (replaced || type === CALLBACK.message) waiting.settle(id, { message, replaced, controls });
		return { status: 204 };
	}

	function edited(url: string, body: string): Said {
		const id = EDITED.exec(url)?.[1] ?? "";
		const message = jsonOf(body);
		const controls = controlsIn(message.components, "custom_id");
		waiting.settle(id, { message, replaced: true, controls });
		return { status: 200, body: JSON.stringify({ id: MESSAGE.id }) };
	}

	function welcome(one: WebSocket): void {
		send(one, OP.hello, { heartbeat_interval: 41_250 });
		one.on("message", (data) => {
			const packet = jsonOf(String(data));
			if (packet.op === OP.heartbeat) send(one, OP.ack, null);
			if (packet.op === OP.identify && isJson(packet.d)) letIn(one, Number(packet.d.intents));
		});
	}

	function letIn(one: WebSocket, intents: number): void {
		const ids = Array.from({ length: guilds }, (_, at) => String(BigInt(GUILD) + BigInt(at)));
		dispatch(one, "READY", readyData(ids, gateway));
		if ((intents & GUILDS_INTENT) !== 0)
			for (const id of ids) dispatch(one, "GUILD_CREATE", guildCreate(id, BOT_USER));
		socket = one;
		up.resolve();
	}

	function act(who: number, payload: Json): Promise<Shown> {
		if (!socket) throw new Error("no bot is connected");
		const id = snowflake(count);
		const shown = waiting.for(id);
		dispatch(socket, "INTERACTION_CREATE", {
			...surroundings(who),
			id,
			token: `t${id}`,
			...payload,
		});
		return shown;
	}

	function dispatch(one: WebSocket, event: string, data: Json): void {
		count += 1;
		send(one, OP.dispatch, data, event, count);
	}

	return {
		env: { DISCORD_TOKEN: "stand-in.bot.token", DISCORD_API_URL: api },
		reach() {},
		connected: () => up.promise,
		slash: (who) => act(who, { type: KIND.command, data: QUIZ }),
		press: (who, on, control) => act(who, pressed(on, control)),
		async close() {
			cutAll(sockets);
			await local.close();
		},
	};
}

const QUIZ = {
	id: "1441000000000000050",
	name: "quiz",
	type: 1,
	options: [{ name: "count", type: 4, value: 1 }],
};

function send(
	socket: WebSocket,
	op: number,
	d: unknown,
	t: string | null = null,
	s: number | null = null,
): void {
	socket.send(JSON.stringify({ op, d, s, t }));
}

function readyData(guilds: readonly string[], gateway: string): Json {
	return {
		v: 10,
		user: BOT_USER,
		guilds: guilds.map((id) => ({ id, unavailable: true })),
		session_id: "session",
		resume_gateway_url: gateway,
		shard: [0, 1],
		application: { id: APPLICATION, flags: 0 },
	};
}

const EPOCH = Date.UTC(2015, 0, 1);

/** An id of this moment, as Discord makes them; libraries read the time from it. */
function snowflake(count: number): string {
	return String((BigInt(Date.now() - EPOCH) << 22n) + BigInt(count % 2 ** 22));
}

function numbered(body: string): Json[] {
	const commands: Json[] = JSON.parse(body);
	return commands.map((command, at) => ({ ...command, id: String(1_600_000n + BigInt(at)) }));
}

function pressed({ message }: Shown, { press, option }: Control): Json {
	return {
		type: KIND.component,
		data: {
			...(option ? { component_type: MENU, values: [option] } : BUTTON),
			custom_id: press,
			id: 7,
		},
		message: {
			...MESSAGE,
			components: message.components,
			flags: message.flags,
		},
	};
}

const NOTHING_MORE = {
	content: "",
	embeds: [],
	attachments: [],
	mentions: [],
	mention_roles: [],
	mention_everyone: false,
	pinned: false,
	tts: false,
};

const MESSAGE = {
	...NOTHING_MORE,
	id: "1441000000000000040",
	channel_id: CHANNEL,
	type: 20,
	timestamp: "2026-11-20T08:00:00.000000+00:00",
	edited_timestamp: null,
	author: BOT_USER,
};

/** Where it happens and who does it: the parts that every interaction has. */
function surroundings(who: number): Json {
	return {
		application_id: APPLICATION,
		version: 1,
		locale: "en-GB",
		guild_locale: "en-US",
		app_permissions: "2248473465835073",
		entitlements: [],
		attachment_size_limit: 10_485_760,
		authorizing_integration_owners: { "0": GUILD },
		context: 0,
		guild_id: GUILD,
		guild: { id: GUILD, locale: "en-US", features: [] },
		channel_id: CHANNEL,
		channel: { id: CHANNEL, type: 0, name: "learning", guild_id: GUILD, position: 1, flags: 0 },
		member: memberOf(who),
	};
}

function memberOf(who: number): Json {
	const id = String(PEOPLE + BigInt(who));
	return {
		user: { id, username: `person${who}`, global_name: `Person ${who}`, discriminator: "0" },
		nick: null,
		roles: ["1441000000000000030"],
		joined_at: "2026-01-05T09:00:00.000000+00:00",
		deaf: false,
		mute: false,
		flags: 0,
		permissions: "2248473465835105",
	};
}
