import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectDiscord } from "../../src/adapters/discord/connect.ts";
import { connectSlack, type SlackSettings } from "../../src/adapters/slack/connect.ts";
import type { Route } from "../../src/core/adapter.ts";
import { picture, text } from "../../src/core/message.ts";
import { type Bot, HOUR, startBot } from "../support/bot.ts";
import { type DiscordServer, startDiscordServer } from "../support/discord-server.ts";
import type { Shown } from "../support/discord-shown.ts";
import { type SlackServer, startSlackServer } from "../support/slack-server.ts";

/** `/roadmap` and `/streak` as people on both platforms see them, painted by the real painter. */
const MONTH = 31 * 24 * HOUR;
const isPng = (bytes: Uint8Array | undefined) =>
	Buffer.from(bytes ?? []).toString("latin1", 1, 4) === "PNG";

let bot: Bot;
afterEach(() => bot.stop());

const drawn = {
	kind: "shares",
	title: "How it went",
	under: "3 answers",
	options: [{ letter: "A", text: "yes", percent: 100, right: true }],
} as const;
const reveal = {
	gist: "Yesterday's answer",
	parts: [text("Yesterday's answer"), picture(drawn, "A (yes): 100%, the right one.")],
};

describe("on Discord", () => {
	let discord: DiscordServer;
	beforeEach(async () => {
		discord = await startDiscordServer();
		bot = await startBot((app, deps) =>
			connectDiscord(app, { token: discord.token, apiUrl: discord.api }, deps),
		);
	});
	afterEach(() => discord.stop());

	const guild = () => discord.guild({ id: "100000000000000001", name: "Workshop" }).id;
	const ada = () => discord.member({ name: "Ada", guild: guild() });
	const galleryIn = ({ components }: Shown) => components.find(({ type }) => type === 12);
	const filesSent = () => discord.requests.flatMap(({ files }) => files);

	test("a private reply brings the picture as a file, and its words beside it", async () => {
		const shown = await ada().slash("roadmap", {});
		expect(shown.ephemeral).toBe(true);
		expect(galleryIn(shown)?.items?.[0]?.description).toContain("Your roadmap: 0 of");
		expect(shown.message?.attachments).toMatchObject([{ filename: "picture-1.png" }]);
		expect(filesSent().map(({ bytes }) => isPng(bytes))).toEqual([true]);
		expect(bot.warnings).toEqual([]);
	});

	test("a card that changes takes a new picture along, or none, and never keeps an old one", async () => {
		const someone = ada();
		const card = await someone.slash("roadmap", {});
		const other = await someone.select(card, card.selects[0]?.customId ?? "", "1");
		expect(other.kind).toBe("update");
		expect(other.message?.attachments).toHaveLength(1);
		const welcome = await someone.slash("quiz", {});
		await someone.press(await someone.press(welcome, "New to this"), "A");
		const streak = await someone.slash("streak", {});
		expect(galleryIn(streak)?.items?.[0]?.description).toContain(
			"1 day learned. 1 day in a row, best 1. Today counts.",
		);
		const why = await someone.press(streak, "Why this number?");
		expect(galleryIn(why)).toBeUndefined();
		expect(why.message?.attachments).toEqual([]);
		expect(bot.warnings).toEqual([]);
	});

	test("a delivery brings it too", async () => {
		const square = discord.channel(guild(), "backend").id;
		const key = { id: "d1", unsettledSince: null };
		const sent = await bot.adapter.sender.post(`discord:${square}`, reveal, key);
		expect(sent).toMatchObject({ outcome: "sent" });
		const post = await discord.nextPost(square);
		expect(galleryIn(post)?.items?.[0]?.description).toBe("A (yes): 100%, the right one.");
		expect(filesSent()).toHaveLength(1);
	});

	test("where files are not allowed, the words go out alone", async () => {
		const square = discord.channel(guild(), "backend").id;
		const body = { code: 50013, message: "Missing Permissions" };
		discord.fail({ method: "POST", path: /messages$/, status: 403, body });
		const key = { id: "d1", unsettledSince: null };
		const sent = await bot.adapter.sender.post(`discord:${square}`, reveal, key);
		expect(sent).toMatchObject({ outcome: "sent" });
		expect((await discord.nextPost(square)).texts).toContain("A (yes): 100%, the right one.");
		discord.fail({ method: "POST", path: /callback$/, status: 400, body: { code: 50035 } });
		expect((await ada().slash("roadmap", {})).texts).toContain("Your roadmap: 0 of");
	});
});

