import { z } from "zod";
import { expected } from "../text/en.ts";
import { dayTyped, zoneNamed, zoneNames } from "./days.ts";
import type { Library } from "./library.ts";
import { isGroup } from "./platform.ts";
import type { Ids, Learner, Log, Space, Store } from "./ports.ts";
import type { Account, Answers, CommandRequest, Place, Ref, Reply, Request } from "./request.ts";
import type { News } from "./rescore/news.ts";
import { misspeltZones } from "./settings/misspelt.ts";
import type { Shares } from "./shares.ts";
import type { Thanks } from "./thanks.ts";

/**
 * A command is declared once, in `commands/`. From the declaration come Discord's command JSON,
 * Slack's manifest and usage hints, the playground's fields, `/help` and the README's table.
 */

export type Choice = { readonly name: string; readonly value: string };

/** Completes what is being typed. At most 25 are shown. */
export type Complete = (typed: string, library: Library) => readonly Choice[];

type Described<Value> = {
	readonly about: string;
	readonly required: boolean;
	/** Checks a value as an adapter read it; its message is what the person is told. */
	readonly schema: z.ZodType<Value>;
};

/** One thing a person can give a command. `place`, `member` and `group` values are namespaced ids. */
export type Parameter<Value = unknown> = Described<Value> &
	(
		| { readonly kind: "choice"; readonly choices: readonly Choice[] }
		| { readonly kind: "whole"; readonly least: number; readonly most: number }
		/** `narrow`: takes bare words that fit it before others do, also several in turn (`mon wed`). */
		| { readonly kind: "line"; readonly complete?: Complete; readonly narrow?: true }
		| { readonly kind: "zone"; readonly complete: Complete }
		| { readonly kind: "time" | "date" | "place" | "member" | "group" }
	);

export type Parameters = Readonly<Record<string, Parameter>>;
type Input<P extends Parameters> = {
	readonly [Name in keyof P]: P[Name] extends Parameter<infer Value> ? Value : never;
};

/** What commands may use. */
export type Tools = {
	readonly store: Store;
	readonly library: Library;
	readonly ids: Ids;
	readonly log: Log;
	readonly shares: Pick<Shares, "now">;
	readonly thanks: Pick<Thanks, "to">;
	readonly news: Pick<News, "expect" | "take">;
	/** Whether the bot may post to a place: a sentence how to mend it when it may not, else null. */
	readonly probe: (place: string) => Promise<string | null>;
	/**
	 * How others get to see moderators' commands in a place, where its platform hides those from them:
	 * a sentence, else null.
	 */
	readonly revealing: (place: string) => string | null;
	/** What the platform calls somebody, clean; null for nobody, or when it does not say. */
	readonly nameOf: (account: string) => Promise<string | null>;
	/** Drops what is remembered of an account outside of the store. */
	readonly forget: (account: string) => void;
	/** For `/help`: the commands that exist. */
	readonly commands: readonly Command[];
};

/** Everything a command may know and use when it runs. */
export type Context = {
	/** The request's id: pass it to whatever writes. */
	readonly request: string;
	readonly now: number;
	readonly account: string;
	readonly place: Place;
	readonly learner: Learner;
	readonly space: Space;
	/** Whether they moderate this space; leads only lead their cohorts. */
	readonly moderates: boolean;
	/** People the wish names, by clean names. */
	readonly named: readonly Account[];
	readonly tools: Tools;
};

/** What came with a press beside its arguments. */
export type Used = {
	readonly picked: readonly string[];
	readonly fields: Readonly<Record<string, string>>;
	readonly on?: Ref;
};

export type Press = {
	/** Goes up when the arguments change their meaning; presses of another version are refused kindly. */
	readonly version: number;
	readonly answers: Answers;
	/** Reads the arguments, which are text and not to be trusted. */
	readonly args: z.ZodType<readonly unknown[]>;
	run(context: Context, args: readonly unknown[], used: Used): Promise<Reply>;
};

