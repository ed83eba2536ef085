import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectSlack } from "../../../src/adapters/slack/connect.ts";
import { boltLogger } from "../../../src/adapters/slack/logger.ts";
import { Problem } from "../../../src/core/problem.ts";
import { onSlack } from "../../../src/text/en.ts";
import { type SlackServer, startSlackServer } from "../../support/slack-server.ts";
import { keptLog, startBot } from "./bot.ts";
import { said, smallApp } from "./small-app.ts";

describe("coming up", () => {
	let slack: SlackServer;

	beforeEach(async () => {
		slack = await startSlackServer();
	});

	afterEach(() => slack.stop());

	const connect = (settings: object) => {
		const all = { botToken: slack.botToken, apiUrl: slack.api, ...settings };
		const clock = { now: () => Date.now() };
		return connectSlack(smallApp(), all, { log: keptLog(), clock }, { connectMs: 500 });
	};

	it("offers an address over HTTP, and none over the websocket", async () => {
		const http = await connect({ signingSecret: slack.signingSecret });
		expect(http).toMatchObject({
			name: "slack",
			routes: [{ method: "POST", path: "/slack/events" }],
		});
		await http.stop();
		const socket = await connect({ appToken: slack.appToken });
		expect(socket.routes).toEqual([]);
		await slack.connected();
		await socket.stop();
		await slack.connected(0);
	});

	it.each([
		["an app token of the wrong kind", { appToken: "xoxb-cairn-test" }, onSlack.wrongAppToken],
		["the bot token", { botToken: "xoxb-wrong", appToken: "xapp-x" }, onSlack.wrongBotToken],
		["the app token", { appToken: "xapp-wrong" }, onSlack.wrongAppToken],
		["a secret", {}, onSlack.noSecret],
		["the network", { apiUrl: "http://127.0.0.1:1/api/" }, onSlack.unreachable("127.0.0.1:1")],
	])("says in a sentence that %s is the trouble", async (_what, settings, sentence) => {
		await expect(connect(settings)).rejects.toEqual(new Problem(sentence));
	});

	it("names the setting in each sentence", () => {
		expect(onSlack.wrongBotToken).toContain("SLACK_BOT_TOKEN");
		expect(onSlack.wrongAppToken).toContain("SLACK_APP_TOKEN");
		expect(onSlack.noSecret).toContain("SLACK_SIGNING_SECRET");
	});

	it("comes back after a cut", async () => {
		const app = smallApp();
		app.on("quiz", "asker", () => ({ do: "say", message: said("Still here") }));
		const bot = await startBot(app, slack, "socket");
		const ada = slack.person({ id: "U0ADA", name: "Ada" });
		slack.cut();
		await slack.connected(0);
		await slack.connected(1);
		expect((await ada.slash("/quiz")).texts).toBe("Still here");
		await bot.stop();
	});

	it("answers another way when the connection breaks before the acknowledgement", async () => {
		const app = smallApp();
		app.on("quiz", "asker", async () => {
			slack.fail({ method: "apps.connections.open", times: 100 });
			slack.cut();
			await slack.connected(0);
			await new Promise((resolve) => setTimeout(resolve, 50));
			return { do: "say", message: said("Here all the same") };
		});
		const bot = await startBot(app, slack, "socket");
		const ada = slack.person({ id: "U0ADA", name: "Ada" });
		const unanswered = expect(ada.slash("/quiz")).rejects.toThrow();
		expect(await ada.next()).toMatchObject({ kind: "respond", texts: "Here all the same" });
		await bot.stop();
		await slack.stop();
		await unanswered;
	});

	it("lives on when Slack refuses it a new connection", async () => {
		const failed = vi.fn();
		process.once("unhandledRejection", failed);
		const bot = await startBot(smallApp(), slack, "socket");
		slack.fail({ method: "apps.connections.open", error: "invalid_auth" });
		slack.disconnect();
		const sentence = onSlack.appTokenRefused("invalid_auth");
		await vi.waitFor(() => expect(bot.log.lines.join("\n")).toContain(sentence));
		await bot.stop();
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(failed).not.toHaveBeenCalled();
		process.off("unhandledRejection", failed);
	});
});

describe("Bolt's own log lines", () => {
	it("case 58: lose payloads, tokens and addresses, and the same twice in a row is told once", () => {
		const log = keptLog();
		const logger = boltLogger(log);
		logger.debug("a payload");
		logger.info("a payload");
		logger.warn("token xoxb-1-secret at https://hooks.slack.com/x", { words: "of a person" });
		logger.error(new Error("wss://wss.slack.com/?ticket=secret"));
		logger.error(new Error("wss://wss.slack.com/?ticket=another"));
		expect(log.lines).toEqual([
			'warn Bolt warns {"bolt":"token … at …"}',
			'error Bolt reports an error {"bolt":"Error: …"}',
		]);
	});
});
