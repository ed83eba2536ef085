import type { AddressInfo } from "node:net";
import {
	App,
	HTTPReceiver,
	type Logger,
	LogLevel,
	type RespondArguments,
	SocketModeReceiver,
	webApi,
} from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SLACK_LIMITS } from "./slack-limits.ts";
import { type SlackServer, startSlackServer } from "./slack-server.ts";
import { SLACK_IDS } from "./slack-types.ts";

/** What Bolt logs is no part of these tests. */
const quiet: Logger = {
	debug() {},
	info() {},
	warn() {},
	error() {},
	setLevel() {},
	getLevel: () => LogLevel.ERROR,
	setName() {},
};

const { general } = SLACK_IDS;

let slack: SlackServer;
let stopBot: (() => Promise<void>) | undefined;

beforeEach(async () => {
	slack = await startSlackServer();
});

afterEach(async () => {
	await stopBot?.();
	stopBot = undefined;
	await slack.stop();
});

function clientOptions() {
	return { slackApiUrl: slack.api, retryConfig: { retries: 0 } };
}

/** A bot on a websocket; a short ping time also makes it come back soon after a break. */
async function startBySocket(build: (app: App) => void): Promise<void> {
	const receiver = new SocketModeReceiver({
		appToken: slack.appToken,
		logger: quiet,
		clientPingTimeout: 200,
		installerOptions: { clientOptions: clientOptions() },
	});
	const app = newApp(receiver);
	build(app);
	await app.start();
	stopBot = async () => {
		await receiver.client.disconnect();
	};
}

/** A bot behind an address, to which every payload is sent with a signature. */
async function startByHttp(build: (app: App) => void): Promise<void> {
	const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: quiet });
	const app = newApp(receiver);
	build(app);
	const server = await receiver.start(0);
	const { port } = server.address() as AddressInfo;
	slack.deliverTo(`http://127.0.0.1:${port}/slack/events`);
	stopBot = () => receiver.stop();
}

function newApp(receiver: SocketModeReceiver | HTTPReceiver): App {
	return new App({
		token: slack.botToken,
		receiver,
		logger: quiet,
		clientOptions: clientOptions(),
		tokenVerificationEnabled: false,
	});
}

