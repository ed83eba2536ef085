import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FormRequest, PressRequest, Request } from "../../../src/core/request.ts";
import { onSlack } from "../../../src/text/en.ts";
import type { Person } from "../../support/slack-people.ts";
import { type SlackServer, startSlackServer } from "../../support/slack-server.ts";
import { SLACK_IDS } from "../../support/slack-types.ts";
import { type Bot, MODES, startBot } from "./bot.ts";
import { card, type SmallApp, said, smallApp } from "./small-app.ts";

const { team, general } = SLACK_IDS;
const SECRET_WORDS = "what Ada typed in private";

describe.each(MODES)("a talk by %s", (mode) => {
	let slack: SlackServer;
	let app: SmallApp;
	let bot: Bot | undefined;
	let ada: Person;

	beforeEach(async () => {
		slack = await startSlackServer();
		app = smallApp();
		ada = slack.person({ id: "U0ADA", name: "Ada" });
	});

	afterEach(async () => {
		await bot?.stop();
		bot = undefined;
		expect(slack.faults).toEqual([]);
		await slack.stop();
	});

	const start = async (how: Parameters<typeof startBot>[3] = {}) => {
		bot = await startBot(app, slack, mode, how);
		return bot;
	};
	const last = <Kind extends Request>() => app.wishes.at(-1) as Kind;

	it("answers a command in the acknowledgement, for the asker alone", async () => {
		app.on("quiz", "asker", () => ({ do: "say", message: card("Question 1") }));
		await start();
		const shown = await ada.slash("/quiz", "sql count:3");
		expect(shown).toMatchObject({ kind: "ack", ephemeral: true });
		expect(shown.texts).toContain("Question 1");
		expect(last()).toMatchObject({
			kind: "command",
			name: "quiz",
			input: { topic: "sql", count: 3 },
			from: { id: `slack:${team}:U0ADA`, name: "ada" },
			at: { id: `slack:${team}:${general}`, space: `slack:${team}`, personal: false },
			rights: { manages: false, groups: [] },
		});
		expect(slack.posts("general")).toEqual([]);
	});

	it("acknowledges first when a command takes long, and answers once", async () => {
		const slow = Promise.withResolvers<void>();
		app.on("quiz", "asker", async () => {
			await slow.promise;
			return { do: "say", message: said("At last") };
		});
		await start({ waits: { ackAfterMs: 20 } });
		const talk = ada.slash("/quiz");
		await slack.when(() => slack.acks.length > 0, "the command is acknowledged");
		slow.resolve();
		const shown = await talk;
		expect(shown).toMatchObject({ kind: "respond", ephemeral: true, texts: "At last" });
		expect(ada.seen).toHaveLength(1);
	});

	it("replaces the card a button sat on, through its response_url", async () => {
		app.on("quiz", "asker", () => ({ do: "say", message: card("Question 1") }));
		app.on("quiz.pick", "in-place", () => ({ do: "replace", message: card("Right: B") }));
		await start();
		const shown = await ada.press(await ada.slash("/quiz"), "B");
		expect(shown).toMatchObject({ kind: "respond", replaced: true, ephemeral: true });
		expect(shown.texts).toContain("Right: B");
		expect(last<PressRequest>()).toMatchObject({ kind: "press", press: "quiz.pick:1:r1:0:1" });
		expect(last<PressRequest>().picked).toEqual([]);
		expect(last<PressRequest>().on).toBeTypeOf("string");
		expect(ada.seen).toHaveLength(2);
	});

	it("says beside a public post and never touches it", async () => {
		app.on("daily.pick", "asker", () => ({ do: "replace", message: said("Only for you") }));
		const { adapter } = await start();
		const message = said("Daily question", {
			controls: [{ control: "buttons", buttons: [{ label: "B", press: "daily.pick:1:d1:1" }] }],
		});
		const key = { id: "slot-1", unsettledSince: null };
		await adapter.sender.post(`slack:${team}:${general}`, message, key);
		const post = await slack.nextPost("general");
		const shown = await ada.pressPost(post, "B");
		expect(shown).toMatchObject({ ephemeral: true, replaced: false, texts: "Only for you" });
		expect(post).toMatchObject({ edits: 0, deleted: false });
	});

	it("whispers in the channel when the response_url fails, and writes directly when it may not", async () => {
		app.on("quiz", "asker", () => ({ do: "say", message: card("Question 1") }));
		app.on("quiz.pick", "in-place", () => ({ do: "replace", message: said("Right") }));
		await start();
		const first = await ada.slash("/quiz");
		slack.fail({ method: "response_url", status: 404, error: "expired_url" });
		expect(await ada.press(first, "A")).toMatchObject({ kind: "private", texts: "Right" });
		slack.fail({ method: "response_url", status: 404, error: "used_url" });
		slack.kick("general");
		await ada.press(first, "A", { expect: "nothing" });
		const direct = await slack.nextPost("D0ADA");
		expect(direct.texts).toBe("Right");
	});

	it("opens a form from a press and answers on the card it came from", async () => {
		app.on("quiz", "asker", () => ({ do: "say", message: card("Question 1") }));
		app.on("quiz.pick", "form", (request) =>
			request.kind === "form"
				? { do: "replace", message: said(`Got ${request.fields.answer}`) }
				: { do: "ask", form },
		);
		await start();
		const shown = await ada.slash("/quiz");
		const modal = await ada.press(shown, "A");
		expect(modal).toMatchObject({ kind: "modal", text: "Your answer" });
		const submitted = await ada.submit(modal, { answer: "select 1" });
		expect(submitted.cleared).toBe(true);
		const reply = await submitted.message();
		expect(reply).toMatchObject({ kind: "respond", replaced: true, texts: "Got select 1" });
		const wish = last<FormRequest>();
		expect(wish).toMatchObject({ kind: "form", fields: { answer: "select 1", more: "" } });
		expect(wish.at.id).toBe(`slack:${team}:${general}`);
		expect(wish.on).toBe((app.wishes.at(-2) as PressRequest).on);
	});

	it("keeps what was typed when a form is asked again", async () => {
		app.on("settings", "form", () => ({ do: "ask", form }));
		app.on("quiz.pick", "form", (request) => {
			const typed = request.kind === "form" ? (request.fields.answer ?? "") : "";
			const fields = form.fields.map((field) => ({ ...field, value: typed }));
			return { do: "ask", form: { ...form, fields } };
		});
		await start();
		const modal = await ada.slash("/cairn", "settings");
		const { closed, view } = await ada.submit(modal, { answer: "selct 1" });
		expect(closed).toBe(false);
		expect(view?.blocks[0]?.element).toMatchObject({ initial_value: "selct 1" });
	});

	it("answers a form opened by a command in private, and by message when the url is spent", async () => {
		app.on("settings", "form", () => ({ do: "ask", form }));
		app.on("quiz.pick", "in-place", () => ({ do: "replace", message: said("Saved") }));
		await start();
		const submitted = await ada.submit(await ada.slash("/cairn", "settings"), { answer: "x" });
		expect(await submitted.message()).toMatchObject({ kind: "respond", replaced: false });
		const second = await ada.slash("/cairn", "settings");
		slack.fail({ method: "response_url", status: 404, error: "expired_url" });
		const again = await ada.submit(second, { answer: "y" });
		expect(await again.message()).toMatchObject({ kind: "private", texts: "Saved" });
	});

	it("says so when a form cannot be opened any more", async () => {
		app.on("settings", "form", () => ({ do: "ask", form }));
		await start();
		slack.fail({ method: "views.open", error: "expired_trigger_id" });
		expect((await ada.slash("/cairn", "settings")).texts).toBe(onSlack.tooLate);
	});

	it.each([
		["boxes", 3],
		["a longer menu", 12],
	])("takes ticks of %s in silence and reads them on Submit", async (_kind, many) => {
		app.on("quiz", "asker", () => ({ do: "say", message: several(many) }));
		app.on("quiz.several", "in-place", () => ({ do: "replace", message: said("Noted") }));
		await start();
		const shown = await ada.slash("/quiz");
		const id = shown.selects[0]?.actionId ?? "";
		await ada.check(shown, id, ["0"]);
		const ticked = await ada.check(shown, id, ["0", "2"]);
		expect(app.wishes).toHaveLength(1);
		expect((await ada.press(ticked, onSlack.submit)).texts).toBe("Noted");
		expect(last()).toMatchObject({ press: "quiz.several:1:r1", picked: ["0", "2"] });
	});

	it("presses at once when one is to be picked", async () => {
		app.on("quiz", "asker", () => ({ do: "say", message: several(3, 1) }));
		app.on("quiz.several", "in-place", () => ({ do: "replace", message: said("Noted") }));
		await start();
		const shown = await ada.slash("/quiz");
		await ada.select(shown, shown.selects[0]?.actionId ?? "", "1");
		expect(last()).toMatchObject({ press: "quiz.several:1:r1", picked: ["1"] });
	});

	it("only acknowledges a button that opens an address", async () => {
		const open = { label: "Read", url: "https://example.org/" };
		const message = said("Look", { controls: [{ control: "buttons", buttons: [open] }] });
		app.on("quiz", "asker", () => ({ do: "say", message }));
		await start();
		await ada.press(await ada.slash("/quiz"), "Read", { expect: "nothing" });
		expect(app.wishes).toHaveLength(1);
	});

	it("case 44: gives a payload that comes again the same id", async () => {
		app.on("quiz", "asker", () => ({ do: "say", message: card("Question 1") }));
		app.on("quiz.pick", "form", () => ({ do: "ask", form }));
		await start();
		const shown = await ada.slash("/quiz");
		await ada.redeliver(shown);
		const modal = await ada.press(shown, "A");
		const submitted = await ada.submit(modal, { answer: "x" });
		await ada.redeliver(submitted);
		const ids = app.wishes.map(({ id }) => id);
		expect(ids[0]).toBe(ids[1]);
		expect(ids[3]).toBe(ids[4]);
		expect(new Set(ids).size).toBe(3);
	});

	it("takes everything under /cairn, and asks for help when there is nothing behind it", async () => {
		await start({ settings: { commandPrefix: "learn-" } });
		await ada.slash("/learn-cairn", "quiz “git basics” 3");
		expect(last()).toMatchObject({ name: "quiz", input: { topic: "git basics", count: 3 } });
		await ada.slash("/learn-quiz", "sql");
		expect(last()).toMatchObject({ name: "quiz", input: { topic: "sql" } });
		await ada.slash("/learn-cairn");
		expect(last()).toMatchObject({ name: "help", input: {} });
		expect((await ada.slash("/learn-cairn", "nonsense")).texts).toContain("nonsense");
	});

	it("case 11: looks rights up for moderators' commands only, and keeps a no for a minute", async () => {
		const eve = slack.person({ id: "U0EVE", name: "Eve", admin: true });
		const { clock } = await start();
		const asked = () => slack.calls.filter(({ method }) => method === "users.info").length;
		await ada.slash("/quiz");
		expect(asked()).toBe(0);
		await ada.slash("/cairn", "setup <#C0NEW|new>");
		expect(last()).toMatchObject({
			rights: { manages: false },
			input: { place: `slack:${team}:C0NEW` },
		});
		await ada.slash("/cairn", "setup");
		expect(asked()).toBe(1);
		clock.ahead += 61_000;
		await ada.slash("/cairn", "setup");
		expect(asked()).toBe(2);
		await eve.slash("/cairn", "setup");
		await eve.slash("/cairn", "setup");
		expect(last()).toMatchObject({ rights: { manages: true } });
		expect(asked()).toBe(4);
	});

	it("lets what is under way finish when it stops, and takes nothing new", async () => {
		const slow = Promise.withResolvers<void>();
		app.on("quiz", "asker", async () => {
			await slow.promise;
			return { do: "say", message: said("Just in time") };
		});
		const { stop } = await start();
		const talk = ada.slash("/quiz");
		await vi.waitFor(() => expect(app.wishes).toHaveLength(1));
		const stopping = stop();
		bot = undefined;
		const refused = expect(ada.slash("/quiz")).rejects.toThrow();
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(app.wishes).toHaveLength(1);
		slow.resolve();
		expect((await talk).texts).toBe("Just in time");
		await stopping;
		await slack.stop();
		await refused;
	});

	it("case 58: writes neither tokens nor people's words into the log", async () => {
		app.on("quiz", "asker", () => ({ do: "say", message: card(SECRET_WORDS) }));
		app.on("quiz.pick", "in-place", () => ({ do: "replace", message: said(SECRET_WORDS) }));
		const { log } = await start();
		const shown = await ada.slash("/quiz", SECRET_WORDS);
		slack.fail({ method: "response_url", times: 2, status: 500 });
		slack.fail({ method: "chat.postEphemeral", error: "not_in_channel" });
		slack.fail({ method: "chat.postMessage", drop: true });
		await ada.press(shown, "A", { expect: "nothing" });
		await vi.waitFor(() => expect(log.lines.join()).toContain("no way to answer"));
		const written = log.lines.join("\n");
		expect(written).toContain("response_url_500");
		expect(written).not.toContain(SECRET_WORDS);
		for (const secret of [slack.botToken, slack.appToken, slack.signingSecret, "/respond/"])
			expect(written).not.toContain(secret);
	});
});

const form = {
	title: "Your answer",
	press: "quiz.pick:1:r1:0",
	submit: "Send",
	fields: [
		{ name: "answer", label: "Answer", kind: "line" as const, max: 100 },
		{ name: "more", label: "More", kind: "area" as const, optional: true as const, max: 3000 },
	],
};

/** A card with several options to tick. */
function several(many: number, most = many) {
	const options = Array.from({ length: many }, (_, index) => ({
		label: `Option ${index}`,
		value: String(index),
	}));
	return said("Which?", {
		controls: [
			{ control: "pick", press: "quiz.several:1:r1", label: "Pick some", least: 1, most, options },
		],
	});
}
