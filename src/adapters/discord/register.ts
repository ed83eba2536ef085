import { createHash } from "node:crypto";
import { type REST, type RESTGetAPIApplicationCommandsResult, Routes } from "discord.js";
import type { Choice, Command, Parameter } from "../../core/command.ts";
import { families } from "../../text/en.ts";
import { LIMITS, PERMISSION, TEXT_CHANNELS } from "./limits.ts";
import type { CommandIds } from "./markdown.ts";

/**
 * Declarations → Discord's global commands. They are sent in one PUT, which replaces all of them,
 * and only when they differ from what Discord has: a start costs one GET and nothing else. There is
 * nothing to keep on this side, so a second process or a restored backup cannot be wrong about it.
 */

/** From interactions/application-commands. */
const TYPE = {
	...{ slash: 1, sub: 1, group: 2, string: 3, integer: 4 },
	...{ user: 6, channel: 7, mentionable: 9 },
} as const;
const EVERYWHERE = { integration_types: [0, 1], contexts: [0, 1, 2] } as const;
/** Only where a server has installed the bot. */
const IN_SPACES = { integration_types: [0], contexts: [0] } as const;

type Option = {
	readonly type: number;
	readonly name: string;
	readonly description: string;
	readonly required?: boolean;
	/** Of a subcommand its parameters, of a group its subcommands. */
	readonly options?: readonly Option[];
	readonly choices?: readonly Choice[];
	readonly autocomplete?: boolean;
	readonly min_value?: number;
	readonly max_value?: number;
	readonly channel_types?: readonly number[];
};

export type CommandPayload = {
	readonly type: typeof TYPE.slash;
	readonly name: string;
	readonly description: string;
	readonly options: readonly Option[];
	readonly default_member_permissions: string | null;
	readonly integration_types: readonly number[];
	readonly contexts: readonly number[];
};

/**
 * Declarations in Discord's words. Commands that share a first word become one with subcommands, and
 * those that share two become a group in it. What only moderators and leads may use is not even
 * offered to others.
 */
export function commandPayloads(commands: readonly Command[]): readonly CommandPayload[] {
	const byWord = Map.groupBy(commands, ({ name }) => name.split(" ")[0] ?? name);
	return [...byWord].map(([word, family]) => payloadOf(word, family));
}

function payloadOf(word: string, family: readonly Command[]): CommandPayload {
	const [only] = family;
	const alone = only?.name === word ? only : undefined;
	const everywhere = family.every(({ where }) => where === "anywhere");
	const open = family.some(({ who }) => who === "everyone");
	return {
		type: TYPE.slash,
		name: word,
		description: alone?.about ?? families[word] ?? word,
		options: alone ? parametersOf(alone) : branchesOf(word, family),
		default_member_permissions: open ? null : String(PERMISSION.manageGuild),
		...(everywhere ? EVERYWHERE : IN_SPACES),
	};
}

/** Discord wants those that must be given before the others; the order otherwise stays. */
function parametersOf({ parameters }: Command): readonly Option[] {
	const options = Object.entries(parameters).map(([name, one]) => optionOf(name, one));
	return options.toSorted((a, b) => Number(b.required) - Number(a.required));
}

/** What comes after the words that a family shares. */
function branchesOf(shared: string, family: readonly Command[]): readonly Option[] {
	const byWord = Map.groupBy(
		family,
		({ name }) => name.slice(shared.length + 1).split(" ")[0] ?? "",
	);
	return [...byWord].map(([word, branch]) => branchOf(`${shared} ${word}`, word, branch));
}

function branchOf(path: string, name: string, branch: readonly Command[]): Option {
	const [only] = branch;
	if (only?.name === path)
		return { type: TYPE.sub, name, description: only.about, options: parametersOf(only) };
	const description = families[path] ?? name;
	return { type: TYPE.group, name, description, options: branchesOf(path, branch) };
}

function optionOf(name: string, parameter: Parameter): Option {
	const { about, required } = parameter;
	return { name, description: about, required, ...valuesOf(parameter) };
}

/** What Discord offers or checks while the value is typed. Dispatch checks everything again. */
function valuesOf(parameter: Parameter): Pick<Option, "type"> & Partial<Option> {
	switch (parameter.kind) {
		case "choice":
			return { type: TYPE.string, choices: parameter.choices };
		case "whole":
			return { type: TYPE.integer, min_value: parameter.least, max_value: parameter.most };
		case "place":
			return { type: TYPE.channel, channel_types: TEXT_CHANNELS };
		case "member":
			return { type: TYPE.user };
		case "group":
			return { type: TYPE.mentionable };
		case "line":
		case "zone":
			return parameter.complete ? { type: TYPE.string, autocomplete: true } : { type: TYPE.string };
		case "time":
		case "date":
			return { type: TYPE.string };
	}
}

/**
 * Makes Discord's list of global commands the declared one, if it is not already.
 *
 * @returns the ids of the commands by name
 */
export async function registerCommands(
	rest: REST,
	application: string,
	commands: readonly Command[],
): Promise<{ ids: CommandIds; changed: boolean }> {
	const route = Routes.applicationCommands(application);
	const wanted = commandPayloads(commands);
	const before = (await rest.get(route)) as RESTGetAPIApplicationCommandsResult;
	const changed = fingerprint(wanted) !== fingerprint(before);
	const after = changed ? await rest.put(route, { body: wanted }) : before;
	const registered = after as RESTGetAPIApplicationCommandsResult;
	return { ids: new Map(registered.map(({ name, id }) => [name, id])), changed };
}

/** The same for the same commands, whatever order, ids, versions and defaults they come with. */
export function fingerprint(commands: readonly object[]): string {
	const all = commands.map((command) => JSON.stringify(normal(command))).toSorted();
	return createHash("sha256").update(all.join("\n")).digest("hex");
}

/** Fields that change what a person sees or may do; whatever else Discord adds is its own affair. */
const MEANT = {
	type: TYPE.slash,
	name: "",
	description: "",
	options: [],
	required: false,
	choices: [],
	autocomplete: false,
	min_value: null,
	max_value: null,
	channel_types: [],
	value: null,
	default_member_permissions: null,
	integration_types: [],
	contexts: [],
} as const;

/** A value with its fields in one order and without those that only repeat the default. */
function normal(value: unknown): unknown {
	if (Array.isArray(value)) return numbersSorted(value.map(normal));
	if (typeof value !== "object" || value === null) return value;
	const given: Record<string, unknown> = { ...value };
	return Object.entries(MEANT).flatMap(([name, usual]) => {
		const own = normal(given[name] ?? usual);
		return JSON.stringify(own) === JSON.stringify(usual) ? [] : [[name, own]];
	});
}

/** The order of options and choices is seen; that of contexts and channel types is not. */
function numbersSorted(values: readonly unknown[]): readonly unknown[] {
	return values.every((one) => typeof one === "number") ? values.toSorted((a, b) => a - b) : values;
}

/** What may complete a parameter, as Discord takes it. */
export function choicesPayload(choices: readonly Choice[]): readonly Choice[] {
	const fits = ({ name, value }: Choice): boolean =>
		name !== "" && name.length <= LIMITS.commands.choice && value.length <= LIMITS.commands.choice;
	return choices.filter(fits).slice(0, LIMITS.commands.choices);
}
