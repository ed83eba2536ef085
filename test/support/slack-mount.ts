import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Route } from "../../src/core/adapter.ts";

/** Serves the first route as the program's web server would. */
export async function mount([route]: readonly Route[]) {
	if (!route) throw new Error("The adapter has no route.");
	const server = createServer((incoming, outgoing) => void serve(route, incoming, outgoing));
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}${route.path}`,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function serve(route: Route, incoming: IncomingMessage, outgoing: ServerResponse) {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk);
	const headers = new Headers(
		Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
	);
	const body = Buffer.concat(chunks);
	const url = `http://127.0.0.1${incoming.url}`;
	const answer = await route.handle(new Request(url, { method: "POST", headers, body }));
	outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
	outgoing.end(await answer.text());
}
