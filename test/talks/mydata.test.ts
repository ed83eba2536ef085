import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectDiscord } from "../../src/adapters/discord/connect.ts";
import { connectPlayground } from "../../src/adapters/playground/connect.ts";
import { connectSlack } from "../../src/adapters/slack/connect.ts";
import { folder, peek } from "../store/stage.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { type DiscordServer, startDiscordServer } from "../support/discord-server.ts";
import { type SlackServer, startSlackServer } from "../support/slack-server.ts";

/** `/settings`, **My data** through the real clients: the file arrives, and the word erases. */
const DONE = "Done: all I kept about you is erased.";

let bot: Bot;
let database: string;
beforeEach(() => {
	database = join(folder(), "cairn.db");
});
afterEach(() => bot.stop());

const people = () => peek(database).prepare("select name from learner").pluck().all();
const parsed = (bytes: Uint8Array | string | undefined) =>
	JSON.parse(Buffer.from(bytes ?? "").toString());

describe("on Discord", () => {
	let discord: DiscordServer;
	beforeEach(async () => {
		discord = await startDiscordServer();
		bot = await startBot(
			(app, deps) => connectDiscord(app, { token: discord.token, apiUrl: discord.api }, deps),
			{ database },
		);
	});
	afterEach(() => discord.stop());

	const opens = async () => {
		const guild = discord.guild({ id: "100000000000000001", name: "Workshop" }).id;
		const ada = discord.member({ name: "Ada", guild });
		const welcome = await ada.slash("quiz", {});
		await ada.press(await ada.press(welcome, "New to this"), "A");
		return { ada, card: await ada.press(await ada.slash("settings", {}), "My data") };
	};

	test("the file is part of the private reply", async () => {
		const { ada, card } = await opens();
		expect(card.kind).toBe("update");
		expect(card.texts).toContain("Answers");
		const shown = await ada.press(card, "Send me all of it");
		expect(shown).toMatchObject({ kind: "message", ephemeral: true });
		expect(shown.components.find(({ type }) => type === 13)).toBeDefined();
		expect(shown.message?.attachments).toMatchObject([
			{ filename: "cairn-my-data-2026-11-20.json" },
		]);
		const [file] = discord.requests.flatMap(({ files }) => files);
		expect(parsed(file?.bytes)).toMatchObject({ format: 1, facts: [{ kind: "attempt" }] });
		expect(bot.warnings).toEqual([]);
	});

	test("the word in the form erases, another one does not", async () => {
		const { ada, card } = await opens();
		const warned = await ada.press(card, "Erase it all");
		expect(warned.texts).toContain("Erase all I keep about you?");
		const refused = await ada.submit(await ada.press(warned, "Erase everything …"), {
			word: "no",
		});
		expect(refused.texts).toContain("Nothing was erased");
		expect(people()).toEqual(["Ada"]);
		const done = await ada.submit(await ada.press(warned, "Erase everything …"), {
			word: "erase",
		});
		expect(done.kind).toBe("update");
		expect(done.texts).toContain(DONE);
		expect(people()).toEqual([]);
		expect(bot.warnings).toEqual([]);
	});
});

