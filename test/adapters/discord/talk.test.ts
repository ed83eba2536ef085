import { describe, expect, test } from "vitest";
import type { Message } from "../../../src/core/message.ts";
import { buttons, text } from "../../../src/core/message.ts";
import type { Reply } from "../../../src/core/request.ts";
import type { DiscordServer } from "../../support/discord-server.ts";
import { type Bot, botFor } from "./bot.ts";
import { card, form, say, smallApp } from "./small-app.ts";

/** A reply that comes when the test says so. */
function gate(): { open(reply: Reply): void; reply: Promise<Reply> } {
	const { promise, resolve } = Promise.withResolvers<Reply>();
	return { open: resolve, reply: promise };
}

const open = (message: Message) => ({ reply: (): Reply => ({ do: "say", message }) });
const replace = (message: Message) => ({ do: "replace", message }) as const;

function ada(server: DiscordServer, nick?: string) {
	const guild = server.guild().id;
	return server.member({ name: "Ada", guild, ...(nick === undefined ? {} : { nick }) });
}

/** Calls after the bot had logged in and registered, without ids and tokens. */
function calls({ server }: Bot): string[] {
	return server.requests
		.filter(({ path }) => !/^\/(gateway|applications)/.test(path))
		.map(({ method, path }) => `${method} ${path.replace(/\d{15,}\/[\w-]{20,}/, "…")}`);
}

const levels = (bot: Bot) => bot.lines.map((line) => line.level);

describe("a wish", () => {
	test("is answered privately, in the first answer and with no other call", async () => {
		const bot = await botFor(smallApp({ quiz: open(card("One", "quiz.pick:1:a")) }));
		const shown = await ada(bot.server).slash("quiz", { count: 3 });
		expect(shown).toMatchObject({ kind: "message", ephemeral: true, deferred: false });
		expect(shown.texts).toBe("### One");
		expect(calls(bot)).toEqual(["POST /interactions/…/callback"]);
	});

	test("reaches the program with who, where and what", async () => {
		const app = smallApp({});
		const { server } = await botFor(app);
		const guild = server.guild().id;
		const grace = server.member({
			name: "Grace",
			guild,
			nick: "*Grace* @everyone",
			permissions: 1n << 5n,
			roles: ["801"],
		});
		await grace.slash("quiz", { topic: "sql", count: 3 });
		expect(app.asked[0]).toMatchObject({
			kind: "command",
			from: { id: `discord:${grace.id}`, name: "*Grace* @everyone" },
			at: { id: `discord:${grace.channel}`, space: `discord:${guild}`, personal: false },
			rights: { manages: true, groups: ["discord:&801"] },
			input: { topic: "sql", count: 3 },
		});
	});

	test("in a direct message, or brought to a strange server, has a space of its own", async () => {
		const app = smallApp({});
		const { server } = await botFor(app);
		const direct = server.member({ name: "Ada" });
		await direct.slash("quiz");
		const strange = server.guild({ installed: false }).id;
		const here = { name: "Ada", id: direct.id, guild: strange, userInstall: true };
		await server.member({ ...here, permissions: 1n << 3n }).slash("quiz");
		for (const { at, rights } of app.asked) {
			expect(at).toMatchObject({ space: `discord:@${direct.id}`, personal: true });
			expect(rights).toEqual({ manages: false, groups: [] });
		}
		expect(app.asked).toHaveLength(2);
	});

	test("case 47: that comes twice is handled twice, and nothing more happens", async () => {
		const app = smallApp({ quiz: open(card("One", "quiz.pick:1:a")) });
		const bot = await botFor(app);
		const member = ada(bot.server);
		const shown = await member.slash("quiz");
		const refused = bot.server.nextRequest({ path: /callback$/ });
		await member.redeliver(shown);
		expect((await refused).status).toBe(400);
		await bot.adapter.stop();
		expect(app.asked.map(({ id }) => id)).toEqual([app.asked[0]?.id, app.asked[0]?.id]);
		expect(bot.lines.at(-1)).toMatchObject({ level: "info", fields: { code: 40060 } });
	});

	test("cases 26, 28, 29, 31: with hostile words notifies nobody and ends up as words", async () => {
		const words = "@everyone <@1> **x** [a](https://evil.example) \u202eab\ud800";
		const { server } = await botFor(
			smallApp({ quiz: open({ gist: words, parts: [text(words)] }) }),
		);
		const shown = await ada(server).slash("quiz");
		expect(shown.texts).toBe(
			"\\@everyone \\<\\@1\\> \\*\\*x\\*\\* \\[a\\](https\\://evil.example) ab�",
		);
		const { body } = server.requests.at(-1) ?? {};
		expect(body).toMatchObject({ data: { allowed_mentions: { parse: [] } } });
	});
});

