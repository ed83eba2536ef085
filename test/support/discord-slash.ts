import type { JsonObject } from "./discord-limits.ts";
import { COMPONENT, OPTION } from "./discord-limits.ts";
import type { Channel, Command, CommandOption, Guild, Person, World } from "./discord-world.ts";
import { memberObject, permissionsOf } from "./discord-world.ts";

/**
 * Slash commands as they are typed: from a name and options to what Discord sends the bot, with
 * everything refused that a client would not offer.
 */

/** Permissions an installed bot has in a channel: to see it, write, link and attach. */
export const BOT_PERMISSIONS = (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 16n);

/** Options of a slash command by name; `sub` and `group` name a subcommand. */
export type SlashOptions = Record<string, string | number | boolean | undefined>;

/** A command as it was typed: the data of its event, and the words for the transcript. */
interface Typed {
	command: Command | undefined;
	data: JsonObject;
	said: string;
}

/**
 * Turns a name and options into what Discord sends. The registered command gives the options
 * their types; while no commands are registered, the types follow from the values.
 */
export function typeCommand(
	world: World,
	name: string,
	options: SlashOptions,
	channel: Channel,
	focused: string | undefined,
): Typed {
	const [head = "", ...spoken] = name.replace(/^\//, "").split(" ");
	const command = findCommand(world, head, channel.guild);
	const { path, values } = pathAndValues(command, spoken, options);
	const { known, types } = definitionsAt(command, path);
	if (focused === undefined) refuseMissing(head, known, values);
	else if (!values.some(([key]) => key === focused)) values.push([focused, ""]);
	const leaves = values.map(([key, value]) => {
		const given = known?.find((one) => one.name === key);
		if (known !== undefined && given === undefined) {
			throw new Error(`/${head} has no option “${key}”; it has: ${namesOf(known)}`);
		}
		return leafOption(key, value, given, key === focused);
	});
	const nested = path.reduceRight<JsonObject[]>(
		(inner, step, depth) => [{ name: step, type: types[depth], options: inner }],
		leaves,
	);
	const resolved = resolveOptions(world, leaves, channel);
	const data: JsonObject = { id: command?.id ?? world.mint(), name: head, type: 1 };
	if (nested.length > 0) data.options = nested;
	if (resolved !== undefined) data.resolved = resolved;
	if (command?.guild_id !== undefined) data.guild_id = command.guild_id;
	const words = values.map(([key, value]) => ` ${key}: ${value}`).join("");
	return { command, data, said: `/${[head, ...path].join(" ")}${words}` };
}

/** A command by name; one that only exists in this guild comes before one for everywhere. */
function findCommand(world: World, name: string, guild: Guild | undefined): Command | undefined {
	const there = world.commands.filter((one) => one.guild_id === guild?.id);
	const everywhere = world.commands.filter((one) => one.guild_id === undefined);
	const all = [...there, ...everywhere].filter((one) => one.type === 1);
	const found = all.find((one) => one.name === name);
	if (found === undefined && world.commands.length > 0) {
		throw new Error(`There is no command /${name}; registered: ${namesOf(all)}`);
	}
	return found;
}

function namesOf(all: readonly { name: string }[]): string {
	return all.map((one) => one.name).join(", ") || "none";
}

/** Separates the way to a subcommand (`/deck add`, or `sub: "add"`) from the real options. */
function pathAndValues(
	command: Command | undefined,
	spoken: string[],
	options: SlashOptions,
): { path: string[]; values: [string, string | number | boolean][] } {
	const nested = command === undefined || (command.options ?? []).some((one) => one.type <= 2);
	const steps = nested && spoken.length === 0 ? [options.group, options.sub] : [];
	const path = [...spoken, ...steps.filter((step) => typeof step === "string")];
	const values = Object.entries(options).flatMap(([key, value]) => {
		const step = nested && spoken.length === 0 && (key === "sub" || key === "group");
		if (value === undefined || step) return [];
		const pair: [string, string | number | boolean] = [key, value];
		return [pair];
	});
	return { path, values };
}

/** The options defined at the end of a path, and the type of each step on the way there. */
function definitionsAt(
	command: Command | undefined,
	path: readonly string[],
): { known: CommandOption[] | undefined; types: number[] } {
	if (command === undefined) {
		const types = path.map((_, depth) => (depth === path.length - 1 ? OPTION.sub : OPTION.group));
		return { known: undefined, types };
	}
	let known = command.options ?? [];
	const types: number[] = [];
	for (const step of path) {
		const next = known.find((one) => one.name === step);
		if (next === undefined || next.type > OPTION.group) {
			throw new Error(`/${command.name} has no “${step}”; it has: ${namesOf(known)}`);
		}
		types.push(next.type);
		known = next.options ?? [];
	}
	if (known.some((one) => one.type <= OPTION.group)) {
		throw new Error(`/${[command.name, ...path].join(" ")} needs one of: ${namesOf(known)}`);
	}
	return { known, types };
}

function refuseMissing(
	head: string,
	known: readonly CommandOption[] | undefined,
	values: readonly [string, unknown][],
): void {
	const given = values.map(([key]) => key);
	const missing = (known ?? []).filter((one) => one.required && !given.includes(one.name));
	if (missing.length > 0) throw new Error(`/${head} needs: ${namesOf(missing)}`);
}

/** One option with its value. What is still being typed is always a text. */
function leafOption(
	name: string,
	value: string | number | boolean,
	known: CommandOption | undefined,
	focused: boolean,
): JsonObject {
	const type = known?.type ?? inferredType(value);
	if (focused) return { name, type, value: String(value), focused: true };
	if (known !== undefined) refuseValue(known, value);
	return { name, type, value };
}

function inferredType(value: string | number | boolean): number {
	if (typeof value === "boolean") return OPTION.boolean;
	if (typeof value === "string") return OPTION.string;
	return Number.isInteger(value) ? OPTION.integer : OPTION.number;
}

/** Refuses a value that a Discord client would not let anybody send. */
function refuseValue(known: CommandOption, value: string | number | boolean): void {
	const no = (why: string): never => {
		throw new Error(`Option “${known.name}” does not take ${JSON.stringify(value)}: ${why}`);
	};
	const wanted = jsType(known.type);
	if (typeof value !== wanted) no(`it wants a ${wanted}`);
	if (known.type === OPTION.integer && !Number.isInteger(value)) no("it wants a whole number");
	const choices = known.choices ?? [];
	if (choices.length > 0 && !choices.some((choice) => choice.value === value)) {
		no(`choices are ${choices.map((choice) => choice.value).join(", ")}`);
	}
	const size = typeof value === "string" ? value.length : Number(value);
	const isText = typeof value === "string";
	const least = isText ? known.min_length : known.min_value;
	const most = isText ? known.max_length : known.max_value;
	if (least !== undefined && size < least) no(`at least ${least}`);
	if (most !== undefined && size > most) no(`at most ${most}`);
}

function jsType(type: number): string {
	if (type === OPTION.integer || type === OPTION.number) return "number";
	return type === OPTION.boolean ? "boolean" : "string";
}

/** Refuses a command the person's client would not list in this place. */
export function refuseUnavailable({ command }: Typed, who: Person, channel: Channel): void {
	if (command === undefined) return;
	const no = (why: string): never => {
		throw new Error(`/${command.name} is not offered to ${who.user.global_name} here: ${why}.`);
	};
	const { guild } = channel;
	const context = guild === undefined ? 1 : 0;
	if (command.contexts !== null && !command.contexts.includes(context)) no("not in this context");
	if (guild === undefined) {
		if (command.dm_permission === false) no("not in direct messages");
		return;
	}
	if (!guild.installed && !command.integration_types.includes(1)) no("the bot is not installed");
	const needed = command.default_member_permissions;
	if (needed === null || !guild.installed) return;
	const bits = needed === "0" ? 1n << 3n : BigInt(needed);
	if ((permissionsOf(who, guild) & bits) !== bits) no("permissions are missing");
}

/** The objects behind the ids among a command's options. */
function resolveOptions(
	world: World,
	leaves: readonly JsonObject[],
	channel: Channel,
): JsonObject | undefined {
	const idsOf = (type: number): string[] =>
		leaves.filter((one) => one.type === type && !one.focused).map((one) => String(one.value));
	const parts = [
		resolve(world, COMPONENT.userSelect, idsOf(OPTION.user), channel),
		resolve(world, COMPONENT.roleSelect, idsOf(OPTION.role), channel),
		resolve(world, COMPONENT.channelSelect, idsOf(OPTION.channel), channel),
		resolve(world, COMPONENT.mentionableSelect, idsOf(OPTION.mentionable), channel),
	].filter((part) => part !== undefined);
	return parts.length === 0 ? undefined : Object.assign({}, ...parts);
}

/** What Discord adds to ids of users, roles or channels, so that the bot need not ask. */
export function resolve(
	world: World,
	select: number,
	ids: readonly string[],
	channel: Channel,
): JsonObject | undefined {
	if (ids.length === 0) return undefined;
	if (select === COMPONENT.userSelect) return resolveUsers(world, ids, channel.guild);
	if (select === COMPONENT.mentionableSelect) {
		const users = ids.filter((id) => world.people.has(id));
		const roles = ids.filter((id) => !world.people.has(id));
		return { ...resolveUsers(world, users, channel.guild), ...resolveRoles(roles) };
	}
	if (select === COMPONENT.roleSelect) return resolveRoles(ids);
	return select === COMPONENT.channelSelect ? resolveChannels(world, ids) : undefined;
}

function resolveUsers(world: World, ids: readonly string[], guild: Guild | undefined): JsonObject {
	const people = ids.map((id) => world.person(id));
	const users = Object.fromEntries(people.map((one) => [one.user.id, one.user]));
	if (guild === undefined) return { users };
	const here = people.filter((one) => one.memberships.has(guild.id));
	const members = here.map((one) => {
		const { user: _, ...member } = memberObject(one, guild);
		return [one.user.id, member];
	});
	return { users, members: Object.fromEntries(members) };
}

function resolveRoles(ids: readonly string[]): JsonObject {
	const role = {
		color: 0,
		hoist: false,
		managed: false,
		mentionable: false,
		position: 1,
		flags: 0,
	};
	const roles = ids.map((id) => [id, { ...role, id, name: `role-${id}`, permissions: "0" }]);
	return { roles: Object.fromEntries(roles) };
}

function resolveChannels(world: World, ids: readonly string[]): JsonObject {
	const channels = ids.map((id) => {
		const known = world.channels.get(id);
		const rest = { permissions: String(BOT_PERMISSIONS), parent_id: null };
		return [id, { ...rest, id, type: known?.type ?? 0, name: known?.name ?? `channel-${id}` }];
	});
	return { channels: Object.fromEntries(channels) };
}
