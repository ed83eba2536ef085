import { type Command, isMember, type Parameter } from "./command.ts";
import { isGroup } from "./platform.ts";

/**
 * Reads a command typed as one line: `/quiz sql count:3`. Values stand in order or as `name:value`,
 * in quotes where they hold spaces. Slack and the playground type commands this way.
 */
export type Typed = { readonly name: string; readonly input: Readonly<Record<string, unknown>> };

type Token = { readonly name: string | null; readonly value: string };

/** Longer than any command; each word costs a look at every parameter. */
const LINE_LIMIT = 1000;

const TOKEN = /(?:([a-z]+):)?(?:"([^"]*)"|'([^']*)'|(\S+))/gi;

/** As many words as a command's name may have. */
const NAME_WORDS = 3;

/**
 * The command a line begins with, by as many words as fit, and what comes after its name; null when
 * there is none.
 */
export function matchCommand(
	commands: readonly Command[],
	line: string,
): { readonly command: Command; readonly rest: string } | null {
	const typed = line.slice(0, LINE_LIMIT).trimStart().replace(/^\//, "");
	for (let words = NAME_WORDS; words > 0; words -= 1) {
		const [all = "", name = ""] =
			new RegExp(`^((?:\\S+\\s+){${words - 1}}\\S+)\\s*`).exec(typed) ?? [];
		const wanted = name.toLowerCase().replaceAll(/\s+/g, " ");
		const command = commands.find((one) => one.name === wanted);
		if (command && wanted !== "") return { command, rest: typed.slice(all.length) };
	}
	return null;
}

/** The first word (without the slash, in lower case) and the rest of the line. */
export function splitLine(line: string): { name: string; rest: string } {
	const typed = line.slice(0, LINE_LIMIT);
	const [, name = "", rest = ""] = /^\s*\/?(\S*)\s*([\s\S]*)$/.exec(typed) ?? [];
	return { name: name.toLowerCase(), rest };
}

/**
 * Gives each word to a parameter: named ones by name; the others to the first open parameter that
 * takes such a value, words that fit nothing narrower to the line (so `git basics` is one topic) or
 * else to the person.
 * What no parameter takes stays under the name "" for dispatch to refuse with the usage.
 */
export function readLine(command: Command, rest: string): Typed {
	const input: Record<string, unknown> = {};
	for (const token of tokens(rest, command)) {
		const name = token.name ?? home(command, input, token.value);
		const parameter = command.parameters[name];
		const before = token.name === null ? input[name] : undefined;
		const value = before === undefined ? token.value : `${before} ${token.value}`;
		input[name] = parameter ? readValue(parameter, value) : value;
	}
	return { name: command.name, input };
}

function tokens(rest: string, command: Command): Token[] {
	return [...rest.matchAll(TOKEN)].map(([whole, name, double, single, bare]) => {
		const known = name !== undefined && Object.hasOwn(command.parameters, name.toLowerCase());
		const value = double ?? single ?? bare ?? "";
		return known ? { name: name.toLowerCase(), value } : { name: null, value: unquoted(whole) };
	});
}

function unquoted(whole: string): string {
	return whole.replace(/^(["'])(.*)\1$/, "$2");
}

/** The name of the parameter a bare word belongs to, or "" when there is none. */
function home(command: Command, input: Record<string, unknown>, value: string): string {
	const entries = Object.entries(command.parameters);
	const narrow = entries.find(
		([name, parameter]) =>
			(input[name] === undefined || parameter.kind === "line") && takes(parameter, value),
	);
	const wide = (fits: (one: Parameter) => boolean) => entries.find(([, one]) => fits(one))?.[0];
	return narrow?.[0] ?? wide(isOpenLine) ?? wide(({ kind }) => kind === "member") ?? "";
}

const isOpenLine = (parameter: Parameter): boolean =>
	parameter.kind === "line" && parameter.narrow === undefined;

/** Whether a value is so clearly meant for a narrow parameter that it need not be named. */
function takes(parameter: Parameter, value: string): boolean {
	if (isOpenLine(parameter)) return false;
	if (parameter.kind === "member") return isMember(value);
	if (parameter.kind === "group") return isMember(value) || isGroup(value);
	return parameter.schema.safeParse(readValue(parameter, value)).success;
}

/** A typed value as the parameter wants it; words stay words and are refused later, by name. */
function readValue(parameter: Parameter, value: string): unknown {
	return parameter.kind === "whole" && /^[+-]?\d+$/.test(value) ? Number(value) : value;
}
