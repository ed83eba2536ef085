import { describe, expect, test, vi } from "vitest";
import { connectDiscord } from "../../../src/adapters/discord/connect.ts";
import { Problem } from "../../../src/core/problem.ts";
import type { Reply } from "../../../src/core/request.ts";
import { botFor, discord, listedLog } from "./bot.ts";
import { card, declarations, say, smallApp } from "./small-app.ts";

const clock = { now: Date.now };
const quiz = { reply: (): Reply => ({ do: "say", message: card("One", "a.b:1") }) };

describe("logging in", () => {
	test("asks for nothing: no intents, no presence", async () => {
		const { server } = await botFor(smallApp({}));
		expect(server.gateway.identifies).toEqual([expect.objectContaining({ intents: 0 })]);
	});

	test("gives an invite link with the permissions that are needed", async () => {
		const { adapter, server } = await botFor(smallApp({}));
		const { searchParams } = new URL(adapter.invite ?? "");
		expect(searchParams.get("client_id")).toBe(server.applicationId);
		expect(searchParams.get("scope")).toBe("bot applications.commands");
		expect(BigInt(searchParams.get("permissions") ?? 0)).toBe(
			(1n << 10n) | (1n << 11n) | (1n << 15n) | (1n << 16n) | (1n << 38n),
		);
	});

	async function refusal(
		settings: { token?: string; applicationId?: string; apiUrl?: string },
		act = () => {},
	) {
		const server = await discord();
		act();
		const log = listedLog();
		const timing = { connectMs: 2_000 };
		const given = { token: server.token, apiUrl: server.api, ...settings };
		const failed = await connectDiscord(smallApp({}), given, { log, clock }, timing).catch(
			(error) => error,
		);
		expect(failed).toBeInstanceOf(Problem);
		return { message: (failed as Problem).message, log };
	}

	test("with a wrong token says how to make a new one", async () => {
		const { message, log } = await refusal({ token: "wrong.token.here" });
		expect(message).toMatch(/DISCORD_TOKEN.*Bot, Reset Token/);
		expect(JSON.stringify([message, log.lines])).not.toContain("wrong.token.here");
	});

	test.each(["", "two\nlines", "ünïcode 💥"])(
		"with %j for a token says the same",
		async (token) => {
			expect((await refusal({ token })).message).toMatch(/DISCORD_TOKEN.*Bot, Reset Token/);
		},
	);

	test("with a token that is reset meanwhile says the same", async () => {
		const server = await discord();
		const held = server.hold({ path: /^\/gateway\/bot$/, after: true });
		const settings = { token: server.token, apiUrl: server.api };
		const connecting = connectDiscord(smallApp({}), settings, { log: listedLog(), clock });
		const failed = connecting.catch((error: unknown) => error);
		await held.reached;
		server.token = "another";
		held.open();
		expect(await failed).toMatchObject({ message: expect.stringContaining("Reset Token") });
	});

	test("where nothing answers says where", async () => {
		const { message } = await refusal({ apiUrl: "http://127.0.0.1:1/api" });
		expect(message).toMatch(/127\.0\.0\.1:1\/api.*ECONNREFUSED.*DISCORD_TOKEN/);
	});

	test("with another application's id says which is right", async () => {
		const { message } = await refusal({ applicationId: "123456789012345678" });
		expect(message).toMatch(/DISCORD_APPLICATION_ID is 123456789012345678.*belongs to .*\d{15}/);
	});

	test("where Discord is down gives up after a while", async () => {
		const server = await discord();
		server.fail({ path: /gateway/, status: 503, times: 9 });
		const settings = { token: server.token, apiUrl: server.api };
		const failed = connectDiscord(smallApp({}), settings, { log: listedLog(), clock });
		await expect(failed).rejects.toThrow(/cannot be reached .*Service Unavailable/);
	});
});

