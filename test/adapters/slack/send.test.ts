import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WAITS } from "../../../src/adapters/slack/connect.ts";
import { readRef } from "../../../src/adapters/slack/ref.ts";
import { TIMES } from "../../../src/core/delivery/times.ts";
import type { Message } from "../../../src/core/message.ts";
import type { PostKey } from "../../../src/core/ports.ts";
import { onSlack } from "../../../src/text/en.ts";
import { type SlackServer, startSlackServer } from "../../support/slack-server.ts";
import { SLACK_IDS } from "../../support/slack-types.ts";
import { type Bot, startBot } from "./bot.ts";
import { said, smallApp } from "./small-app.ts";

type Failure = Parameters<SlackServer["fail"]>[0];

const { team, general } = SLACK_IDS;
const PLACE = `slack:${team}:${general}`;
const KEY: PostKey = { id: "slot-1", unsettledSince: null };
/** A try that may have arrived. */
const UNCLEAR = { outcome: "later", unsettled: true, why: onSlack.post.unclear };

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
		["a server that broke half way", refused("fatal_error"), UNCLEAR],
		["a server fault", { method: "chat.postMessage", status: 503 }, UNCLEAR],
		["an answer that broke off", { method: "chat.postMessage", drop: true }, UNCLEAR],
		["a page instead of an answer", refused("<html>?</html>"), UNCLEAR],
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

	describe("after a try whose answer was lost", () => {
		const again = () => ({ id: KEY.id, unsettledSince: bot.clock.now() - 1_000 });
		const lost = async (failure: Partial<Failure>) => {
			slack.fail({ method: "chat.postMessage", ...failure });
			const before = bot.clock.now();
			const delivered = await post();
			expect(delivered).toMatchObject(UNCLEAR);
			const until = delivered.outcome === "later" ? delivered.until : 0;
			expect(until - before).toBeGreaterThanOrEqual(TIMES.settleMs);
		};
		const shown = () => slack.posts("general").map(({ ts }) => ts);

		it("without the scope to look it stays unknown and is never repeated", async () => {
			await lost({ after: true, drop: true });
			expect(await post(PLACE, said("Hello"), again())).toEqual({
				outcome: "unknown",
				why: onSlack.post.earlierUnclear,
			});
			expect(posts()).toHaveLength(1);
		});

		it("finds what has arrived by its key, among others", async () => {
			slack.grantsHistory = true;
			await lost({ after: true, status: 500 });
			for (let at = 2; at < 140; at += 1)
				await post(PLACE, said("Hello"), { id: `slot-${at}`, unsettledSince: null });
			const found = await post(PLACE, said("Hello"), again());
			expect(found.outcome === "sent" && readRef(found.ref)).toEqual({
				channel: general,
				ts: shown()[0],
			});
			expect(shown()).toHaveLength(139);
		});

		it("posts what has not arrived", async () => {
			slack.grantsHistory = true;
			await lost({ status: 503 });
			expect(await post(PLACE, said("Hello"), again())).toMatchObject({ outcome: "sent" });
			expect(shown()).toHaveLength(1);
		});

		it.each<[string, Partial<Failure>, object]>([
			["breaks", { status: 500 }, { outcome: "later" }],
			["drops the connection", { drop: true }, { outcome: "later" }],
			["asks to slow down", { status: 429 }, { outcome: "later", why: onSlack.post.rateLimited }],
			["knows no such channel any more", { error: "channel_not_found" }, { outcome: "gone" }],
			["may not be asked", { error: "not_allowed_token_type" }, { outcome: "unknown" }],
		])("posts nothing while Slack %s at the look", async (_what, failure, outcome) => {
			slack.grantsHistory = true;
			await lost({ after: true, drop: true });
			slack.fail({ method: "conversations.history", ...failure });
			expect(await post(PLACE, said("Hello"), again())).toMatchObject(outcome);
			expect(shown()).toHaveLength(1);
		});

		it("gives up where Slack hands out one page a minute and there is more", async () => {
			slack.grantsHistory = true;
			await lost({ after: true, drop: true });
			for (let at = 2; at < 140; at += 1)
				await post(PLACE, said("Hello"), { id: `slot-${at}`, unsettledSince: null });
			slack.fail({ method: "conversations.history", status: 429, skip: 1 });
			expect(await post(PLACE, said("Hello"), again())).toMatchObject({ outcome: "unknown" });
		});
	});

	it("looks only once a lost try is over, also after a restart", () => {
		expect(TIMES.settleMs).toBeGreaterThan(WAITS.postMs);
		expect(TIMES.leaseMs).toBeGreaterThanOrEqual(2 * WAITS.postMs);
		expect(TIMES.leaseMs).toBeGreaterThanOrEqual(TIMES.settleMs);
	});

	it("case 14: does not post into another workspace", async () => {
		expect(await post("slack:T9:C1")).toMatchObject({ outcome: "gone" });
		expect(posts()).toEqual([]);
	});
});

function refused(error: string): Failure {
	return { method: "chat.postMessage", error };
}
