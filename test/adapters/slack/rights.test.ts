import { webApi } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { userGroupId } from "../../../src/adapters/slack/groups.ts";
import { adminLookup, groupLookup } from "../../../src/adapters/slack/rights.ts";
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

	it("cases 14, 15: is never a stranger, nor a bot", async () => {
		slack.person({ id: "U0ADA", name: "Ada", admin: true });
		expect(await lookup()("slack:T9:U0ADA")).toBe(false);
		expect(slack.calls).toEqual([]);
		expect(await lookup()(`slack:${team}:${SLACK_IDS.botUser}`)).toBe(false);
	});

	it("is unknown while Slack does not say, and it is asked again", async () => {
		slack.person({ id: "U0ADA", name: "Ada", admin: true });
		const log = keptLog();
		const isAdmin = lookup(log);
		slack.fail({ method: "users.info", status: 503 });
		expect(await isAdmin(`slack:${team}:U0ADA`)).toBe(null);
		expect(log.lines.join()).toContain("http_503");
		expect(await isAdmin(`slack:${team}:U0ADA`)).toBe(true);
	});

	it("case 13: is nobody any more as soon as Slack says so", async () => {
		const isAdmin = lookup();
		slack.person({ id: "U0ADA", name: "Ada", admin: true });
		expect(await isAdmin(`slack:${team}:U0ADA`)).toBe(true);
		slack.person({ id: "U0ADA", name: "Ada", admin: false });
		expect(await isAdmin(`slack:${team}:U0ADA`)).toBe(false);
	});

	it("case 52: is asked once for somebody who keeps trying", async () => {
		slack.person({ id: "U0EVE", name: "Eve" });
		const isAdmin = lookup();
		const asked = Array.from({ length: 100 }, () => isAdmin(`slack:${team}:U0EVE`));
		expect(new Set(await Promise.all(asked))).toEqual(new Set([false]));
		expect(slack.calls.filter(({ method }) => method === "users.info")).toHaveLength(1);
	});

	it("is whoever is in a user group, as long as Slack says so; a no holds for a minute", async () => {
		const web = new webApi.WebClient(slack.botToken, { slackApiUrl: slack.api });
		let now = 0;
		const isIn = groupLookup(web, { team }, { log: keptLog(), clock: { now: () => now } });
		const mods = userGroupId(team, "S1MODS");
		const ben = `slack:${team}:U1BEN`;
		slack.usergroup("S1MODS", []);
		expect(await isIn(ben, mods)).toBe(false);
		slack.usergroup("S1MODS", ["U1BEN"]);
		expect(await isIn(ben, mods)).toBe(false);
		now += 61_000;
		expect(await isIn(ben, mods)).toBe(true);
		slack.usergroup("S1MODS", []);
		expect(await isIn(ben, mods)).toBe(false);
		expect(await isIn("slack:T9:U1BEN", mods)).toBe(false);
		expect(await isIn(ben, "discord:&7")).toBe(false);
		expect(slack.calls).toHaveLength(3);
	});

	it("is not somebody whom Slack does not show", async () => {
		expect(await lookup()(`slack:${team}:U0NOBODY`)).toBe(false);
	});
});