/** A small bot that does each thing once: it counts, asks, notes down and tells the channel. */
function build(app: App): void {
	let count = 0;
	app.command("/count", async ({ ack }) => {
		count += 1;
		await ack(counter(count));
	});
	app.action("more", async ({ ack, respond }) => {
		await ack();
		count += 1;
		await respond({ ...counter(count), replace_original: true });
	});
	app.command("/later", async ({ ack, respond }) => {
		await ack();
		await respond("Here it is.");
	});
	app.command("/note", async ({ ack, client, body }) => {
		await ack();
		await client.views.open({ trigger_id: body.trigger_id, view: noteForm(body.response_url) });
	});
	app.view("note", async ({ ack, view }) => {
		const text = view.state.values.text?.typed?.value ?? "";
		if (text.length < 3) return ack({ response_action: "errors", errors: { text: "Too short." } });
		await ack({ response_action: "clear" });
		await fetch(view.private_metadata, {
			method: "POST",
			body: JSON.stringify({ text: `Noted: ${text}` }),
		});
	});
	app.command("/announce", async ({ ack, client, body }) => {
		await ack("Done.");
		await client.chat.postMessage({
			channel: body.channel_id,
			text: "Who is in?",
			blocks: [section("Who is in?"), actions([button("join", "Join")])],
			metadata: { event_type: "announcement", event_payload: { by: body.user_id } },
		});
	});
	app.action("join", async ({ ack, body, client }) => {
		await ack();
		if (body.type !== "block_actions" || !body.message || !body.channel) return;
		const text = `${body.user.id} is in.`;
		await client.chat.update({ channel: body.channel.id, ts: body.message.ts, text, blocks: [] });
	});
	app.command("/survey", async ({ ack }) => ack(survey()));
	app.action(/^(topics|level)$/, async ({ ack }) => ack());
	app.action("send", async ({ ack, body, respond }) => {
		await ack();
		if (body.type !== "block_actions") return;
		const values = body.state?.values ?? {};
		const topics = values.t?.topics?.selected_options?.map(({ value }) => value);
		const level = values.l?.level?.selected_option?.value;
		await respond(`${topics?.join("+")} at ${level}`);
	});
	app.event("app_home_opened", async ({ client, event }) => {
		await client.views.publish({
			user_id: event.user,
			view: { type: "home", blocks: [section("Welcome home.")] },
		});
	});
	app.command("/loud", async ({ ack, command }) => {
		const text = `${command.user_name} in ${command.channel_name}`;
		await ack({ response_type: "in_channel", text });
	});
	app.command("/card", async ({ ack }) => ack({ blocks: [actions([button("where", "Where?")])] }));
	app.action("where", async ({ ack, body, respond }) => {
		await ack();
		if (body.type !== "block_actions") return;
		const { is_ephemeral, channel_id } = body.container;
		if (!body.response_url) return;
		await respond(`${channel_id} ${is_ephemeral} ${body.message?.ts}`);
		await respond({ delete_original: true });
	});
	app.event("app_mention", async ({ client, context, event }) => {
		const text = `retry ${context.retryNum}`;
		await client.chat.postMessage({ channel: event.channel, text });
	});
	app.message("hello", async ({ say }) => {
		await say("Hello to you.");
	});
	app.command("/wait", async ({ ack, client, body }) => {
		await ack();
		const frame = { type: "modal" as const, title: plainText("Wait"), notify_on_close: true };
		const blocks = [section("One moment.")];
		const view = { ...frame, callback_id: "wait", blocks };
		const opened = await client.views.open({ trigger_id: body.trigger_id, view });
		const more = actions([button("where", "Where?")]);
		await client.views.update({
			view_id: opened.view?.id ?? "",
			hash: opened.view?.hash ?? "",
			view: { ...view, blocks: [section("Ready."), more] },
		});
	});
	app.view({ callback_id: "wait", type: "view_closed" }, async ({ ack, client, body }) => {
		await ack();
		await client.chat.postMessage({ channel: body.user.id, text: "You closed it." });
	});
	app.command("/think", async ({ ack, respond }) => {
		await ack("Thinking …");
		await respond({ text: "Thought.", replace_original: true });
	});
	app.command("/silence", async () => {});
	app.command("/toolong", async ({ ack }) => {
		await ack({ blocks: [actions([button("x".repeat(256), "Go")])], text: "" });
	});
	app.command("/toolonglater", async ({ ack, respond }) => {
		await ack();
		await respond({ blocks: [section("x".repeat(3001))] });
	});
}

function counter(count: number): RespondArguments {
	return {
		text: `Count ${count}`,
		blocks: [section(`*${count}*`), actions([button("more", "One more", String(count))])],
	};
}

function section(text: string) {
	return { type: "section" as const, text: { type: "mrkdwn" as const, text } };
}

function actions<T>(elements: T[], block_id = "row") {
	return { type: "actions" as const, block_id, elements };
}

function plainText(text: string) {
	return { type: "plain_text" as const, text };
}

function button(action_id: string, label: string, value?: string) {
	const rest = value === undefined ? {} : { value };
	return { type: "button" as const, action_id, text: plainText(label), ...rest };
}

function option(value: string) {
	return { text: plainText(value.toUpperCase()), value };
}

function survey(): RespondArguments {
	const options = [option("sql"), option("http")];
	return {
		text: "Survey",
		blocks: [
			actions([{ type: "checkboxes" as const, action_id: "topics", options }], "t"),
			actions(
				[
					{
						type: "static_select" as const,
						action_id: "level",
						options: [option("low"), option("high")],
						initial_option: option("low"),
					},
				],
				"l",
			),
			actions([button("send", "Send")]),
		],
	};
}

