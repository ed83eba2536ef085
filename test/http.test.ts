import { afterEach, expect, test } from "vitest";
import { serveHttp, type Web } from "../src/http/serve.ts";

const running: Web[] = [];
afterEach(async () => {
	await Promise.all(running.splice(0).map((web) => web.stop(100)));
});

async function serve(trouble: string | null = null, port = 0): Promise<Web> {
	const route = {
		method: "POST",
		path: "/echo",
		handle: async (request: globalThis.Request) => new Response(await request.text()),
	} as const;
	const web = await serveHttp({ host: "127.0.0.1", port }, [route], async () => trouble);
	running.push(web);
	return web;
}

test("health, readiness and the routes that were handed over", async () => {
	const { url } = await serve();
	expect(await (await fetch(`${url}/healthz`)).text()).toBe("ok");
	expect((await fetch(`${url}/readyz`)).status).toBe(200);
	expect(await (await fetch(`${url}/echo`, { method: "POST", body: "hi" })).text()).toBe("hi");
	expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
});

test("what is not ready says why", async () => {
	const { url } = await serve("the last beat is too long ago");
	const answer = await fetch(`${url}/readyz`);
	expect(answer.status).toBe(503);
	expect(await answer.text()).toContain("the last beat");
	expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test("a port in use is a sentence, not a stack", async () => {
	const first = await serve();
	const port = Number(new URL(first.url).port);
	await expect(serve(null, port)).rejects.toThrow(
		`Port ${port} on 127.0.0.1 is in use by another program. Stop it, or set PORT to another number.`,
	);
});
