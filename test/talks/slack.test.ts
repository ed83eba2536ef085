import { afterEach, beforeEach, expect, test } from "vitest";
import { connectSlack } from "../../src/adapters/slack/connect.ts";
import { type Bot, HOUR, startBot } from "../support/bot.ts";
import { type SlackServer, startSlackServer } from "../support/slack-server.ts";
import type { Shown } from "../support/slack-types.ts";

let slack: SlackServer;
let bot: Bot;
beforeEach(async () => {
	slack = await startSlackServer();
	const { botToken, appToken, api } = slack;
	bot = await startBot((app, deps) => connectSlack(app, { botToken, appToken, apiUrl: api }, deps));
});
afterEach(async () => {
	await bot.stop();
	await slack.stop();
});

const key = (shown: Shown) => /\b([A-C])\b[^\n]*\bright\b/.exec(shown.texts)?.[1] ?? "True";

test("Ada answers five questions on Slack, and only she sees them", async () => {
	const ada = slack.person({ id: "U1ADA", name: "Ada" });
	const welcome = await ada.slash("/quiz", "");
	expect(welcome.ephemeral).toBe(true);
	let shown = await ada.press(welcome, "New to this");
	expect(shown.texts).toContain("Question 1 of 5 · How the web works");
	for (let asked = 1; asked <= 5; asked += 1) {
		shown = await ada.press(shown, key(shown));
		expect(shown.replaced).toBe(true);
		expect(shown.texts).toContain("Right: it is");
		shown = await ada.press(shown, asked === 5 ? "See how it went" : "Next question");
	}
	expect(shown.texts).toContain("5 of 5 right at the first try");
	expect(slack.faults).toEqual([]);
	expect(bot.warnings).toEqual([]);
	await expect(`${slack.transcript()}\n`).toMatchFileSnapshot("slack-quiz.txt");
});

test("Grace sets it up, the question is posted at nine, and Ada answers privately", async () => {
	const grace = slack.person({ id: "U1GRACE", name: "Grace", admin: true });
	const ada = slack.person({ id: "U1ADA", name: "Ada" });
	const card = await grace.slash("/cairn", "setup zone:Europe/Berlin hour:9:00");
	expect(card.texts).toContain("every day at 09:00, Berlin time");
	await bot.passes(HOUR - 60_000);
	expect(slack.posts(grace.channel)).toHaveLength(0);
	await bot.passes(60_000);
	await bot.passes(60_000);
	const [post, ...others] = slack.posts(grace.channel);
	if (!post) throw new Error("nothing was posted");
	expect(others).toHaveLength(0);
	const result = await ada.pressPost(post, "A");
	expect(result.ephemeral).toBe(true);
	expect(result.texts).toMatch(/Right: it is|Not quite: it is/);
	expect(post.edits).toBe(0);
	expect(slack.faults).toEqual([]);
	expect(bot.warnings).toEqual([]);
	await expect(`${slack.transcript()}\n`).toMatchFileSnapshot("slack-daily.txt");
});
