import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LIMITS } from "../../../src/adapters/slack/limits.ts";
import { type SlackServer, startSlackServer } from "../../support/slack-server.ts";
import { type Bot, startBot } from "./bot.ts";
import { type SmallApp, said, smallApp } from "./small-app.ts";

describe("requests over HTTP", () => {
	let slack: SlackServer;
	let app: SmallApp;
	let bot: Bot;

	beforeEach(async () => {
		slack = await startSlackServer();
		app = smallApp();
		app.on("quiz", "asker", () => ({ do: "say", message: said("Question 1") }));
		bot = await startBot(app, slack, "http");
	});

	afterEach(async () => {
		await bot.stop();
		await slack.stop();
	});

	const QUIZ = new URLSearchParams({
		command: "/quiz",
		text: "",
		team_id: "T0CAIRN",
		channel_id: "C0GENERAL",
		user_id: "U0ADA",
		user_name: "ada",
		trigger_id: "1.2.abc",
	}).toString();
	const JSON_TYPE = { "content-type": "application/json" };

	it("case 44: takes a signed one, and gives the same one the same id", async () => {
		expect(await slack.postSigned(QUIZ)).toMatchObject({ status: 200 });
		expect(await slack.postSigned(QUIZ)).toMatchObject({ status: 200 });
		expect(app.wishes.map(({ id }) => id)).toEqual(["slack:1.2.abc", "slack:1.2.abc"]);
	});

	it.each([
		["a wrong secret", { secret: "another-secret-of-some-length" }],
		["a moment long past", { at: Date.now() - 6 * 60_000 }],
		["a moment in the future", { at: Date.now() + 2 * LIMITS.aheadMs }],
		["no signature", { headers: { "x-slack-signature": "" } }],
		["another version of signing", { headers: { "x-slack-signature": "v1=abc" } }],
		["no time", { headers: { "x-slack-request-timestamp": "" } }],
		["a time that is none", { headers: { "x-slack-request-timestamp": "now" } }],
	])("cases 45, 46: refuses %s", async (_what, how) => {
		expect(await slack.postSigned(QUIZ, how)).toEqual({ status: 401, body: "" });
		expect(app.wishes).toEqual([]);
	});

	it("case 46: refuses what was changed after signing", async () => {
		const headers = slack.sign(QUIZ.replace("U0ADA", "U0EVE"));
		expect(await slack.postSigned(QUIZ, { headers })).toMatchObject({ status: 401 });
	});

	it("case 45: allows clocks that differ a little", async () => {
		expect(await slack.postSigned(QUIZ, { at: Date.now() + 30_000 })).toMatchObject({
			status: 200,
		});
	});

	it("case 46: refuses what is too large, of a strange type, or broken", async () => {
		const large = `text=${"x".repeat(LIMITS.requestBytes)}`;
		expect(await slack.postSigned(large)).toMatchObject({ status: 413 });
		const xml = { headers: { "content-type": "text/xml" } };
		expect(await slack.postSigned(QUIZ, xml)).toMatchObject({ status: 415 });
		expect(await slack.postSigned("{", { headers: JSON_TYPE })).toMatchObject({ status: 400 });
		expect(await slack.postSigned("payload=[1]")).toMatchObject({ status: 400 });
		expect(app.wishes).toEqual([]);
	});

	it("answers Slack's checks of the address, when they are signed", async () => {
		expect(await slack.postSigned("ssl_check=1&token=x")).toEqual({ status: 200, body: "" });
		expect(await slack.postSigned("ssl_check=1", { secret: "wrong" })).toMatchObject({
			status: 401,
		});
		const check = JSON.stringify({ type: "url_verification", challenge: "abc" });
		const answer = await slack.postSigned(check, { headers: JSON_TYPE });
		expect(JSON.parse(answer.body)).toEqual({ challenge: "abc" });
	});

	it("has nothing to say to what it does not listen to", async () => {
		const payload = JSON.stringify({
			type: "shortcut",
			team: { id: "T0CAIRN" },
			user: { id: "U1" },
		});
		const body = new URLSearchParams({ payload }).toString();
		expect(await slack.postSigned(body)).toMatchObject({ status: 404 });
		const event = JSON.stringify({
			type: "event_callback",
			event: { type: "message", user: "U1" },
		});
		expect(await slack.postSigned(event, { headers: JSON_TYPE })).toMatchObject({ status: 200 });
	});

	it("case 50: takes no word for it that a request is a repeat", async () => {
		const headers = { "x-slack-retry-num": "3", "x-slack-retry-reason": "http_timeout" };
		const { status, body } = await slack.postSigned(QUIZ, { headers });
		expect(status).toBe(200);
		expect(JSON.parse(body).text).toBe("Question 1");
		expect(app.wishes.map(({ id }) => id)).toEqual(["slack:1.2.abc"]);
	});

	it("takes nothing while it stops", async () => {
		await bot.adapter.stop();
		expect(await slack.postSigned(QUIZ)).toMatchObject({ status: 503 });
	});
});
