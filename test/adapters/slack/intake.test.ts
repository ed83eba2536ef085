import type { BlockAction, SlashCommand, ViewSubmitAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { fromAction, fromCommand, fromView } from "../../../src/adapters/slack/intake.ts";
import { readRef, writeRef } from "../../../src/adapters/slack/ref.ts";
import { commands } from "./small-app.ts";

const HOME = { team: "T1" };

/** Payloads as Slack sends them, with names and tokens replaced. */
const slash = (more: object = {}) =>
	({
		command: "/quiz",
		text: "sql",
		team_id: "T1",
		channel_id: "C1",
		user_id: "U1",
		user_name: "ada",
		trigger_id: "1.2.abc",
		response_url: "https://hooks.slack.com/commands/T1/1/x",
		...more,
	}) as SlashCommand;

const action = (more: object = {}) =>
	({
		type: "block_actions",
		team: { id: "T1", domain: "one" },
		user: { id: "U1", username: "ada", name: "ada", team_id: "T1" },
		channel: { id: "C1", name: "general" },
		container: { type: "message", message_ts: "5.6", channel_id: "C1", is_ephemeral: true },
		response_url: "https://hooks.slack.com/actions/T1/1/x",
		trigger_id: "1.2.abc",
		enterprise: null,
		actions: [{ type: "button", action_id: "quiz.pick:1:r:0 #2", block_id: "b", action_ts: "7.8" }],
		...more,
	}) as unknown as BlockAction;

const view = (more: object = {}) =>
	({
		type: "view_submission",
		team: { id: "T1", domain: "one" },
		user: { id: "U1", name: "ada", team_id: "T1" },
		trigger_id: "9.9.abc",
		view: {
			id: "V1",
			hash: "1.abc",
			callback_id: "quiz.short:1:r:0",
			private_metadata: writeRef({ channel: "C1", ts: "5.6", url: "https://hooks.slack.com/x" }),
			state: { values: { answer: { typed: { type: "plain_text_input", value: "a\0b\ud800" } } } },
			...more,
		},
	}) as unknown as ViewSubmitAction;

describe("where a wish comes from", () => {
	it("names the account, the place and the workspace", () => {
		const wish = fromCommand(slash(), HOME, commands);
		expect(wish).toMatchObject({
			id: "slack:1.2.abc",
			from: { id: "slack:T1:U1", name: "ada" },
			at: { id: "slack:T1:C1", space: "slack:T1", personal: false },
		});
		expect(fromAction(action(), HOME)).toMatchObject({ from: wish.from, at: wish.at });
		expect(fromView(view(), HOME)).toMatchObject({ from: wish.from, at: wish.at });
	});

	it("counts a direct message with the bot to the workspace", () => {
		expect(fromCommand(slash({ channel_id: "D1" }), HOME, commands).at).toEqual({
			id: "slack:T1:D1",
			space: "slack:T1",
			personal: false,
			direct: true,
		});
	});

	it("case 14: keeps a stranger of a shared channel in their own workspace", () => {
		const user = { id: "U1", username: "ada", team_id: "T9" };
		const wish = fromAction(action({ user, team: { id: "T9" } }), HOME);
		expect(wish?.from.id).toBe("slack:T9:U1");
		expect(wish?.at.space).toBe("slack:T1");
	});

	it("case 14: counts everybody of the same organisation to the workspace", () => {
		const home = { team: "T1", enterprise: "E1" };
		const user = { id: "U1", username: "ada", team_id: "T2" };
		const team = { id: "T1", enterprise_id: "E1" };
		expect(fromAction(action({ user, team }), home)?.from.id).toBe("slack:T1:U1");
		const enterprise = { id: "E9" };
		expect(fromAction(action({ user, enterprise }), home)?.from.id).toBe("slack:T2:U1");
	});
});

describe("what was pressed", () => {
	it("takes off what only keeps two buttons apart", () => {
		expect(fromAction(action(), HOME)?.press).toBe("quiz.pick:1:r:0");
	});

	it.each(["tick quiz.several:1", "open 1"])("takes %s for no wish", (action_id) => {
		const actions = [{ type: "button", action_id, block_id: "b", action_ts: "7.8" }];
		expect(fromAction(action({ actions }), HOME)).toBeNull();
	});

	it("knows the card, and where there is none", () => {
		const wish = fromAction(action(), HOME);
		expect(readRef(wish?.on)).toEqual({
			channel: "C1",
			ts: "5.6",
			url: "https://hooks.slack.com/actions/T1/1/x",
		});
		const inModal = { channel: undefined, container: { type: "view" }, response_url: undefined };
		expect(fromAction(action(inModal), HOME)).toMatchObject({ at: { id: "slack:T1:U1" } });
		expect(fromAction(action(inModal), HOME)).not.toHaveProperty("on");
	});

	it("takes nothing for picked when a menu was emptied", () => {
		const actions = [
			{ type: "static_select", action_id: "quiz.one:1", block_id: "b", selected_option: null },
		];
		expect(fromAction(action({ actions }), HOME)).toMatchObject({
			press: "quiz.one:1",
			picked: [],
		});
	});
});

describe("a submitted form", () => {
	it("case 31: is known by its view, and keeps only what a store can keep", () => {
		expect(fromView(view(), HOME)).toMatchObject({
			id: "slack:V1:1.abc",
			press: "quiz.short:1:r:0",
			fields: { answer: "ab\ufffd" },
		});
	});

	it.each(["", "{}", "bm90IGpzb24", writeRef({ channel: "C1" }).slice(2)])(
		"cases 9, 10: does without a card when its metadata is %j",
		(private_metadata) => {
			const wish = fromView(view({ private_metadata }), HOME);
			expect(wish.at.id).toBe("slack:T1:U1");
			expect(wish).not.toHaveProperty("on");
		},
	);
});