export type Command = {
	/**
	 * One word, or up to three where commands belong together: `quiz`, `manage schedule add`. The
	 * first words of such names are no commands themselves (Discord's rule).
	 */
	readonly name: string;
	/** One line, without a full stop. */
	readonly about: string;
	/** `leads`: moderators, and those who lead a cohort here; which one, the command looks at itself. */
	readonly who: "everyone" | "leads" | "moderators";
	/** `space`: refused where there is no tenant (direct messages, personal installs). */
	readonly where: "anywhere" | "space";
	readonly answers: Answers;
	/** Moderators see more of what is asked about others, so their rights matter all the same. */
	readonly showsModeratorsMore?: true;
	readonly parameters: Parameters;
	readonly presses: Readonly<Record<string, Press>>;
	run(context: Context, input: Readonly<Record<string, unknown>>): Promise<Reply>;
};

/** Declares a command; `run` gets its input typed by the parameters. */
export function command<const P extends Parameters>(
	declared: Omit<Command, "parameters" | "presses" | "run"> & {
		readonly parameters: P;
		readonly presses?: Readonly<Record<string, Press>>;
		run(context: Context, input: Input<P>): Promise<Reply>;
	},
): Command {
	// A method is bivariant: dispatch hands `run` only what the parameters' schemas let through.
	return { presses: {}, ...declared } as Command;
}

/** Declares a press; `run` gets its arguments typed by `args`. */
export function press<Args extends readonly unknown[]>(declared: {
	readonly version: number;
	readonly answers: Answers;
	readonly args: z.ZodType<Args>;
	run(context: Context, args: Args, used: Used): Promise<Reply>;
}): Press {
	return declared as unknown as Press;
}

/** A whole number among a press's arguments. */
export const wholeArg = z
	.string()
	.regex(/^\d{1,9}$/)
	.transform(Number);
/** An id among a press's arguments. */
export const idArg = z.string().regex(/^[\w.-]{1,48}$/);

type Asked = { readonly about: string };

/** One of a few words. */
export function choice<const Values extends readonly [Choice, ...Choice[]]>(
	asked: Asked & { readonly choices: Values },
): Parameter<Values[number]["value"] | undefined> {
	const values = asked.choices.map((one) => one.value);
	const schema = z
		.string()
		.transform((value) => value.toLowerCase())
		.pipe(z.enum(values as [string, ...string[]], { error: expected.oneOf(values) }));
	return { kind: "choice", required: false, ...asked, schema: schema.optional() };
}

/** A whole number in a range. */
export function whole(
	asked: Asked & { readonly least: number; readonly most: number },
): Parameter<number | undefined> {
	const error = expected.whole(asked.least, asked.most);
	const schema = z.number({ error }).int(error).min(asked.least, error).max(asked.most, error);
	return { kind: "whole", required: false, ...asked, schema: schema.optional() };
}

const LINE_LIMIT = 200;

/** One line of words. */
export function line(
	asked: Asked & { readonly complete?: Complete },
): Parameter<string | undefined> {
	const schema = z.string().trim().max(LINE_LIMIT, expected.shorter(LINE_LIMIT));
	return { kind: "line", required: false, ...asked, schema: schema.optional() };
}

/** A time zone by its IANA name; cities complete it. */
export function zone(asked: Asked): Parameter<string | undefined> {
	const schema = z.string().transform((name, context) => {
		const found = zoneNamed(name) ?? onlyZoneNear(name);
		if (found) return found;
		context.addIssue({
			code: "custom",
			message: expected.zone(name, zonesMeant(name).slice(0, 3)),
		});
		return z.NEVER;
	});
	const complete: Complete = (typed) => zonesNear(typed).map((name) => ({ name, value: name }));
	return { kind: "zone", required: false, ...asked, complete, schema: schema.optional() };
}

/** A wall-clock time, as `09:00` or `9`. */
export function time(asked: Asked): Parameter<string | undefined> {
	const schema = z.string().transform((typed, context) => {
		const read = readTime(typed);
		if (read !== null) return read;
		context.addIssue({ code: "custom", message: expected.time });
		return z.NEVER;
	});
	return { kind: "time", required: false, ...asked, schema: schema.optional() };
}

