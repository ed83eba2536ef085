import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { connectDiscord, type Timing } from "../../src/adapters/discord/connect.ts";
import { directPlace } from "../../src/core/platform.ts";
import type { Log } from "../../src/core/ports.ts";
import { type Bot, HOUR, startBot } from "../support/bot.ts";
import type { Member } from "../support/discord-people.ts";
import { type DiscordServer, startDiscordServer } from "../support/discord-server.ts";
import type { Shown } from "../support/discord-shown.ts";

/**
 * The whole bot on Discord when things go wrong: Discord fails, the connection breaks, people and
 * their clients do what nobody asked for. Each test is a talk, and says what the person sees.
 */

const AT = "2026-11-20T07:00:00Z";
const DAY = 24 * HOUR;
const CALLBACK = { method: "POST", path: /\/callback$/ };
const EDIT = { method: "PATCH", path: /@original$|%40original$/ };
const FURTHER = { method: "POST", path: /^\/webhooks\/\d+\/[^/]+$/ };
const POST = { method: "POST", path: /^\/channels\/\d+\/messages$/ };
const HISTORY = { method: "GET", path: /^\/channels\/\d+\/messages$/ };
const OPEN = { method: "POST", path: /^\/users\/@me\/channels$|^\/users\/%40me\/channels$/ };
const CHANGE = { method: "PATCH", path: /^\/channels\/\d+\/messages\/\d+$/ };
const RESULT = /Right|Not quite/;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const WORDS = { gist: "Time to learn", parts: [] };
const CHANGED = { gist: "Done", parts: [] };
const refusal = (status: number, code: number) => ({ status, body: { code, message: "No" } });

/** As many further tries as usual, without the pauses before them. */
const AT_ONCE = { firstAgainMs: [0, 0], laterAgainMs: [0, 0, 0] };

let discord: DiscordServer;
let bot: Bot;
let lines: { level: string; message: string; fields: Record<string, unknown> }[];
let square: string;
let workshop: string;
let ada: Member;
let ben: Member;
let grace: Member;
/** What every wish waits for; see {@link slowly}. */
let free: Promise<void>;

async function start(timing: Partial<Timing> = {}): Promise<void> {
	let now = (): number => Date.parse(AT);
	free = Promise.resolve();
	lines = [];
	const at = (level: string) => (fields: Record<string, unknown>, message: string) =>
		void lines.push({ level, message, fields });
	const levels = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
	const log: Log = levels;
	discord = await startDiscordServer({ now: () => now() });
	const settings = { token: discord.token, apiUrl: discord.api };
	bot = await startBot(
		(app, { clock }) => {
			now = clock.now;
			const patient = {
				...app,
				handle: (wish: Parameters<typeof app.handle>[0]) => free.then(() => app.handle(wish)),
			};
			return connectDiscord(patient, settings, { log, clock }, { ...AT_ONCE, ...timing });
		},
		{ at: AT },
	);
	workshop = discord.guild({ name: "Workshop" }).id;
	square = discord.channel(workshop, "backend").id;
	const here = { guild: workshop, channel: square };
	ada = discord.member({ name: "Ada", ...here });
	ben = discord.member({ name: "Ben", ...here });
	grace = discord.member({ name: "Grace", ...here, permissions: 32n });
}

afterEach(async () => {
	vi.useRealTimers();
	await bot.stop();
	await discord.stop();
	const log = JSON.stringify([lines, bot.warnings]);
	for (const token of tokens()) expect(log, "case 58: a token in the log").not.toContain(token);
	expect(discord.transcript()).not.toContain("the stand-in itself failed");
});

/** The bot's token, and those of all interactions so far. */
function tokens(): string[] {
	const paths = discord.requests.map(
		({ path }) => /^\/(?:interactions|webhooks)\/\d+\/([^/]+)/.exec(path)?.[1],
	);
	return [discord.token, ...paths.filter((one) => one !== undefined)];
}

const faults = () => lines.filter(({ level }) => level === "error");
const sent = (kind: { method: string; path: RegExp }) =>
	discord.requests.filter(({ method, path }) => method === kind.method && kind.path.test(path));

/** Waits for what no person sees: a line of the log, a request of the bot. */
const soon = (look: () => boolean) => vi.waitUntil(look, { timeout: 4_000, interval: 5 });

/** From now on every wish takes until the function returned is called. */
function slowly(): () => void {
	const { promise, resolve } = Promise.withResolvers<void>();
	free = promise;
	return resolve;
}

/** Grace sets a daily question up for nine o'clock in Berlin, an hour from the start. */
const setUp = (place = square) =>
	grace.slash("setup", { zone: "Europe/Berlin", hour: "9:00", place });

/** The daily question, posted. */
async function posted(): Promise<Shown> {
	await setUp();
	await bot.passes(HOUR);
	return discord.nextPost(square);
}

/** How many answers of today were kept. */
async function kept(person: Member): Promise<string> {
	const streak = await person.slash("streak");
	const why = await person.press(streak, "Why this number?");
	return /\d+ answers?/.exec(why.texts)?.[0] ?? "none";
}

type Act = (call?: Parameters<Member["slash"]>[2]) => Promise<Shown>;

/** What somebody does, up to the moment before they do it. */
const WISHES: [string, () => Promise<Act>][] = [
	["a command", async () => (call) => ada.slash("quiz", { topic: "shell" }, call)],
	[
		"a press on one's own card",
		async () => {
			const card = await ada.slash("quiz", { topic: "shell" });
			return (call) => ada.press(card, "A", call);
		},
	],
	[
		"a press on the public post",
		async () => {
			const post = await posted();
			return (call) => ada.press(post, "A", call);
		},
	],
];
const ANSWER = /Question 1 of 3|Right|Not quite/;