describe("on Slack", () => {
	let slack: SlackServer;
	beforeEach(async () => {
		slack = await startSlackServer();
	});
	afterEach(async () => {
		expect(slack.faults).toEqual([]);
		await slack.stop();
	});
	const start = async (more: Partial<SlackSettings> = {}) => {
		const { botToken, appToken, api } = slack;
		bot = await startBot((app, deps) =>
			connectSlack(app, { botToken, appToken, apiUrl: api, ...more }, deps),
		);
		return slack.person({ id: "U1ADA", name: "Ada" });
	};
	const publicUrl = "https://cairn.example.org";
	const imageIn = (shown: { readonly blocks: readonly object[] }) =>
		shown.blocks.find((block) => "image_url" in block) as
			| { readonly image_url: string; readonly alt_text: string }
			| undefined;
	const fetched = async (url: string) => {
		const route = bot.adapter.routes.find(({ path }) => path === "/pictures/*") as Route;
		return route.handle(new Request(url));
	};

	test("with a public address it is an image that Slack fetches there", async () => {
		const ada = await start({ publicUrl });
		const image = imageIn(await ada.slash("/roadmap"));
		expect(image?.alt_text).toContain("Your roadmap: 0 of");
		expect(image?.image_url).toMatch(/^https:\/\/cairn\.example\.org\/pictures\/[\w.-]+\.png$/);
		const answer = await fetched(image?.image_url ?? "");
		expect(answer.headers.get("content-type")).toBe("image/png");
		expect(answer.headers.get("cache-control")).toMatch(/^public, max-age=\d+, immutable$/);
		expect(isPng(await answer.bytes())).toBe(true);
		expect(bot.warnings).toEqual([]);
	});

	test("after a restart, and by any other process, the same address still works", async () => {
		const ada = await start({ publicUrl });
		const { image_url = "" } = imageIn(await ada.slash("/roadmap")) ?? {};
		const before = await (await fetched(image_url)).bytes();
		await bot.stop();
		await start({ publicUrl });
		expect(Buffer.compare(before, await (await fetched(image_url)).bytes())).toBe(0);
	});

	test("a spoofed or changed address is nowhere, and leaves no trace", async () => {
		const ada = await start({ publicUrl });
		const { image_url = "" } = imageIn(await ada.slash("/roadmap")) ?? {};
		const [, day = "", data = "", sign = ""] =
			/([\w-]+)\.([\w-]+)\.([\w-]+)\.png$/.exec(image_url) ?? [];
		const later = (Number.parseInt(day, 36) + 100).toString(36);
		const flipped = `${sign.startsWith("A") ? "B" : "A"}${sign.slice(1)}`;
		for (const path of [
			"",
			"x.png",
			"a.b.c.png",
			`${later}.${data}.${sign}.png`,
			`${day}.${data.slice(0, -2)}.${sign}.png`,
			`${day}.${data}.${flipped}.png`,
			`${day}.${data}.png`,
			`${day}.${data}.${sign}.png/../../x`,
			"../../etc/passwd",
		]) {
			const answer = await fetched(`${publicUrl}/pictures/${path}`);
			expect([path, answer.status, await answer.text()]).toEqual([path, 404, ""]);
		}
		expect(bot.warnings).toEqual([]);
	});

	test("after a month it is nowhere any more", async () => {
		const ada = await start({ publicUrl });
		const { image_url = "" } = imageIn(await ada.slash("/roadmap")) ?? {};
		await bot.passes(MONTH - 2 * 24 * HOUR);
		expect((await fetched(image_url)).status).toBe(200);
		await bot.passes(3 * 24 * HOUR);
		expect((await fetched(image_url)).status).toBe(404);
	});

	test("without one it is words, and a button that sends it as a direct message", async () => {
		const ada = await start();
		expect(bot.adapter.routes).toEqual([]);
		const card = await ada.slash("/roadmap");
		expect(imageIn(card)).toBeUndefined();
		expect(card.texts).toContain("Your roadmap: 0 of");
		const said = await ada.press(card, "Send me the picture");
		expect(said).toMatchObject({ ephemeral: true, replaced: false });
		expect(said.texts).toBe("I sent it to you as a direct message.");
		expect(slack.files.map(({ name, content }) => [name, isPng(content)])).toEqual([
			["cairn-roadmap.png", true],
		]);
		expect(slack.posts(slack.files[0]?.channel ?? "").at(-1)?.text).toContain("cairn-roadmap.png");
		const asked = slack.calls.find(({ method }) => method === "files.getUploadURLExternal");
		expect(asked?.args.alt_txt).toContain("topics green. Next: ");
		expect(bot.warnings).toEqual([]);
	});

	test.each([
		["conversations.open", "missing_scope", /may not send files here yet/],
		["files.getUploadURLExternal", "missing_scope", /may not send files here yet/],
		["files.getUploadURLExternal", "ratelimited", /slow down/],
		["files.completeUploadExternal", "channel_not_found", /did not take the picture/],
		["files.completeUploadExternal", "internal_error", /did not tell me whether it arrived/],
	])("when %s says %s, that is told kindly", async (method, error, words) => {
		const ada = await start();
		const card = await ada.slash("/roadmap");
		slack.fail({ method, error });
		expect((await ada.press(card, "Send me the picture")).texts).toMatch(words);
		expect(bot.warnings).toHaveLength(1);
		expect(bot.warnings[0]).toMatch(/^a picture was not sent/);
	});

	test("when the upload itself fails, too", async () => {
		const ada = await start();
		const card = await ada.slash("/roadmap");
		slack.fail({ method: "upload", status: 413 });
		expect((await ada.press(card, "Send me the picture")).texts).toMatch(
			/did not take the picture/,
		);
	});

	test("a forged button draws nothing", async () => {
		const ada = await start();
		const card = await ada.slash("/roadmap");
		for (const value of [undefined, "", "a.b.c", `${"x".repeat(1_000)}.y.z`]) {
			const said = await ada.forge(card, "picture", { action: { value } });
			expect(said.texts).toMatch(/too old by now/);
		}
		expect(slack.files).toEqual([]);
	});

	test("a delivery brings the image, or the words and the button", async () => {
		await start({ publicUrl });
		slack.channel({ id: "C1" });
		const key = { id: "d1", unsettledSince: null };
		await bot.adapter.sender.post("slack:T0CAIRN:C1", reveal, key);
		expect(imageIn(await slack.nextPost("C1"))?.alt_text).toBe("A (yes): 100%, the right one.");
		await bot.stop();
		await start();
		await bot.adapter.sender.post("slack:T0CAIRN:C1", reveal, { ...key, id: "d2" });
		const post = await slack.nextPost("C1");
		expect(post.texts).toContain("A (yes): 100%, the right one.");
		expect(post.buttons.map(({ label }) => label)).toEqual(["Send me the picture"]);
	});
});
