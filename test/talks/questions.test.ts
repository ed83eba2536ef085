import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectDiscord } from "../../src/adapters/discord/connect.ts";
import { connectSlack } from "../../src/adapters/slack/connect.ts";
import { say } from "../../src/text/en.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { type DiscordServer, startDiscordServer } from "../support/discord-server.ts";
import { question, smallLibrary } from "../support/library.ts";
import { type SlackServer, startSlackServer } from "../support/slack-server.ts";

/** `/manage questions …` through the real clients: forms, choices, files and rights. */
const content = { ...smallLibrary, questions: [question("shell", "q1", "medium")] };
const WRONG = /^([A-C]) tempting$/m;

let bot: Bot;
afterEach(() => bot.stop());

const words = (bytes: Uint8Array | string | undefined) => Buffer.from(bytes ?? "").toString();
const letterIn = (card: string): string => WRONG.exec(card.replaceAll(/[*`_]/g, ""))?.[1] ?? "A";

describe("on Discord", () => {
	let discord: DiscordServer;
	beforeEach(async () => {
		discord = await startDiscordServer();
		bot = await startBot(
			(app, deps) => connectDiscord(app, { token: discord.token, apiUrl: discord.api }, deps),
			{ content },
		);
	});
	afterEach(() => discord.stop());

	test("a report is looked at, points are previewed, and the question is hidden", async () => {
		const guild = discord.guild({ name: "Workshop" });
		const home = { guild: guild.id, channel: discord.channel(guild.id, "backend").id };
		const ada = discord.member({ name: "Ada", ...home });
		const grace = discord.member({ name: "Grace", ...home, permissions: 32n });
		const asked = await ada.slash("quiz", { topic: "shell" });
		const result = await ada.press(asked, letterIn(asked.texts));
		expect(result.texts).toContain("Not quite");
		const report = await ada.press(result, "I think this is wrong");
		await ada.submit(report, { words: "It is another one." });

		const card = await grace.slash("manage questions reports", {});
		expect(card.ephemeral).toBe(true);
		expect(card.texts).toContain("“It is another one.”");
		const wish = await grace.press(card, "Re-score");
		const preview = await grace.press(wish, "Every answer counts");
		expect(preview.texts).toContain("1 person gets 15 points");
		const again = await grace.slash("manage questions reports", {});
		const form = await grace.press(again, "Hide in this space");
		const hidden = await grace.submit(form, { why: "It waits." });
		expect(hidden).toMatchObject({ kind: "update" });
		expect(hidden.texts).toContain("Hidden: nobody here is asked it anew");
		const shown = await grace.slash("manage questions show", { question: "small/shell/q1" });
		expect(shown.texts).toContain("by Grace: It waits.");
		const list = await grace.slash("manage questions list", { flag: "hidden" });
		const file = await grace.press(list, "As CSV");
		expect(file).toMatchObject({ kind: "message", ephemeral: true });
		const [sent] = discord.requests.flatMap(({ files }) => files);
		expect(words(sent?.bytes)).toContain("small/shell/q1,1,small/shell,medium");
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
			{ content },
		);
	});
	afterEach(async () => {
		expect(slack.faults).toEqual([]);
		await slack.stop();
	});

	test("Grace types it, hides a question in a form, and gets the list as a file", async () => {
		const grace = slack.person({ id: "U1GRACE", name: "Grace", admin: true });
		const shown = await grace.slash("/cairn", "manage questions show about shell");
		expect(shown.ephemeral).toBe(true);
		expect(shown.texts).toContain("small/shell/q1, version 1");
		const form = await grace.press(shown, "Hide in this space");
		const hidden = await (await grace.submit(form, { why: "It waits." })).message();
		expect(hidden.texts).toContain("Hidden: nobody here is asked it anew");
		const list = await grace.slash("/cairn", "manage questions list shell hidden");
		expect(list.texts).toContain("not asked here");
		await grace.press(list, "As JSON");
		const [file] = slack.files;
		expect(JSON.parse(words(file?.content))).toMatchObject([{ question: "small/shell/q1" }]);
		const ada = slack.person({ id: "U1ADA", name: "Ada" });
		for (const line of ["reports", "list", "show q1"])
			expect((await ada.slash("/cairn", `manage questions ${line}`)).texts).toBe(
				say.onlyModerators,
			);
		expect(bot.warnings).toEqual([]);
	});
});