function noteForm(responseUrl: string) {
	return {
		type: "modal" as const,
		callback_id: "note",
		private_metadata: responseUrl,
		title: plainText("A note"),
		submit: plainText("Keep"),
		blocks: [
			{
				type: "input" as const,
				block_id: "text",
				label: plainText("Your note"),
				element: { type: "plain_text_input" as const, action_id: "typed", max_length: 50 },
			},
		],
	};
}

describe.each([
	["Socket Mode", startBySocket],
	["signed HTTP", startByHttp],
])("a Bolt app in %s", (_mode, start) => {
	beforeEach(() => start(build));

	const newAda = () => slack.person({ id: "U1ADA", name: "Ada" });

	it("answers a slash command in the acknowledgement", async () => {
		const shown = await newAda().slash("/count");
		expect(shown).toMatchObject({ kind: "ack", ephemeral: true, text: "Count 1", texts: "*1*" });
		expect(shown.buttons).toEqual([
			expect.objectContaining({ label: "One more", actionId: "more", value: "1" }),
		]);
		expect(slack.acks[0]?.payload).toMatchObject({ text: "Count 1" });
		expect(slack.faults).toEqual([]);
	});

	it("answers a slash command later through the response_url", async () => {
		const shown = await newAda().slash("/later");
		expect(shown).toMatchObject({ kind: "respond", replaced: false, texts: "Here it is." });
	});

	it("replaces a message when its button is pressed, again and again", async () => {
		const ada = newAda();
		const first = await ada.slash("/count");
		const second = await ada.press(first, "One more");
		expect(second).toMatchObject({ kind: "respond", replaced: true, text: "Count 2" });
		expect(second.ts).toBe(first.ts);
		const third = await ada.press(second, "more");
		expect(third.text).toBe("Count 3");
		expect(ada.seen).toHaveLength(3);
	});

	it("opens a form, refuses it with field errors, then takes it", async () => {
		const ada = newAda();
		const form = await ada.slash("/note");
		expect(form).toMatchObject({ kind: "modal", text: "A note" });
		expect(form.inputs.map(({ label }) => label)).toEqual(["Your note"]);
		await expect(ada.submit(form)).rejects.toThrow('"Your note" must be filled in');
		await expect(ada.submit(form, { text: "x".repeat(51) })).rejects.toThrow("50 characters");

		const refused = await ada.submit(form, { text: "no" });
		expect(refused).toMatchObject({ errors: { text: "Too short." }, closed: false });
		const taken = await ada.submit(form, { typed: "Indexes are trees" });
		expect(taken).toMatchObject({ errors: undefined, closed: true, cleared: true });
		expect(await taken.message()).toMatchObject({ texts: "Noted: Indexes are trees" });
	});

	it("posts to the channel and changes the post when someone presses its button", async () => {
		const ada = newAda();
		const bob = slack.person({ id: "U2BOB", name: "Bob" });
		await ada.slash("/announce");
		const post = await slack.nextPost(general);
		expect(post).toMatchObject({ texts: "Who is in?", by: SLACK_IDS.botUser });
		expect(post.metadata).toEqual({ event_type: "announcement", event_payload: { by: "U1ADA" } });

		const seen = await bob.pressPost(post, "Join");
		expect(seen).toMatchObject({ kind: "update", ephemeral: false, text: "U2BOB is in." });
		expect(post).toMatchObject({ text: "U2BOB is in.", edits: 1, buttons: [] });
		expect(slack.posts("#general")).toEqual([post]);
	});

	it("keeps what is ticked and chosen until the button is pressed", async () => {
		const ada = newAda();
		const survey = await ada.slash("/survey");
		expect(survey.selects.map((it) => [it.type, it.chosen])).toEqual([
			["checkboxes", []],
			["static_select", ["low"]],
		]);
		await ada.check(survey, "topics", ["sql", "HTTP"]);
		await ada.select(survey, "level", "high", { expect: "nothing" });
		expect((await ada.press(survey, "Send")).texts).toBe("sql+http at high");
		await expect(ada.check(survey, "topics", ["go"])).rejects.toThrow('no option "go"');
	});

	it("shows the home tab", async () => {
		const home = await newAda().openHome();
		expect(home).toMatchObject({ kind: "home", texts: "Welcome home." });
	});

	it("takes a public answer as a post, and names a direct message as Slack does", async () => {
		const shown = await newAda().slash("/loud");
		expect(shown).toMatchObject({ kind: "ack", ephemeral: false, text: "ada in general" });
		expect(await slack.nextPost(general)).toMatchObject({ ts: shown.ts, text: shown.text });
		const bob = slack.person({ id: "U2BOB", name: "Bob", channel: "D2BOB" });
		expect((await bob.slash("/loud")).text).toBe("bob in directmessage");
	});

	it("replaces what the acknowledgement said", async () => {
		const ada = newAda();
		const first = await ada.slash("/think");
		expect(first).toMatchObject({ kind: "ack", text: "Thinking …" });
		expect(await ada.next()).toMatchObject({ text: "Thought.", replaced: true, ts: first.ts });
	});

	it("gives no copy of a message that only one person sees", async () => {
		const ada = newAda();
		const told = await ada.press(await ada.slash("/card"), "Where?");
		expect(told.text).toBe(`${general} true undefined`);
		expect(await ada.next()).toMatchObject({ deleted: true, replaced: true, texts: "" });
		await expect(ada.press(told, "Where?")).rejects.toThrow("there are: none");
	});

	it("sends events, also once more", async () => {
		const event = { type: "app_mention", user: "U1ADA", channel: general, text: "hi", ts: "1.1" };
		await slack.event(event, { id: "Ev1" });
		await slack.nextPost(general);
		await slack.event(event, { id: "Ev1", retry: 1 });
		expect((await slack.nextPost(general)).text).toBe("retry 1");
		const written = await newAda().write("hello there");
		expect(written).toMatchObject({ by: "U1ADA", text: "hello there" });
		expect((await slack.nextPost(general)).text).toBe("Hello to you.");
	});

	it("changes a view that is open, and hears when it is closed", async () => {
		const ada = newAda();
		const waiting = await ada.slash("/wait");
		expect(waiting).toMatchObject({ kind: "modal", texts: "One moment." });
		const ready = await ada.next();
		expect(ready).toMatchObject({ kind: "update", replaced: true, texts: "Ready." });
		await ada.press(ready, "Where?", { expect: "nothing" });
		await ada.close(ready);
		expect((await slack.nextPost("D1ADA")).text).toBe("You closed it.");
	});

	it("delivers the same payload again, with a trigger that is used up", async () => {
		const ada = newAda();
		const shown = await ada.slash("/count");
		const again = await ada.redeliver(shown);
		expect(again.shown?.text).toBe("Count 2");
		expect(again.ack).toMatchObject({ text: "Count 2" });

		const form = await ada.slash("/note");
		await ada.redeliver(form);
		const opened = () => slack.calls.filter(({ method }) => method === "views.open");
		await slack.when(() => opened().length === 2, "the form was opened a second time");
		expect(opened().map(({ error }) => error)).toEqual([undefined, "exchanged_trigger_id"]);
	});

	it("refuses what breaks a limit and lets the person know", async () => {
		const ada = newAda();
		const complaint =
			"must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]";
		await expect(ada.slash("/toolong")).rejects.toThrow(complaint);
		await expect(ada.slash("/toolonglater")).rejects.toThrow("must be less than 3001 characters");
		expect(slack.faults).toHaveLength(2);
	});

	it("tells the talk", async () => {
		const ada = newAda();
		await ada.press(await ada.slash("/count"), "One more");
		expect(slack.transcript().split("\n")).toEqual([
			"Ada (#general): /count",
			'  bot → only Ada: (Count 1) "*1*" [One more]',
			"Ada presses [One more]",
			'  bot → only Ada (replaces): (Count 2) "*2*" [One more]',
		]);
	});
});