describe.each(WISHES)("%s, when Discord fails to take the answer", (_, prepare) => {
	beforeEach(() => start());

	test.each([500, 502, 503, "hangup"] as const)("once (%s): is answered", async (status) => {
		const act = await prepare();
		discord.fail({ ...CALLBACK, status });
		const shown = await act();
		expect(shown.texts).toMatch(ANSWER);
		expect(shown).toMatchObject({ ephemeral: true, followUps: [] });
		expect(faults()).toEqual([]);
	});

	test.each([500, "hangup"] as const)("but has taken it (%s): is answered once", async (status) => {
		const act = await prepare();
		discord.fail({ ...CALLBACK, status, after: true });
		const shown = await act();
		await bot.adapter.stop();
		expect(shown.texts).toMatch(ANSWER);
		expect(shown).toMatchObject({ ephemeral: true, followUps: [] });
		expect(faults()).toEqual([]);
	});

	test.each([
		["this route", false],
		["the whole bot", true],
	])("for a moment, as %s has a limit: is answered then", async (_limit, global) => {
		const act = await prepare();
		discord.fail({ ...CALLBACK, status: 429, global, retryAfter: 0.02 });
		expect((await act()).texts).toMatch(ANSWER);
		expect(faults()).toEqual([]);
	});

	test("with a limit that does not say how long it lasts: is answered", async () => {
		const act = await prepare();
		discord.fail({ ...CALLBACK, status: 429, retryAfter: null, times: 2 });
		expect((await act()).texts).toMatch(ANSWER);
	});

	test("with a limit longer than the person waits: one try, and the next wish goes on", async () => {
		const act = await prepare();
		const before = sent(CALLBACK).length;
		discord.fail({ ...CALLBACK, status: 429, retryAfter: 60 });
		const refused = discord.nextRequest(CALLBACK);
		act().catch(() => {});
		await refused;
		expect((await ada.slash("streak")).texts).toMatch(/streak|in a row/);
		expect(sent(CALLBACK)).toHaveLength(before + 2);
		expect(faults()).toMatchObject([{ fields: { why: "rate limit" } }]);
	});
});

describe("an answer that cannot be brought", () => {
	beforeEach(() => start());

	test("is no loss: Ada presses again and sees her result, counted once", async () => {
		const card = await ada.slash("quiz", { topic: "shell" });
		discord.fail({ ...CALLBACK, status: 502, times: 3 });
		await ada.press(card, "A", { until: "sent" });
		await soon(() => faults().length > 0);
		expect((await ada.press(card, "A")).texts).toMatch(RESULT);
		expect(await kept(ada)).toBe("1 answer");
		expect(faults()).toMatchObject([{ message: "could not answer", fields: { status: 502 } }]);
	});

	test("since Discord forgot the interaction (10062): a line of the log, and the quiz waits", async () => {
		const gone = { status: 404, body: { code: 10062, message: "Unknown interaction" } };
		discord.fail({ ...CALLBACK, ...gone });
		await ada.slash("quiz", { topic: "shell" }, { until: "sent" });
		await soon(() => lines.some(({ message }) => message === "too late to answer"));
		expect((await ada.slash("quiz")).texts).toContain("You have a quiz under way");
		expect(sent(CALLBACK)).toHaveLength(2);
		expect(faults()).toEqual([]);
	});

	test("since another process has answered (40060): a line of the log, and nothing twice", async () => {
		const taken = {
			status: 400,
			body: { code: 40060, message: "Interaction has already been acknowledged." },
		};
		discord.fail({ ...CALLBACK, ...taken });
		await ada.slash("quiz", { topic: "shell" }, { until: "sent" });
		await soon(() => lines.some(({ message }) => message === "too late to answer"));
		expect(sent(CALLBACK)).toHaveLength(1);
		expect(sent(FURTHER)).toEqual([]);
		expect(faults()).toEqual([]);
	});
});

test("an answer that hangs on the way is sent once more while Ada waits", async () => {
	await start({ tryMs: 250 });
	discord.delay({ ...CALLBACK, ms: 60_000, times: 1 });
	expect((await ada.slash("quiz", { topic: "shell" })).texts).toMatch(ANSWER);
	expect(sent(CALLBACK)).toHaveLength(2);
});

