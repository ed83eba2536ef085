import { setTimeout as wait } from "node:timers/promises";
import { type ServerType, serve } from "@hono/node-server";
import { Hono } from "hono";
import { connectPlayground } from "../../../src/adapters/playground/connect.ts";
import type { Adapter } from "../../../src/core/adapter.ts";
import { buttons, heading, type Message, text } from "../../../src/core/message.ts";
import type { Sender } from "../../../src/core/ports.ts";
import { createDemoApp, type DemoApp } from "./demo-app.ts";

/** The playground in a real server, on the demo bot. Whenever time passes, the channel gets a post. */
export type Served = {
	readonly url: string;
	readonly app: DemoApp;
	readonly sender: Sender;
	stop(): Promise<void>;
};

const morning: Message = {
	gist: "Good morning. Here is today’s question.",
	parts: [heading("Question of the day"), text("What does a 404 say?")],
	controls: [
		buttons({ label: "A", press: "note.daily:1:0" }, { label: "B", press: "note.daily:1:1" }),
	],
};

/** @param port 0 takes any that is free */
export async function serveDemo(port: number): Promise<Served> {
	let passed = 0;
	let made = 0;
	const quiet = () => {};
	const app = createDemoApp((ms) => wait(ms));
	const adapter = await connectPlayground(app, {
		log: { debug: quiet, info: quiet, warn: quiet, error: console.error },
		clock: { now: () => Date.now() + passed },
		ids: { make: () => `${Date.now().toString(36)}x${++made}` },
		async letTimePass(ms) {
			passed += ms;
			const key = { id: String(passed), unsettledSince: null };
			await adapter.sender.post("playground:backend", morning, key);
		},
	});
	const server = await listen(adapter, port);
	const address = server.address();
	const at = typeof address === "object" && address ? address.port : port;
	const url = `http://127.0.0.1:${at}`;
	return { url, app, sender: adapter.sender, stop: () => stop(adapter, server) };
}

function listen(adapter: Adapter, port: number): Promise<ServerType> {
	const web = new Hono();
	for (const { method, path, handle } of adapter.routes)
		web.on(method, path, (context) => handle(context.req.raw));
	return new Promise((resolve) => {
		const server = serve({ fetch: web.fetch, port, hostname: "127.0.0.1" }, () => resolve(server));
	});
}

async function stop(adapter: Adapter, server: ServerType): Promise<void> {
	await adapter.stop();
	await new Promise((resolve) => server.close(resolve));
}

if (import.meta.main) {
	const { url } = await serveDemo(Number(process.argv[2] ?? 3000));
	console.info(url);
}
