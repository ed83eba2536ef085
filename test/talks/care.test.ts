import { afterEach, describe, expect, test } from "vitest";
import { connectDiscord } from "../../src/adapters/discord/connect.ts";
import { connectSlack } from "../../src/adapters/slack/connect.ts";
import { say } from "../../src/text/en.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { startDiscordServer } from "../support/discord-server.ts";
import { startSlackServer } from "../support/slack-server.ts";

/** Points are put right, taken back and looked up in the log, through each platform's own door. */
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

function opened(bot: Bot): Bot {
	closing.push(() => bot.stop());
	return bot;
}

const REASON = "the key was wrong & <!channel> *knows*";

describe("on Discord", () => {
	const open = async () => {
		const discord = await startDiscordServer();
		closing.push(() => discord.stop());
		const settings = { token: discord.token, apiUrl: discord.api };
		const bot = opened(await startBot((app, deps) => connectDiscord(app, settings, deps)));
		const guild = discord.guild({ name: "Workshop" }).id;
		const channel = discord.channel(guild, "backend").id;
		const person = (name: string, more = {}) => discord.member({ name, guild, channel, ...more });
		return { discord, bot, person };
	};

	test("Grace gives points, takes them back, and takes the log along", async () => {
		const { discord, bot, person } = await open();
		const grace = person("Grace", { permissions: 32n });
		const ada = person("Ada");
		await ada.press(await ada.slash("quiz", { topic: "shell" }), "A");
		const card = await grace.slash("manage people member", { member: ada.id });
		expect(card.ephemeral).toBe(true);
		expect(card.texts).toContain("Looking after Ada");
		const refused = await grace.submit(await grace.press(card, "Adjust points"), {
			points: "many",
			words: REASON,
		});
		expect(refused).toMatchObject({ kind: "message", ephemeral: true });
		expect(refused.texts).toContain("“Points” is a whole number");
		expect(refused.texts).toContain("You wrote: the key was wrong");
		const done = await grace.submit(await grace.press(card, "Adjust points"), {
			points: "20",
			words: REASON,
		});
		expect(done.kind).toBe("update");
		expect(done.texts).toContain("+20 for Ada: ");
		const undone = await grace.submit(await grace.press(done, "Undo"), {
			words: "That was a mistake",
		});
		expect(undone.texts).toContain("Taken back: +20 points.");
		const log = await grace.slash("manage people audit");
		expect(log.texts).toContain("Ada: took back (+20 points)");
		const file = await grace.press(log, "As CSV");
		expect(file.ephemeral).toBe(true);
		expect(file.message?.attachments).toMatchObject([{ filename: "cairn-log-2026-11-20.csv" }]);
		const sent = discord.requests.flatMap(({ files }) => files).at(-1);
		expect(Buffer.from(sent?.bytes ?? "").toString()).toContain("'+20 points,Ada,");
		expect(bot.warnings).toEqual([]);
	});

	test("a lead, who sees no commands for moderators, comes by the profile", async () => {
		const { bot, person } = await open();
		const grace = person("Grace", { permissions: 32n });
		const [lee, ada] = [person("Lee"), person("Ada")];
		await lee.slash("help");
		await ada.slash("help");
		const name = { name: "Autumn", start: "2026-11-20", topics: "1" };
		await grace.slash("manage cohort create", name);
		await grace.slash("manage cohort leads", { member: lee.id });
		await grace.slash("manage cohort add", { member: ada.id });
		const profile = await lee.slash("profile", { member: ada.id });
		const card = await lee.press(profile, "Look after them");
		expect(card).toMatchObject({ kind: "message", ephemeral: true });
		expect(card.texts).toContain("In Autumn");
		const form = await lee.press(card, "Adjust points in Autumn");
		const done = await lee.submit(form, { points: "5", words: "helped others" });
		expect(done.texts).toContain("+5 for Ada: 5 points in all now in Autumn.");
		expect(bot.warnings).toEqual([]);
	});

	test("members, bots and direct messages have no part in it", async () => {
		const { bot, person } = await open();
		const grace = person("Grace", { permissions: 32n });
		const ada = person("Ada");
		const helper = person("Helper", { bot: true });
		const asked = { member: ada.id };
		const refused = await ada.slash("manage people member", asked, { anyway: true });
		expect(refused.texts).toBe(say.onlyLeads);
		const nobody = await grace.slash("manage people member", { member: helper.id });
		expect(nobody.texts).toContain("I don't know them here.");
		const direct = { channel: grace.dm, anyway: true };
		expect((await grace.slash("manage people audit", {}, direct)).texts).toBe(say.onlyInSpace);
		expect(bot.warnings).toEqual([]);
	});
});

describe("on Slack", () => {
	const open = async () => {
		const slack = await startSlackServer();
		const { botToken, appToken, api: apiUrl } = slack;
		closing.push(() => slack.stop());
		const bot = opened(
			await startBot((app, deps) => connectSlack(app, { botToken, appToken, apiUrl }, deps)),
		);
		const grace = slack.person({ id: "U1GRACE", name: "Grace", admin: true });
		const ada = slack.person({ id: "U1ADA", name: "Ada" });
		await ada.press(await ada.press(await ada.slash("/quiz", ""), "New to this"), "A");
		// By now Slack has been asked what she is called.
		await bot.passes(60_000);
		return { slack, bot, grace, ada };
	};

	test("Grace gives points, takes them back, and takes the log along", async () => {
		const { slack, bot, grace } = await open();
		const card = await grace.slash("/cairn", "manage people member <@U1ADA|ada>");
		expect(card.ephemeral).toBe(true);
		expect(card.texts).toContain("Looking after Ada");
		const form = await grace.press(card, "Adjust points");
		const done = await (await grace.submit(form, { points: "20", words: REASON })).message();
		expect(done.texts).toContain("+20 for Ada: ");
		const again = await grace.press(done, "Undo");
		const undone = await (await grace.submit(again, { words: "a mistake" })).message();
		expect(undone.texts).toContain("Taken back: +20 points.");
		const log = await grace.slash("/cairn", "manage people audit by:<@U1GRACE|grace>");
		expect(log.texts).toMatch(/Only by grace\./i);
		// As a person reads it: the words pinged nobody.
		expect(log.texts).toContain("“the key was wrong & <!channel> *knows*”");
		await grace.press(log, "As JSON");
		const [file] = slack.files;
		expect(file?.name).toBe("cairn-log-2026-11-20.json");
		expect(file?.channel).toBe("D1GRACE");
		expect(slack.faults).toEqual([]);
		expect(bot.warnings).toEqual([]);
	});

	test("members and direct conversations have no part in it, and rights are asked for anew", async () => {
		const { slack, grace, ada } = await open();
		const wish = "manage people member <@U1ADA|ada>";
		expect((await ada.slash("/cairn", wish)).texts).toBe(say.onlyLeads);
		const card = await grace.slash("/cairn", wish);
		slack.channel({ id: "D0GRACE", members: ["U1GRACE"] });
		const direct = await grace.slash("/cairn", wish, { channel: "D0GRACE" });
		expect(direct.texts).toBe(say.onlyInSpace);
		const form = await grace.press(card, "Take off the boards");
		slack.person({ id: "U1GRACE", name: "Grace", admin: false });
		const late = await (await grace.submit(form, { words: "too late" })).message();
		expect(late.texts).toContain(say.onlyLeads);
		expect(slack.faults).toEqual([]);
	});
});