describe.each(WISHES)("%s that takes long", (what, prepare) => {
	beforeEach(() => start({ deferAfterMs: 0 }));

	/** Acts, and lets the answer come only after it was put off. */
	async function putOff(): Promise<{ before: Shown; answered: () => Promise<Shown> }> {
		const act = await prepare();
		const go = slowly();
		const before = await act({ until: "ack" });
		const answered = () => {
			go();
			return before.answered();
		};
		return { before, answered };
	}

	test("is put off, and answered in that place", async () => {
		const { before, answered } = await putOff();
		const inPlace = what === "a press on one's own card";
		expect(before).toMatchObject({ deferred: true, ephemeral: true });
		expect(before.texts).toMatch(inPlace ? /Question 1/ : /^$/);
		const shown = await answered();
		expect(shown).toMatchObject({
			kind: inPlace ? "update" : "message",
			ephemeral: true,
			followUps: [],
		});
		expect(shown.texts).toMatch(ANSWER);
	});

	test.each([
		["429 for the route", { status: 429, retryAfter: 0.02 }],
		["429 for the whole bot", { status: 429, retryAfter: 0.02, global: true }],
		["500 three times", { status: 500, times: 3 }],
		["500 after it was taken", { status: 500, after: true }],
		["a broken connection", { status: "hangup" }],
	] as const)("and meets %s then: is answered once", async (_fault, fault) => {
		const { answered } = await putOff();
		discord.fail({ ...EDIT, ...fault });
		const shown = await answered();
		await bot.adapter.stop();
		expect(shown.latest().texts).toMatch(ANSWER);
		expect(shown.followUps).toEqual([]);
		expect(faults()).toEqual([]);
	});

	test("and whose putting-off was taken, but answered with 500: is answered all the same", async () => {
		const act = await prepare();
		const go = slowly();
		const before = sent(CALLBACK).length;
		discord.fail({ ...CALLBACK, status: 500, after: true });
		const shown = await act({ until: "ack" });
		await soon(() => sent(CALLBACK).length === before + 2);
		go();
		expect((await shown.answered()).texts).toMatch(ANSWER);
		expect(faults()).toEqual([]);
	});

	test("and whose putting-off was taken, though nothing came back for a while", async () => {
		const act = await prepare();
		const go = slowly();
		discord.fail({ ...CALLBACK, status: 500, after: true });
		discord.fail({ ...CALLBACK, status: 500, times: 2 });
		const shown = await act({ until: "ack" });
		await soon(() => faults().length > 0);
		go();
		expect((await shown.answered()).texts).toMatch(ANSWER);
		expect(shown.followUps).toEqual([]);
	});
});

describe("a problem said late beside a card", () => {
	beforeEach(() => start({ deferAfterMs: 0 }));

	test.each([
		["429 for the route", { status: 429, retryAfter: 0.02 }],
		["429 for the whole bot", { status: 429, retryAfter: 0.02, global: true }],
		["503 three times", { status: 503, times: 3 }],
	] as const)("comes through %s, and the card stays", async (_, fault) => {
		const card = await ada.slash("quiz", { topic: "shell" });
		const go = slowly();
		discord.fail({ ...FURTHER, ...fault });
		const put = discord.nextRequest(CALLBACK);
		const said = ada.press(card, "quiz.pick:1:nonsense:0:1", { anyway: true });
		await put;
		go();
		expect((await said).texts).toContain("not yours");
		expect((await said).followUps).toHaveLength(1);
		expect(card.latest().texts).toBe(card.texts);
	});

	test("is rather said twice than not at all, for Discord takes no nonce there", async () => {
		const card = await ada.slash("quiz", { topic: "shell" });
		const go = slowly();
		discord.fail({ ...FURTHER, status: 500, after: true });
		const put = discord.nextRequest(CALLBACK);
		const said = ada.press(card, "quiz.pick:1:nonsense:0:1", { anyway: true });
		await put;
		go();
		await bot.adapter.stop();
		expect((await said).followUps.every(({ ephemeral }) => ephemeral)).toBe(true);
		expect((await said).followUps).toHaveLength(2);
	});
});

describe("a post", () => {
	beforeEach(() => start());

	test("that meets a limit of its channel comes when Discord said, once", async () => {
		await setUp();
		discord.fail({ ...POST, status: 429, retryAfter: 7 });
		await bot.passes(HOUR);
		await bot.passes(6_000);
		expect(sent(POST)).toHaveLength(1);
		await bot.passes(2_000);
		await bot.passes(60_000);
		expect(discord.posts(square)).toHaveLength(1);
		expect(sent(POST)).toHaveLength(2);
	});

	test("that meets a limit of the whole bot holds up the others, and nobody who waits", async () => {
		vi.useFakeTimers({ toFake: ["Date"] });
		const village = discord.guild({ name: "Village" }).id;
		const there = discord.channel(village, "tea").id;
		const mira = discord.member({ name: "Mira", guild: village, channel: there, permissions: 32n });
		await setUp();
		await mira.slash("setup", { zone: "Europe/Berlin", hour: "9:01" });
		discord.fail({ ...POST, status: 429, retryAfter: 90, global: true });
		await bot.passes(HOUR);
		await bot.passes(60_000);
		expect(sent(POST)).toHaveLength(1);
		expect((await ada.slash("quiz", { topic: "shell" })).texts).toMatch(ANSWER);
		vi.setSystemTime(Date.now() + 91_000);
		await bot.passes(91_000);
		await bot.passes(60_000);
		expect(discord.posts(square)).toHaveLength(1);
		expect(discord.posts(there)).toHaveLength(1);
	});

	test("that meets a limit without an end does not run against it", async () => {
		await setUp();
		discord.fail({ ...POST, status: 429, retryAfter: null });
		await bot.passes(HOUR);
		expect(sent(POST)).toHaveLength(1);
		await bot.passes(15_000);
		expect(discord.posts(square)).toHaveLength(1);
	});

	test.each([500, 502, 503, "hangup"] as const)(
		"that Discord fails to take (%s) comes later, once",
		async (status) => {
			await setUp();
			discord.fail({ ...POST, status, times: 2 });
			await bot.passes(HOUR);
			expect(discord.posts(square)).toHaveLength(0);
			await bot.passes(15_000);
			await bot.passes(60_000);
			expect(discord.posts(square)).toHaveLength(1);
		},
	);

	test.each([500, "hangup"] as const)(
		"that Discord has taken and answers with %s is one message",
		async (status) => {
			await setUp();
			discord.fail({ ...POST, status, after: true, times: status === 500 ? 2 : 1 });
			await bot.passes(HOUR);
			await bot.passes(15_000);
			await bot.passes(60_000);
			expect(discord.posts(square)).toHaveLength(1);
			expect((await ada.press(await discord.nextPost(square), "A")).texts).toMatch(RESULT);
			expect(sent(HISTORY)).toEqual([]);
		},
	);

	test("whose outcome is unknown for minutes is found by looking back", async () => {
		await setUp();
		discord.fail({ ...POST, status: 502, after: true, times: 2 });
		await bot.passes(HOUR);
		await bot.passes(10 * 60_000);
		await bot.passes(60_000);
		expect(discord.posts(square)).toHaveLength(1);
		expect(sent(POST)).toHaveLength(2);
		expect(sent(HISTORY).length).toBeGreaterThan(0);
		await bot.passes(DAY);
		expect(discord.posts(square)).toHaveLength(2);
	});

	test("that looking back does not find is posted", async () => {
		await posted();
		discord.fail({ ...POST, status: 502, times: 2 });
		await bot.passes(DAY);
		expect(discord.posts(square)).toHaveLength(1);
		await bot.passes(10 * 60_000);
		await bot.passes(60_000);
		expect(discord.posts(square)).toHaveLength(2);
	});

	test("of unknown outcome where nothing can be read is not posted again; /daily has it", async () => {
		const hidden = discord.channel(workshop, "hidden");
		hidden.historyHidden = true;
		await setUp(hidden.id);
		discord.fail({ ...POST, status: 502, after: true, times: 2 });
		await bot.passes(HOUR);
		await bot.passes(10 * 60_000);
		await bot.passes(60_000);
		expect(discord.posts(hidden.id)).toHaveLength(1);
		// Whoever set it up is told by direct message.
		expect(sent(POST).filter(({ path }) => path.includes(hidden.id))).toHaveLength(2);
		expect((await ada.slash("daily")).texts).toContain("Daily question");
		await bot.passes(DAY);
		expect(discord.posts(hidden.id)).toHaveLength(2);
	});
});

