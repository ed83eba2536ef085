import { describe, expect, it } from "vitest";
import { SCOPES, slackManifest } from "../../../src/adapters/slack/manifest.ts";
import { commands } from "./small-app.ts";

describe("the app manifest", () => {
	it("lists the registered commands with their hints", () => {
		const { slash_commands } = slackManifest(commands).features;
		expect(slash_commands).toEqual([
			{
				command: "/cairn",
				description: "Everything Cairn can do",
				usage_hint: "quiz [topic] [difficulty] [count] | daily | settings | help | setup [place]",
				should_escape: true,
			},
			{
				command: "/quiz",
				description: "Five questions, only for you",
				usage_hint: "[topic] [difficulty] [count]",
				should_escape: true,
			},
			{ command: "/daily", description: "Today's question", should_escape: true },
		]);
	});

	it("opens a websocket, or is called at the public address", () => {
		const socket = slackManifest(commands);
		expect(socket.settings).toMatchObject({
			socket_mode_enabled: true,
			interactivity: { is_enabled: true },
		});
		expect(JSON.stringify(socket)).not.toContain("url");
		const http = slackManifest(commands, { publicUrl: "https://learn.example.org" });
		const url = "https://learn.example.org/slack/events";
		expect(http.settings).toMatchObject({
			socket_mode_enabled: false,
			interactivity: { is_enabled: true, request_url: url },
		});
		expect(http.features.slash_commands.every((one) => one.url === url)).toBe(true);
	});

	it("asks for few rights, and has a reason for each", () => {
		const { bot } = slackManifest(commands).oauth_config.scopes;
		expect(bot).toEqual([
			"commands",
			"chat:write",
			"channels:read",
			"groups:read",
			"files:write",
			"im:write",
			"users:read",
			"usergroups:read",
		]);
		for (const scope of bot) expect(SCOPES[scope]).toMatch(/^to |^so that /);
	});

	// The numbers are those of Slack's own schema of manifests, version 2.0.0.
	it.each(["", "sixteen-letters-"])("fits Slack's schema with the prefix “%s”", (prefix) => {
		const many = [...commands, ...Array.from({ length: 60 }, () => commands[0] ?? never())];
		for (const list of [commands, many.filter((one) => one.name !== "quiz")]) {
			const { display_information, features } = slackManifest(list, { prefix });
			expect(display_information.name.length).toBeLessThanOrEqual(35);
			expect(display_information.description.length).toBeLessThanOrEqual(140);
			expect(display_information.long_description.length).toBeGreaterThanOrEqual(175);
			expect(display_information.long_description.length).toBeLessThanOrEqual(4000);
			expect(features.bot_user.display_name.length).toBeLessThanOrEqual(80);
			expect(features.slash_commands.length).toBeLessThanOrEqual(50);
			for (const { command, description, usage_hint = "?" } of features.slash_commands) {
				expect(command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
				expect(description.length).toBeLessThanOrEqual(2000);
				expect(usage_hint.length).toBeGreaterThanOrEqual(1);
				expect(usage_hint.length).toBeLessThanOrEqual(1000);
			}
		}
	});

	it("cuts a hint that would be too long", () => {
		const many = Array.from({ length: 60 }, () => commands[0] ?? never()).map((one, index) => ({
			...one,
			name: `command${index}`,
		}));
		const [whole] = slackManifest(many).features.slash_commands;
		expect(whole?.usage_hint).toHaveLength(1000);
	});
});

function never(): never {
	throw new Error("There are no commands.");
}
