import { expect, test } from "vitest";
import { picture, text } from "../../../src/core/message.ts";
import { createDemoApp } from "./demo-app.ts";
import { openPlayground, type Playground } from "./playground.ts";

const what = { kind: "shares", title: "How it went", under: "0 answers", options: [] } as const;
const message = { gist: "How it went", parts: [text("Look"), picture(what, "in words")] };
const png = new Uint8Array([137, 80, 78, 71]);
const key = { id: "d1", unsettledSince: null };

const open = (paint = async (): Promise<Uint8Array | null> => png) =>
	openPlayground({ ...createDemoApp(), paint });

async function pictureIn({ get }: Playground) {
	const state = await (await get("/playground/state?person=ada")).json();
	const { posts } = state as { posts: { face: { parts: { src: string; alt: string }[] } }[] };
	return posts[0]?.face.parts[1];
}

test("a picture is a path of this machine, with its words beside it", async () => {
	const playground = await open();
	await playground.adapter.sender.post("playground:backend", message, key);
	const shown = await pictureIn(playground);
	expect(shown).toMatchObject({ part: "picture", alt: "in words" });
	expect(shown?.src).toMatch(/^\/playground\/pictures\/\w+\.png$/);
	const answer = await playground.get(shown?.src ?? "");
	expect(answer.headers.get("content-type")).toBe("image/png");
	expect(await answer.bytes()).toEqual(png);
});

test("one that could not be painted is its words alone", async () => {
	const playground = await open(async () => null);
	await playground.adapter.sender.post("playground:backend", message, key);
	expect(await pictureIn(playground)).toEqual({ part: "picture", src: "", alt: "in words" });
});

test("there is nothing under any other name", async () => {
	const playground = await open();
	for (const name of ["x.png", "", "__proto__", "..%2fapp.js"])
		expect((await playground.get(`/playground/pictures/${name}`)).status).toBe(404);
});

test("pictures too keep to this machine", async () => {
	const playground = await open();
	await playground.adapter.sender.post("playground:backend", message, key);
	const { src = "" } = (await pictureIn(playground)) ?? {};
	const stranger = await playground.get(src, { host: "evil.example" });
	expect(stranger.status).toBe(403);
});
