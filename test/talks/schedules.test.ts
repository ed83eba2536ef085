import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectDiscord } from "../../src/adapters/discord/connect.ts";
import { connectSlack } from "../../src/adapters/slack/connect.ts";
import { onDiscord, onSlack, say } from "../../src/text/en.ts";
import { type Bot, HOUR, startBot } from "../support/bot.ts";
import { type DiscordServer, startDiscordServer } from "../support/discord-server.ts";
import { type SlackServer, startSlackServer } from "../support/slack-server.ts";

/** A Friday, eight o'clock in Berlin. */
const at = "2026-11-20T07:00:00Z";
let bot: Bot;
afterEach(() => bot.stop());

describe("on Discord", () => {
	let discord: DiscordServer;
	beforeEach(async () => {
		discord = await startDiscordServer();
		bot = await startBot(
			(app, deps) => connectDiscord(app, { token: discord.token, apiUrl: discord.api }, deps),
			{ at },
		);
	});
	afterEach(() => discord.stop());

	const town = () => {
		const guild = discord.guild({ name: "Workshop" });
		const square = discord.channel(guild.id, "backend").id;
		const permissions = 32n;
		const home = { guild: guild.id, channel: square };
		return { square, home, grace: discord.member({ name: "Grace", ...home, permissions }) };
	};

	test("Grace adds a lesson, changes it in the form, saves it, and it is posted", async () => {
		const { grace, square } = town();
		const options = { kind: "lesson", time: "9", days: "weekdays", zone: "Europe/Berlin" };
		const preview = await grace.slash("manage schedule add", options);
		expect(preview.ephemeral).toBe(true);
		expect(preview.texts).toContain("Every weekday at 09:00 Berlin time in ");
		const form = await grace.press(preview, "Change");
		const card = await grace.submit(form, { time: "9:30", days: "someday", zone: "Berlin" });
		expect(card).toMatchObject({ kind: "update" });
		expect(card.texts).toContain("I don't know “someday”");
		const again = await grace.press(card, "Fix it");
		const mended = await grace.submit(again, { time: "9:30", days: "fri", zone: "Berlin" });
		expect(mended.texts).toContain("Every Friday at 09:30 Berlin time in ");
		const saved = await grace.press(mended, "Save");
		expect(saved.texts).toContain("Saved: Lesson");
		await bot.passes(1.5 * HOUR);
		expect(discord.posts(square)).toHaveLength(1);
		expect((await discord.nextPost(square)).texts).toContain("Lesson · How the web works");
		const list = await grace.slash("manage schedule list");
		expect(list.texts).toContain("every Friday at 09:30, Berlin time");
		expect(bot.warnings).toEqual([]);
	});

	test("a channel the bot cannot see is refused at once, with how to mend it", async () => {
		const { grace, square } = town();
		const path = new RegExp(`^/channels/${square}$`);
		const body = { code: 50001, message: "Missing Access" };
		discord.fail({ method: "GET", path, status: 403, body });
		const refused = await grace.slash("manage schedule add", { kind: "tip" });
		expect(refused.texts).toBe(onDiscord.post.gone.noAccess);
		expect((await grace.slash("manage schedule add", { kind: "tip" })).texts).toContain("Preview");
	});

	test("a failure of Discord is no reason to refuse", async () => {
		const { grace, square } = town();
		const path = new RegExp(`^/channels/${square}$`);
		discord.fail({ method: "GET", path, status: 500, body: {}, times: 9 });
		expect((await grace.slash("manage schedule add", { kind: "tip" })).texts).toContain("Preview");
	});

	test("members may not, whatever their client sends", async () => {
		const { home } = town();
		const ada = discord.member({ name: "Ada", ...home });
		const asked = await ada.slash("manage schedule add", { kind: "tip" }, { anyway: true });
		expect(asked.texts).toBe(say.onlyModerators);
	});
});

describe("on Slack", () => {
	let slack: SlackServer;
	beforeEach(async () => {
		slack = await startSlackServer();
		const { botToken, appToken, api } = slack;
		bot = await startBot(
			(app, deps) => connectSlack(app, { botToken, appToken, apiUrl: api }, deps),
			{ at },
		);
	});
	afterEach(async () => {
		expect(slack.faults).toEqual([]);
		await slack.stop();
	});
	const grace = () => slack.person({ id: "U1GRACE", name: "Grace", admin: true });

	test("Grace types it in one line, changes it in the form, saves it, and it is posted", async () => {
		const someone = grace();
		const preview = await someone.slash(
			"/cairn",
			"manage schedule add tip 9:00 mon wed fri Europe/Berlin until:2026-12-24",
		);
		expect(preview.ephemeral).toBe(true);
		expect(preview.texts).toContain("Every Monday, Wednesday, and Friday at 09:00 Berlin time in ");
		const form = await someone.press(preview, "Change");
		const typed = { time: "9:30", days: "someday", zone: "Berlin" };
		const card = await (await someone.submit(form, typed)).message();
		expect(card.texts).toContain("I don't know “someday”");
		const again = await someone.press(card, "Fix it");
		const mended = await (await someone.submit(again, { ...typed, days: "fri" })).message();
		expect(mended.texts).toContain("Every Friday at 09:30 Berlin time in ");
		const saved = await someone.press(mended, "Save");
		expect(saved.texts).toContain("Saved: Tip");
		await bot.passes(1.5 * HOUR);
		expect(slack.posts(someone.channel)).toHaveLength(1);
		const list = await someone.slash("/cairn", "manage schedule list");
		expect(list.texts).toContain("every Friday at 09:30, Berlin time");
		expect(bot.warnings).toEqual([]);
	});

	test("a channel without the bot is refused at once, with how to mend it", async () => {
		const someone = grace();
		slack.kick(someone.channel);
		const refused = await someone.slash("/cairn", "manage schedule add tip");
		expect(refused.texts).toBe(onSlack.probe.notIn);
		slack.invite(someone.channel);
		const preview = await someone.slash("/cairn", "manage schedule add tip");
		slack.archive(someone.channel);
		expect((await someone.press(preview, "Save")).texts).toContain(onSlack.probe.archived);
	});

	test("without the scopes to look, it may be tried", async () => {
		const someone = grace();
		slack.fail({ method: "conversations.info", error: "missing_scope" });
		const preview = await someone.slash("/cairn", "manage schedule add tip");
		expect(preview.texts).toContain("Preview: Tip");
	});

	test("words that make no schedule are refused with what would", async () => {
		const someone = grace();
		for (const [typed, words] of [
			["tip 25:61", "It goes like this: /manage schedule add"],
			["tip zone:Atlantis", "I don't know “Atlantis”"],
			["tip until:2020-01-01", "The last date is over already."],
		] as const)
			expect((await someone.slash("/cairn", `manage schedule add ${typed}`)).texts).toContain(
				words,
			);
		const ada = slack.person({ id: "U1ADA", name: "Ada" });
		const asked = await ada.slash("/cairn", "manage schedule add tip");
		expect(asked.texts).toBe(say.onlyModerators);
	});
});