describe("a press", () => {
	const quiz = open(card("One", "quiz.pick:1:a"));

	test("changes its card in place", async () => {
		const pick = {
			answers: "in-place",
			reply: () => replace(card("Two", "quiz.pick:1:b")),
		} as const;
		const bot = await botFor(smallApp({ quiz, "quiz.pick": pick }));
		const member = ada(bot.server);
		const after = await member.press(await member.slash("quiz"), "Press");
		expect(after).toMatchObject({ kind: "update", ephemeral: true, texts: "### Two" });
		expect(calls(bot)).toHaveLength(2);
	});

	test("that meets a problem leaves its card, and says so beside it", async () => {
		const app = smallApp({
			quiz,
			"quiz.pick": { answers: "in-place", reply: () => say("Not yours.") },
		});
		const { server } = await botFor(app);
		const member = ada(server);
		const shown = await member.slash("quiz");
		const said = await member.press(shown, "Press");
		expect(said).toMatchObject({
			kind: "message",
			ephemeral: true,
			texts: "Not yours.",
		});
		expect(shown.latest().texts).toBe("### One");
	});

	test("on a public post answers only who pressed, whatever the reply wants", async () => {
		const app = smallApp({ "daily.pick": { reply: () => replace(card("Right", "x.y:1")) } });
		const { server, adapter } = await botFor(app);
		const member = ada(server);
		const place = `discord:${member.channel}`;
		await adapter.sender.post(place, card("Daily", "daily.pick:1:d:0"), {
			id: "d",
			unsettledSince: null,
		});
		const post = await server.nextPost(member.channel);
		const said = await member.press(post, "Press");
		expect(said).toMatchObject({ kind: "message", ephemeral: true, texts: "### Right" });
		expect(post.latest().texts).toBe("### Daily");
	});

	test("repeated on one card is one press for the program", async () => {
		const twice = buttons(
			{ label: "A", press: "quiz.pick:1:x" },
			{ label: "B", press: "quiz.pick:1:x" },
		);
		const app = smallApp({ quiz: open({ gist: "Q", parts: [], controls: [twice] }) });
		const { server } = await botFor(app);
		const member = ada(server);
		await member.press(await member.slash("quiz"), "B");
		expect(app.asked[1]).toMatchObject({ press: "quiz.pick:1:x" });
	});

	test("of a select carries what was picked", async () => {
		const options = [
			{ label: "Rows", value: "0" },
			{ label: "Columns", value: "1" },
		];
		const pick = {
			control: "pick",
			press: "quiz.many:1:r",
			label: "Which?",
			least: 1,
			most: 2,
			options,
		} as const;
		const app = smallApp({ quiz: open({ gist: "Q", parts: [], controls: [pick] }) });
		const { server } = await botFor(app);
		const member = ada(server);
		await member.select(await member.slash("quiz"), "Which?", ["Rows", "Columns"]);
		expect(app.asked[1]).toMatchObject({
			kind: "press",
			press: "quiz.many:1:r",
			picked: ["0", "1"],
		});
	});
});

