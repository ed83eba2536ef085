import { describe, expect, test } from "vitest";
import type { Delivered } from "../../../src/core/delivery/delivery.ts";
import { buttons, heading, type Message } from "../../../src/core/message.ts";
import { type Bot, botFor, discord } from "./bot.ts";
import { smallApp } from "./small-app.ts";

const NOW = Date.parse("2026-11-20T09:00:00Z");
const POSTS = { method: "POST", path: /^\/channels\/\d+\/messages$/ };

const daily: Message = {
	gist: "Daily question · SQL: what is a row?",
	parts: [heading("Daily question · SQL")],
	controls: [buttons({ label: "A", press: "daily.pick:1:d1:0" })],
};

/** A bot with a channel to post to, and a clock that the test moves. */
async function poster() {
	const clock = { now: NOW };
	const server = await discord({ now: () => clock.now });
	const bot = await botFor(smallApp({}), { server, now: () => clock.now });
	const guild = bot.server.guild().id;
	const square = bot.server.channel(guild);
	const channel = square.id;
	const post = (id = "d1", unsettledSince: number | null = null, place = `discord:${channel}`) =>
		bot.adapter.sender.post(place, daily, { id, unsettledSince });
	return { bot, clock, channel, post, square };
}

const nonces = ({ server }: Bot): unknown[] =>
	server.requests
		.filter(({ method, path }) => method === POSTS.method && POSTS.path.test(path))
		.map(({ body }) => (body as { nonce?: string }).nonce);

describe("a post", () => {
	test("is public, notifies nobody, and tells which message it became", async () => {
		const { bot, channel, post } = await poster();
		const delivered = await post();
		const shown = await bot.server.nextPost(channel);
		expect(delivered).toEqual({ outcome: "sent", ref: `${channel}/${shown.message?.id}` });
		expect(shown).toMatchObject({ ephemeral: false, texts: "### Daily question · SQL" });
		expect(bot.server.requests.at(-1)?.body).toMatchObject({
			allowed_mentions: { parse: [] },
			enforce_nonce: true,
			nonce: expect.stringMatching(/^[\w-]{24}$/),
		});
	});

	test("tried again is the same message, another delivery another", async () => {
		const { bot, channel, post } = await poster();
		const [first, again, other] = [await post(), await post(), await post("d2")];
		expect(again).toEqual(first);
		expect(other).not.toEqual(first);
		expect(bot.server.posts(channel)).toHaveLength(2);
	});

	test("carries another nonce in another place", async () => {
		const { bot, post } = await poster();
		const other = bot.server.channel(bot.server.guild().id).id;
		await post();
		await post("d1", null, `discord:${other}`);
		expect(new Set(nonces(bot)).size).toBe(2);
	});
});

describe("a post whose answer is lost", () => {
	test("is found again by its nonce", async () => {
		const { bot, channel, clock, post } = await poster();
		bot.server.fail({ ...POSTS, status: "hangup", after: true });
		expect(await post()).toMatchObject({ outcome: "later", until: NOW + 5_000 });
		clock.now += 15_000;
		const [shown] = bot.server.posts(channel);
		expect(await post()).toEqual({ outcome: "sent", ref: `${channel}/${shown?.message?.id}` });
		expect(bot.server.posts(channel)).toHaveLength(1);
	});

	test("within discord.js's own second try is not even noticed", async () => {
		const { bot, channel, post } = await poster();
		bot.server.fail({ ...POSTS, status: 502, after: true });
		expect(await post()).toMatchObject({ outcome: "sent" });
		expect(bot.server.posts(channel)).toHaveLength(1);
	});

	test("is posted after a minute where nothing was written since", async () => {
		const { bot, channel, clock, post, square } = await poster();
		square.historyHidden = true;
		bot.server.fail({ ...POSTS, status: 503, times: 2 });
		expect(await post()).toMatchObject({ outcome: "later", unsettled: true });
		clock.now += 61_000;
		expect(await post("d1", NOW)).toMatchObject({ outcome: "sent" });
		expect(bot.server.posts(channel)).toHaveLength(1);
	});

	test("stays unknown after a minute where something was written that cannot be read", async () => {
		const { bot, clock, post, square } = await poster();
		square.historyHidden = true;
		bot.server.fail({ ...POSTS, status: 503, after: true, times: 2 });
		await post();
		clock.now += 61_000;
		expect(await post("d1", NOW)).toMatchObject({ outcome: "unknown" });
		expect(nonces(bot)).toHaveLength(2);
	});

	test("before a restart is not posted blindly either", async () => {
		const { bot, channel, clock, post } = await poster();
		bot.server.fail({ ...POSTS, status: "hangup", after: true });
		await post();
		clock.now += 61_000;
		expect(await post("d1", NOW)).toMatchObject({ outcome: "sent" });
		expect(bot.server.posts(channel)).toHaveLength(1);
		expect(nonces(bot)).toHaveLength(1);
	});
});

