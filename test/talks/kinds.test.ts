import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectDiscord } from "../../src/adapters/discord/connect.ts";
import { connectSlack } from "../../src/adapters/slack/connect.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { type DiscordServer, startDiscordServer } from "../support/discord-server.ts";
import { kindsLibrary } from "../support/kinds.ts";
import { type SlackServer, startSlackServer } from "../support/slack-server.ts";

const content = kindsLibrary;
let bot: Bot;
afterEach(() => bot.stop());

/** The letter in front of an option, however the platform dresses the two. */
const letter = (card: string, option: string) =>
	new RegExp(`^\\W*([A-I])\\b\\W*${option}`, "m").exec(card)?.[1] ?? "?";

describe("on Discord", () => {
	let discord: DiscordServer;
	beforeEach(async () => {
		discord = await startDiscordServer();
		bot = await startBot(
			(app, deps) => connectDiscord(app, { token: discord.token, apiUrl: discord.api }, deps),
			{ content },
		);
	});
	afterEach(() => discord.stop());
	const ada = () => discord.member({ name: "Ada", guild: discord.guild().id });

	test("several options are chosen in a select", async () => {
		const someone = ada();
		const card = await someone.slash("quiz", { topic: "several" });
		const values = ["GET", "PUT"].map((one) => `${letter(card.texts, one)} · ${one}`);
		const result = await someone.select(card, card.selects[0]?.customId ?? "", values);
		expect(result).toMatchObject({ kind: "update" });
		expect(result.texts).toMatch(/Right: it is [A-D] and [A-D]/);
	});

	test("steps are pressed in turn", async () => {
		const someone = ada();
		let card = await someone.slash("quiz", { topic: "order" });
		const { texts } = card;
		for (const step of ["add the column", "copy the values", "drop the old column"])
			card = await someone.press(card, letter(texts, step));
		expect(card.texts).toContain("Right: it is");
	});

	test("a short answer is typed in a form", async () => {
		const someone = ada();
		const form = await someone.press(await someone.slash("quiz", { topic: "short" }), "Answer");
		const hint = await someone.submit(form, { typed: "Retry-Aftr" });
		expect(hint).toMatchObject({ kind: "update" });
		expect(hint.texts).toContain("one letter is off");
		const result = await someone.submit(await someone.press(hint, "Answer"), {
			typed: "retry-after",
		});
		expect(result.texts).toContain("Right: it is Retry\\-After".replace("\\", ""));
	});

	test("a report is written in a form, and thanked for privately", async () => {
		const someone = ada();
		const card = await someone.slash("quiz", { topic: "output" });
		const result = await someone.press(card, "A");
		const form = await someone.press(result, "I think this is wrong");
		const thanks = await someone.submit(form, { words: "The key is B." });
		expect(thanks).toMatchObject({ kind: "message", ephemeral: true });
		expect(thanks.texts).toContain("Thank you.");
	});
});

describe("on Slack", () => {
	let slack: SlackServer;
	beforeEach(async () => {
		slack = await startSlackServer();
		const { botToken, appToken, api } = slack;
		bot = await startBot(
			(app, deps) => connectSlack(app, { botToken, appToken, apiUrl: api }, deps),
			{ content },
		);
	});
	afterEach(async () => {
		expect(slack.faults).toEqual([]);
		await slack.stop();
	});
	const ada = () => slack.person({ id: "U1ADA", name: "Ada" });

	test("several options are ticked and submitted", async () => {
		const someone = ada();
		const card = await someone.slash("/quiz", "several");
		const boxes = card.selects[0];
		if (!boxes) throw new Error("no checkboxes");
		const values = boxes.options
			.filter((option) => /GET|PUT/.test(option.label))
			.map((option) => option.value);
		await someone.check(card, boxes.actionId, values);
		const result = await someone.press(card, "Submit");
		expect(result.replaced).toBe(true);
		expect(result.texts).toMatch(/Right: it is [A-D] and [A-D]/);
	});

	test("steps are pressed in turn", async () => {
		const someone = ada();
		let card = await someone.slash("/quiz", "order");
		const { texts } = card;
		for (const step of ["add the column", "copy the values", "drop the old column"])
			card = await someone.press(card, letter(texts, step));
		expect(card.texts).toContain("Right: it is");
	});

	test("a short answer is typed in a form", async () => {
		const someone = ada();
		const form = await someone.press(await someone.slash("/quiz", "short"), "Answer");
		const hint = await (await someone.submit(form, { typed: "Retry-Aftr" })).message();
		expect(hint.texts).toContain("one letter is off");
		const again = await someone.press(hint, "Answer");
		const result = await (await someone.submit(again, { typed: "retry-after" })).message();
		expect(result.texts).toContain("Right: it is Retry-After");
	});
});
