import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { REST } from "discord.js";
import { afterEach, describe, expect, test } from "vitest";
import { lookBack } from "../../../src/adapters/discord/lookback.ts";
import { renderMessage } from "../../../src/adapters/discord/render.ts";
import { buttons, type Message, text } from "../../../src/core/message.ts";

/** A channel's history over HTTP, answered the way Discord does: the oldest after a moment, newest first. */
const SINCE = Date.parse("2026-11-20T09:00:00Z");
const EPOCH = 1_420_070_400_000;

type Posted = { id: string; author: { id: string }; components: readonly unknown[] };
type History = { messages: Posted[]; reads: string[]; allowed: boolean };

const stops: (() => void)[] = [];
afterEach(() => {
	for (const stop of stops.splice(0)) stop();
});

function historyServer(history: History): Promise<REST> {
	const server = createServer((request, response) => {
		const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
		response.setHeader("content-type", "application/json");
		if (!pathname.endsWith("/messages")) {
			const last_message_id = history.messages.at(-1)?.id ?? null;
			response.end(JSON.stringify({ id: "9", type: 0, last_message_id }));
			return;
		}
		history.reads.push(searchParams.toString());
		const after = BigInt(searchParams.get("after") ?? 0);
		const limit = Number(searchParams.get("limit"));
		const found = history.messages.filter(({ id }) => BigInt(id) > after).slice(0, limit);
		response.end(JSON.stringify(history.allowed ? found.reverse() : []));
	});
	stops.push(() => server.close());
	return new Promise((resolve) => {
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address() as AddressInfo;
			resolve(new REST({ api: `http://127.0.0.1:${port}`, version: "10" }).setToken("t"));
		});
	});
}

const ours: Message = {
	gist: "Daily",
	parts: [],
	controls: [
		buttons({ label: "A", press: "daily.pick:1:d1:0" }, { label: "B", press: "daily.pick:1:d1:1" }),
	],
};
const plainOurs: Message = { gist: "No buttons here", parts: [text("at all")] };
const body = (message: Message) => renderMessage(message, new Map());

/** As Discord gives a message back: every component with a number of its own. */
function posted(seconds: number, author: string, message: Message): Posted {
	const id = String(BigInt(SINCE + seconds * 1_000 - EPOCH) << 22n);
	const components = body(message).components.map((one, at) => ({ id: at + 1, ...one }));
	return { id, author: { id: author }, components };
}

const chatter = (count: number, from = 0): Posted[] =>
	Array.from({ length: count }, (_, at) => posted(from + at, "2", { gist: `${at}`, parts: [] }));

async function look(messages: Posted[], sought: Message = ours, allowed = true) {
	const history = { messages, reads: [] as string[], allowed };
	const rest = await historyServer(history);
	const found = await lookBack(rest, {
		channel: "9",
		author: "1",
		since: SINCE,
		body: body(sought),
	});
	return { found, reads: history.reads.length };
}

describe("looking back", () => {
	test("finds what the bot posted, by its presses", async () => {
		const wanted = posted(2, "1", ours);
		const { found } = await look([...chatter(2), wanted, ...chatter(3, 3)]);
		expect(found).toEqual({ message: wanted.id });
	});

	test("finds it by its words where it has no presses", async () => {
		const wanted = posted(2, "1", plainOurs);
		expect((await look([posted(1, "1", ours), wanted], plainOurs)).found).toEqual({
			message: wanted.id,
		});
	});

	test("does not take another's message for it, nor an older one, nor another of its own", async () => {
		const other = { ...ours, controls: [buttons({ label: "A", press: "daily.pick:1:d2:0" })] };
		const messages = [posted(-3_600, "1", ours), posted(1, "2", ours), posted(2, "1", other)];
		expect((await look(messages)).found).toBe("absent");
	});

	test("reads on in a busy channel, and gives up in one too busy", async () => {
		const wanted = posted(251, "1", ours);
		const busy = await look([...chatter(250), wanted, ...chatter(20, 252)]);
		expect(busy).toEqual({ found: { message: wanted.id }, reads: 3 });
		expect(await look(chatter(1_001))).toEqual({ found: "unreadable", reads: 10 });
	});

	test("tells a quiet channel from one it may not read", async () => {
		expect((await look([])).found).toBe("absent");
		expect((await look([posted(-3_600, "2", ours)])).found).toBe("absent");
		expect((await look([posted(-3_600, "2", ours)], ours, false)).found).toBe("absent");
		expect((await look(chatter(5), ours, false)).found).toBe("unreadable");
	});
});
