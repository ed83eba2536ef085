import { type ServerType, serve } from "@hono/node-server";
import { Hono } from "hono";
import type { Route } from "../core/adapter.ts";
import { Problem } from "../core/problem.ts";
import { http as says } from "../text/en.ts";

export type Web = {
	readonly url: string;
	/** Refuses new requests, and lets those under way finish until `deadline` milliseconds are over. */
	stop(deadline: number): Promise<void>;
};

/** What `/readyz` reports: null when all is well, else what is not. */
export type Readiness = () => Promise<string | null>;

/** The one web server: health, and the routes it is handed: metrics, and those of the adapters. */
export async function serveHttp(
	address: { readonly host: string; readonly port: number },
	routes: readonly Route[],
	readiness: Readiness,
): Promise<Web> {
	const web = new Hono();
	web.get("/healthz", (context) => context.text("ok"));
	web.get("/readyz", async (context) => {
		const trouble = await readiness();
		return trouble === null ? context.text("ready") : context.text(trouble, 503);
	});
	for (const route of routes)
		web.on(route.method, route.path, (context) => route.handle(context.req.raw));
	const server = await listen(web, address);
	return { url: urlOf(server, address.host), stop: (deadline) => stop(server, deadline) };
}

function listen(web: Hono, { host, port }: { host: string; port: number }): Promise<ServerType> {
	return new Promise((resolve, reject) => {
		const server = serve({ fetch: web.fetch, hostname: host, port }, () => resolve(server));
		server.once("error", (error: NodeJS.ErrnoException) =>
			reject(
				error.code === "EADDRINUSE" || error.code === "EACCES"
					? new Problem(says.cannotListen(host, port, error.code === "EACCES"))
					: error,
			),
		);
	});
}

function urlOf(server: ServerType, host: string): string {
	const address = server.address();
	const port = typeof address === "object" && address ? address.port : "";
	return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Open event streams never end by themselves, so what is left at the deadline is cut. */
function stop(server: ServerType, deadline: number): Promise<void> {
	return new Promise((resolve) => {
		const cut = setTimeout(() => {
			if ("closeAllConnections" in server) server.closeAllConnections();
		}, deadline);
		server.close(() => {
			clearTimeout(cut);
			resolve();
		});
		if ("closeIdleConnections" in server) server.closeIdleConnections();
	});
}
