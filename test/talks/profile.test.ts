import { afterEach, describe, expect, test } from "vitest";
import { connectDiscord } from "../../src/adapters/discord/connect.ts";
import { connectSlack } from "../../src/adapters/slack/connect.ts";
import { openPlayground } from "../adapters/playground/playground.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { startDiscordServer } from "../support/discord-server.ts";
import { startSlackServer } from "../support/slack-server.ts";
import { createWorld } from "../support/world.ts";

/** Whoever is asked after comes in by each platform's own door. */
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

function opened(bot: Bot): Bot {
	closing.push(() => bot.stop());
	return bot;
}

describe("on Discord", () => {
	const open = async () => {
		const discord = await startDiscordServer();
		closing.push(() => discord.stop());
		const settings = { token: discord.token, apiUrl: discord.api };
		const bot = opened(await startBot((app, deps) => connectDiscord(app, settings, deps)));
		return { discord, bot, guild: discord.guild({ name: "Workshop" }).id };
	};

	test("a member is picked from Discord's own list", async () => {
		const { discord, bot, guild } = await open();
		const ada = discord.member({ name: "Ada", guild });
		const ben = discord.member({ name: "Ben", guild });
		const quiz = await ben.slash("quiz", { topic: "shell" });
		await ben.press(quiz, "A");
		const card = await ada.slash("profile", { member: ben.id });
		expect(card.ephemeral).toBe(true);
		expect(card.texts).toContain("Ben");
		expect(card.texts).toContain("1 day (best 1)");
		expect((await ben.slash("profile", { member: ben.id })).texts).toContain(
			"People here see this",
		);
		expect(bot.warnings).toEqual([]);
	});

	test("a bot, a stranger and somebody of another server are refused by name", async () => {
		const { discord, bot, guild } = await open();
		const ada = discord.member({ name: "Ada", guild });
		const elsewhere = discord.guild({ name: "Elsewhere" }).id;
		const eve = discord.member({ name: "Eve", guild: elsewhere });
		await eve.slash("help");
		const helper = discord.member({ name: "Helper", guild, bot: true });
		const zoe = discord.member({ name: "Zoe", guild });
		for (const { id, name } of [eve, helper, zoe])
			expect((await ada.slash("profile", { member: id })).texts).toContain(
				`I can't show a profile of ${name}`,
			);
		expect(bot.warnings).toEqual([]);
	});

	test("in a direct message there is only one's own", async () => {
		const { discord, guild } = await open();
		const ada = discord.member({ name: "Ada", guild });
		const ben = discord.member({ name: "Ben", guild });
		await ben.slash("help");
		const there = { channel: ada.dm };
		const other = await ada.slash("profile", { member: ben.id }, there);
		expect(other.texts).toContain("Profiles of others can be seen where you learn together");
		expect((await ada.slash("profile", { member: ada.id }, there)).texts).toContain("Days learned");
	});
});

describe("on Slack", () => {
	const open = async () => {
		const slack = await startSlackServer();
		closing.push(() => slack.stop());
		const { botToken, appToken, api } = slack;
		const settings = { botToken, appToken, apiUrl: api };
		const bot = opened(await startBot((app, deps) => connectSlack(app, settings, deps)));
		const ada = slack.person({ id: "U1ADA", name: "Ada" });
		const ben = slack.person({ id: "U1BEN", name: "Ben" });
		await ben.press(await ben.slash("/quiz", "shell"), "A");
		return { slack, bot, ada, ben };
	};

	test.each([
		"<@U1BEN|ben>",
		"<@U1BEN>",
		"member:<@U1BEN|ben>",
		"“<@U1BEN|ben>”",
		"@ben",
		"member:@ben",
		"ben",
	])("a member is mentioned as %s", async (who) => {
		const { slack, bot, ada } = await open();
		const card = await ada.slash("/cairn", `profile ${who}`);
		expect(card.ephemeral).toBe(true);
		expect(card.texts).toContain("1 day (best 1)");
		expect(slack.faults).toEqual([]);
		expect(bot.warnings).toEqual([]);
	});

	test("who is unknown, or only typed like a mention, is refused", async () => {
		const { ada } = await open();
		const unknown = await ada.slash("/cairn", "profile <@U1ZOE|zoe>");
		expect(unknown.texts).toContain("I can't show a profile of zoe");
		expect((await ada.slash("/cairn", "profile @zoe")).texts).toContain("by the name “zoe”");
		const typed = await ada.slash("/cairn", "profile &lt;@U1BEN|ben&gt;");
		expect(typed.texts).toContain("I know nobody here by the name");
	});

	test("an admin sees the points of somebody hidden; nobody else does", async () => {
		const { slack, bot, ada, ben } = await open();
		const grace = slack.person({ id: "U1GRACE", name: "Grace", admin: true });
		await ben.press(await ben.slash("/cairn", "settings"), "Hide me");
		expect((await ada.slash("/cairn", "profile <@U1BEN|ben>")).texts).toContain(
			"keeps their profile to themselves",
		);
		expect((await grace.slash("/cairn", "profile <@U1BEN|ben>")).texts).toContain(
			"Hidden from members",
		);
		slack.fail({ method: "users.info", status: 503 });
		expect((await grace.slash("/cairn", "profile <@U1BEN|ben>")).texts).toContain(
			"keeps their profile to themselves",
		);
		expect(bot.warnings.join()).toContain("Slack did not say whether somebody is an admin");
	});

	test("one's own profile asks Slack nothing", async () => {
		const { slack, ada } = await open();
		const before = slack.calls.filter(({ method }) => method === "users.info").length;
		await ada.slash("/cairn", "profile");
		expect(slack.calls.filter(({ method }) => method === "users.info")).toHaveLength(before);
	});
});

describe("in the playground", () => {
	test("a member goes by @name, and is completed", async () => {
		const world = await createWorld();
		closing.push(() => world.close());
		const { act, get } = await openPlayground(world.app);
		await act("say", { person: "ben", line: "/help" });
		for (const who of ["@ben", "@Ben", "member:@ben", "ben"]) {
			const { message } = await act("say", { person: "ada", line: `/profile ${who}` });
			expect(message.face.gist).toContain("Ben has not answered anything yet");
		}
		const { message } = await act("say", { person: "ada", line: "/profile @grace" });
		expect(message.face.gist).toContain("I can't show a profile of Grace");
		const query = new URLSearchParams({ person: "ada", line: "/profile member:@b" });
		const { options } = (await (await get(`/playground/complete?${query}`)).json()) as {
			options: object[];
		};
		expect(options).toEqual([{ label: "@Ben", about: "member:@ben", insert: "member:@ben " }]);
	});
});