describe("a direct message", () => {
	beforeEach(async () => {
		await start();
		await ada.slash("streak");
	});

	/** From tomorrow on, at nine in Berlin, somebody gets the daily question as a direct message. */
	const comesTo = ({ id }: { id: string }) => {
		const place = directPlace(`discord:${id}`);
		const when = { time: "09:00", weekdays: EVERY_DAY, zone: "Europe/Berlin" };
		const nextRunAt = Date.parse(AT) + HOUR;
		return bot.store.schedules.setDaily("direct", {
			...{ id: "direct", space: `discord:${workshop}`, place, kind: "daily", ...when },
			...{
				nextRunAt,
				state: "active",
				trouble: null,
				...{ from: null, until: null, missed: "latest", cohort: null, owner: null },
			},
		});
	};
	const paused = async () => {
		const [schedule] = await bot.store.schedules.ofSpace(`discord:${workshop}`);
		return schedule?.trouble ?? null;
	};

	test("arrives, day after day, and its conversation is opened once", async () => {
		await comesTo(ada);
		await bot.passes(HOUR);
		await bot.passes(DAY);
		expect(discord.posts(ada.dm)).toHaveLength(2);
		expect(discord.posts(square)).toHaveLength(0);
		expect(sent(OPEN)).toHaveLength(1);
		expect((await discord.nextPost(ada.dm)).texts).toContain("Daily question");
	});

	const PASSES: [string, { method: string; path: RegExp }, object][] = [
		["meets a limit", POST, { status: 429, retryAfter: 7 }],
		["meets a limit without an end", POST, { status: 429, retryAfter: null }],
		["is not taken (500)", POST, { status: 500, times: 2 }],
		["is taken, then 500", POST, { status: 500, after: true, times: 2 }],
		["is taken, then the connection breaks", POST, { status: "hangup", after: true }],
		["cannot be opened for a limit", OPEN, { status: 429, retryAfter: 7 }],
		["is opened too fast (40003)", OPEN, refusal(400, 40003)],
		["cannot be opened (502)", OPEN, { status: 502, times: 2 }],
		["is opened, then 500", OPEN, { status: 500, after: true, times: 2 }],
		["cannot be opened (hangup)", OPEN, { status: "hangup", times: 2 }],
	];

	test.each(PASSES)("that %s comes later, once", async (_, at, fault) => {
		await comesTo(ada);
		discord.fail({ ...at, status: 0, ...fault });
		await bot.passes(HOUR);
		await bot.passes(30_000);
		await bot.passes(5 * 60_000);
		await bot.passes(HOUR);
		expect(discord.posts(ada.dm)).toHaveLength(1);
		expect(await paused()).toBeNull();
		expect(sent(HISTORY)).toEqual([]);
	});

	const ENDS: [string, { method: string; path: RegExp }, object, string][] = [
		["takes none (50007)", POST, refusal(403, 50007), "They take no direct messages from me."],
		["shares no server (50278)", POST, refusal(403, 50278), "We share no server any more"],
		["is out of reach (50001)", POST, refusal(403, 50001), "I can't see that channel."],
		["has left Discord (10013)", OPEN, refusal(404, 10013), "That person has left Discord."],
		["may not be written to (50007)", OPEN, refusal(403, 50007), "They take no direct messages"],
	];

	test.each(ENDS)("to somebody who %s is gone, and says so", async (_, at, fault, why) => {
		await comesTo(ada);
		discord.fail({ ...at, status: 0, ...fault });
		await bot.passes(HOUR);
		await bot.passes(HOUR);
		expect(discord.posts(ada.dm)).toHaveLength(0);
		expect(await paused()).toContain(why);
	});

	test("to somebody who closed theirs is gone, whoever refuses it", async () => {
		const shy = discord.member({ name: "Shy", acceptsDms: false });
		await comesTo(shy);
		await bot.passes(HOUR);
		expect(await paused()).toBe("They take no direct messages from me.");
	});

	test("to a place that is not on Discord is dead", async () => {
		const key = { id: "one", unsettledSince: null };
		const post = bot.adapter.sender.post("slack:T1:@U1", WORDS, key);
		expect(await post).toMatchObject({ outcome: "dead" });
	});
});

