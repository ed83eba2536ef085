import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRef } from "../../../src/adapters/slack/ref.ts";
import type { Message } from "../../../src/core/message.ts";
import { onSlack } from "../../../src/text/en.ts";
import { type SlackServer, startSlackServer } from "../../support/slack-server.ts";
import { SLACK_IDS } from "../../support/slack-types.ts";
import { type Bot, startBot } from "./bot.ts";
import { said, smallApp } from "./small-app.ts";

type Failure = Parameters<SlackServer["fail"]>[0];

const { team, general } = SLACK_IDS;
const PLACE = `slack:${team}:${general}`;
const KEY = { id: "slot-1", unsettledSince: null };

describe("posting", () => {
	let slack: SlackServer;
	let bot: Bot;

	beforeEach(async () => {
		slack = await startSlackServer();
		bot = await startBot(smallApp(), slack, "socket", { waits: { postMs: 300 } });
	});

	afterEach(async () => {
		await bot.stop();
		await slack.stop();
	});

	const post = (place = PLACE, message: Message = said("Hello <!channel>"), key = KEY) =>
		bot.adapter.sender.post(place, message, key);
	const posts = () => slack.calls.filter(({ method }) => method === "chat.postMessage");

	it("posts once, with the key on it and nothing unfurled", async () => {
		const sent = await post();
		const [shown] = slack.posts("general");
		expect(sent).toMatchObject({ outcome: "sent" });
		expect(sent.outcome === "sent" && readRef(sent.ref)).toEqual({
			channel: general,
			ts: shown?.ts,
		});
		expect(posts()[0]?.args).toMatchObject({
			text: "Hello &lt;!channel&gt;",
			unfurl_links: "false",
			unfurl_media: "false",
			mrkdwn: "false",
			metadata: { event_type: "cairn_delivery", event_payload: { key: "slot-1" } },
		});
		const id = String(posts()[0]?.args.client_msg_id);
		expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
		await post();
		expect(posts()[1]?.args.client_msg_id).toBe(id);
	});

	it.each<[string, Failure, object]>([
		["a channel that is gone", refused("channel_not_found"), { outcome: "gone" }],
		["an archived channel", refused("is_archived"), { outcome: "gone" }],
		["a channel without the bot", refused("not_in_channel"), { outcome: "gone" }],
		["a closed channel", refused("restricted_action_read_only_channel"), { outcome: "gone" }],
		["a right that is lacking", refused("missing_scope"), { outcome: "later" }],
		["a message it cannot take", refused("invalid_blocks"), { outcome: "dead" }],
		["a server that broke half way", refused("fatal_error"), { outcome: "unknown" }],
		["a server fault", { method: "chat.postMessage", status: 503 }, { outcome: "unknown" }],
		[
			"an answer that broke off",
			{ method: "chat.postMessage", drop: true },
			{ outcome: "unknown" },
		],
		["a page instead of an answer", refused("<html>?</html>"), { outcome: "unknown" }],
	])("knows %s", async (_what, failure, outcome) => {
		slack.fail(failure);
		const delivered = await post();
		expect(delivered).toMatchObject(outcome);
		expect(delivered).toHaveProperty("why");
		expect(posts()).toHaveLength(1);
		expect(bot.log.lines.join("\n")).toContain("slot-1");
		expect(bot.log.lines.join("\n")).not.toContain("Hello");
	});

	it("says what to do about a channel it is not in", async () => {
		slack.kick("general");
		const why = onSlack.post.gone.not_in_channel("/cairn setup");
		expect(await post()).toEqual({ outcome: "gone", why });
	});

	it.each(["token_revoked", "account_inactive", "invalid_auth"])(
		"tells the operator of %s once, waits, and tells when it is over",
		async (code) => {
			slack.revoke(code);
			expect(await post()).toMatchObject({ outcome: "later", why: onSlack.post.token });
			expect(await post()).toMatchObject({ outcome: "later" });
			expect(bot.log.lines).toHaveLength(1);
			expect(bot.log.lines[0]).toContain(onSlack.botTokenRefused(code));
			slack.restore();
			expect(await post()).toMatchObject({ outcome: "sent" });
			expect(bot.log.lines.slice(1)).toEqual([`info ${onSlack.botTokenTaken} {}`]);
		},
	);

	it("waits as long as Slack asks for", async () => {
		slack.fail({ method: "chat.postMessage", status: 429, headers: { "retry-after": "7" } });
		const before = bot.clock.now();
		const delivered = await post();
		expect(delivered.outcome).toBe("later");
		const until = delivered.outcome === "later" ? delivered.until : 0;
		expect(until - before).toBeGreaterThanOrEqual(7_000);
		expect(until - before).toBeLessThan(8_000);
		expect(posts()).toHaveLength(1);
	});

	it("tries later when the call never left", async () => {
		await slack.stop();
		expect(await post()).toMatchObject({ outcome: "later", why: onSlack.post.unreached });
	});

	it("never repeats a try that may have arrived", async () => {
		slack.fail({ method: "chat.postMessage", after: true, drop: true });
		expect(await post()).toMatchObject({ outcome: "unknown" });
		const again = { id: KEY.id, unsettledSince: bot.clock.now() };
		expect(await bot.adapter.sender.post(PLACE, said("Hello"), again)).toMatchObject({
			outcome: "unknown",
		});
		expect(slack.posts("general")).toHaveLength(1);
	});

	it("case 14: does not post into another workspace", async () => {
		expect(await post("slack:T9:C1")).toMatchObject({ outcome: "gone" });
		expect(posts()).toEqual([]);
	});
});

function refused(error: string): Failure {
	return { method: "chat.postMessage", error };
}
