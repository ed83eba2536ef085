import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { onSlack } from "../../../src/text/en.ts";
import type { Person } from "../../support/slack-people.ts";
import { type SlackServer, startSlackServer } from "../../support/slack-server.ts";
import { type Bot, startBot } from "./bot.ts";
import { type SmallApp, said, smallApp } from "./small-app.ts";

/** A limit that is over at once: nobody waits in a test. */
const BRIEFLY = { status: 429, headers: { "retry-after": "0" } };

describe("a connection that goes", () => {
	let slack: SlackServer;
	let app: SmallApp;
	let bot: Bot;
	let ada: Person;

	beforeEach(async () => {
		slack = await startSlackServer();
		app = smallApp();
		app.on("quiz", "asker", () => ({ do: "say", message: said("Still here") }));
		bot = await startBot(app, slack, "socket");
		ada = slack.person({ id: "U0ADA", name: "Ada" });
	});

	afterEach(async () => {
		vi.useRealTimers();
		await bot.stop();
		await slack.connected(0);
		expect(slack.faults).toEqual([]);
		await slack.stop();
	});

	const asks = async () => expect((await ada.slash("/quiz")).texts).toBe("Still here");

	it.each(["refresh_requested", "warning"] as const)(
		"as announced (%s) leaves no gap: what comes right after is answered",
		async (reason) => {
			slack.disconnect(reason);
			await asks();
			await slack.connected(2);
			await asks();
			await asks();
			slack.hangUp();
			await slack.connected(1);
			await asks();
			expect(bot.log.lines).toEqual([]);
		},
	);

	it("may go several times in a row", async () => {
		for (let times = 1; times <= 4; times += 1) {
			slack.disconnect();
			await asks();
			await slack.connected(2);
			slack.hangUp();
			await slack.connected(1);
			await asks();
		}
		expect(ada.seen).toHaveLength(8);
	});

	it("may be told to go twice, and by both its words", async () => {
		slack.disconnect("warning");
		slack.disconnect("refresh_requested");
		await slack.connected(2);
		await asks();
	});

	it("is kept until another one is up", async () => {
		slack.fail({ method: "apps.connections.open", ...BRIEFLY, times: 3 });
		slack.disconnect();
		await asks();
		await slack.connected(2);
		await asks();
	});

	it("answers what was under way on it, also after the next one came", async () => {
		const slow = Promise.withResolvers<void>();
		app.on("daily", "asker", async () => {
			await slow.promise;
			return { do: "say", message: said("In time") };
		});
		const talk = ada.slash("/daily");
		await vi.waitFor(() => expect(app.wishes).toHaveLength(1));
		slack.disconnect();
		await slack.connected(2);
		slow.resolve();
		expect(await talk).toMatchObject({ kind: "ack", texts: "In time" });
	});

	it("comes back after dropping again and again", async () => {
		for (let times = 1; times <= 3; times += 1) {
			slack.cut();
			await slack.connected(0);
			await slack.connected(1);
			await asks();
		}
	});

	it("comes back when Slack first asks to slow down", async () => {
		slack.fail({ method: "apps.connections.open", ...BRIEFLY, times: 3 });
		slack.cut();
		await slack.connected(0);
		await slack.connected(1);
		await asks();
	});

	it("is reported once while Slack refuses the app token, and taken up when it does not", async () => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
		const opened = () => slack.calls.filter(({ method }) => method === "apps.connections.open");
		const tries = opened().length;
		slack.fail({ method: "apps.connections.open", error: "invalid_auth", times: 3 });
		slack.cut();
		await slack.connected(0);
		// In small steps: the calls in between are real and must not run into their own time limit.
		const oneStep = async () => {
			await vi.advanceTimersByTimeAsync(2_000);
			expect(slack.connections).toBe(1);
		};
		await vi.waitFor(oneStep, { timeout: 5_000, interval: 5 });
		vi.useRealTimers();
		expect(opened()).toHaveLength(tries + 4);
		await asks();
		const sentence = onSlack.appTokenRefused("invalid_auth");
		expect(bot.log.lines.filter((line) => line.includes(sentence))).toHaveLength(1);
	});
});