describe("a post that is changed", () => {
	let ref: string;
	let shown: Shown;

	beforeEach(async () => {
		await start();
		const place = `discord:${square}`;
		const posted = await bot.adapter.sender.post(place, WORDS, { id: "one", unsettledSince: null });
		ref = posted.outcome === "sent" ? posted.ref : "";
		shown = await discord.nextPost(square);
	});

	const edit = (on = ref) => bot.adapter.sender.edit(`discord:${square}`, on, CHANGED);

	test("says the new words where the old ones stood, however often", async () => {
		expect(await edit()).toEqual({ outcome: "sent", ref });
		expect(await edit()).toEqual({ outcome: "sent", ref });
		expect(discord.posts(square).map(({ texts }) => texts)).toEqual(["Done"]);
	});

	test("is changed in direct messages too", async () => {
		const place = directPlace(`discord:${ada.id}`);
		const key = { id: "two", unsettledSince: null };
		const posted = await bot.adapter.sender.post(place, WORDS, key);
		if (posted.outcome !== "sent") throw new Error(posted.why);
		expect(await bot.adapter.sender.edit(place, posted.ref, CHANGED)).toEqual(posted);
		expect(discord.posts(ada.dm).map(({ texts }) => texts)).toEqual(["Done"]);
	});

	const LATER: [string, object][] = [
		["meets a limit", { status: 429, retryAfter: 7 }],
		["meets a limit of the whole bot", { status: 429, retryAfter: 0.05, global: true }],
		["is too old to be changed often (30046)", refusal(429, 30046)],
		["is not taken (500)", { status: 500, times: 2 }],
		["is taken, then 500", { status: 500, after: true, times: 2 }],
		["is taken, then the connection breaks", { status: "hangup", after: true }],
		["meets a page of a proxy", { status: 403, body: "<html>" }],
	];

	test.each(LATER)("and %s is changed later", async (_, fault) => {
		discord.fail({ ...CHANGE, status: 0, ...fault });
		const delivered = await edit();
		expect(delivered).toMatchObject({ outcome: "later", why: expect.stringMatching(/\.$/) });
		expect(delivered).not.toHaveProperty("unsettled");
		vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
		expect(await edit()).toMatchObject({ outcome: "sent" });
		expect(discord.posts(square).map(({ texts }) => texts)).toEqual(["Done"]);
	});

	const GONE: [string, object, string][] = [
		["the bot sees no longer (50001)", refusal(403, 50001), "I can't see that channel."],
		["the bot may not write to (50013)", refusal(403, 50013), "I may not send messages"],
		["is gone (10003)", refusal(404, 10003), "That channel is gone."],
	];

	test.each(GONE)("in a channel that %s is gone", async (_, fault, why) => {
		discord.fail({ ...CHANGE, status: 0, ...fault });
		expect(await edit()).toEqual({ outcome: "gone", why: expect.stringContaining(why) });
	});

	test("but was removed is gone, and so is one that never stood there", async () => {
		discord.deleteMessage(shown);
		const removed = { outcome: "gone", why: "That message was removed." };
		expect(await edit()).toEqual(removed);
		expect(await edit(`${square}/deleted`)).toEqual(removed);
		expect(await edit("nonsense")).toEqual(removed);
	});

	test("into what Discord does not take is dead", async () => {
		discord.fail({ ...CHANGE, ...refusal(400, 50035) });
		expect(await edit()).toMatchObject({ outcome: "dead" });
	});

	test("after the token was refused is changed once it is taken again", async () => {
		discord.fail({ ...CHANGE, ...refusal(401, 0) });
		expect(await edit()).toMatchObject({ outcome: "later" });
		expect(faults()).toMatchObject([{ message: "Discord refused the token" }]);
		expect(await edit()).toMatchObject({ outcome: "sent" });
	});
});