describe("a form", () => {
	const opens = { answers: "form", reply: (): Reply => ({ do: "ask", form }) } as const;

	test("opens, and what was typed arrives", async () => {
		const app = smallApp({ deck: opens, "deck.save": { reply: () => say("Kept.") } });
		const { server } = await botFor(app);
		const member = ada(server);
		const shown = await member.slash("deck");
		expect(shown.modal).toMatchObject({ title: "Your own words", custom_id: "deck.save:1" });
		const said = await member.submit(shown, { front: "What is `*`?", back: "All\ncolumns" });
		expect(said).toMatchObject({ kind: "message", ephemeral: true, texts: "Kept." });
		expect(app.asked[1]).toMatchObject({
			kind: "form",
			press: "deck.save:1",
			fields: { front: "What is `*`?", back: "All\ncolumns" },
		});
		expect(app.asked[1]).not.toHaveProperty("on");
	});

	test.each([
		["apart", "caf\u0065\u0301"],
		["in one", "caf\u00e9"],
		["wide", "\uff53\uff45\uff4c"],
		["alike", "s\u0435lect"],
		["broken", "a\ud800b\u0000c"],
	])("case 32: letters %s arrive as they were typed", async (_, typed) => {
		const app = smallApp({ deck: opens, "deck.save": { reply: () => say("Kept.") } });
		const { server } = await botFor(app);
		const member = ada(server);
		await member.submit(await member.slash("deck"), { front: typed });
		expect(app.asked[1]).toMatchObject({ fields: { front: typed } });
	});

	test("case 13: carries the rights of whoever sends it off, at that moment", async () => {
		const app = smallApp({ deck: opens, "deck.save": { reply: () => say("Kept.") } });
		const bot = await botFor(app);
		const guild = bot.server.guild().id;
		const grace = bot.server.member({ name: "Grace", guild, permissions: 32n, roles: ["801"] });
		const opened = await grace.slash("deck");
		bot.server.member({ name: "Grace", id: grace.id, guild });
		await grace.submit(opened, { front: "Q" });
		expect(app.asked[0]).toMatchObject({ rights: { manages: true, groups: ["discord:&801"] } });
		expect(app.asked[1]).toMatchObject({ rights: { manages: false, groups: [] } });
	});

	test("opened from a card changes that card", async () => {
		const app = smallApp({
			deck: open(card("Deck", "deck.add:1")),
			"deck.add": opens,
			"deck.save": { answers: "in-place", reply: () => replace(card("One more", "deck.add:1")) },
		});
		const { server } = await botFor(app);
		const member = ada(server);
		const shown = await member.slash("deck");
		const after = await member.submit(await member.press(shown, "Press"), { front: "Q" });
		expect(after).toMatchObject({ kind: "update", texts: "### One more" });
		expect(shown.latest().texts).toBe("### One more");
	});

	test("opened by a command has no card to change, so it answers anew", async () => {
		const saved = {
			answers: "in-place",
			reply: () => replace(card("Kept", "deck.add:1")),
		} as const;
		const { server } = await botFor(smallApp({ deck: opens, "deck.save": saved }));
		const member = ada(server);
		const said = await member.submit(await member.slash("deck"), { front: "Q" });
		expect(said).toMatchObject({ kind: "message", ephemeral: true });
	});

	test("is waited for, since it has to be the first answer", async () => {
		const { open: letOpen, reply } = gate();
		const app = smallApp({ deck: { answers: "form", reply: () => reply } });
		const { server } = await botFor(app, { timing: { deferAfterMs: 0 } });
		const shown = ada(server).slash("deck");
		await app.nth(1);
		letOpen({ do: "ask", form });
		expect(await shown).toMatchObject({ kind: "modal", deferred: false });
	});

	test("cannot answer a form, nor come late: then a sentence does", async () => {
		const { open: letOpen, reply } = gate();
		const app = smallApp({ deck: opens, "deck.save": opens, quiz: { reply: () => reply } });
		const { server } = await botFor(app, { timing: { deferAfterMs: 0 } });
		const member = ada(server);
		const again = await member.submit(await member.slash("deck"), { front: "Q" });
		expect(again.texts).toContain("couldn't open the form");
		const late = await member.slash("quiz", {}, { until: "ack" });
		letOpen({ do: "ask", form });
		expect((await late.answered()).texts).toContain("couldn't open the form");
	});

	test("case 30: with 10,000 characters arrives whole, and is shown cut", async () => {
		const save = { reply: () => say("*".repeat(10_000)) };
		const app = smallApp({ deck: opens, "deck.save": save });
		const { server } = await botFor(app);
		const member = ada(server);
		const typed = "\u0000👩‍💻".repeat(2_000).slice(0, 10_000);
		const said = await member.submit(
			await member.slash("deck"),
			{ front: typed },
			{ anyway: true },
		);
		expect(app.asked[1]).toMatchObject({ fields: { front: typed } });
		expect(said.texts).toMatch(/^(\\\*)+…$/);
	});
});

