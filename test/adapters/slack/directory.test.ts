import { webApi } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectSlack } from "../../../src/adapters/slack/connect.ts";
import { createDirectory } from "../../../src/adapters/slack/directory.ts";
import { startBot } from "../../support/bot.ts";
import { type SlackServer, startSlackServer } from "../../support/slack-server.ts";
import { SLACK_IDS } from "../../support/slack-types.ts";

const { team } = SLACK_IDS;
const ADA = `slack:${team}:U0ADA`;

describe("what Slack tells of people", () => {
	let slack: SlackServer;
	let now: number;

	beforeEach(async () => {
		slack = await startSlackServer();
		now = 0;
	});

	afterEach(() => slack.stop());

	const open = () => {
		const options = { slackApiUrl: slack.api, retryConfig: { retries: 0 } };
		const web = new webApi.WebClient(slack.botToken, options);
		return createDirectory(web, { team }, { clock: { now: () => now } });
	};

	it("is the name and the zone of the profile", async () => {
		slack.person({ id: "U0ADA", name: "Ada", tz: "Asia/Tokyo" });
		expect(await open().profile(ADA)).toEqual({ name: "Ada", zone: "Asia/Tokyo" });
	});

	it("is asked for once in five minutes", async () => {
		slack.person({ id: "U0ADA", name: "Ada" });
		const directory = open();
		for (const at of [0, 299_999, 300_000]) {
			now = at;
			await directory.profile(ADA);
		}
		expect(slack.calls.filter(({ method }) => method === "users.info")).toHaveLength(2);
	});

	it("case 14: is nothing of strangers, whose ids could be somebody else's here", () => {
		const directory = open();
		expect(directory.knows(ADA)).toBe(true);
		expect(directory.knows("slack:T9:U0ADA")).toBe(false);
	});

	it("case 15: is nothing of bots", async () => {
		expect(await open().profile(`slack:${team}:${SLACK_IDS.botUser}`)).toBeNull();
	});

	it("case 58: fails with a code, and with nothing that was sent", async () => {
		slack.person({ id: "U0ADA", name: "Ada" });
		slack.fail({ method: "users.info", error: "missing_scope" });
		await expect(open().profile(ADA)).rejects.toThrow(
			/^Slack did not tell a profile: missing_scope$/,
		);
	});

	it("becomes a learner's name and zone, after the reply", async () => {
		const { botToken, appToken, api } = slack;
		const bot = await startBot((app, deps) =>
			connectSlack(app, { botToken, appToken, apiUrl: api }, deps),
		);
		const asked = () => slack.calls.filter(({ method }) => method === "users.info").length;
		const ada = slack.person({ id: "U0ADA", name: "Ada Lovelace", tz: "Asia/Tokyo" });
		expect((await ada.slash("/cairn", "settings")).texts).toContain("this space's");
		expect(asked()).toBe(0);
		await bot.passes(15_000);
		expect(asked()).toBe(1);
		expect((await ada.slash("/cairn", "settings")).texts).toContain("Asia/Tokyo");
		expect(bot.warnings).toEqual([]);
		await bot.stop();
	});
});