describe("a place that closes", () => {
	beforeEach(() => start());

	const CLOSED: [string, number, number, string][] = [
		["the bot sees it no longer (50001)", 403, 50001, "I can't see that channel."],
		["the bot may write there no longer (50013)", 403, 50013, "I may not send messages"],
		["it is an archived thread (50083)", 400, 50083, "That thread is closed to new messages"],
		["it is a locked thread (160005)", 400, 160005, "That thread is closed to new messages"],
		["it takes no text (50008)", 400, 50008, "That kind of channel takes no messages from me."],
	];

	test.each(CLOSED)(
		"since %s: paused, /setup says why, and goes on elsewhere",
		async (_, status, code, why) => {
			const elsewhere = discord.channel(workshop, "elsewhere").id;
			await setUp();
			const path = new RegExp(`^/channels/${square}/messages$`);
			discord.fail({ method: "POST", path, status, body: { code, message: "No" }, times: 9 });
			await bot.passes(HOUR);
			expect((await grace.slash("setup")).texts).toContain(`It was paused: ${why}`);
			await bot.passes(DAY);
			expect(sent({ method: "POST", path })).toHaveLength(1);
			const told = discord.posts(grace.dm).map(({ texts }) => texts);
			expect(told).toEqual([expect.stringContaining("I paused a schedule of yours")]);
			expect((await ada.slash("daily")).texts).toContain("Daily question");
			expect((await grace.slash("setup", { place: elsewhere })).texts).not.toContain("paused");
			await bot.passes(DAY);
			expect(discord.posts(elsewhere)).toHaveLength(1);
		},
	);

	test("since it was deleted: paused, and nothing that people did is lost", async () => {
		const post = await posted();
		await ada.press(post, "A");
		const office = discord.channel(workshop, "office").id;
		const elsewhere = { channel: office };
		discord.deleteChannel(square);
		await bot.passes(DAY);
		const card = await grace.slash("setup", {}, elsewhere);
		expect(card.texts).toContain("It was paused: That channel is gone.");
		expect(card.texts).toContain("every day at 09:00, Berlin time");
		expect((await ada.slash("streak", {}, elsewhere)).texts).toContain("Days learned");
		await grace.slash("setup", { place: office }, elsewhere);
		await bot.passes(DAY);
		expect(discord.posts(office)).toHaveLength(1);
	});
});

describe("a connection that breaks", () => {
	beforeEach(() => start());

	const BREAKS: [string, () => void][] = [
		["as Discord asks to connect anew (opcode 7)", () => discord.gateway.reconnect()],
		["as Discord closes it (4000)", () => discord.gateway.close(4000)],
		["without a word", () => discord.gateway.cut()],
		["as a session that can be resumed (opcode 9)", () => discord.gateway.invalidate(true)],
	];

	test.each(BREAKS)("%s: what was pressed meanwhile is answered, once", async (_, happens) => {
		const card = await ada.slash("quiz", { topic: "shell" });
		const resumed = discord.gateway.resumed();
		happens();
		const pressed = ada.press(card, "A");
		await resumed;
		expect((await pressed).texts).toMatch(RESULT);
		expect(await kept(ada)).toBe("1 answer");
		expect(discord.gateway.identifies).toHaveLength(1);
		expect(faults()).toEqual([]);
	});

	const ENDS: [string, () => void][] = [
		["an invalid session (opcode 9)", () => discord.gateway.invalidate(false)],
		["an orderly close (1000)", () => discord.gateway.close(1000)],
		["a session that Discord forgot", () => discord.gateway.close(4000, true)],
	];

	test.each(ENDS)("with %s: the bot logs in anew, and old buttons work", async (_, happens) => {
		const card = await ada.slash("quiz", { topic: "shell" });
		// discord.js lets five seconds pass between two log-ins.
		vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 10_000 });
		const anew = discord.gateway.identified();
		happens();
		await anew;
		expect((await ada.press(card, "A")).texts).toMatch(RESULT);
		expect(faults()).toEqual([]);
	});

	test("again and again: the bot comes back", async () => {
		const card = await ada.slash("quiz", { topic: "shell" });
		discord.gateway.turnsAway = 1;
		discord.gateway.unavailable = 1;
		const resumed = discord.gateway.resumed();
		discord.gateway.close(4000);
		const pressed = ada.press(card, "A");
		await resumed;
		expect((await pressed).texts).toMatch(RESULT);
		discord.gateway.cut();
		expect((await ada.slash("streak")).texts).toContain("1 day in a row");
	});

	test("while a wish is under way does not touch its answer", async () => {
		const go = slowly();
		const shown = ada.slash("quiz", { topic: "shell" });
		discord.gateway.cut();
		go();
		expect((await shown).texts).toMatch(ANSWER);
		await discord.gateway.ready();
	});
});

describe("the same event twice", () => {
	beforeEach(() => start());

	test("case 47: a command is answered once, and starts one quiz", async () => {
		const card = await ada.slash("quiz", { topic: "shell" });
		const refused = discord.nextRequest(CALLBACK);
		await ada.redeliver(card);
		expect((await refused).status).toBe(400);
		expect(card.followUps).toEqual([]);
		expect((await ada.press(card, "A")).texts).toMatch(RESULT);
		expect(faults()).toEqual([]);
	});

	test("case 47: a wish under way is answered once", async () => {
		const go = slowly();
		const card = await ada.slash("quiz", { topic: "shell" }, { until: "sent" });
		await ada.redeliver(card);
		const both = soon(() => sent(CALLBACK).filter((one) => one.status).length === 2);
		go();
		expect((await card.answered()).texts).toMatch(ANSWER);
		await both;
		expect((await ada.slash("quiz")).texts).toContain("with 3 questions to go");
		expect(faults()).toEqual([]);
	});

	test("case 47: a press is answered once, and counts once", async () => {
		const post = await posted();
		const result = await ada.press(post, "A");
		const refused = discord.nextRequest(CALLBACK);
		await ada.redeliver(result);
		await refused;
		expect(result.followUps).toEqual([]);
		expect(await kept(ada)).toBe("1 answer");
		expect(faults()).toEqual([]);
	});
});

