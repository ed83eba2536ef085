import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { connectDiscord } from "../../src/adapters/discord/connect.ts";
import { connectPlayground } from "../../src/adapters/playground/connect.ts";
import { connectSlack } from "../../src/adapters/slack/connect.ts";
import type { Adapter } from "../../src/core/adapter.ts";
import type { App } from "../../src/core/app.ts";
import type { CommandRequest, Request } from "../../src/core/request.ts";
import type { Member } from "../support/discord-people.ts";
import { type DiscordServer, startDiscordServer } from "../support/discord-server.ts";
import type { Person } from "../support/slack-people.ts";
import { type SlackServer, startSlackServer } from "../support/slack-server.ts";
import { countedIds } from "../support/world.ts";

/** The same wish through three intakes is the same request. */
const heard: Request[] = [];
const app: App = {
	commands,
	preview: { items: () => [], examples: () => [] },
	async handle(request) {
		heard.push(request);
		const controls = [
			{ control: "buttons", buttons: [{ label: "B", press: "quiz.pick:1:r7:0:1" }] },
		] as const;
		return { do: "say", message: { gist: "Heard.", parts: [], controls } };
	},
	answers: () => "asker",
	moderatorGroups: async () => [],
	paint: async () => null,
	complete: () => [],
	tick: async () => {},
};
const deps = { log: { debug() {}, info() {}, warn() {}, error() {} }, clock: { now: () => 0 } };

let discord: DiscordServer;
let slack: SlackServer;
let playground: Adapter;
let adapters: readonly Adapter[];
let adaOnDiscord: Member;
let adaOnSlack: Person;
beforeAll(async () => {
	[discord, slack] = await Promise.all([startDiscordServer(), startSlackServer()]);
	const { botToken, appToken } = slack;
	playground = await connectPlayground(app, {
		...deps,
		ids: countedIds(),
		letTimePass: async () => {},
	});
	adapters = [
		playground,
		await connectDiscord(app, { token: discord.token, apiUrl: discord.api }, deps),
		await connectSlack(app, { botToken, appToken, apiUrl: slack.api }, deps),
	];
	adaOnDiscord = discord.member({ name: "Ada", guild: discord.guild().id });
	adaOnSlack = slack.person({ id: "U1ADA", name: "Ada" });
});
afterAll(async () => {
	await Promise.all(adapters.map((adapter) => adapter.stop()));
	await Promise.all([discord.stop(), slack.stop()]);
});

async function onPlayground(path: string, body: object): Promise<{ message: { id: string } }> {
	const route = playground.routes.find((one) => one.path === path && one.method === "POST");
	if (!route) throw new Error(`no route ${path}`);
	const host = "127.0.0.1:3000";
	const answer = await route.handle(
		new globalThis.Request(`http://${host}${path}`, {
			method: "POST",
			headers: { "content-type": "application/json", origin: `http://${host}`, host },
			body: JSON.stringify(body),
		}),
	);
	if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
	return (await answer.json()) as { message: { id: string } };
}

const ada = () => ({ id: crypto.randomUUID(), person: "ada", place: "playground:backend" });

/** What of a request must not depend on the platform. */
function neutral(request: Request): object {
	const { id, from, at, rights, ...wish } = request;
	const { on: _on, ...rest } = wish as typeof wish & { on?: string };
	// Slack's payloads carry handles, which are lower case.
	const name = from.name.toLowerCase();
	return { ...rest, from: name, personal: at.personal, manages: rights.manages };
}

describe("commands", () => {
	test.each([
		["/quiz", "quiz", {}],
		["/quiz sql count:3", "quiz", { topic: "sql", count: 3 }],
		["/quiz git basics", "quiz", { topic: "git basics" }],
		["/quiz sql hard 3", "quiz", { topic: "sql", difficulty: "hard", count: 3 }],
		["/roadmap sql", "roadmap", { topic: "sql" }],
		["/leaderboard month", "leaderboard", { period: "month" }],
		["/streak", "streak", {}],
	] as const)("%s", async (line, name, input) => {
		heard.length = 0;
		await adaOnDiscord.slash(name, input);
		await adaOnSlack.slash(`/${name}`, line.slice(name.length + 1).trim());
		await onPlayground("/playground/say", { ...ada(), line });
		expect(heard).toHaveLength(3);
		const expected = { kind: "command", input };
		for (const request of heard) expect(request).toMatchObject(expected);
		const seen = heard.map((one) => neutral(one));
		expect(seen[1]).toEqual(seen[0]);
		expect(seen[2]).toEqual(seen[0]);
		expect(heard.map((one) => (one as CommandRequest).name)).toEqual([name, name, name]);
	});
});

test("a member, by account, and by the name the platform tells", async () => {
	heard.length = 0;
	const ben = discord.member({ name: "Ben", guild: discord.guild().id });
	slack.person({ id: "U1BEN", name: "Ben" });
	await adaOnDiscord.slash("profile", { member: ben.id });
	await adaOnSlack.slash("/cairn", "profile <@U1BEN|Ben>");
	await onPlayground("/playground/say", { ...ada(), line: "/profile @ben" });
	const wishes = heard as CommandRequest[];
	expect(wishes.map(({ named }) => named?.map(({ name }) => name))).toEqual([
		["Ben"],
		["Ben"],
		["Ben"],
	]);
	for (const { input, named } of wishes) expect(input).toEqual({ member: named?.[0]?.id });
	expect(wishes[1]?.input.member).toMatch(/^slack:T\w+:U1BEN$/);
	expect(wishes[2]?.input.member).toBe("playground:ben");
});

test("the press of a button", async () => {
	heard.length = 0;
	await adaOnDiscord.press(await adaOnDiscord.slash("quiz", {}), "B");
	await adaOnSlack.press(await adaOnSlack.slash("/quiz", ""), "B");
	const { message } = await onPlayground("/playground/say", { ...ada(), line: "/quiz" });
	await onPlayground("/playground/press", {
		...ada(),
		press: "quiz.pick:1:r7:0:1",
		picked: [],
		on: message.id,
	});
	const presses = heard.filter((request) => request.kind === "press").map(neutral);
	expect(presses[0]).toMatchObject({ kind: "press", press: "quiz.pick:1:r7:0:1", picked: [] });
	expect(presses[1]).toEqual(presses[0]);
	expect(presses[2]).toEqual(presses[0]);
});

test("ids carry the platform, the same for the same person and place", () => {
	const platforms = ["discord:", "slack:", "playground:"];
	for (const request of heard) {
		const platform = platforms.find((one) => request.from.id.startsWith(one)) ?? "?";
		for (const id of [request.id, request.at.id, request.at.space]) expect(id).toContain(platform);
	}
});