/** `9` and `9:05` as `09:00` and `09:05`; null when it is no time of day. */
export function readTime(typed: string): string | null {
	const [, hour = "", minute = "00"] = /^\s*(\d{1,2})(?::(\d{2}))?\s*$/.exec(typed) ?? [];
	const fits = hour !== "" && Number(hour) < 24 && Number(minute) < 60;
	return fits ? `${hour.padStart(2, "0")}:${minute}` : null;
}

/** A calendar date, as `2026-12-24`. */
export function date(asked: Asked): Parameter<string | undefined> {
	const schema = z.string().transform((typed, context) => {
		const day = dayTyped(typed);
		if (day !== null) return day;
		context.addIssue({ code: "custom", message: expected.date });
		return z.NEVER;
	});
	return { kind: "date", required: false, ...asked, schema: schema.optional() };
}

/** A channel or thread, as a namespaced id. */
export function place(asked: Asked): Parameter<string | undefined> {
	const schema = z.string().regex(/^[a-z]+:[\w:.-]+$/, expected.place);
	return { kind: "place", required: false, ...asked, schema: schema.optional() };
}

/** A person as the platforms name them: `discord:123`, `slack:T1:U1`. */
const ACCOUNT = /^[a-z]+:[\w:.-]+$/;

/** Whether a value is an account's id, and no name. */
export function isAccount(value: string): boolean {
	return ACCOUNT.test(value);
}

/** Whether a typed word can mean nothing but a person. */
export function isMember(typed: string): boolean {
	return typed.startsWith("@") || isAccount(typed);
}

/**
 * A person: the namespaced id of an account, or a name where somebody typed one by hand and the
 * platform did not say whose it is (see `members.ts`).
 */
export function member(asked: Asked): Parameter<string | undefined> {
	const schema = z.string().trim().min(1, expected.member).max(NAME_LIMIT, expected.member);
	return { kind: "member", required: false, ...asked, schema: schema.optional() };
}

/** A group of people, or one person: by namespaced id, for only a platform knows its groups. */
export function group(asked: Asked): Parameter<string | undefined> {
	const known = (id: string) => isAccount(id) || isGroup(id);
	const schema = z.string().trim().refine(known, expected.group);
	return { kind: "group", required: false, ...asked, schema: schema.optional() };
}

/** Longer than any account's id, and than any name that is kept. */
const NAME_LIMIT = 100;

/**
 * Whether a wish needs the asker's rights. Slack sends none along, and asking for them takes a
 * moment that no other wish should pay for.
 */
export function needsRights({ who, showsModeratorsMore }: Command, input: CommandRequest["input"]) {
	return who !== "everyone" || (showsModeratorsMore === true && Object.keys(input).length > 0);
}

function zonesNear(typed: string): readonly string[] {
	const wanted = typed.trim().toLowerCase().replaceAll(/\s+/g, "_");
	return zoneNames().filter((name) => name.toLowerCase().includes(wanted));
}

function zonesMeant(typed: string): readonly string[] {
	const near = zonesNear(typed);
	return near.length > 0 ? near : misspeltZones(typed);
}

/** `berlin` is enough where one zone only is called so. */
function onlyZoneNear(typed: string): string | undefined {
	const near = typed.trim() === "" ? [] : zonesNear(typed);
	return near.length === 1 ? near[0] : undefined;
}

/** What the presses of a command begin with: `manage-schedule-add` for `manage schedule add`. */
function pressPrefix(name: string): string {
	return name.replaceAll(" ", "-");
}

/** The command that a wish is for; undefined when there is none of that name. */
export function commandBehind(commands: readonly Command[], request: Request): Command | undefined {
	if (request.kind === "command") return commands.find(({ name }) => name === request.name);
	const [prefix = ""] = request.press.split(".", 1);
	return commands.find(({ name }) => name.length === prefix.length && pressPrefix(name) === prefix);
}

/** `/quiz [topic] [difficulty] [count]`, for hints and help. */
export function usage(command: Command): string {
	const parameters = Object.entries(command.parameters).map(([name, parameter]) =>
		parameter.required ? `<${name}>` : `[${name}]`,
	);
	return [`/${command.name}`, ...parameters].join(" ");
}
