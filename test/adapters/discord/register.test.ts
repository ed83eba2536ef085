import { expect, test } from "vitest";
import { commands } from "../../../commands/index.ts";
import {
	choicesPayload,
	commandPayload,
	fingerprint,
} from "../../../src/adapters/discord/register.ts";
import {
	choice,
	command,
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
	expect(checkCommands(commands.map(commandPayload))).toEqual([]);
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
