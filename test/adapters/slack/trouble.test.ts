import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isResponseUrl } from "../../../src/adapters/slack/address.ts";
import { writeRef } from "../../../src/adapters/slack/ref.ts";
import type { FormRequest } from "../../../src/core/request.ts";
import { onSlack } from "../../../src/text/en.ts";
import type { Person } from "../../support/slack-people.ts";
import { type SlackServer, startSlackServer } from "../../support/slack-server.ts";
import { SLACK_IDS } from "../../support/slack-types.ts";
import { type Bot, MODES, startBot } from "./bot.ts";
import { card, type SmallApp, said, smallApp } from "./small-app.ts";

type Failure = Omit<Parameters<SlackServer["fail"]>[0], "method">;

const { team, general } = SLACK_IDS;
const MINUTE = 60_000;

/** A limit that is over at once: nobody waits in a test. */
const BRIEFLY: Failure = { status: 429, headers: { "retry-after": "0" } };
const LONG: Failure = { status: 429, headers: { "retry-after": "3600" } };

/** Everything that can become of a call beside yes and no. */
const FAULTS: readonly [string, Failure][] = [
	["asks to slow down", BRIEFLY],
	["breaks", { status: 500 }],
	["breaks after doing it", { status: 500, after: true }],
	["drops the connection", { drop: true }],
	["drops the connection after doing it", { drop: true, after: true }],
];

const form = {
	title: "Your answer",
	press: "quiz.pick:1:r1:0",
	submit: "Send",
	fields: [{ name: "answer", label: "Answer", kind: "area" as const, max: 3000 }],
};

