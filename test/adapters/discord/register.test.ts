import { expect, test } from "vitest";
import { commands } from "../../../commands/index.ts";
import {
	type CommandPayload,
	choicesPayload,
	commandPayloads,
	fingerprint,
} from "../../../src/adapters/discord/register.ts";
import {
	type Command,
	choice,
	command,
	group,
	line,
	member,
	place,
	time,
	whole,
	zone,
} from "../../../src/core/command.ts";
import { checkCommands } from "../../support/discord-limits.ts";

const about = "What it is";
const full = command({
	name: "full",
	about: "Everything a command can ask for",
	who: "moderators",
	where: "space",
	answers: "asker",
	parameters: {
		size: choice({ about, choices: [{ name: "Small", value: "s" }] }),
		count: whole({ about, least: 1, most: 20 }),
		topic: line({ about, complete: () => [] }),
		words: { ...line({ about }), required: true },
		zone: zone({ about }),
		at: time({ about }),
		where: place({ about }),
		whom: member({ about }),
		group: group({ about }),
	},
	run: async () => ({ do: "say", message: { gist: "", parts: [] } }),
});
const everywhere = {
	...full,
	name: "small",
	who: "everyone",
	where: "anywhere",
	parameters: {},
} as const;

function commandPayload(declared: Command): CommandPayload {
	const [payload] = commandPayloads([declared]);
	if (!payload) throw new Error("nothing was declared");
	return payload;
}

/** Three that share their first word, two of them also the second. */
const family = ["look after", "look under bed", "look under table"].map(
	(name): Command => ({ ...full, name, who: name === "look after" ? "leads" : "moderators" }),
);

test("commands that share words become one with subcommands and groups", () => {
	expect(checkCommands(commandPayloads(family))).toEqual([]);
	const [look, ...others] = commandPayloads(family);
	expect(others).toEqual([]);
	expect(look).toMatchObject({
		name: "look",
		default_member_permissions: "32",
		options: [
			{
				type: 1,
				name: "after",
				options: [{ name: "words", required: true }, ...Array(8).fill(expect.anything())],
			},
			{ type: 2, name: "under", options: [{ name: "bed" }, { name: "table" }] },
		],
	});
	const open = family.map((one): Command => ({ ...one, who: "everyone" }));
	expect(commandPayloads(open)[0]).toMatchObject({ default_member_permissions: null });
});

test("a declaration becomes Discord's", () => {
	expect(checkCommands([commandPayload(full)])).toEqual([]);
	expect(commandPayload(full)).toMatchSnapshot();
	expect(commandPayload(everywhere)).toMatchObject({
		integration_types: [0, 1],
		contexts: [0, 1, 2],
		default_member_permissions: null,
	});
});

test("all commands keep to Discord's limits", () => {
	expect(checkCommands(commandPayloads(commands))).toEqual([]);
});

test("what Discord adds and leaves out makes no difference", () => {
	const [one, other] = [commandPayload(full), commandPayload(everywhere)];
	const returned = [
		{
			...other,
			id: "1",
			version: "2",
			application_id: "3",
			nsfw: false,
			dm_permission: true,
			options: undefined,
			integration_types: [1, 0],
		},
		{
			...one,
			id: "4",
			name_localizations: null,
			options: one.options.map((option) => ({ ...option, required: option.required || undefined })),
		},
	];
	expect(fingerprint(returned)).toBe(fingerprint([one, other]));
});

test.each([
	["a description", { description: "Another" }],
	["who may use it", { default_member_permissions: null }],
	["where", { contexts: [0, 1, 2] }],
	["an option", { options: [] }],
	["the order of options", { options: commandPayload(full).options.toReversed() }],
	[
		"whether it must be given",
		{ options: commandPayload(full).options.map((option) => ({ ...option, required: false })) },
	],
])("%s makes a difference", (_, change) => {
	const payload = commandPayload(full);
	expect(fingerprint([{ ...payload, ...change }])).not.toBe(fingerprint([payload]));
});

test("a choice makes a difference", () => {
	const renamed = {
		...full,
		parameters: {
			...full.parameters,
			size: choice({ about, choices: [{ name: "Tiny", value: "s" }] }),
		},
	};
	expect(fingerprint([commandPayload(renamed)])).not.toBe(fingerprint([commandPayload(full)]));
});

test("completions keep to what Discord shows", () => {
	const many = Array.from({ length: 40 }, (_, at) => ({ name: `${at}`, value: `${at}` }));
	expect(choicesPayload(many)).toHaveLength(25);
	expect(
		choicesPayload([
			{ name: "x".repeat(101), value: "x" },
			{ name: "", value: "y" },
		]),
	).toEqual([]);
});