describe("a post that Discord refuses", () => {
	const refusal = (status: number, code: number) => ({
		...POSTS,
		status,
		body: { code, message: "No" },
	});
	const GONE: [string, number, number][] = [
		["the channel", 404, 10003],
		["the right to see it", 403, 50001],
		["the right to write", 403, 50013],
		["the way to that person", 403, 50007],
		["the thread", 400, 160005],
		["something we have no words for", 403, 20029],
	];

	test.each(GONE)("is gone without %s", async (_, status, code) => {
		const { bot, post } = await poster();
		bot.server.fail(refusal(status, code));
		const delivered = await post();
		expect(delivered).toMatchObject({ outcome: "gone", why: expect.stringMatching(/\.$/) });
	});

	test("is gone where the bot was removed, or the channel was", async () => {
		const { bot, post } = await poster();
		const left = bot.server.guild({ installed: false }).id;
		const closed = bot.server.channel(left).id;
		expect(await post("d1", null, `discord:${closed}`)).toMatchObject({ outcome: "gone" });
		expect(await post("d1", null, "discord:123456789012345678")).toMatchObject({ outcome: "gone" });
	});

	test("is dead as it is", async () => {
		const { bot, post } = await poster();
		bot.server.fail(refusal(400, 50035));
		expect(await post()).toMatchObject({ outcome: "dead" });
		expect(await post("d1", null, "slack:T1:C1")).toMatchObject({ outcome: "dead" });
	});

	test("has arrived when its nonce belongs to a deleted message", async () => {
		const { bot, post } = await poster();
		bot.server.fail(refusal(404, 10008));
		expect(await post()).toMatchObject({ outcome: "sent" });
	});

	const LATER: [string, object, number][] = [
		["at a rate limit", { status: 429, retryAfter: 7 }, 7_050],
		["at a rate limit of the whole bot", { status: 429, retryAfter: 7, global: true }, 7_050],
		["at a rate limit without an end", { status: 429, retryAfter: null }, 5_000],
		[
			"at a rate limit until a date",
			{ status: 429, headers: { "retry-after": "tomorrow" } },
			5_000,
		],
		[
			"by what stands before it",
			{ status: 403, body: "<html>", headers: { "content-type": "text/html" } },
			30_000,
		],
	];
	test.each(LATER)("%s is tried later", async (_, fault, wait) => {
		const { bot, post } = await poster();
		bot.server.fail({ ...POSTS, status: 0, ...fault });
		const delivered: Delivered = await post();
		expect(delivered).toMatchObject({ outcome: "later", until: NOW + wait });
		expect(nonces(bot)).toHaveLength(1);
	});

	test("for its token is tried later, told to the operator, and works again after", async () => {
		const { bot, post } = await poster();
		bot.server.fail(refusal(401, 0));
		expect(await post()).toMatchObject({ outcome: "later" });
		expect(bot.lines.at(-1)).toMatchObject({ level: "error", fields: { status: 401 } });
		expect(await post()).toMatchObject({ outcome: "sent" });
	});

	test("because Discord cannot be reached is tried later, for as long as it takes", async () => {
		const { bot, clock, post } = await poster();
		await bot.server.stop();
		for (let minute = 0; minute < 3; minute += 1) {
			expect(await post()).toMatchObject({ outcome: "later" });
			clock.now += 60_000;
		}
	});
});