describe("waiting", () => {
	it("ends with a clear message when the bot keeps silent", async () => {
		await slack.stop();
		slack = await startSlackServer({ waitMs: 50 });
		await startBySocket(build);
		const ada = slack.person({ id: "U1ADA", name: "Ada" });
		const silence = ada.slash("/silence");
		await expect(silence).rejects.toThrow(/no answer to Ada for \/silence within 0.05 s/);
		await expect(silence).rejects.toThrow("Ada (#general): /silence");
	});

	it("ends at once when no bot is there", async () => {
		const ada = slack.person({ id: "U1ADA", name: "Ada" });
		await expect(ada.slash("/count")).rejects.toThrow("No bot is connected.");
	});
});

describe("signatures", () => {
	const body = new URLSearchParams({ command: "/count", team_id: "T0CAIRN" }).toString();
	const minutes = 60_000;

	beforeEach(() => startByHttp(build));

	it.each([
		["a good signature", {}, 200],
		["another secret", { secret: "wrong" }, 401],
		["a stale moment", { at: Date.now() - 6 * minutes }, 401],
		// Bolt only looks for moments that are too old.
		["a moment in the future", { at: Date.now() + 6 * minutes }, 200],
		["a garbled signature", { headers: { "x-slack-signature": "v0=00" } }, 401],
		["a moment that was not signed", { headers: { "x-slack-request-timestamp": "1" } }, 401],
	])("Bolt meets %s with the right status", async (_what, how, status) => {
		expect((await slack.postSigned(body, how)).status).toBe(status);
	});

	it("lets a person fail when the bot refuses the request", async () => {
		const ada = slack.person({ id: "U1ADA", name: "Ada" });
		slack.deliverTo(slack.api.replace("/api/", "/nowhere"));
		await expect(ada.slash("/count")).rejects.toThrow("HTTP status 404");
	});
});

