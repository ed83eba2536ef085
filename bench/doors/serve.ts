import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { WebSocket, WebSocketServer } from "ws";

/** What is said to a request: a status, and a body unless there is none. */
export type Said = { readonly status: number; readonly body?: string };

/** A web server on a free port of this machine. */
export type Local = { readonly server: Server; readonly port: number; close(): Promise<void> };

/** Longer than any pause of a bench, so that no connection ends just as it is used again. */
const KEEP_ALIVE_MS = 600_000;

export async function serveLocally(
	answer: (request: IncomingMessage, body: string) => Said,
): Promise<Local> {
	const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) =>
		read(request, (body) => send(response, answer(request, body))),
	);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return { server, port, close: () => close(server) };
}

/** Hands over a whole body. */
export function read(request: IncomingMessage, done: (body: string) => void): void {
	const chunks: Buffer[] = [];
	request.on("data", (chunk: Buffer) => chunks.push(chunk));
	request.on("end", () => done(Buffer.concat(chunks).toString()));
}

function send(response: ServerResponse, { status, body }: Said): void {
	if (body === undefined) response.writeHead(status).end();
	else response.writeHead(status, { "content-type": "application/json" }).end(body);
}

function close(server: Server): Promise<void> {
	server.closeAllConnections();
	return new Promise((resolve) => server.close(() => resolve()));
}

/** Takes over every upgrade of a server. */
export function onSocket(
	sockets: WebSocketServer,
	server: Server,
	welcome: (socket: WebSocket) => void,
): void {
	server.on("upgrade", (request, socket, head) =>
		sockets.handleUpgrade(request, socket, head, welcome),
	);
}

export function cutAll(sockets: WebSocketServer): void {
	for (const socket of sockets.clients) socket.terminate();
}