describe("on Slack", () => {
	let slack: SlackServer;
	beforeEach(async () => {
		slack = await startSlackServer();
		const { botToken, appToken, api } = slack;
		bot = await startBot(
			(app, deps) => connectSlack(app, { botToken, appToken, apiUrl: api }, deps),
			{ database },
		);
	});
	afterEach(async () => {
		expect(slack.faults).toEqual([]);
		await slack.stop();
	});

	const opens = async () => {
		const ada = slack.person({ id: "U1ADA", name: "Ada" });
		const welcome = await ada.slash("/quiz", "");
		await ada.press(await ada.press(welcome, "New to this"), "A");
		return { ada, card: await ada.press(await ada.slash("/cairn", "settings"), "My data") };
	};

	test("the file goes as a direct message, for nobody else may see it", async () => {
		const { ada, card } = await opens();
		expect(card.replaced).toBe(true);
		const said = await ada.press(card, "Send me all of it");
		expect(said).toMatchObject({ ephemeral: true, replaced: false });
		expect(said.texts).toContain("This file holds all I keep about you, as JSON.");
		expect(said.texts).toContain("I sent it to you as a direct message");
		const [file, ...more] = slack.files;
		expect(more).toEqual([]);
		expect(file?.name).toBe("cairn-my-data-2026-11-20.json");
		expect(file?.channel).not.toBe(ada.channel);
		expect(file?.channel).toMatch(/^D/);
		expect(parsed(file?.content)).toMatchObject({
			format: 1,
			accounts: [{ id: "slack:T0CAIRN:U1ADA" }],
		});
		expect(bot.warnings).toEqual([]);
	});

	test.each([
		["conversations.open", "missing_scope", /may not send files here yet/],
		["files.completeUploadExternal", "channel_not_found", /did not take the file/],
	])("when %s says %s, that is told kindly", async (method, error, words) => {
		const { ada, card } = await opens();
		slack.fail({ method, error });
		expect((await ada.press(card, "Send me all of it")).texts).toMatch(words);
		expect(bot.warnings).toHaveLength(1);
		expect(bot.warnings[0]).toMatch(/^a file was not sent/);
	});

	test("the word in the form erases, another one does not", async () => {
		const { ada, card } = await opens();
		const warned = await ada.press(card, "Erase it all");
		const types = async (word: string) => {
			const form = await ada.press(warned, "Erase everything …");
			return (await ada.submit(form, { word })).message();
		};
		expect((await types("no")).texts).toContain("Nothing was erased");
		expect(people()).toHaveLength(1);
		expect((await types("“Erase”")).texts).toContain(DONE);
		expect(people()).toEqual([]);
		expect(bot.warnings).toEqual([]);
	});
});

describe("in the playground", () => {
	const HOST = "http://127.0.0.1:3000";
	let made = 0;
	beforeEach(async () => {
		const ids = { make: () => `made${++made}` };
		bot = await startBot(
			(app, deps) => connectPlayground(app, { ...deps, ids, letTimePass: async () => {} }),
			{ database },
		);
	});

	const route = (path: string) => {
		const found = bot.adapter.routes.find((one) =>
			one.path.endsWith("/*") ? path.startsWith(one.path.slice(0, -1)) : path === one.path,
		);
		if (!found) throw new Error(`nothing answers ${path}`);
		return found;
	};
	const headers = { host: "127.0.0.1:3000", origin: HOST, "content-type": "application/json" };
	type Answer = {
		readonly message: { readonly face: { readonly gist: string; readonly files: readonly File[] } };
	};
	type File = { readonly name: string; readonly src: string };
	const act = async (what: string, body: object) => {
		const asked = { id: `action-${++made}`, person: "ada", place: "playground:backend" };
		const request = new Request(`${HOST}/playground/${what}`, {
			method: "POST",
			headers,
			body: JSON.stringify({ ...asked, ...body }),
		});
		const answer = await route(`/playground/${what}`).handle(request);
		return (await answer.json()) as Answer;
	};
	const press = (code: string) => act("press", { press: code, picked: [], on: "playground:card" });

	test("the file is a link to save it by, which others cannot guess", async () => {
		await act("say", { line: "/tip" });
		const { message } = await press("settings.export:1");
		expect(message.face.files).toMatchObject([{ name: "cairn-my-data-2026-11-20.json" }]);
		const src = message.face.files[0]?.src ?? "";
		expect(src).toMatch(/^\/playground\/files\/\w+\/cairn-my-data-2026-11-20\.json$/);
		const answer = await route(src).handle(new Request(`${HOST}${src}`, { headers }));
		expect(answer.headers.get("content-type")).toBe("application/octet-stream");
		expect(parsed(await answer.bytes())).toMatchObject({ accounts: [{ id: "playground:ada" }] });
	});

	test("the word in the form erases", async () => {
		await act("say", { line: "/tip" });
		await press("settings.word:1");
		const fields = { word: "ERASE" };
		const on = "playground:card";
		const done = await act("submit", { press: "settings.erased:1", fields, on });
		expect(done.message.face.gist).toContain(DONE);
		expect(people()).toEqual([]);
		expect(peek(database).prepare("select * from place").all()).toEqual([]);
	});
});
