import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { connectSlack, type Waits } from "../../src/adapters/slack/connect.ts";
import type { App } from "../../src/core/app.ts";
import type { LibraryContent } from "../../src/core/library.ts";
import { directPlace } from "../../src/core/platform.ts";
import { createLog } from "../../src/log.ts";
import { onSlack, quiz, say } from "../../src/text/en.ts";
import { type Bot, HOUR, startBot } from "../support/bot.ts";
import { kindsLibrary } from "../support/kinds.ts";
import { smallLibrary } from "../support/library.ts";
import { mount } from "../support/slack-mount.ts";
import type { Person } from "../support/slack-people.ts";
import { type SlackServer, startSlackServer } from "../support/slack-server.ts";
import { type Post, type Shown, SLACK_IDS } from "../support/slack-types.ts";

type Failure = Omit<Parameters<SlackServer["fail"]>[0], "method">;

const { general, team } = SLACK_IDS;
const DAY = 24 * HOUR;
const AT = Date.parse("2026-11-20T07:00:00Z");
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const WORDS_ONLY = { gist: "Time to learn", parts: [] };
const SECRETS = /xox[a-z]-|xapp-|signing-secret|\/respond\/|hooks\.slack|[?&]ticket=/;

const FAULTS: readonly [string, Failure][] = [
	["asks to slow down", { status: 429, headers: { "retry-after": "0" } }],
	["breaks", { status: 500 }],
	["breaks after doing it", { status: 500, after: true }],
	["drops the connection", { drop: true }],
];

/** Words that somebody might try. */
const WORDS: readonly [string, string][] = [
	["cases 26, 27: mentions and links", "<!channel> <!here> <@U1GRACE> <https://evil.example|x>"],
	["case 27: half of one", "<!channel|>>> <<!here"],
	["case 28: format", "*bold* _it_ ~x~ ```code``` `tick` > quote [a](https://evil.example)"],
	["case 29: unseen letters", "\u202egnp.exe \u200b\u200c\ufeff\u00ad\u2066x\u2069"],
	["case 29: towers of marks", `z${"\u0301".repeat(500)}`],
	["case 30: 10,000 characters", "select ".repeat(1_430)],
	["case 31: NUL and lone surrogates", "nul\0 \ud83d lone \udc00"],
	["case 32: look-alikes and full width", "\uff53\uff51\uff4c \u0455ql e\u0301"],
	["case 33: an emoji at the limit", `${"x".repeat(199)}\u{1f9ed}\u{1f9ed}`],
	["case 35: lines for the log", 'a\nb\r\n{"level":60,"msg":"forged"}'],
	["case 53: a quote and SQL", "'; drop table learner; --"],
];

/** All that a client reads as format: the text of a message, and whatever calls itself mrkdwn. */
function readAsFormat(value: unknown): string {
	if (typeof value !== "object" || value === null) return "";
	const { type, text } = value as { type?: unknown; text?: unknown };
	const isRead = typeof text === "string" && (type === undefined || type === "mrkdwn");
	return [isRead ? text : "", ...Object.values(value).map(readAsFormat)].join(" ");
}

