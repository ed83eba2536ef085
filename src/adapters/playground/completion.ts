import type { App } from "../../core/app.ts";
import { type Choice, type Command, type Parameter, usage } from "../../core/command.ts";
import { matchCommand, readLine } from "../../core/line.ts";
import { expected } from "../../text/en.ts";
import { CHANNEL, type Person, people, SPACE } from "./people.ts";

/** Completes the command box: commands first, then their parameters, then values. */
export type Completion = {
	/** Taking an option replaces what was typed from here on. */
	readonly from: number;
	/** How the command goes, and what the open parameter wants; "" when nothing is to be said. */
	readonly usage: string;
	readonly hint: string;
	readonly options: readonly CompletionOption[];
	/** Whether Enter takes the first option: only half a command's name can mean nothing else. */
	readonly eager: boolean;
};
type CompletionOption = {
	readonly label: string;
	readonly about: string;
	readonly insert: string;
};

/** Both platforms show at most 25. */
const MOST_OPTIONS = 25;
const NOTHING: Completion = { from: 0, usage: "", hint: "", options: [], eager: false };

/** @param line what stands before the caret */
export function completeLine(app: App, person: Person, line: string): Completion {
	if (!line.startsWith("/")) return NOTHING;
	const mine = app.commands.filter(({ who }) => who === "everyone" || person.manages);
	const found = matchCommand(mine, line);
	if (found && /\s$/.test(line.slice(0, line.length - found.rest.length)))
		return completeRest(app, found.command, line, found.rest);
	return completeName(mine, line.slice(1).toLowerCase());
}

function completeName(commands: readonly Command[], typed: string): Completion {
	const options = bestFirst(commands, typed, ({ name }) => [name]).map(({ name, about }) => ({
		label: `/${name}`,
		about,
		insert: `/${name} `,
	}));
	const whole = commands.some(({ name }) => name === typed);
	return { ...NOTHING, options, eager: typed !== "" && !whole };
}

/** The word under the caret: perhaps with a parameter's name, perhaps within quotes still open. */
const LAST_WORD = /(?:^|\s)((?:([a-z]+):)?(["']?)((?<=["'])[^"']*|[^\s"']\S*|))$/i;

function completeRest(app: App, command: Command, line: string, rest: string): Completion {
	const [, word = "", name = "", , typed = ""] = LAST_WORD.exec(rest) ?? [];
	const from = line.length - word.length;
	const before = rest.slice(0, rest.length - word.length);
	const named = name.toLowerCase();
	const parameter = Object.hasOwn(command.parameters, named) && command.parameters[named];
	const about = { ...NOTHING, from, usage: `${usage(command)} · ${command.about}` };
	if (parameter)
		return {
			...about,
			hint: hintOf(parameter),
			options: valuesOf(app, command, named, parameter, typed),
		};
	return { ...about, options: openOptions(app, command, before, word) };
}

/** Parameters without a value so far; once something is typed, also values that begin like it. */
function openOptions(
	app: App,
	command: Command,
	before: string,
	word: string,
): readonly CompletionOption[] {
	const given = readLine(command, before).input;
	const open = Object.entries(command.parameters).filter(([name]) => given[name] === undefined);
	const names = open
		.filter(([name]) => name.startsWith(word.toLowerCase()))
		.map(([name, { about }]) => ({ label: `${name}:`, about, insert: `${name}:` }));
	const values = open.flatMap(([name, parameter]) =>
		word === "" ? [] : valuesOf(app, command, name, parameter, word),
	);
	return [...names, ...values].slice(0, MOST_OPTIONS);
}

function valuesOf(
	app: App,
	command: Command,
	name: string,
	parameter: Parameter,
	typed: string,
): readonly CompletionOption[] {
	return choicesOf(app, command, name, parameter, typed)
		.slice(0, MOST_OPTIONS)
		.map((choice) => ({
			label: choice.name,
			about: choice.name === choice.value ? name : `${name}:${choice.value}`,
			insert: `${name}:${quoted(choice.value)} `,
		}));
}

function choicesOf(
	app: App,
	command: Command,
	name: string,
	parameter: Parameter,
	typed: string,
): readonly Choice[] {
	const own = offeredHere(parameter);
	if (own) return bestFirst(own, typed, (one) => [one.name]);
	const offered = app.complete(SPACE, command.name, name, typed);
	if (parameter.kind !== "choice") return offered;
	return bestFirst(offered, typed, (one) => [one.name, one.value]);
}

/** The channel and the people, which only the playground knows. */
function offeredHere({ kind }: Parameter): readonly Choice[] | undefined {
	if (kind === "place") return [{ name: CHANNEL.name, value: CHANNEL.name }];
	if (kind !== "member" && kind !== "group") return undefined;
	return people.map(({ name }) => ({ name: `@${name}`, value: `@${name.toLowerCase()}` }));
}

function hintOf(parameter: Parameter): string {
	if (parameter.kind === "whole")
		return `${parameter.about}: ${expected.whole(parameter.least, parameter.most)}`;
	if (parameter.kind === "time") return `${parameter.about}: ${expected.time}`;
	if (parameter.kind === "date") return `${parameter.about}: ${expected.date}`;
	return parameter.about;
}

/** Those that begin like what was typed, then those that hold it. */
function bestFirst<One>(
	all: readonly One[],
	typed: string,
	wordsOf: (one: One) => readonly string[],
): readonly One[] {
	const wanted = typed.toLowerCase();
	const places = (one: One) =>
		wordsOf(one)
			.map((word) => word.toLowerCase().indexOf(wanted))
			.filter((at) => at >= 0);
	return all
		.filter((one) => places(one).length > 0)
		.toSorted((a, b) => Number(!places(a).includes(0)) - Number(!places(b).includes(0)));
}

/** In quotes where the line would otherwise fall apart there. */
function quoted(value: string): string {
	if (!/[\s"']/.test(value)) return value;
	return value.includes('"') ? `'${value.replaceAll("'", "")}'` : `"${value}"`;
}