describe("presses that nobody should make", () => {
	beforeEach(() => start());

	/** Presses a made-up id, as a forged client can. */
	const forge = (who: Member, card: Shown, id: string) => who.press(card, id, { anyway: true });
	const roundOf = (card: Shown): string => card.buttons[0]?.customId?.split(":")[2] ?? "";

	test.each([
		"drop table facts",
		"quiz.pick:1:../../etc/passwd:0:0",
		"steal.pick:1:x:0:0",
		"quiz.steal:1:x",
		"__proto__.constructor:1",
		"quiz.pick:1:x:0:0\n\u0000\u202e@everyone",
		"x".repeat(100),
		"💥".repeat(50),
		"",
	])("case 1: a forged id %j gets a kind sentence, and changes nothing", async (id) => {
		const card = await ada.slash("quiz", { topic: "shell" });
		const said = await forge(ada, card, id);
		expect(said).toMatchObject({ kind: "message", ephemeral: true });
		expect(said.texts).toMatch(/I don't recognise that button|not yours, or it is gone/);
		expect(card.latest().texts).toBe(card.texts);
		expect(await kept(ada)).toBe("none");
		expect(bot.warnings).toEqual([]);
	});

	test("case 2: the id of another question shows the one that is due", async () => {
		const card = await ada.slash("quiz", { topic: "shell" });
		const shown = await forge(ada, card, `quiz.pick:1:${roundOf(card)}:2:0`);
		expect(shown.texts).toContain("Question 1 of 3");
		expect(await kept(ada)).toBe("none");
	});

	test("case 3: Ben cannot use Ada's button, and her card stays", async () => {
		const hers = await ada.slash("quiz", { topic: "shell" });
		const his = await ben.slash("quiz", { topic: "web" });
		const said = await forge(ben, his, hers.buttons[0]?.customId ?? "");
		expect(said.texts).toContain("not yours");
		expect(his.latest().texts).toBe(his.texts);
		expect((await ada.press(hers, "A")).texts).toMatch(RESULT);
		expect(await kept(ben)).toBe("none");
	});

	test("case 4: the button of a closed question says that it has closed", async () => {
		const yesterdays = await posted();
		await bot.passes(DAY);
		const said = await ada.press(yesterdays, "A");
		expect(said).toMatchObject({ kind: "message", ephemeral: true });
		expect(said.texts).toContain("That one has closed");
		expect(await kept(ada)).toBe("none");
	});

	test("case 5: on a copy of her card nobody sees Ada's answer, and Ben cannot give it", async () => {
		const card = await ada.slash("quiz", { topic: "shell" });
		const copy = discord.copy(card, square);
		expect((await ben.press(copy, "A")).texts).toContain("not yours");
		const result = await ada.press(copy, "A");
		expect(result).toMatchObject({ kind: "message", ephemeral: true });
		expect(result.texts).toMatch(RESULT);
		expect(copy.latest().texts).toBe(copy.texts);
	});

	test("case 5: a copy of the daily question in another channel is the same question", async () => {
		const post = await posted();
		const copy = discord.copy(post, discord.channel(workshop, "elsewhere").id);
		const first = await ada.press(copy, "A");
		expect(first).toMatchObject({ kind: "message", ephemeral: true });
		expect((await ada.press(post, "B")).texts.split("\n")[0]).toBe(first.texts.split("\n")[0]);
		expect(await kept(ada)).toBe("1 answer");
	});

	test("case 6: a double click and two devices at once count once", async () => {
		const card = await ada.slash("quiz", { topic: "shell" });
		const presses = ["A", "A", "B", "C"].map((letter) => ada.press(card, letter));
		const results = await Promise.all(presses);
		expect(new Set(results.map(({ texts }) => texts.split("\n")[0])).size).toBe(1);
		expect(await kept(ada)).toBe("1 answer");
	});

	test("case 7: a button of the card as it was shows the card as it is", async () => {
		const card = await ada.slash("quiz", { topic: "shell" });
		const result = await ada.press(card, "A");
		expect((await ada.press(card, "B")).texts.split("\n")[0]).toBe(result.texts.split("\n")[0]);
		await ada.press(result, "Next question");
		expect((await ada.press(card, "B")).texts.split("\n")[0]).toBe(result.texts.split("\n")[0]);
		expect(await kept(ada)).toBe("1 answer");
	});

	test.each(["quiz.pick:0:ROUND:0:0", "quiz.pick:99:ROUND:0:0"])(
		"case 7: a card of another version of the bot (%s) says so kindly",
		async (id) => {
			const card = await ada.slash("quiz", { topic: "shell" });
			const said = await forge(ada, card, id.replace("ROUND", roundOf(card)));
			expect(said).toMatchObject({ kind: "message", ephemeral: true });
			expect(said.texts).toContain("from an earlier version of me");
		},
	);

	test("case 8: a press of one server is nothing in another", async () => {
		const post = await posted();
		const village = discord.guild({ name: "Village" }).id;
		const away = discord.member({ name: "Ada", id: ada.id, guild: village });
		const own = await away.slash("tip");
		const said = await forge(away, own, post.buttons[0]?.customId ?? "");
		expect(said.texts).toContain("I can't find that daily question");
		const card = await ada.slash("quiz", { topic: "shell" });
		expect((await forge(away, own, card.buttons[0]?.customId ?? "")).texts).toContain("not yours");
		expect(await kept(away)).toBe("none");
	});

	test("case 9: a form that nobody opened gets a sentence", async () => {
		const said = await ada.submitUnasked("deck.save:1", { front: "x" });
		expect(said).toMatchObject({ kind: "message", ephemeral: true });
		expect(said.texts).toContain("I don't recognise that button");
		const other = await ada.submitUnasked("quiz.pick:1:nonsense:0:0", { answer: "x" });
		expect(other.texts).toContain("not yours");
		expect(bot.warnings).toEqual([]);
	});

	test("case 11: a moderators' command by a member is refused, whatever the client offered", async () => {
		const said = await ada.slash("setup", { zone: "Europe/Berlin" }, { anyway: true });
		expect(said).toMatchObject({ ephemeral: true });
		expect(said.texts).toContain("This one is for moderators");
		expect((await grace.slash("setup")).texts).toContain("Step 1 of 7");
	});

	test("case 12: in direct messages, or brought along to a strange server, nobody moderates", async () => {
		const direct = discord.member({ name: "Grace", id: grace.id });
		const strange = discord.guild({ installed: false }).id;
		const brought = discord.member({
			...{ name: "Grace", id: grace.id, guild: strange },
			...{ userInstall: true, permissions: 8n },
		});
		for (const away of [direct, brought]) {
			const said = await away.slash("setup", { zone: "Europe/Berlin" }, { anyway: true });
			expect(said.texts).toContain("works inside a server");
		}
	});

	test("case 13: who loses the role loses the right at once", async () => {
		expect((await setUp()).texts).toContain("09:00");
		const demoted = discord.member({
			name: "Grace",
			id: grace.id,
			guild: workshop,
			channel: square,
		});
		const said = await demoted.slash("setup", { hour: "10:00" }, { anyway: true });
		expect(said.texts).toContain("This one is for moderators");
	});

	test("case 15: a bot or a webhook is no learner, and gets no answer", async () => {
		const other = discord.member({ name: "Robo", guild: workshop, channel: square, bot: true });
		const before = sent(CALLBACK).length;
		await other.slash("quiz", { topic: "shell" }, { until: "sent" });
		await ada.slash("streak");
		await bot.adapter.stop();
		expect(sent(CALLBACK)).toHaveLength(before + 1);
	});

	test("a command that is no longer there points to help", async () => {
		const resolved = { users: { [ben.id]: ben.person.user } };
		const menu = { id: "1", name: "Explain this", type: 2, target_id: ben.id, resolved };
		const said = await ada.sends(2, menu);
		expect(said.texts).toMatch(/I don't know “Explain this”.*help/);
	});
});

describe("hostile words", () => {
	beforeEach(() => start());

	const NAMES: [string, string, string][] = [
		["26", "@everyone <@&1> <#2>", "\\@everyone \\<\\@&1\\> \\<#2\\>"],
		["28", "**x** `y` ||z|| [a](https://evil.example)", "\\*\\*x\\*\\*"],
		["29", "\u202egnp\u200b.ada", "gnp.ada"],
		["31", "nul\u0000 half\ud800", "nul half"],
		["33", `${"👩‍💻".repeat(10)}`, "👩‍💻"],
	];

	test.each(NAMES)("case %s: the name %j is words on the board", async (_, nick, words) => {
		const eve = discord.member({ name: "Eve", guild: workshop, channel: square, nick });
		const card = await eve.slash("quiz", { topic: "shell" });
		await eve.press(card, /\b([A-C])\b[^\n]*\bright\b/.exec(card.texts)?.[1] ?? "");
		const board = await ada.slash("leaderboard");
		expect(board.texts).toContain(words);
		for (const { body } of discord.requests)
			expect(JSON.stringify(body ?? "")).not.toMatch(/"parse":\[[^\]]/);
	});

	test("case 29: a name of nothing to see becomes a name", async () => {
		const eve = discord.member({
			name: "Eve",
			guild: workshop,
			channel: square,
			nick: "\u200b\u2060",
		});
		expect((await eve.slash("streak")).texts).toContain("streak");
		expect(bot.warnings).toEqual([]);
	});

	test("case 35: a line break in what a person sends is no line of the log", async () => {
		const card = await ada.slash("quiz", { topic: "shell" });
		await bot.store.close();
		const press = card.buttons[0]?.customId ?? "";
		await ada.press(card, `${press}\n{"level":50,"msg":"forged"}`, { anyway: true });
		await ada.press(card, "A");
		expect(bot.warnings.join("")).not.toContain("\n");
	});

	test("case 63: when the store fails Ada reads a sentence, with an id and no more", async () => {
		const card = await ada.slash("quiz", { topic: "shell" });
		await bot.store.close();
		const said = await ada.press(card, "A");
		expect(said).toMatchObject({ kind: "message", ephemeral: true });
		expect(said.texts).toMatch(/\(\w{6}\)/);
		expect(said.texts).not.toMatch(/select|insert|sqlite|kysely|database|\.ts|\/\w+\/|at \w+\./i);
		expect(card.latest().texts).toBe(card.texts);
	});
});

describe("a great many at once", () => {
	beforeEach(() => start());

	test("case 52: each of Ada's hundred commands gets an answer", async () => {
		const typed = Array.from({ length: 100 }, (_, at) => ada.slash(at % 2 ? "streak" : "quiz"));
		const answers = await Promise.all(typed);
		expect(answers.filter(({ texts }) => texts === "")).toEqual([]);
		expect(answers.every(({ ephemeral }) => ephemeral)).toBe(true);
		expect(faults()).toEqual([]);
	});

	test("case 51: a hundred people of one server press at once, and each sees a result", async () => {
		const post = await posted();
		const people = Array.from({ length: 100 }, (_, at) =>
			discord.member({ name: `Person ${at}`, guild: workshop, channel: square }),
		);
		const results = await Promise.all(people.map((one) => one.press(post, "A")));
		expect(results.every(({ texts }) => RESULT.test(texts))).toBe(true);
		expect(sent(CALLBACK)).toHaveLength(101);
		expect(faults()).toEqual([]);
	});
});