describe("Socket Mode connections", () => {
	beforeEach(() => startBySocket(build));

	it.each(["refresh_requested", "warning"] as const)("come back after %s", async (reason) => {
		const ada = slack.person({ id: "U1ADA", name: "Ada" });
		slack.disconnect(reason);
		await slack.connected(0);
		await slack.connected(1);
		expect((await ada.slash("/count")).text).toBe("Count 1");
	});

	it("come back after a break of the network", async () => {
		slack.cut();
		await slack.connected(0);
		await slack.connected(1);
	});

	it("may be several, which take turns", async () => {
		const stopFirst = stopBot;
		await startBySocket(build);
		const stopSecond = stopBot;
		stopBot = async () => {
			await stopFirst?.();
			await stopSecond?.();
		};
		expect(slack.connections).toBe(2);
		const ada = slack.person({ id: "U1ADA", name: "Ada" });
		const counts = [await ada.slash("/count"), await ada.slash("/count")];
		expect(counts.map(({ text }) => text)).toEqual(["Count 1", "Count 1"]);
	});

	it("are refused to a wrong token", async () => {
		const receiver = new SocketModeReceiver({
			appToken: "xapp-wrong",
			logger: quiet,
			installerOptions: { clientOptions: clientOptions() },
		});
		await expect(receiver.start()).rejects.toThrow("invalid_auth");
	});
});

