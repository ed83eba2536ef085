import { afterEach, describe, expect, test } from "vitest";
import { connectDiscord } from "../../src/adapters/discord/connect.ts";
import { connectSlack } from "../../src/adapters/slack/connect.ts";
import type { Challenge } from "../../src/core/library.ts";
import { type Bot, HOUR, startBot } from "../support/bot.ts";
import { startDiscordServer } from "../support/discord-server.ts";
import { smallLibrary } from "../support/library.ts";
import { startSlackServer } from "../support/slack-server.ts";

/** A cohort and what is built in it, through each platform's own door. */
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

const clock: Challenge = {
	id: "small/challenges/clock",
	title: "A clock in the terminal",
	stage: 1,
	capstone: false,
	topics: ["small/shell"],
	days: 2,
	team: { least: 1, most: 2 },
	brief: ["Build a clock."],
	done: [["It shows the time"]],
	evidence: ["a link to the code"],
	review: ["one teammate runs it"],
};
/** A Monday, nine in Berlin. */
const START = { at: "2026-11-30T08:00:00Z", content: { ...smallLibrary, challenges: [clock] } };
const DAY = 24 * HOUR;

function opened(bot: Bot): Bot {
	closing.push(() => bot.stop());
	return bot;
}

describe("on Discord", () => {
	test("a lead without a moderator's rights leads by buttons and direct messages", async () => {
		const discord = await startDiscordServer();
		closing.push(() => discord.stop());
		const settings = { token: discord.token, apiUrl: discord.api };
		const bot = opened(await startBot((app, deps) => connectDiscord(app, settings, deps), START));
		const guild = discord.guild({ name: "Workshop" });
		const square = discord.channel(guild.id, "backend").id;
		const person = (name: string, more = {}) =>
			discord.member({ name, guild: guild.id, channel: square, ...more });
		const grace = person("Grace", { permissions: 32n });
		const [lee, ada] = [person("Lee"), person("Ada")];
		await lee.slash("help");
		await grace.slash("setup", { zone: "Europe/Berlin" });
		const name = { name: "Autumn", start: "2026-11-30", topics: "1", pace: 1, tracker: "on" };
		const plan = await grace.slash("manage cohort create", name);
		expect(plan.ephemeral).toBe(true);
		expect(plan.texts).toContain("Autumn is planned, and you lead it.");
		await grace.slash("manage cohort leads", { member: lee.id });
		const joined = await ada.slash("cohort join");
		expect(joined.texts).toContain("You are in Autumn.");
		const shown = await lee.slash("cohort show");
		const card = await lee.press(shown, "Look after it");
		const form = await lee.press(card, "Pace, days, dates");
		const changed = await lee.submit(form, { pace: "2" });
		expect(changed.texts).toContain("from 7 Dec on 2 topics a week");
		await bot.passes(HOUR);
		const tracker = discord.posts(square).find(({ texts }) => texts.includes("week 1 of 2"));
		expect(tracker?.texts).toContain("0 of 1 through");

		const list = await ada.slash("challenge", { name: "clock" });
		const mine = await ada.press(list, "Join");
		const refused = await ada.submit(await ada.press(mine, "Hand in"), { link: "no link" });
		expect(refused.texts).toContain("That is no web address.");
		const again = await ada.press(refused, "Fix it");
		const handed = await ada.submit(again, { link: "https://example.org/clock" });
		expect(handed.texts).toContain("Handed in.");
		await bot.passes(60_000);
		const [waiting] = discord.posts(lee.dm);
		if (!waiting) throw new Error("Lee was not told");
		expect(waiting.texts).toContain("Ada: A clock in the terminal");
		expect((await lee.press(waiting, "Accept")).texts).toContain("Accepted. Ada is told.");
		await bot.passes(60_000);
		expect(discord.posts(ada.dm)[0]?.texts).toContain("+100 points");

		await bot.passes(7 * DAY);
		const draft = discord.posts(lee.dm).find(({ texts }) => texts.includes("The recap of"));
		if (!draft) throw new Error("no recap was offered");
		const words = await lee.press(draft, "Edit");
		const edited = await lee.submit(words, { words: "Well done, *all* of you." });
		expect((await lee.press(edited, "Post")).texts).toContain("Posted.");
		await bot.passes(60_000);
		expect(discord.posts(square).some(({ texts }) => texts.includes("Autumn: week 1"))).toBe(true);
		expect(bot.warnings).toEqual([]);
	});
});

describe("on Slack", () => {
	test("a cohort is made, joined, tracked and recapped, and a build is sent back", async () => {
		const slack = await startSlackServer();
		closing.push(() => slack.stop());
		const { botToken, appToken, api: apiUrl } = slack;
		const bot = opened(
			await startBot((app, deps) => connectSlack(app, { botToken, appToken, apiUrl }, deps), START),
		);
		const grace = slack.person({ id: "U1GRACE", name: "Grace", admin: true });
		const ada = slack.person({ id: "U1ADA", name: "Ada" });
		const plan = await grace.slash(
			"/cairn",
			'manage cohort create name:"Autumn" start:2026-11-30 topics:1 pace:1 tracker:on',
		);
		expect(plan.texts).toContain("Autumn is planned, and you lead it.");
		expect((await ada.slash("/cairn", "cohort join")).texts).toContain("You are in Autumn.");
		await bot.passes(HOUR);
		const [tracker] = slack.posts(grace.channel);
		if (!tracker) throw new Error("there is no tracker");
		expect(tracker.text).toContain("Autumn · week 1 of 2");
		const seen = await ada.pressPost(tracker, "See the plan");
		expect(seen.ephemeral).toBe(true);
		expect(seen.texts).toContain("You: through 0 of 1 topic so far");

		const card = await ada.press(await ada.slash("/cairn", "challenge clock"), "Join");
		const form = await ada.press(card, "Hand in");
		await ada.submit(form, { link: "https://example.org/clock" });
		await bot.passes(60_000);
		const toGrace = () => slack.posts("D1GRACE");
		const [waiting] = toGrace();
		if (!waiting) throw new Error("Grace was not told");
		const more = await grace.pressPost(waiting, "Ask for more");
		await grace.submit(more, { words: "And the seconds?" });
		await bot.passes(60_000);
		const [told] = slack.posts("D1ADA");
		expect(told?.text).toContain("Nearly there: A clock in the terminal");

		await bot.passes(7 * DAY);
		const draft = toGrace().find(({ text }) => text.includes("recap of Autumn"));
		if (!draft) throw new Error("no recap was offered");
		await grace.pressPost(draft, "Post");
		await bot.passes(60_000);
		expect(slack.posts(grace.channel).at(-1)?.text).toContain("Autumn: week 1");
		expect(slack.faults).toEqual([]);
		expect(bot.warnings).toEqual([]);
	});
});