describe("a slow answer", () => {
	const timing = { deferAfterMs: 0 };

	test("is announced, and then takes that place", async () => {
		const { open: letOpen, reply } = gate();
		const bot = await botFor(smallApp({ quiz: { reply: () => reply } }), { timing });
		const shown = await ada(bot.server).slash("quiz", {}, { until: "ack" });
		expect(shown).toMatchObject({ kind: "deferred", ephemeral: true });
		letOpen(say("There."));
		expect(await shown.answered()).toMatchObject({
			kind: "message",
			ephemeral: true,
			texts: "There.",
		});
		expect(calls(bot)).toEqual([
			"POST /interactions/…/callback",
			"PATCH /webhooks/…/messages/%40original",
		]);
	});

	test.each([
		["changes the card", replace(card("Two", "a.b:1")), "update", "### Two", "### Two"],
		["or, as a problem, stands beside it", say("Not yours."), "message", "Not yours.", "### One"],
	] as const)("to a press in place %s", async (_, reply, kind, texts, after) => {
		const slow = gate();
		const app = smallApp({
			quiz: open(card("One", "quiz.pick:1:a")),
			"quiz.pick": { answers: "in-place", reply: () => slow.reply },
		});
		const { server } = await botFor(app, { timing: { deferAfterMs: 60 } });
		const member = ada(server);
		const shown = await member.slash("quiz");
		const pressed = await member.press(shown, "Press", { until: "ack" });
		expect(pressed.deferred).toBe(true);
		expect(shown.latest().texts).toBe("### One");
		slow.open(reply);
		expect(await pressed.answered()).toMatchObject({ kind, texts, ephemeral: true });
		expect(shown.latest().texts).toBe(after);
	});

	test("still comes where only its announcement failed", async () => {
		const { open: letOpen, reply } = gate();
		const bot = await botFor(smallApp({ quiz: { reply: () => reply } }), { timing });
		bot.server.fail({ path: /callback$/, status: 500, times: 2 });
		const shown = ada(bot.server).slash("quiz");
		await bot.server.nextRequest({ path: /callback$/ });
		letOpen(say("There."));
		expect(await shown).toMatchObject({ kind: "message", ephemeral: true, texts: "There." });
	});

	test("to a quick wish is not announced", async () => {
		const { server } = await botFor(smallApp({ quiz: open(card("One", "a.b:1")) }));
		expect(await ada(server).slash("quiz")).toMatchObject({ deferred: false });
	});

	test("after the token has died is a line of the log and no more", async () => {
		const { open: letOpen, reply } = gate();
		const bot = await botFor(smallApp({ quiz: { reply: () => reply } }), { timing });
		const shown = await ada(bot.server).slash("quiz", {}, { until: "ack" });
		bot.server.expire(shown);
		letOpen(say("There."));
		await bot.adapter.stop();
		expect(bot.lines.at(-1)).toMatchObject({ level: "info", message: "too late to answer" });
	});
});

describe("typing", () => {
	test("is completed by the program", async () => {
		const { server } = await botFor(smallApp({}));
		const member = ada(server);
		const offered = await member.complete("quiz", { topic: "sq" }, "topic");
		expect(offered).toEqual([{ name: "quiz topic sq", value: "sq" }]);
		expect(await member.complete("quiz", { topic: "all" }, "topic")).toHaveLength(25);
	});

	test("goes on when completing fails", async () => {
		const app = smallApp({});
		const bot = await botFor({ ...app, complete: () => [{ name: "x", value: "x" }] });
		bot.server.fail({ path: /callback$/, status: 404, body: { code: 10062, message: "Unknown" } });
		const refused = bot.server.nextRequest({ path: /callback$/ });
		await ada(bot.server)
			.complete("quiz", { topic: "s" }, "topic", { within: 50 })
			.catch(() => {});
		await refused;
		await bot.adapter.stop();
		expect(bot.lines.at(-1)).toMatchObject({ level: "info", message: "could not complete" });
	});
});