describe("the Web API", () => {
	let client: webApi.WebClient;
	const text = "Hello";

	beforeEach(() => {
		client = new webApi.WebClient(slack.botToken, { ...clientOptions(), logger: quiet });
	});

	it("knows the bot by its token and nobody else", async () => {
		expect(await client.auth.test()).toMatchObject({ user_id: "U0CAIRNBOT", team_id: "T0CAIRN" });
		const stranger = new webApi.WebClient("xoxb-wrong", { ...clientOptions(), logger: quiet });
		await expect(stranger.auth.test()).rejects.toThrow("invalid_auth");
		await expect(client.apiCall("no.such")).rejects.toThrow("unknown_method");
		expect(slack.calls.map(({ token }) => token)).toEqual(["xoxb-…", "xoxb-…", "xoxb-…"]);
		expect(JSON.stringify(slack.calls)).not.toContain(slack.botToken);
	});

	it("guards channels", async () => {
		slack.channel({ id: "C1OUT", bot: false });
		slack.channel({ id: "C2SECRET", kind: "private", bot: false });
		slack.channel({ id: "C3OLD" });
		slack.archive("C3OLD");
		const answers = ["C9NONE", "C1OUT", "C2SECRET", "C3OLD"].map((channel) =>
			client.chat.postMessage({ channel, text }).catch((error: Error) => error.message),
		);
		expect(await Promise.all(answers)).toEqual(
			["channel_not_found", "not_in_channel", "channel_not_found", "is_archived"].map(
				(code) => `An API error occurred: ${code}`,
			),
		);
	});

	it("keeps, changes, lists and deletes messages", async () => {
		const metadata = { event_type: "day", event_payload: { day: 1 } };
		const { ts = "" } = await client.chat.postMessage({ channel: general, text, metadata });
		await client.chat.postMessage({ channel: general, text: "a reply", thread_ts: ts });
		const second = await client.chat.postMessage({ channel: general, text: "second" });
		await client.chat.update({ channel: general, ts, text: "Bye" });
		const all = { channel: general, include_all_metadata: true };
		await expect(client.conversations.history(all)).rejects.toThrow("missing_scope");
		slack.grantsHistory = true;
		const history = await client.conversations.history(all);
		expect(history.messages?.map((message) => message.text)).toEqual(["second", "Bye"]);
		expect(history.messages?.[1]?.metadata).toMatchObject(metadata);
		const bare = await client.conversations.history({ channel: general, limit: 1 });
		expect(bare).toMatchObject({ has_more: true, messages: [{ text: "second" }] });
		const link = await client.chat.getPermalink({ channel: general, message_ts: ts });
		expect(link.permalink).toMatch(/^https:\/\/cairn-test\.slack\.com\/archives\/C0GENERAL\/p\d+$/);
		await client.chat.delete({ channel: general, ts: second.ts ?? "" });
		expect(slack.posts(general).filter((post) => !post.deleted)).toHaveLength(2);
	});

	it("knows people, groups and conversations", async () => {
		slack.person({ id: "U1ADA", name: "Ada", tz: "Asia/Kolkata", admin: true });
		slack.usergroup("S1TEAM", ["U1ADA"]);
		const { user } = await client.users.info({ user: "U1ADA" });
		expect(user).toMatchObject({ tz_offset: 19_800, is_admin: true, is_owner: false });
		expect(user?.profile?.display_name).toBe("Ada");
		const profile = await client.users.profile.get({ user: "U1ADA" });
		expect(profile.profile?.real_name).toBe("Ada");
		const group = await client.usergroups.users.list({ usergroup: "S1TEAM" });
		expect(group.users).toEqual(["U1ADA"]);
		const { channel } = await client.conversations.open({ users: "U1ADA" });
		await client.chat.postMessage({ channel: channel?.id ?? "", text });
		expect(slack.posts(channel?.id ?? "")).toMatchObject([{ text }]);
		expect((await client.conversations.info({ channel: general })).channel).toMatchObject({
			name: "general",
			is_member: true,
		});
		const { members } = await client.conversations.members({ channel: general });
		expect(members).toEqual([SLACK_IDS.botUser, "U1ADA"]);
	});

	it("whispers, and takes an upload", async () => {
		const ada = slack.person({ id: "U1ADA", name: "Ada" });
		await client.chat.postEphemeral({ channel: general, user: ada.id, text: "psst" });
		expect(await ada.next()).toMatchObject({ kind: "private", texts: "psst" });
		const file = Buffer.from("id,name\n1,Ada\n");
		const upload = { file, filename: "ada.csv", channel_id: general, initial_comment: "Here" };
		await client.filesUploadV2(upload);
		expect(slack.files).toMatchObject([{ name: "ada.csv", length: file.length, content: file }]);
		expect(await slack.nextPost(general)).toMatchObject({ text: "Here\n📎 ada.csv" });
	});

	it("counts blocks, texts and options", async () => {
		const row = [section(text)];
		const many = (count: number) => Array.from({ length: count }, (_, index) => String(index));
		const choices = many(SLACK_LIMITS.checkboxOptions + 1).map(option);
		const twin = button("same", "Go");
		const bad = [
			Array.from({ length: SLACK_LIMITS.messageBlocks + 1 }, () => section(text)),
			[{ type: "header" as const, text: plainText("x".repeat(151)) }],
			[section("")],
			[actions(many(26).map((id) => button(id, "Go")))],
			[actions([twin, twin])],
			[actions([button("a", "x".repeat(76))])],
			[actions([button("a", "Go", "x".repeat(2001))])],
			[actions([{ type: "checkboxes" as const, action_id: "a", options: choices }])],
			Array.from({ length: 5 }, () => section("x".repeat(2700))),
			[...row, { ...section(text), block_id: "x".repeat(256) }],
		];
		for (const blocks of bad) {
			const posted = client.chat.postMessage({ channel: general, text, blocks });
			await expect(posted).rejects.toThrow("invalid_blocks");
		}
		expect(slack.faults).toHaveLength(bad.length);
		await client.chat.postMessage({ channel: general, text, blocks: row });
	});

	it("goes wrong on demand, before or after the deed", async () => {
		const post = () => client.chat.postMessage({ channel: general, text });
		slack.fail({ method: "chat.postMessage", status: 500 });
		await expect(post()).rejects.toThrow("500");
		slack.fail({ method: "chat.postMessage", error: "fatal_error", after: true });
		await expect(post()).rejects.toThrow("fatal_error");
		expect(slack.posts(general)).toHaveLength(1);
		slack.fail({ method: "chat.postMessage", drop: true });
		await expect(post()).rejects.toThrow("A request error occurred");
		slack.fail({ method: "chat.postMessage", status: 429, headers: { "retry-after": "7" } });
		const hasty = new webApi.WebClient(slack.botToken, {
			...clientOptions(),
			logger: quiet,
			rejectRateLimitedCalls: true,
		});
		const limited = hasty.chat.postMessage({ channel: general, text });
		await expect(limited).rejects.toMatchObject({ retryAfter: 7 });
		await post();
		expect(slack.calls.map(({ status }) => status)).toEqual([500, 200, 0, 429, 200]);
	});
});

