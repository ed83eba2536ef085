import { webApi } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { adminLookup } from "../../../src/adapters/slack/rights.ts";
import { type SlackServer, startSlackServer } from "../../support/slack-server.ts";
import { SLACK_IDS } from "../../support/slack-types.ts";
import { keptLog } from "./bot.ts";

const { team } = SLACK_IDS;

describe("who moderates", () => {
	let slack: SlackServer;

	beforeEach(async () => {
		slack = await startSlackServer();
	});

	afterEach(() => slack.stop());

	const lookup = (log = keptLog()) => {
		const options = { slackApiUrl: slack.api, retryConfig: { retries: 0 } };
		const web = new webApi.WebClient(slack.botToken, options);
		return adminLookup(web, { team }, { log, clock: { now: () => Date.now() } });
	};

	it.each([
		[{ admin: true }, true],
		[{ owner: true }, true],
		[{}, false],
	])("is decided by Slack: %j", async (what, moderates) => {
		slack.person({ id: "U0ADA", name: "Ada", ...what });
		expect(await lookup()(`slack:${team}:U0ADA`)).toBe(moderates);
	});

	it("is never a stranger, nor a bot", async () => {
		slack.person({ id: "U0ADA", name: "Ada", admin: true });
		expect(await lookup()("slack:T9:U0ADA")).toBe(false);
		expect(slack.calls).toEqual([]);
		expect(await lookup()(`slack:${team}:${SLACK_IDS.botUser}`)).toBe(false);
	});

	it("is nobody while Slack does not say, and it is asked again", async () => {
		slack.person({ id: "U0ADA", name: "Ada", admin: true });
		const log = keptLog();
		const isAdmin = lookup(log);
		slack.fail({ method: "users.info", status: 503 });
		expect(await isAdmin(`slack:${team}:U0ADA`)).toBe(false);
		expect(log.lines.join()).toContain("http_503");
		expect(await isAdmin(`slack:${team}:U0ADA`)).toBe(true);
	});
});