describe("when Discord refuses an answer", () => {
	test("the person still hears of it", async () => {
		const nothing = { ...form, fields: [] };
		const app = smallApp({
			deck: { answers: "form", reply: () => ({ do: "ask", form: nothing }) },
		});
		const bot = await botFor(app);
		const said = await ada(bot.server).slash("deck");
		expect(said).toMatchObject({ kind: "message", ephemeral: true });
		expect(said.texts).toContain("couldn't show my answer");
		expect(bot.lines.at(-1)).toMatchObject({ level: "error", fields: { code: 50035 } });
	});

	const BROKEN: [string, () => Reply][] = [
		["cannot be rendered", () => ({ do: "say", message: { gist: "x", parts: [{}] } }) as never],
		[
			"never comes, against all promises",
			() => {
				throw new Error("select * from learner at /srv/cairn/src/store.ts");
			},
		],
	];

	describe.each([0, 1_000])("put off after %i ms", (deferAfterMs) => {
		test.each(BROKEN)(
			"case 63: an answer that %s is told as a fault, and no more",
			async (_, reply) => {
				const app = smallApp({ quiz: { reply: () => Promise.resolve().then(reply) } });
				const bot = await botFor(app, { timing: { deferAfterMs } });
				const said = await ada(bot.server).slash("quiz");
				expect(said).toMatchObject({ kind: "message", ephemeral: true });
				expect(said.texts).toMatch(/^I couldn't show my answer here, and it is noted \(\d{6}\)/);
				expect(bot.lines.at(-1)).toMatchObject({ level: "error", message: "could not answer" });
			},
		);
	});

	test("where an answer that was put off may not be written, the fault is told instead", async () => {
		const { open: letOpen, reply } = gate();
		const timing = { deferAfterMs: 0 };
		const bot = await botFor(smallApp({ quiz: { reply: () => reply } }), { timing });
		const shown = await ada(bot.server).slash("quiz", {}, { until: "ack" });
		const no = { status: 403, body: { code: 50001, message: "Missing Access" } };
		bot.server.fail({ method: "PATCH", path: /original/, ...no });
		letOpen(say("There."));
		expect((await shown.answered()).texts).toContain("I couldn't show my answer here");
	});

	test("a broken connection is tried once more", async () => {
		const { server } = await botFor(smallApp({ quiz: open(card("One", "a.b:1")) }));
		server.fail({ path: /callback$/, status: 503 });
		expect((await ada(server).slash("quiz")).texts).toBe("### One");
	});

	test("too late is told to nobody and no error", async () => {
		const bot = await botFor(smallApp({}));
		bot.server.fail({ path: /callback$/, status: 404, body: { code: 10062, message: "Unknown" } });
		await ada(bot.server).slash("quiz", {}, { until: "sent" });
		await bot.server.nextRequest({ path: /callback$/ });
		await bot.adapter.stop();
		expect(levels(bot)).not.toContain("error");
		expect(calls(bot)).toHaveLength(1);
	});

	test("case 58: no line of the log holds words or tokens of people", async () => {
		const bot = await botFor(smallApp({ quiz: { reply: () => say("secret words") } }));
		bot.server.fail({ path: /callback$/, status: 500, times: 2 });
		bot.server.fail({ path: /callback$/, status: 403, body: { code: 50001, message: "No" } });
		const member = ada(bot.server);
		const sent = await member.slash("quiz", { topic: "typed words" }, { until: "sent" });
		await bot.server.nextRequest({ path: /callback$/ });
		await member.slash("quiz", {}, { until: "sent" });
		await bot.server.nextRequest({ path: /callback$/ });
		await bot.adapter.stop();
		const log = JSON.stringify(bot.lines);
		expect(levels(bot)).toContain("error");
		expect(log).not.toContain("words");
		expect(log).not.toContain(sent.interaction?.token);
		expect(log).not.toContain(bot.server.token);
	});
});