describe("registering", () => {
	test("happens once, and again only when something has changed", async () => {
		const server = await discord();
		const first = await botFor(smallApp({}), { server });
		await first.adapter.stop();
		const second = await botFor(smallApp({}), { server });
		await second.adapter.stop();
		expect(server.commandPuts).toBe(1);
		const [one, ...others] = declarations;
		const changed = one ? [{ ...one, about: "Another word" }, ...others] : [];
		await botFor({ ...smallApp({}), commands: changed }, { server });
		expect(server.commandPuts).toBe(2);
	});

	test("makes commands clickable", async () => {
		const words = {
			do: "say",
			message: { gist: "", parts: [{ part: "text", text: [{ as: "command", name: "deck" }] }] },
		} as const;
		const { server } = await botFor(smallApp({ quiz: { reply: () => words } }));
		const id = server.commands.find(({ name }) => name === "deck")?.id;
		const shown = await server.member({ name: "Ada" }).slash("quiz");
		expect(shown.texts).toBe(`</deck:${id}>`);
	});

	test("offers moderators' commands in servers only, and to those who manage them", async () => {
		const { server } = await botFor(smallApp({ setup: { reply: () => say("Set up.") } }));
		const guild = server.guild().id;
		const ada = server.member({ name: "Ada", guild });
		await expect(ada.slash("setup")).rejects.toThrow("not offered");
		await expect(server.member({ name: "Ben" }).slash("setup")).rejects.toThrow("not offered");
		const grace = server.member({ name: "Grace", guild, permissions: 1n << 5n });
		expect((await grace.slash("setup")).texts).toBe("Set up.");
	});

	test.each([true, false])(
		"that meets a limit waits for its end (whole bot: %s)",
		async (global) => {
			const server = await discord();
			server.fail({ path: /commands$/, status: 429, retryAfter: 0.02, global, times: 2 });
			server.fail({ path: /^\/gateway/, status: 429, retryAfter: 0.02, global });
			await botFor(smallApp({}), { server });
			expect(server.commandPuts).toBe(1);
		},
	);

	test("that fails leaves the bot up", async () => {
		const server = await discord();
		server.fail({ method: "PUT", path: /commands$/, status: 500, times: 2 });
		const { lines } = await botFor(smallApp({ quiz }), { server });
		expect(lines.at(-1)).toMatchObject({
			level: "error",
			message: "could not register the commands",
		});
		expect((await server.member({ name: "Ada" }).slash("quiz")).texts).toBe("### One");
	});
});

describe("a connection that breaks", () => {
	test("is taken up again, and nobody's wish is lost", async () => {
		const { server } = await botFor(smallApp({ quiz }));
		const ada = server.member({ name: "Ada" });
		server.gateway.cut();
		const shown = ada.slash("quiz");
		await server.gateway.resumed();
		expect((await shown).texts).toBe("### One");
	});
});

describe("a token that is reset while the bot is up", () => {
	test("is told to the operator, and the process lives on", async () => {
		const { server, adapter, lines } = await botFor(smallApp({ quiz }));
		const channel = server.channel(server.guild().id).id;
		server.token = "another";
		server.gateway.close(4000);
		await vi.waitUntil(() => lines.some(({ fields }) => fields.code === 4004), 3_000);
		const key = { id: "d", unsettledSince: null };
		const delivered = await adapter.sender.post(`discord:${channel}`, card("D", "a.b:1"), key);
		expect(delivered).toMatchObject({ outcome: "later" });
	});
});

describe("stopping", () => {
	test("waits for wishes under way, and takes no more", async () => {
		const { promise, resolve } = Promise.withResolvers<void>();
		const app = smallApp({ quiz: { reply: () => promise.then(() => say("Done.")) } });
		const { server, adapter } = await botFor(app);
		const ada = server.member({ name: "Ada" });
		const shown = ada.slash("quiz");
		await app.nth(1);
		const stopped = adapter.stop();
		await ada.slash("quiz", {}, { until: "sent" });
		resolve();
		expect((await shown).texts).toBe("Done.");
		await stopped;
		expect(app.asked).toHaveLength(1);
		expect(server.gateway.connected).toBe(false);
	});

	test("does not wait for ever", async () => {
		const app = smallApp({ quiz: { reply: () => new Promise(() => {}) } });
		const { server, adapter } = await botFor(app, { timing: { finishMs: 20 } });
		await server.member({ name: "Ada" }).slash("quiz", {}, { until: "sent" });
		await app.nth(1);
		await adapter.stop();
		expect(server.gateway.connected).toBe(false);
	});
});