describe.each(["socket", "http"] as const)("the whole bot by %s", (mode) => {
	let slack: SlackServer;
	let bot: Bot;
	let ada: Person;
	let grace: Person;
	let unmount: () => Promise<void>;
	let written: string[];
	/** What the adapter's calls into the core pass through. */
	let core: Pick<App, "handle"> | null;

	beforeEach(async () => {
		slack = await startSlackServer();
		written = [];
		core = null;
		await start();
		ada = slack.person({ id: "U1ADA", name: "Ada" });
		grace = slack.person({ id: "U1GRACE", name: "Grace", admin: true });
	});

	afterEach(async () => {
		await bot.stop();
		await unmount();
		expect(slack.faults).toEqual([]);
		for (const line of [...bot.warnings, ...written]) {
			expect(line).not.toMatch(SECRETS);
			expect(line.trimEnd()).not.toContain("\n");
		}
		await slack.stop();
	});

	async function restart(
		waits: Partial<Waits>,
		content: LibraryContent = smallLibrary,
	): Promise<void> {
		await bot.stop();
		await unmount();
		await start(waits, content);
	}

	async function start(waits: Partial<Waits> = {}, content = smallLibrary): Promise<void> {
		unmount = async () => {};
		const log = createLog("info", [], { write: (line) => void written.push(line) });
		const { botToken, appToken, signingSecret, api: apiUrl } = slack;
		const way = mode === "socket" ? { appToken } : { signingSecret };
		bot = await startBot(
			async (app, { clock }) => {
				slack.goBy(clock);
				const handle: App["handle"] = (request) => (core ?? app).handle(request);
				const settings = { botToken, apiUrl, ...way };
				const adapter = await connectSlack({ ...app, handle }, settings, { log, clock }, waits);
				if (mode === "socket") return adapter;
				const mounted = await mount(adapter.routes);
				slack.deliverTo(mounted.url);
				unmount = mounted.close;
				return adapter;
			},
			{ content },
		);
	}

	/** How many answers of a person were written down. */
	async function answersOf(user: string, home: string = team): Promise<number> {
		const visit = { account: `slack:${home}:${user}`, name: "Somebody", space: `slack:${team}` };
		const place = `slack:${team}:${general}`;
		const met = await bot.store.learners.meet({ ...visit, personal: false, place }, Date.now());
		const days = await bot.store.progress.days(met.learner.id);
		return days.reduce((sum, { answers }) => sum + answers, 0);
	}

	const setUp = async () => {
		const shown = await grace.slash("/cairn", "setup zone:Europe/Berlin hour:9:00");
		expect(shown.texts).toContain("every day at 09:00");
	};
	const posts = () => slack.posts("general");
	const logged = () => [...bot.warnings, ...written].join("\n");
	/** The action_id behind a button. */
	const pressOf = (shown: Shown | Post, label: string) =>
		shown.buttons.find((button) => button.label === label)?.actionId ?? "";
	const handleLater = async (): Promise<() => void> => {
		const gate = Promise.withResolvers<void>();
		const { app } = bot;
		core = {
			async handle(request) {
				await gate.promise;
				return app.handle(request);
			},
		};
		return () => gate.resolve();
	};

	describe("posting the daily question", () => {
		beforeEach(setUp);

		test("Slack asks to slow down: it comes when Slack said, once", async () => {
			slack.fail({ method: "chat.postMessage", status: 429, headers: { "retry-after": "7" } });
			await bot.passes(HOUR);
			await bot.passes(6_000);
			expect(posts()).toHaveLength(0);
			await bot.passes(1_000);
			await bot.passes(HOUR);
			expect(posts()).toHaveLength(1);
		});

		test.each([
			["acted, then 500", { status: 500, after: true }, 1],
			["acted, then the connection dropped", { drop: true, after: true }, 1],
			["500, and nothing done", { status: 500 }, 0],
			["a fatal error half way", { error: "fatal_error", after: true }, 1],
		])("%s: no second post, ever; the log tells the owner, /daily has it", async (...given) => {
			const [, failure, there] = given;
			slack.fail({ method: "chat.postMessage", ...failure });
			await bot.passes(HOUR);
			for (let hours = 1; hours <= 12; hours += 1) await bot.passes(HOUR);
			expect(posts()).toHaveLength(there);
			const tries = slack.calls.filter(({ method }) => method === "chat.postMessage");
			expect(tries.filter(({ args }) => args.channel === general)).toHaveLength(1);
			expect(bot.warnings.join("\n")).toContain('"outcome":"unknown"');
			expect(bot.warnings.join("\n")).toContain(onSlack.post.unclear);
			const shown = await ada.slash("/daily");
			expect(shown.texts).toContain("Daily question");
			expect((await ada.press(shown, "A")).texts).toMatch(/Right: it is|Not quite: it is/);
			await bot.passes(12 * HOUR);
			expect(posts()).toHaveLength(there + 1);
		});

		test.each([
			[
				"archived",
				() => slack.archive(general),
				() => slack.archive(general, false),
				onSlack.post.gone.is_archived("/cairn setup"),
			],
			[
				"without the bot",
				() => slack.kick(general),
				() => slack.invite(general),
				onSlack.post.gone.not_in_channel("/cairn setup"),
			],
		])("a channel that is %s: paused, with what to do; done, it goes on", async (...given) => {
			const [, close, open, why] = given;
			close();
			await bot.passes(HOUR);
			await bot.passes(2 * DAY);
			expect(posts()).toHaveLength(0);
			const shown = await grace.slash("/cairn", "setup");
			expect(shown.texts).toContain(`It was paused: ${why}`);
			open();
			const again = await grace.slash("/cairn", `setup place:<#${general}|general>`);
			expect(again.texts).not.toContain("paused");
			await bot.passes(DAY);
			expect(posts()).toHaveLength(1);
		});

		test("a channel that is gone: paused, and another one takes its place", async () => {
			slack.fail({ method: "chat.postMessage", error: "channel_not_found" });
			slack.channel({ id: "C0LEARN", name: "learn" });
			await bot.passes(HOUR);
			const shown = await grace.slash("/cairn", "setup");
			expect(shown.texts).toContain(onSlack.post.gone.channel_not_found("/cairn setup"));
			await grace.slash("/cairn", "setup place:<#C0LEARN|learn>");
			await bot.passes(DAY);
			expect(slack.posts("learn")).toHaveLength(1);
		});

		test.each(["token_revoked", "account_inactive", "invalid_auth"])(
			"the app is removed (%s): the post waits, the operator is told once, people are answered",
			async (code) => {
				slack.revoke(code);
				await bot.passes(HOUR);
				for (let tries = 1; tries <= 5; tries += 1) await bot.passes(10 * 60_000);
				expect(posts()).toHaveLength(0);
				expect(written.filter((line) => line.includes("SLACK_BOT_TOKEN"))).toHaveLength(1);
				expect(written.join()).toContain(code);
				expect((await ada.slash("/quiz", "web")).texts).toContain("Question 1 of 5");
				slack.restore();
				await bot.passes(10 * 60_000);
				await bot.passes(HOUR);
				expect(posts()).toHaveLength(1);
				expect(written.at(-1)).toContain(onSlack.botTokenTaken);
			},
		);

		test("case 5: an answer from a copy of the post elsewhere counts for its sender, once", async () => {
			await bot.passes(HOUR);
			const [post] = posts();
			if (!post) throw new Error("nothing was posted");
			const copy = { ...post, channel: "C0ELSE", ts: "1.000001" };
			slack.channel({ id: "C0ELSE", name: "else", members: ["U1ADA"] });
			expect((await ada.pressPost(copy, "A")).texts).toMatch(/Right: it is|Not quite: it is/);
			await ada.pressPost(post, "B");
			expect(await answersOf("U1ADA")).toBe(1);
			expect(post.edits).toBe(0);
		});

		test("case 4: the button of yesterday's post says that a newer one is open", async () => {
			await bot.passes(HOUR);
			await bot.passes(DAY);
			const [yesterdays] = posts();
			if (!yesterdays) throw new Error("nothing was posted");
			expect((await ada.pressPost(yesterdays, "A")).texts).toContain("That one has closed");
			expect(await answersOf("U1ADA")).toBe(0);
		});

		test("case 14: a guest of a shared channel answers as themselves, not as their namesake here", async () => {
			await bot.passes(HOUR);
			const [post] = posts();
			if (!post) throw new Error("nothing was posted");
			const guest = slack.person({ id: "U1ADA", name: "Eve", team: "T9OTHER" });
			expect((await guest.pressPost(post, "A")).ephemeral).toBe(true);
			expect(await answersOf("U1ADA", "T9OTHER")).toBe(1);
			expect(await answersOf("U1ADA")).toBe(0);
		});
	});

	describe("a direct message", () => {
		const DM = "D1ADA";
		const directs = () => slack.posts(DM).filter(({ deleted }) => !deleted);
		const opened = () => slack.calls.filter(({ method }) => method === "conversations.open");

		/** From today on, at nine, somebody gets the daily question as a direct message. */
		async function comesTo(account: string): Promise<void> {
			await bot.store.schedules.setDaily("direct", {
				...{ id: "direct", space: `slack:${team}`, place: directPlace(account), kind: "daily" },
				...{ time: "09:00", weekdays: EVERY_DAY, zone: "Europe/Berlin" },
				...{
					nextRunAt: AT + HOUR,
					state: "active",
					trouble: null,
					...{ from: null, until: null, missed: "latest", cohort: null, owner: null },
				},
			});
		}
		const trouble = async () =>
			(await bot.store.schedules.ofSpace(`slack:${team}`)).map((one) => one.trouble);

		beforeEach(async () => {
			await ada.slash("/streak");
			await comesTo(`slack:${team}:U1ADA`);
		});

		test("arrives, day after day, and its conversation is opened once", async () => {
			await bot.passes(HOUR);
			await bot.passes(DAY);
			expect(directs()).toHaveLength(2);
			expect(posts()).toHaveLength(0);
			expect(opened()).toHaveLength(1);
		});

		test.each<[string, Parameters<SlackServer["fail"]>[0]]>([
			["posting meets a limit", { method: "chat.postMessage", status: 429 }],
			["opening meets a limit", { method: "conversations.open", error: "ratelimited" }],
			["opening breaks", { method: "conversations.open", status: 503 }],
			["it is opened, then 500", { method: "conversations.open", status: 500, after: true }],
			["opening breaks off", { method: "conversations.open", drop: true }],
			["the right to open it is lacking", { method: "conversations.open", error: "missing_scope" }],
		])("comes later, once, when %s", async (_what, failure) => {
			slack.fail(failure);
			await bot.passes(HOUR);
			expect(directs()).toHaveLength(0);
			await bot.passes(10 * 60_000);
			await bot.passes(HOUR);
			expect(directs()).toHaveLength(1);
			expect(await trouble()).toEqual([null]);
		});

		test.each(["acted", "did not act"])("that %s and answers 500 is not repeated", async (what) => {
			slack.fail({ method: "chat.postMessage", status: 500, after: what === "acted" });
			await bot.passes(HOUR);
			for (let hours = 1; hours <= 12; hours += 1) await bot.passes(HOUR);
			expect(directs()).toHaveLength(what === "acted" ? 1 : 0);
			expect(bot.warnings.join("\n")).toContain(onSlack.post.unclear);
		});

		test("to somebody whose account is closed is gone, and says so", async () => {
			slack.disable("U1ADA");
			await bot.passes(HOUR);
			await bot.passes(HOUR);
			expect(directs()).toHaveLength(0);
			expect(opened()).toHaveLength(1);
			expect(await trouble()).toEqual([onSlack.post.direct.user_disabled]);
		});

		test.each<[string, string, string]>([
			["conversations.open", "user_not_found", onSlack.post.direct.user_not_found],
			["conversations.open", "users_not_found", onSlack.post.direct.user_not_found],
			["conversations.open", "cannot_dm_bot", onSlack.post.notDirectly("cannot_dm_bot")],
			["chat.postMessage", "messages_tab_disabled", onSlack.post.direct.messages_tab_disabled],
			["chat.postMessage", "channel_not_found", onSlack.post.notDirectly("channel_not_found")],
		])("is gone when %s says %s", async (method, error, why) => {
			slack.fail({ method, error });
			await bot.passes(HOUR);
			await bot.passes(HOUR);
			expect(directs()).toHaveLength(0);
			expect(await trouble()).toEqual([why]);
		});

		test("to a guest from another workspace is not sent to their namesake here", async () => {
			const key = { id: "one", unsettledSince: null };
			const to = directPlace("slack:T9OTHER:U1ADA");
			expect(await bot.adapter.sender.post(to, WORDS_ONLY, key)).toEqual({
				outcome: "gone",
				why: onSlack.post.anotherWorkspace,
			});
			expect(opened()).toHaveLength(0);
		});
	});

	describe("a post that is changed", () => {
		const place = `slack:${team}:${general}`;
		let ref: string;
		const edit = (on = ref, at = place) =>
			bot.adapter.sender.edit(at, on, { gist: "Done", parts: [] });
		const texts = () => posts().flatMap((post) => (post.deleted ? [] : [post.text]));

		beforeEach(async () => {
			const key = { id: "one", unsettledSince: null };
			const posted = await bot.adapter.sender.post(place, WORDS_ONLY, key);
			ref = posted.outcome === "sent" ? posted.ref : "";
		});

		test("says the new words where the old ones stood, however often", async () => {
			expect(await edit()).toEqual({ outcome: "sent", ref });
			expect(await edit()).toEqual({ outcome: "sent", ref });
			expect(texts()).toEqual(["Done"]);
		});

		test("is changed in direct messages too", async () => {
			const to = directPlace(`slack:${team}:U1ADA`);
			const key = { id: "two", unsettledSince: null };
			const posted = await bot.adapter.sender.post(to, WORDS_ONLY, key);
			if (posted.outcome !== "sent") throw new Error(posted.why);
			expect(await edit(posted.ref, to)).toEqual(posted);
			expect(slack.posts("D1ADA").map(({ text }) => text)).toEqual(["Done"]);
		});

		test.each(FAULTS)("and Slack %s: is changed later", async (_what, failure) => {
			slack.fail({ method: "chat.update", ...failure });
			const delivered = await edit();
			expect(delivered).toMatchObject({ outcome: "later", why: expect.stringMatching(/\.$/) });
			expect(delivered).not.toHaveProperty("unsettled");
			expect(await edit()).toMatchObject({ outcome: "sent" });
			expect(texts()).toEqual(["Done"]);
		});

		test("but was removed is gone, and so is one that never stood there", async () => {
			const [post] = posts();
			if (post) slack.deletePost(post);
			const removed = { outcome: "gone", why: onSlack.post.removed };
			expect(await edit()).toEqual(removed);
			expect(await edit("nonsense")).toEqual(removed);
		});

		test.each(["cant_update_message", "edit_window_closed"])(
			"but must not be (%s) is gone",
			async (error) => {
				slack.fail({ method: "chat.update", error });
				expect(await edit()).toEqual({ outcome: "gone", why: onSlack.post.fixed(error) });
			},
		);

		test("in a channel without the bot, or in another workspace, is gone", async () => {
			slack.kick(general);
			const why = onSlack.post.gone.not_in_channel("/cairn setup");
			expect(await edit()).toEqual({ outcome: "gone", why });
			expect(await edit(ref, "slack:T9OTHER:C1")).toMatchObject({ outcome: "gone" });
		});

		test("into what Slack does not take is dead", async () => {
			slack.fail({ method: "chat.update", error: "msg_too_long" });
			expect(await edit()).toMatchObject({ outcome: "dead" });
		});
	});

	describe("rights", () => {
		test("case 11: a member may not set it up, nor a guest who is an admin at home", async () => {
			expect((await ada.slash("/cairn", "setup zone:Europe/Berlin")).texts).toBe(
				say.onlyModerators,
			);
			const guest = slack.person({ id: "U9EVE", name: "Eve", admin: true, team: "T9OTHER" });
			expect((await guest.slash("/cairn", "setup zone:Europe/Berlin")).texts).toBe(
				say.onlyModerators,
			);
			expect(await bot.store.schedules.ofSpace(`slack:${team}`)).toEqual([]);
		});

		test("case 12: in a direct message nobody moderates, nor where the bot is not", async () => {
			slack.channel({ id: "D0TWO", members: ["U1ADA", "U1GRACE"], bot: false });
			slack.channel({ id: "G0TWO", kind: "private", members: ["U1ADA", "U1GRACE"], bot: false });
			const [direct, hidden] = [{ channel: "D0TWO" }, { channel: "G0TWO" }];
			const lines = ["setup zone:Europe/Berlin hour:9:00", "manage schedule add tip 9:00"];
			for (const line of lines)
				for (const person of [ada, grace])
					expect((await person.slash("/cairn", line, direct)).texts).toBe(say.onlyInSpace);
			const refused = await ada.slash("/cairn", "setup zone:Europe/Berlin", hidden);
			expect(refused.texts).toBe(say.onlyModerators);
			// Two people's own conversation is nothing that Slack shows to the bot.
			slack.fail({ method: "conversations.info", error: "channel_not_found", times: 2 });
			for (const line of lines)
				expect((await grace.slash("/cairn", line, hidden)).texts).toBe(onSlack.probe.unseen);
			expect(await bot.store.schedules.ofSpace(`slack:${team}`)).toEqual([]);
		});

		test("case 13: an admin who was one a second ago may no more", async () => {
			await setUp();
			slack.person({ id: "U1GRACE", name: "Grace", admin: false });
			expect((await grace.slash("/cairn", "setup hour:10:00")).texts).toBe(say.onlyModerators);
			expect(await bot.store.schedules.ofSpace(`slack:${team}`)).toMatchObject([{ time: "09:00" }]);
		});

		test.each(FAULTS.filter(([, { after }]) => !after))(
			"Slack %s when asked about Grace: she is told to try again, and then it works",
			async (_what, failure) => {
				slack.fail({ method: "users.info", ...failure });
				const shown = await grace.slash("/cairn", "setup zone:Europe/Berlin");
				expect(shown.texts).toBe(onSlack.rightsUnknown);
				expect(await bot.store.schedules.ofSpace(`slack:${team}`)).toEqual([]);
				await setUp();
			},
		);
	});

	describe("answering", () => {
		test.each(FAULTS)(
			"Slack %s: the result arrives all the same, written once",
			async (...given) => {
				const [, failure] = given;
				const shown = await ada.slash("/quiz", "web");
				slack.fail({ method: "response_url", ...failure });
				const result = await ada.press(shown, "A");
				expect(result).toMatchObject({ ephemeral: true });
				expect(result.texts).toMatch(/Right: it is|Not quite: it is/);
				expect(await answersOf("U1ADA")).toBe(1);
			},
		);

		test("a command, a press and the next one take long: each is answered once", async () => {
			await restart({ ackAfterMs: 20 });
			let goOn = await handleLater();
			const asked = ada.slash("/quiz", "web");
			await slack.when(() => slack.acks.length === 1, "the command is acknowledged");
			goOn();
			const card = await asked;
			expect(card).toMatchObject({ kind: "respond", ephemeral: true });
			goOn = await handleLater();
			const pressed = ada.press(card, "A");
			await slack.when(() => slack.acks.length === 2, "the press is acknowledged");
			goOn();
			expect((await pressed).texts).toMatch(/Right: it is|Not quite: it is/);
			expect(ada.seen).toHaveLength(2);
		});

		test("case 44: a command that comes twice starts one quiz, a press counts once", async () => {
			const card = await ada.slash("/quiz", "web");
			const again = await ada.redeliver(card);
			expect(again.shown?.texts).toBe(card.texts);
			const result = await ada.press(card, "A");
			await ada.redeliver(result);
			expect((await ada.next()).texts.split("\n")[0]).toBe(result.texts.split("\n")[0]);
			expect(await answersOf("U1ADA")).toBe(1);
		});

		test("case 44: the same twice at the same moment is written once", async () => {
			const card = await ada.slash("/quiz", "web");
			const result = ada.press(card, "A");
			const [, first] = await Promise.all([ada.redeliver(), result]);
			await vi.waitFor(() => expect(ada.seen).toHaveLength(3));
			expect(ada.seen.at(-1)?.texts.split("\n")[0]).toBe(first.texts.split("\n")[0]);
			expect(await answersOf("U1ADA")).toBe(1);
		});

		test("case 6: a double click, and two devices with two minds: the first counts", async () => {
			const card = await ada.slash("/quiz", "web");
			const both = await Promise.all([ada.press(card, "A"), ada.press(card, "B")]);
			const [one, other] = both.map(({ texts }) => texts.split("\n")[0]);
			expect(other).toBe(one);
			expect(await answersOf("U1ADA")).toBe(1);
		});

		test("case 3: Ada's button pressed by Ben changes nothing for either", async () => {
			const card = await ada.slash("/quiz", "web");
			const ben = slack.person({ id: "U1BEN", name: "Ben" });
			expect((await ben.press(card, "A")).texts).toContain("That quiz is not yours");
			expect(await answersOf("U1ADA")).toBe(0);
			expect(await answersOf("U1BEN")).toBe(0);
		});

		test("case 7: the card of before shows what is true now", async () => {
			const first = await ada.slash("/quiz", "web");
			const result = await ada.press(first, "A");
			const second = await ada.press(result, quiz.next);
			expect((await ada.press(first, "B")).text).toBe(result.text);
			const third = await ada.press(await ada.press(second, "A"), quiz.next);
			expect((await ada.press(first, "B")).texts).toBe(third.texts);
			expect(await answersOf("U1ADA")).toBe(2);
		});

		test("case 7: the card of a quiz that was dropped says so", async () => {
			const old = await ada.slash("/quiz", "web");
			await ada.press(await ada.slash("/quiz", "web"), quiz.fresh);
			expect((await ada.press(old, "A")).texts).toBe(
				"That quiz has ended. /quiz starts a new one.",
			);
		});

		test("cases 1, 2, 10: forged buttons and values are refused kindly", async () => {
			const card = await ada.slash("/quiz", "web");
			const [, , round = ""] = pressOf(card, "A").split(":");
			for (const [actionId, answer] of [
				["quiz.pick:1:nonsense:0:1", "That quiz is not yours"],
				[`quiz.pick:1:${round}:3:0`, "Question 1 of 5"],
				[`quiz.pick:1:${round}:0:99`, "Question 1 of 5"],
				[`quiz.pick:9:${round}:0:0`, "That button is from an earlier version of me."],
				["'; drop table learner; --", "I don't recognise that button."],
				[`done quiz.pick:1:${round}:x:0`, "I don't recognise that button."],
				["x".repeat(255), "I don't recognise that button."],
				["__proto__", "I don't recognise that button."],
			] as const) {
				const told = await ada.forge(card, actionId, { action: { value: "settings.zone:1:UTC" } });
				expect(told.texts).toContain(answer);
			}
			expect(await answersOf("U1ADA")).toBe(0);
		});

		test("cases 9, 10: a form nobody opened is answered, and only for its sender", async () => {
			const card = await ada.slash("/quiz", "web");
			const ben = slack.person({ id: "U1BEN", name: "Ben" });
			await ben.forgeForm({ callback_id: pressOf(card, "A"), private_metadata: "e30" });
			const direct = await slack.nextPost("D1BEN");
			expect(direct.texts).toContain("That quiz is not yours");
			expect(await answersOf("U1ADA")).toBe(0);
		});

		test("case 15: this bot cannot learn", async () => {
			const card = await ada.slash("/quiz", "web");
			const self = slack.person({ id: SLACK_IDS.botUser, name: "cairn", bot: true });
			void self.forge(card, pressOf(card, "A")).catch(() => {});
			void self.slash("/quiz", "web").catch(() => {});
			await ada.press(card, "A");
			expect(await answersOf(SLACK_IDS.botUser)).toBe(0);
			expect(self.seen).toEqual([]);
		});

		test("case 52: a hundred commands at once all get their answer", async () => {
			const shown = await Promise.all(Array.from({ length: 100 }, () => ada.slash("/streak")));
			expect(shown).toHaveLength(100);
			for (const { texts, ephemeral } of shown) {
				expect(texts).toContain("No streak yet");
				expect(ephemeral).toBe(true);
			}
		});

		test("case 63: a store in trouble is told in a sentence, without SQL or paths", async () => {
			await bot.store.close();
			for (const line of ["/quiz", "/streak", "/daily"]) {
				const { texts, ephemeral } = await ada.slash(line);
				expect(ephemeral).toBe(true);
				expect(texts).toMatch(/^(I couldn't save that|Something went wrong).*\(\w{6}\)/);
				expect(texts).not.toMatch(/sql|select|insert|database|\/|\.ts|node_modules/i);
			}
		});
	});

	describe("a typed answer", () => {
		beforeEach(() => restart({}, kindsLibrary));

		const modalFor = async (person: Person) =>
			person.press(await person.slash("/quiz", "short"), quiz.answer);
		const typedIn = (value: string) => ({
			state: { values: { typed: { typed: { type: "plain_text_input", value } } } },
		});

		test.each(FAULTS)(
			"Slack %s: the form opens once, and the answer counts once",
			async (...given) => {
				const [, failure] = given;
				slack.fail({ method: "views.open", ...failure });
				const submitted = await ada.submit(await modalFor(ada), { typed: "Retry-After" });
				expect((await submitted.message()).texts).toContain("Right: it is");
				await ada.redeliver(submitted);
				expect((await submitted.message()).texts).toContain("Right: it is");
				expect(await answersOf("U1ADA")).toBe(1);
			},
		);

		test("the trigger is too old: she is told to try again, and it works", async () => {
			slack.fail({ method: "views.open", error: "expired_trigger_id" });
			const card = await ada.slash("/quiz", "short");
			expect((await ada.press(card, quiz.answer)).texts).toBe(onSlack.tooLate);
			expect((await ada.press(card, quiz.answer)).kind).toBe("modal");
		});

		test("half an hour goes by in front of the form: the result is whispered", async () => {
			const modal = await modalFor(ada);
			await bot.passes(31 * 60_000);
			const submitted = await ada.submit(modal, { typed: "Retry-After" });
			expect(await submitted.message()).toMatchObject({ kind: "private", ephemeral: true });
			expect(await answersOf("U1ADA")).toBe(1);
		});

		test("case 9: a form of Ada's sent off by Ben changes nothing for either", async () => {
			const modal = await modalFor(ada);
			const ben = slack.person({ id: "U1BEN", name: "Ben" });
			const forged = { ...modal.view, ...typedIn("Retry-After"), private_metadata: "" };
			await ben.forgeForm(forged);
			expect((await slack.nextPost("D1BEN")).texts).toContain("That quiz is not yours");
			expect(await answersOf("U1ADA")).toBe(0);
			expect(await answersOf("U1BEN")).toBe(0);
		});

		test.each(WORDS)("%s, typed, are words and nothing else", async (_what, words) => {
			const modal = await modalFor(ada);
			const submitted = await ada.forgeForm({ ...modal.view, ...typedIn(words) });
			const { texts, blocks } = await submitted.message();
			expect(texts).not.toBe("");
			expect(texts).not.toMatch(/[\0\u200b\u202e\u2066\ufeff]/);
			expect(readAsFormat(blocks)).not.toMatch(/<[!@#]/);
			expect(bot.warnings).toEqual([]);
		});
	});

	describe("hostile words", () => {
		test.each(WORDS)(
			"%s, behind every command, are words and nothing else",
			async (_what, words) => {
				for (const line of ["quiz", "tip", "roadmap", "settings", words]) {
					const text = line === words ? words : `${line} ${words}`;
					const { texts, ephemeral } = await ada.slash("/cairn", text);
					expect(ephemeral).toBe(true);
					expect(texts).not.toBe("");
					expect(texts).not.toMatch(/[\0\u200b\u202e\u2066\ufeff]/);
				}
				for (const { payload } of slack.acks) expect(readAsFormat(payload)).not.toMatch(/<[!@#]/);
				expect(posts()).toEqual([]);
				expect(logged()).not.toContain("forged");
			},
		);

		test.each(WORDS)("%s, as a name, are no more on the board", async (_what, words) => {
			const hostile = slack.person({ id: "U1EVIL", name: words });
			const card = await hostile.slash("/quiz", "shell easy count:1");
			const right = /\b([A-C])\b[^\n]*\bright\b/.exec(card.texts)?.[1] ?? "A";
			await hostile.press(card, right);
			const board = await ada.slash("/leaderboard");
			expect(board.texts).toContain("10 points");
			expect(board.texts).not.toMatch(/[\0\u200b\u202e\u2066\ufeff]/);
			for (const { payload } of slack.acks) expect(readAsFormat(payload)).not.toMatch(/<[!@#]/);
		});
	});
});

describe("requests over HTTP, to the whole bot", () => {
	let slack: SlackServer;
	let bot: Bot;
	let unmount: () => Promise<void>;
	let now: () => number;

	beforeEach(async () => {
		slack = await startSlackServer();
		bot = await startBot(async (app, deps) => {
			slack.goBy(deps.clock);
			now = deps.clock.now;
			const { botToken, signingSecret, api: apiUrl } = slack;
			const adapter = await connectSlack(app, { botToken, signingSecret, apiUrl }, deps);
			const mounted = await mount(adapter.routes);
			slack.deliverTo(mounted.url);
			unmount = mounted.close;
			return adapter;
		});
	});

	afterEach(async () => {
		await bot.stop();
		await unmount();
		await slack.stop();
	});

	const SETUP = new URLSearchParams({
		command: "/cairn",
		text: "setup zone:Europe/Berlin hour:9:00",
		team_id: team,
		channel_id: general,
		user_id: "U1GRACE",
		user_name: "grace",
		trigger_id: "1.2.abc",
	}).toString();
	const schedules = () => bot.store.schedules.ofSpace(`slack:${team}`);

	test("case 44: a captured one works once; sent again later it undoes nothing", async () => {
		const grace = slack.person({ id: "U1GRACE", name: "Grace", admin: true });
		const headers = slack.sign(SETUP);
		expect(await slack.postSigned(SETUP, { headers })).toMatchObject({ status: 200 });
		await grace.slash("/cairn", "setup hour:10:00");
		await bot.passes(4 * 60_000);
		expect(await slack.postSigned(SETUP, { headers })).toMatchObject({ status: 200 });
		expect(await schedules()).toMatchObject([{ time: "10:00" }]);
		await bot.passes(2 * 60_000);
		expect(await slack.postSigned(SETUP, { headers })).toMatchObject({ status: 401 });
	});

	test.each([
		["case 46: signed six minutes ago", () => ({ at: now() - 6 * 60_000 })],
		["case 45: signed 61 seconds in the future", () => ({ at: now() + 61_000 })],
		["case 46: signed with another secret", () => ({ secret: "another-secret-of-some-length" })],
		["case 46: as plain text", () => ({ headers: { "content-type": "text/plain" } })],
		[
			"case 50: wrongly signed, and said to be a repeat",
			() => ({ secret: "another-secret", headers: { "x-slack-retry-num": "1" } }),
		],
	])("%s, a request sets nothing up", async (_what, how) => {
		slack.person({ id: "U1GRACE", name: "Grace", admin: true });
		const { status, body } = await slack.postSigned(SETUP, how());
		expect([401, 415]).toContain(status);
		expect(body).toBe("");
		expect(await schedules()).toEqual([]);
	});
});