describe.each(MODES)("trouble by %s", (mode) => {
	let slack: SlackServer;
	let app: SmallApp;
	let bot: Bot;
	let ada: Person;

	beforeEach(async () => {
		slack = await startSlackServer();
		app = smallApp();
		ada = slack.person({ id: "U0ADA", name: "Ada" });
		app.on("quiz", "asker", () => ({ do: "say", message: card("Question 1") }));
		app.on("settings", "form", () => ({ do: "ask", form }));
		app.on("quiz.pick", "form", (request) =>
			request.kind === "form"
				? { do: "replace", message: said(`Got ${request.fields.answer}`) }
				: { do: "ask", form },
		);
		bot = await startBot(app, slack, mode, { waits: { ackAfterMs: 20 } });
	});

	afterEach(async () => {
		await bot.stop();
		expect(slack.faults).toEqual([]);
		for (const line of bot.log.lines)
			for (const secret of [slack.botToken, slack.appToken, slack.signingSecret, "/respond/"])
				expect(line).not.toContain(secret);
		await slack.stop();
	});

	const directs = () => slack.posts("D0ADA").map(({ texts }) => texts);
	const logged = () => bot.log.lines.join("\n");

	describe("a form", () => {
		it.each(FAULTS)("opens once although Slack %s", async (_what, failure) => {
			slack.fail({ method: "views.open", ...failure });
			expect(await ada.slash("/cairn", "settings")).toMatchObject({ kind: "modal" });
			await vi.waitFor(() => expect(logged()).toContain("a form did not open"));
			await bot.stop();
			expect(ada.seen.map(({ kind }) => kind)).toEqual(["modal"]);
		});

		it.each([
			["Slack asks to slow down for long", { ...LONG, times: 1 }],
			["its trigger is too old", { error: "expired_trigger_id" }],
			["Slack is broken", { status: 503, times: 2 }],
		])("that cannot open because %s is said to be late", async (_what, failure) => {
			slack.fail({ method: "views.open", ...failure });
			const shown = await ada.slash("/cairn", "settings");
			expect(shown).toMatchObject({ ephemeral: true, texts: onSlack.tooLate });
			expect(ada.seen).toHaveLength(1);
		});

		it("whose answer is late closes first and is answered on its card", async () => {
			const slow = Promise.withResolvers<void>();
			const modal = await ada.press(await ada.slash("/quiz"), "A");
			app.on("quiz.pick", "form", async () => {
				await slow.promise;
				return { do: "replace", message: said("At last") };
			});
			const submitted = await ada.submit(modal, { answer: "x" });
			expect(submitted.cleared).toBe(true);
			slow.resolve();
			expect(await submitted.message()).toMatchObject({ replaced: true, texts: "At last" });
		});

		it("that is asked again too late gives back what was typed", async () => {
			const slow = Promise.withResolvers<void>();
			const modal = await ada.press(await ada.slash("/quiz"), "A");
			app.on("quiz.pick", "form", async (request) => {
				await slow.promise;
				const { answer = "" } = (request as FormRequest).fields;
				const fields = form.fields.map((field) => ({ ...field, value: answer }));
				return { do: "ask", form: { ...form, fields } };
			});
			const submitted = await ada.submit(modal, { answer: "select *\nfrom rows" });
			slack.advance(4_000);
			slow.resolve();
			const { texts, replaced } = await submitted.message();
			expect(texts).toContain(onSlack.tooLate);
			expect(texts).toContain(onSlack.typed);
			expect(texts).toContain("select *\nfrom rows");
			expect(replaced).toBe(false);
		});

		it("case 9: that nobody opened is answered directly", async () => {
			await ada.forgeForm({ callback_id: "quiz.pick:1:r1:0" });
			const direct = await slack.nextPost("D0ADA");
			expect(direct.texts).toBe("Got undefined");
			expect(app.wishes.at(-1)).not.toHaveProperty("on");
		});

		it("case 10: with forged metadata sends the answer nowhere but to Slack", async () => {
			const url = "http://127.0.0.1:1/steal";
			const private_metadata = writeRef({ channel: general, ts: "1.2", url });
			const submitted = await ada.forgeForm({ callback_id: "quiz.pick:1:r1:0", private_metadata });
			expect(await submitted.message()).toMatchObject({ kind: "private", channel: general });
			expect(bot.log.lines).toEqual([]);
		});

		it("case 10: with metadata of another workspace stays in this one", async () => {
			const private_metadata = writeRef({ channel: "../T9:C9" });
			await ada.forgeForm({ callback_id: "quiz.pick:1:r1:0", private_metadata });
			await slack.nextPost("D0ADA");
			expect(app.wishes.at(-1)?.at.space).toBe(`slack:${team}`);
		});

		it("case 30: with 10,000 characters arrives whole, and its answer fits", async () => {
			const value = "long 🧭 ".repeat(1_250);
			const state = { values: { answer: { typed: { type: "plain_text_input", value } } } };
			await ada.forgeForm({ callback_id: "quiz.pick:1:r1:0", state });
			const direct = await slack.nextPost("D0ADA");
			expect((app.wishes.at(-1) as FormRequest).fields.answer).toBe(value);
			expect(direct.texts.length).toBeGreaterThan(5_000);
		});
	});

	describe("a response_url", () => {
		it("that was used five times is not the last way", async () => {
			const modal = await ada.press(await ada.slash("/quiz"), "A");
			const submitted = await ada.submit(modal, { answer: "x" });
			expect(await submitted.message()).toMatchObject({ kind: "respond" });
			for (let uses = 2; uses <= 5; uses += 1) {
				await ada.redeliver(submitted);
				expect(await submitted.message()).toMatchObject({ kind: "respond" });
			}
			await ada.redeliver(submitted);
			expect(await submitted.message()).toMatchObject({ kind: "private", texts: "Got x" });
		});

		it("of more than 30 minutes ago neither, in the channel or directly", async () => {
			const first = await ada.press(await ada.slash("/quiz"), "A");
			const second = await ada.press(await ada.slash("/quiz"), "A");
			slack.advance(31 * MINUTE);
			const submitted = await ada.submit(first, { answer: "x" });
			expect(await submitted.message()).toMatchObject({ kind: "private", texts: "Got x" });
			slack.archive(general);
			await ada.submit(second, { answer: "y" });
			expect((await slack.nextPost("D0ADA")).texts).toBe("Got y");
		});

		it.each(FAULTS)("may fail: Slack %s, and the card still changes", async (_what, failure) => {
			const shown = await ada.slash("/quiz");
			app.on("quiz.pick", "in-place", () => ({ do: "replace", message: said("Right") }));
			slack.fail({ method: "response_url", ...failure });
			const answer = await ada.press(shown, "B");
			expect(answer).toMatchObject({ ephemeral: true, texts: "Right" });
			expect(directs()).toEqual([]);
		});

		it.each(FAULTS)("may fail beside a post: Slack %s", async (_what, failure) => {
			const shown = await ada.slash("/quiz");
			app.on("quiz.pick", "asker", () => ({ do: "say", message: said("Only for you") }));
			slack.fail({ method: "response_url", ...failure });
			const answer = await ada.press(shown, "B");
			expect(answer).toMatchObject({ ephemeral: true, replaced: false, texts: "Only for you" });
		});

		it.each([
			["https://hooks.slack.com/actions/T1/1/x", true],
			["https://hooks.slack-gov.com/actions/T1/1/x", true],
			["https://proxy.example/respond/1", true],
			["http://hooks.slack.com/actions/T1/1/x", false],
			["https://hooks.slack.com.evil.example/x", false],
			["https://hooks.slack.com@evil.example/x", false],
			["http://169.254.169.254/latest", false],
			["file:///etc/passwd", false],
			["", false],
		])("case 10: at %j is one: %j", (url, isOne) => {
			expect(isResponseUrl(url, "https://proxy.example/api/")).toBe(isOne);
		});
	});

	describe("when every way is closed", () => {
		it("only because Slack asks to slow down, it does, and answers", async () => {
			const shown = await ada.slash("/quiz");
			app.on("quiz.pick", "asker", () => ({ do: "say", message: said("At last") }));
			for (const method of ["response_url", "chat.postEphemeral", "chat.postMessage"])
				slack.fail({ method, ...BRIEFLY, times: 2 });
			expect(await ada.press(shown, "B")).toMatchObject({ kind: "respond", texts: "At last" });
			expect(ada.seen).toHaveLength(2);
		});

		it("for good, the log says so once and nothing is tried for ever", async () => {
			const shown = await ada.slash("/quiz");
			app.on("quiz.pick", "asker", () => ({ do: "say", message: said("Lost") }));
			for (const method of ["response_url", "chat.postEphemeral", "chat.postMessage"])
				slack.fail({ method, ...BRIEFLY, times: 100 });
			await ada.press(shown, "B", { expect: "nothing" });
			await vi.waitFor(() => expect(logged()).toContain("there was no way to answer"));
			expect(slack.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(3);
		});

		it("and a direct message may have arrived, it is not sent twice", async () => {
			const shown = await ada.slash("/quiz");
			app.on("quiz.pick", "asker", () => ({ do: "say", message: said("Once") }));
			slack.fail({ method: "response_url", status: 404, error: "used_url" });
			slack.kick("general");
			slack.fail({ method: "chat.postMessage", status: 500, after: true });
			await ada.press(shown, "B", { expect: "nothing" });
			await vi.waitFor(() => expect(logged()).toContain("there was no way to answer"));
			expect(directs()).toEqual(["Once"]);
		});

		it("to the blocks, the words get through", async () => {
			const shown = await ada.slash("/quiz");
			app.on("quiz.pick", "asker", () => ({ do: "say", message: said("Plain words") }));
			slack.fail({ method: "response_url", status: 400, error: "invalid_blocks" });
			slack.fail({ method: "chat.postEphemeral", error: "invalid_blocks" });
			slack.fail({ method: "chat.postMessage", error: "invalid_blocks" });
			await ada.press(shown, "B", { expect: "nothing" });
			expect((await slack.nextPost("D0ADA")).texts).toBe("Plain words");
		});
	});

	it("a press that takes long is acknowledged at once and answered once", async () => {
		const slow = Promise.withResolvers<void>();
		const shown = await ada.slash("/quiz");
		app.on("quiz.pick", "in-place", async () => {
			await slow.promise;
			return { do: "replace", message: said("Right") };
		});
		const talk = ada.press(shown, "A");
		await slack.when(() => slack.acks.length === 2, "the press is acknowledged");
		slow.resolve();
		expect(await talk).toMatchObject({ replaced: true, texts: "Right" });
		expect(ada.seen).toHaveLength(2);
	});

	it("case 15: this bot and Slack's own helper are nobody to answer", async () => {
		for (const id of [SLACK_IDS.botUser, "USLACKBOT"]) {
			const robot = slack.person({ id, name: "Robot", bot: true });
			void robot.slash("/quiz").catch(() => {});
		}
		await ada.slash("/quiz");
		expect(app.wishes.map(({ from }) => from.id)).toEqual([`slack:${team}:U0ADA`]);
	});

	it("case 51: a flood of events from one workspace keeps nobody from an answer", async () => {
		const event = { type: "app_mention", user: "U0EVE", channel: general, text: "hello" };
		const flood = Array.from({ length: 200 }, () => slack.event(event));
		expect((await ada.slash("/quiz")).texts).toContain("Question 1");
		await Promise.all(flood);
		expect(app.wishes).toHaveLength(1);
	});

	it("an event, and the same again, is acknowledged and changes nothing", async () => {
		const event = { type: "app_mention", user: "U0ADA", channel: general, text: "hello" };
		await slack.event(event, { id: "Ev1" });
		await slack.event(event, { id: "Ev1", retry: 1 });
		await slack.event({ type: "app_uninstalled" });
		await slack.event({ type: "tokens_revoked", tokens: { bot: [SLACK_IDS.botUser] } });
		expect(app.wishes).toEqual([]);
		expect((await ada.slash("/quiz")).texts).toContain("Question 1");
	});
});
