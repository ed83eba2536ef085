import { readFileSync } from "node:fs";
import type { APIInteraction } from "discord.js";
import { describe, expect, test } from "vitest";
import { intake, typing } from "../../../src/adapters/discord/intake.ts";

/** A recorded event, with names and tokens replaced, and what a test changes in it. */
function event(name: string, change: object = {}): APIInteraction {
	const file = new URL(`fixtures/${name}.json`, import.meta.url);
	return { ...JSON.parse(readFileSync(file, "utf8")), ...change };
}

const inServer = event("slash");
const member = "member" in inServer ? inServer.member : undefined;
const user = member?.user;

describe("a slash command", () => {
	test("in a server that installed the bot", () => {
		expect(intake(inServer)).toEqual({
			kind: "command",
			id: "discord:1441000000000000001",
			from: { id: "discord:1441000000000000020", name: "Ada at work" },
			at: {
				id: "discord:1441000000000000010",
				space: "discord:1441000000000000002",
				personal: false,
			},
			rights: { manages: true, groups: ["discord:&1441000000000000030"] },
			name: "setup",
			input: { zone: "Europe/Berlin", count: 3, place: "discord:1441000000000000011" },
		});
	});

	test("case 12: in a server that did not: the space is the person's own, and rights there count for nothing", () => {
		expect(
			intake(event("slash", { authorizing_integration_owners: { "1": user?.id } })),
		).toMatchObject({
			at: { space: "discord:@1441000000000000020", personal: true },
			rights: { manages: false, groups: [] },
		});
	});

	test("of a family is known by all its words, also while it is typed", () => {
		const typed = { name: "zone", type: 3, value: "Ber", focused: true };
		const data = (options: readonly object[]) => ({
			...("data" in inServer ? inServer.data : {}),
			name: "manage",
			options: [{ name: "schedule", type: 2, options: [{ name: "add", type: 1, options }] }],
		});
		expect(intake(event("slash", { data: data([typed]) }))).toMatchObject({
			name: "manage schedule add",
			input: { zone: "Ber" },
		});
		expect(intake(event("slash", { data: data([]) }))).toMatchObject({
			name: "manage schedule add",
			input: {},
		});
		expect(typing(event("slash", { type: 4, data: data([typed]) }))).toEqual({
			space: "discord:1441000000000000002",
			command: "manage schedule add",
			parameter: "zone",
			typed: "Ber",
		});
	});

	test("the server named by the event must be the one that installed the bot", () => {
		const strange = { authorizing_integration_owners: { "0": "1441000000000000099" } };
		expect(intake(event("slash", strange))).toMatchObject({ at: { personal: true } });
	});

	test("names the people among its options as they are called here", () => {
		const people = {
			"1441000000000000021": { username: "ben_k", global_name: "Ben" },
			"1441000000000000022": { username: "cleo", global_name: null },
			"1441000000000000023": { username: "dan", global_name: "Dan" },
		};
		const users = Object.fromEntries(
			Object.entries(people).map(([id, one]) => [id, { ...user, ...one, id }]),
		);
		const members = { "1441000000000000023": { nick: "Dan at work" } };
		const options = [{ name: "member", type: 6, value: "1441000000000000021" }];
		const data = { id: "1", type: 1, name: "profile", options, resolved: { users, members } };
		expect(intake(event("slash", { data }))).toMatchObject({
			input: { member: "discord:1441000000000000021" },
			named: [
				{ id: "discord:1441000000000000021", name: "Ben" },
				{ id: "discord:1441000000000000022", name: "cleo" },
				{ id: "discord:1441000000000000023", name: "Dan at work" },
			],
		});
	});

	test("in a direct message", () => {
		const direct = {
			guild_id: undefined,
			member: undefined,
			user,
			authorizing_integration_owners: { "0": "0" },
		};
		expect(intake(event("slash", direct))).toMatchObject({
			from: { name: "Ada" },
			at: { space: "discord:@1441000000000000020", personal: true },
			rights: { manages: false, groups: [] },
		});
	});

	test.each([
		["Manage Server", 1n << 5n, true],
		["Administrator", 1n << 3n, true],
		["neither", (1n << 40n) | (1n << 4n), false],
	])("with %s", (_, permissions, manages) => {
		const changed = { member: { ...member, permissions: String(permissions) } };
		expect(intake(event("slash", changed))).toMatchObject({ rights: { manages } });
	});

	test.each([
		["nick", { nick: "N" }, { global_name: "G", username: "u" }, "N"],
		["display name", { nick: null }, { global_name: "G", username: "u" }, "G"],
		["user name", { nick: null }, { global_name: null, username: "u" }, "u"],
	])("the name is the %s", (_, ofMember, ofUser, name) => {
		const changed = { member: { ...member, ...ofMember, user: { ...user, ...ofUser } } };
		expect(intake(event("slash", changed))).toMatchObject({ from: { name } });
	});
});