describe("rights that end", () => {
	it("ends a trigger_id after three seconds of the workspace's clock", async () => {
		const failed: string[] = [];
		await startBySocket((app) => {
			app.command("/slow", async ({ ack, client, body, respond }) => {
				await ack();
				slack.advance(SLACK_LIMITS.triggerMs + 1);
				const view = noteForm("");
				await client.views
					.open({ trigger_id: body.trigger_id, view })
					.catch((error: Error) => failed.push(error.message));
				await respond("Too late.");
			});
		});
		await slack.person({ id: "U1ADA", name: "Ada" }).slash("/slow");
		expect(failed).toEqual(["An API error occurred: expired_trigger_id"]);
	});

	/** Uses a response_url without Bolt in between, which hides the body of a refusal. */
	async function use(url: string): Promise<string> {
		const bare = { method: "POST", body: JSON.stringify({ text: "again" }) };
		const answer = await fetch(url, bare);
		return `${answer.status} ${await answer.text()}`;
	}

	it("ends a response_url after five uses, or with time", async () => {
		const urls: string[] = [];
		await startBySocket((app) => {
			app.command("/count", async ({ ack, body }) => {
				urls.push(body.response_url);
				await ack("Counted.");
			});
		});
		const ada = slack.person({ id: "U1ADA", name: "Ada" });
		await ada.slash("/count");
		await ada.slash("/count");
		const [worn = "", old = ""] = urls;
		for (let time = 0; time < SLACK_LIMITS.responseUrlUses; time += 1)
			expect(await use(worn)).toBe("200 ok");
		expect(await use(worn)).toBe("404 used_url");
		expect(await use(old)).toBe("200 ok");
		slack.advance(SLACK_LIMITS.responseUrlMs + 1);
		expect(await use(old)).toBe("404 expired_url");
		expect(ada.seen).toHaveLength(8);
	});
});
