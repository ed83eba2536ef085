import { afterEach, beforeEach, expect, test } from "vitest";
import { connectDiscord } from "../../src/adapters/discord/connect.ts";
import { type Bot, HOUR, startBot } from "../support/bot.ts";
import { type DiscordServer, startDiscordServer } from "../support/discord-server.ts";
import type { Shown } from "../support/discord-shown.ts";

let discord: DiscordServer;
let bot: Bot;
beforeEach(async () => {
	discord = await startDiscordServer();
	bot = await startBot((app, deps) =>
		connectDiscord(app, { token: discord.token, apiUrl: discord.api }, deps),
	);
});
afterEach(async () => {
	await bot.stop();
	await discord.stop();
});

/** The letter before the option that reads "right", or the word True. */
const key = (shown: Shown) => /\b([A-C])\b[^\n]*\bright\b/.exec(shown.texts)?.[1] ?? "True";

/** Discord's ids are made of the time, so they differ at every run. */
const withoutIds = (transcript: string) => `${transcript.replaceAll(/\d{17,}/g, "<id>")}\n`;

test("Ada answers five questions on Discord, and only she sees them", async () => {
	const ada = discord.member({
		name: "Ada",
		guild: discord.guild({ id: "100000000000000001", name: "Workshop" }).id,
	});
	const welcome = await ada.slash("quiz", {});
	expect(welcome.ephemeral).toBe(true);
	let shown = await ada.press(welcome, "New to this");
	expect(shown.texts).toContain("Question 1 of 5 · How the web works");
	for (let asked = 1; asked <= 5; asked += 1) {
		shown = await ada.press(shown, key(shown));
		expect(shown.kind).toBe("update");
		expect(shown.texts).toContain("Right: it is");
		shown = await ada.press(shown, asked === 5 ? "See how it went" : "Next question");
	}
	expect(shown.texts).toContain("5 of 5 right at the first try");
	expect(bot.warnings).toEqual([]);
	await expect(withoutIds(discord.transcript())).toMatchFileSnapshot("discord-quiz.txt");
});

test("Grace sets it up, the question is posted at nine, and Ada answers privately", async () => {
	const guild = discord.guild({ id: "100000000000000001", name: "Workshop" });
	const square = discord.channel(guild.id, "backend").id;
	const grace = discord.member({
		name: "Grace",
		guild: guild.id,
		channel: square,
		permissions: 32n,
	});
	const ada = discord.member({ name: "Ada", guild: guild.id, channel: square });
	const card = await grace.slash("setup", { zone: "Europe/Berlin", hour: "9:00" });
	expect(card.texts).toContain("every day at 09:00, Berlin time");
	await bot.passes(HOUR - 60_000);
	expect(discord.posts(square)).toHaveLength(0);
	await bot.passes(60_000);
	await bot.passes(60_000);
	expect(discord.posts(square)).toHaveLength(1);
	const post = await discord.nextPost(square);
	const result = await ada.press(post, "A");
	expect(result.kind).toBe("message");
	expect(result.ephemeral).toBe(true);
	expect(result.texts).toMatch(/Right: it is|Not quite: it is/);
	expect(discord.posts(square)).toHaveLength(1);
	expect(bot.warnings).toEqual([]);
	await expect(withoutIds(discord.transcript())).toMatchFileSnapshot("discord-daily.txt");
});
