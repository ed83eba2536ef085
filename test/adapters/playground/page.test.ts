import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { ASSETS } from "../../../src/adapters/playground/assets.ts";
import { createDemoApp } from "./demo-app.ts";
import { openPlayground } from "./playground.ts";

const folder = new URL("../../../src/adapters/playground/page/", import.meta.url);
const sources = Object.fromEntries(
	await Promise.all(
		(await readdir(folder)).map(async (name) => [
			name,
			await readFile(new URL(name, folder), "utf8"),
		]),
	),
) as Record<string, string>;

describe("the page's files", () => {
	test("are served, every one and no other", async () => {
		expect([...ASSETS.keys()].toSorted()).toEqual(Object.keys(sources).toSorted());
		const { get } = await openPlayground(createDemoApp());
		for (const [name, type] of ASSETS) {
			const answer = await get(`/playground/${name}`);
			expect(answer.headers.get("content-type")).toBe(type);
			expect(await answer.text()).toBe(sources[name]);
		}
	});

	test.each([
		"connect.ts",
		"../connect.ts",
		"%2e%2e/connect.ts",
		"..%2fconnect.ts",
		"",
		"app.js/",
		"constructor",
	])("do not lead out of their folder: %s", async (path) => {
		const { get } = await openPlayground(createDemoApp());
		const outcome = await get(`/playground/${path}`).catch(() => "no such route");
		expect(typeof outcome === "string" ? 404 : outcome.status).toBe(404);
	});

	test("hold no script or style that the policy would forbid", () => {
		const page = sources["index.html"] ?? "";
		expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=/i);
		expect(page.match(/(?:src|href)="[^"#]+"/g)).not.toContainEqual(
			expect.stringMatching(/="(?!\/)/),
		);
	});

	test("case 34: never make markup of words", () => {
		for (const [name, source] of Object.entries(sources))
			if (name.endsWith(".js"))
				expect(source, name).not.toMatch(
					/innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|srcdoc|\beval\b|new Function/,
				);
	});

	test("say what they are for", () => {
		for (const [name, source] of Object.entries(sources))
			if (/\.(?:js|css)$/.test(name)) expect(source, name).toMatch(/^(?:\/\/|\/\*) [A-Z]/);
	});
});

describe("the state", () => {
	test("suggests what a newcomer should try, and names people and conversations", async () => {
		const { get } = await openPlayground(createDemoApp());
		expect(await (await get("/playground/state?person=grace")).json()).toMatchObject({
			person: "grace",
			people: [
				{ name: "Ada", manages: false },
				{ name: "Ben", manages: false },
				{ name: "Grace", manages: true },
			],
			conversations: [
				{ id: "playground:backend", name: "#backend", kind: "channel" },
				{ id: "playground:@grace", name: "Cairn", kind: "direct" },
			],
			suggestions: [{ line: "/quiz" }, { line: "/tip" }, { line: "/roadmap" }],
			now: Date.UTC(2026, 10, 20, 9),
		});
	});

	test("suggests no command that does not exist", async () => {
		const app = createDemoApp();
		const { get } = await openPlayground({ ...app, commands: [] });
		const state = (await (await get("/playground/state?person=ada")).json()) as {
			suggestions: unknown[];
		};
		expect(state.suggestions).toEqual([]);
	});
});
