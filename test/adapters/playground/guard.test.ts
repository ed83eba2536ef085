import { describe, expect, test } from "vitest";
import { createDemoApp } from "./demo-app.ts";
import { HOST, openPlayground } from "./playground.ts";

const say = { person: "ada", place: "playground:backend", line: "/tip" };

describe("who may call the playground", () => {
	test.each(["127.0.0.1:3000", "localhost:3000", "[::1]:3000", "127.8.9.1"])(
		"%s is this machine",
		async (host) => {
			const { get } = await openPlayground(createDemoApp());
			expect((await get("/", { host })).status).toBe(200);
		},
	);

	test.each(["evil.example", "evil.example:3000", "127.0.0.1.evil.example", "localhost.evil", ""])(
		"a name that only points here (%s) is turned away",
		async (host) => {
			const { get } = await openPlayground(createDemoApp());
			const answers = await Promise.all([
				get("/", { host }),
				get("/playground/state?person=ada", { host }),
				get("/playground/events?person=ada", { host }),
			]);
			for (const answer of answers) expect(answer.status).toBe(403);
		},
	);

	test("a request line that names another host is turned away", async () => {
		const { adapter } = await openPlayground(createDemoApp());
		const page = adapter.routes.find(({ path }) => path === "/");
		const answer = await page?.handle(
			new Request("http://evil.example/", { headers: { host: "127.0.0.1:3000" } }),
		);
		expect(answer?.status).toBe(403);
	});

	test.each(["http://evil.example", "null", "", "http://127.0.0.1:3001", "https://127.0.0.1:3000"])(
		"another origin (%s) may not post",
		async (origin) => {
			const app = createDemoApp();
			const { post } = await openPlayground(app);
			const answer = await post("say", say, { origin });
			expect(answer.status).toBe(403);
			expect(app.requests).toEqual([]);
		},
	);

	test("the page's own origin may post", async () => {
		const { post } = await openPlayground(createDemoApp());
		expect((await post("say", say, { origin: HOST })).status).toBe(200);
	});
});

describe("what every answer carries", () => {
	test.each(["/", "/playground/app.js", "/playground/state?person=ada", "/playground/nothing"])(
		"%s",
		async (path) => {
			const { get } = await openPlayground(createDemoApp());
			const { headers } = await get(path);
			expect(headers.get("content-security-policy")).toBe(
				"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
					"img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
			);
			expect(headers.get("x-content-type-options")).toBe("nosniff");
			expect(headers.get("referrer-policy")).toBe("no-referrer");
			expect(headers.get("cache-control")).toBe("no-store");
		},
	);
});

describe("what a body may be", () => {
	test("only JSON", async () => {
		const { post } = await openPlayground(createDemoApp());
		expect((await post("say", say, { "content-type": "text/plain" })).status).toBe(415);
	});

	test("at most 64 KB, however its length is announced", async () => {
		const app = createDemoApp();
		const { post } = await openPlayground(app);
		const answer = await post(
			"say",
			{ ...say, line: "é".repeat(33_000) },
			{ "content-length": "9" },
		);
		expect(answer.status).toBe(413);
		expect(app.requests).toEqual([]);
	});

	test.each([
		["an unknown person", { ...say, person: "eve" }, /Ada, Ben and Grace/],
		["no person", { place: say.place, line: "/tip" }, /Ada, Ben and Grace/],
		["another's direct message", { ...say, place: "playground:@ben" }, /not open to this person/],
		["another platform's place", { ...say, place: "discord:1" }, /not open to this person/],
		["a line that is no text", { ...say, line: 7 }, /couldn't read/],
		["too long a line", { ...say, line: "x".repeat(4001) }, /at most 4000/],
		["no id", { ...say, id: "" }, /couldn't read/],
		["an id with spaces", { ...say, id: "a b c d e f g h" }, /couldn't read/],
	])("%s is refused with a sentence", async (_, body, sentence) => {
		const app = createDemoApp();
		const { post } = await openPlayground(app);
		const answer = await post("say", body);
		expect(answer.status).toBe(400);
		expect(((await answer.json()) as { problem: string }).problem).toMatch(sentence);
		expect(app.requests).toEqual([]);
	});

	test.each(["[]", "null", "7", '"words"', "{", ""])("%s is refused", async (sent) => {
		const { adapter } = await openPlayground(createDemoApp());
		const route = adapter.routes.find(({ path }) => path === "/playground/say");
		const headers = { origin: HOST, "content-type": "application/json" };
		const request = new Request(`${HOST}/playground/say`, { method: "POST", headers, body: sent });
		expect((await route?.handle(request))?.status).toBe(400);
	});

	test("fields named like an object's own making are dropped", async () => {
		const app = createDemoApp();
		const { adapter } = await openPlayground(app);
		const route = adapter.routes.find(({ path }) => path === "/playground/submit");
		const body =
			'{"id":"action-12345","person":"ada","place":"playground:backend","press":"set.zone:1",' +
			'"fields":{"__proto__":"x","zone":"UTC"}}';
		const headers = { origin: HOST, "content-type": "application/json" };
		await route?.handle(
			new Request(`${HOST}/playground/submit`, { method: "POST", headers, body }),
		);
		expect(app.requests).toMatchObject([{ kind: "form", fields: { zone: "UTC" } }]);
		const [request] = app.requests;
		expect(Object.keys(request?.kind === "form" ? request.fields : {})).toEqual(["zone"]);
	});

	test("fields with other than short names are refused", async () => {
		const { post } = await openPlayground(createDemoApp());
		const form = { person: "ada", place: say.place, press: "set.zone:1" };
		const answer = await post("submit", { ...form, fields: { "<b>": "x" } });
		expect(answer.status).toBe(400);
		expect(((await answer.json()) as { problem: string }).problem).toMatch(/couldn't read/);
	});
});

describe("a fault", () => {
	test("is logged and told in a sentence without its details", async () => {
		const app = createDemoApp();
		const broken = { ...app, handle: () => Promise.reject(new Error("/etc/secret line 7")) };
		const { post, logged } = await openPlayground(broken);
		const answer = await post("say", say);
		expect(answer.status).toBe(500);
		expect(await answer.text()).not.toContain("secret");
		expect(logged).toMatchObject([{ path: "/playground/say", err: expect.any(Error) }]);
	});

	test("does not stick to the action: its retry runs anew", async () => {
		const app = createDemoApp();
		let tries = 0;
		const shaky: typeof app = {
			...app,
			handle: (request) => (++tries === 1 ? Promise.reject(new Error("no")) : app.handle(request)),
		};
		const { post } = await openPlayground(shaky);
		const body = { ...say, id: "action-again" };
		expect((await post("say", body)).status).toBe(500);
		expect((await post("say", body)).status).toBe(200);
	});
});