test.each([
	["a bot", { bot: true }],
	["the system", { system: true }],
])("case 15: %s is no learner", (_, change) => {
	const changed = { member: { ...member, user: { ...user, ...change } } };
	expect(intake(event("slash", changed))).toBeNull();
});

test.each([
	["a ping", event("slash", { type: 1 })],
	["something new", event("slash", { type: 99 })],
	["a completion", event("typing")],
])("%s is no wish", (_, one) => {
	expect(intake(one)).toBeNull();
});

test("a context menu, of which there are none, is told by its name", () => {
	const menu = event("slash", { data: { id: "1", type: 2, name: "Look", target_id: "2" } });
	expect(intake(menu)).toMatchObject({ kind: "command", name: "Look", input: {} });
});

test("a press carries its message; a number for repeated presses is taken off", () => {
	expect(intake(event("press"))).toMatchObject({
		kind: "press",
		press: "quiz.pick:1:r1:0:2",
		picked: [],
		on: "1441000000000000010/1441000000000000040",
	});
});

test("a pick carries what was chosen", () => {
	const data = { component_type: 3, custom_id: "quiz.many:1:r1:0", values: ["0", "2"] };
	expect(intake(event("press", { data }))).toMatchObject({
		press: "quiz.many:1:r1:0",
		picked: ["0", "2"],
	});
});

test("people, roles and channels that were chosen carry their ids and names", () => {
	const resolved = {
		users: { "7": { ...user, id: "7", global_name: "Ben" } },
		members: { "7": { nick: "Benny" } },
		roles: { "8": { id: "8", name: "Mods" } },
	};
	const people = { component_type: 7, custom_id: "a.b:1", values: ["7", "8"], resolved };
	expect(intake(event("press", { data: people }))).toMatchObject({
		picked: ["discord:7", "discord:&8"],
		named: [
			{ id: "discord:7", name: "Benny" },
			{ id: "discord:&8", name: "Mods" },
		],
	});
	const place = {
		component_type: 8,
		custom_id: "a.b:1",
		values: ["9"],
		resolved: { channels: {} },
	};
	const request = intake(event("press", { data: place }));
	expect(request).toMatchObject({ picked: ["discord:9"] });
	expect(request).not.toHaveProperty("named");
});

test("a form carries its fields, from labels and from rows", () => {
	expect(intake(event("form"))).toMatchObject({
		kind: "form",
		press: "quiz.short:1:r1:0",
		fields: { answer: "GROUP BY", why: "", ["__proto__"]: "x" },
		on: "1441000000000000010/1441000000000000040",
	});
	expect(intake(event("form", { message: undefined }))).not.toHaveProperty("on");
});

test("typing tells what and how far", () => {
	expect(typing(event("typing"))).toMatchObject({
		command: "quiz",
		parameter: "topic",
		typed: "sq",
	});
	expect(typing(inServer)).toBeNull();
});
