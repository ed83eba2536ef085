import type { Inline, Text } from "../../core/message.ts";
import { isInSight, isTidy } from "../../core/tidy.ts";
import { roleIn, snowflakeIn } from "./ids.ts";

/**
 * Text as Discord's markdown. Discord takes a backslash before any sign that is neither letter,
 * digit nor space, and shows the sign as it is; so whatever people or authors write, it comes out
 * as those words and never as a heading, a mention, a link or a hidden spoiler.
 */

/** The ids of registered commands by name, which make them clickable. */
export type CommandIds = ReadonlyMap<string, string>;

/** Direction overrides, zero-width and other format signs, but for the joiner inside an emoji. */
const UNSEEN =
	/[\p{Cf}--\u200d]|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d|\u200d(?!\p{Extended_Pictographic})/gv;
const CONTROL = /[\p{Cc}--[\t\n]]/gv;
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
/** More marks than any script stacks would run over the lines above and below. */
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;

/**
 * Words without what cannot be seen: control and direction signs, zero-width signs, floods of
 * combining marks, halves of surrogate pairs (shown as �). Line breaks and tabs stay.
 */
export function seen(words: string): string {
	if (isInSight(words)) return words;
	return words
		.toWellFormed()
		.replace(LINE_ENDS, "\n")
		.replace(CONTROL, "")
		.replace(UNSEEN, "")
		.replace(STACKED_MARKS, "$1");
}

/** Words in one line, for labels, headings and names. */
export function oneLine(words: string): string {
	if (isTidy(words)) return words;
	return seen(words).replace(/\s+/g, " ").trim();
}

/**
 * Signs that mean something anywhere. A colon does where it could begin an emoji (`:tada:`, also
 * one that the next piece of text would end) or make an address into a link. Parentheses mean
 * something only after square brackets.
 */
const ANYWHERE = /[\\*_~|`<>[\]@]|:(?=\/|[\w+-]*(?::|$))/g;
/**
 * Signs that mean something where a line begins and a space follows, or may follow with the next
 * piece of text: heading, small print, lists.
 */
const LINE_START = /^([ \t]*)(#(?=[#\s]|$)|[+-](?=[#\s]|$)|\d*(?=\.(?:\s|$)))/gm;
/** Many empty lines would push what comes after them out of sight. */
const EMPTY_LINES = /\n(?:[ \t]*\n){2,}/g;

/** One line of words and signs that mean nothing anywhere: most of what is shown. */
const MEANS_NOTHING = /^[A-Za-z(][A-Za-z\d ,.;'"!?%&=()/+-]*$/;

/** Words that come out as they are, whatever signs they hold. */
export function escaped(words: string): string {
	if (MEANS_NOTHING.test(words)) return words;
	return seen(words)
		.replaceAll("\t", " ")
		.replace(EMPTY_LINES, "\n\n")
		.replace(ANYWHERE, "\\$&")
		.replace(LINE_START, escapeStart);
}

/** `- ` becomes `\- `, and `1.` becomes `1\.`; a line may also begin with the dot after a number. */
function escapeStart(whole: string, space: string, sign: string, at: number, all: string): string {
	if (/^[#+-]$/.test(sign)) return `${space}\\${sign}`;
	return all[at + whole.length] === "." ? `${whole}\\` : whole;
}

/** Running text. */
export function markdown(text: Text, commands: CommandIds): string {
	return text.map((inline, at) => inlineOf(inline, commands, text[at + 1])).join("");
}

function inlineOf(inline: Inline, commands: CommandIds, next: Inline | undefined): string {
	if (typeof inline === "string") return escaped(inline);
	switch (inline.as) {
		case "strong":
			return around("**", inline.text);
		case "em":
			return emphasis(inline.text, next);
		case "code":
			return codeSpan(inline.text);
		case "link":
			return linkTo(inline.url, inline.text);
		case "person":
			return mention(inline);
		case "group":
			return role(inline);
		case "moment":
			return timestamp(inline.at, inline.show);
		case "place":
			return channel(inline.place);
		case "command":
			return commandNamed(inline.name, commands);
	}
}

/** Spaces go outside: Discord takes no emphasis that begins or ends with one. */
function around(sign: string, words: string): string {
	const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(seen(words)) ?? [];
	return inner === "" ? before : `${before}${sign}${escaped(inner)}${sign}${after}`;
}

/**
 * Underscores, for between asterisks Discord sees no escaped ones. Before a letter only asterisks
 * work; words with asterisks of their own go plain there.
 */
function emphasis(words: string, next: Inline | undefined): string {
	if (typeof next !== "string" || !/^\w/.test(next)) return around("_", words);
	return words.includes("*") ? escaped(words) : around("*", words);
}

/** Words in code, with more backticks around them than stand together inside. */
export function codeSpan(words: string): string {
	const inner = seen(words).replace(/[\n\t]/g, " ");
	if (inner.trim() === "") return inner;
	const inside = (inner.match(/`+/g) ?? []).map((run) => run.length);
	const fence = "`".repeat(inside.length === 0 ? 1 : Math.max(...inside) + 1);
	const pad = /^`|`$/.test(inner) ? " " : "";
	return `${fence}${pad}${inner}${pad}${fence}`;
}

const LANGUAGE = /^[a-z0-9_+.#-]{1,20}$/i;
/** Discord knows no longer fences, so three backticks in the code are set apart, unseen. */
const FENCE_INSIDE = /``(?=`)/g;

/** Lines of code. */
export function codeBlock(source: string, language = ""): string {
	const lines = seen(source).replace(FENCE_INSIDE, "``\u200b").replace(/\n+$/, "");
	const name = LANGUAGE.test(language) ? language : "";
	return `\`\`\`${name}\n${lines.trim() === "" ? " " : lines}\n\`\`\``;
}

/** The address as a link may carry it, or null when it is none that can be trusted. */
export function safeUrl(url: string): string | null {
	const parsed = URL.parse(url);
	if (parsed?.protocol !== "https:") return null;
	return parsed.href.replace(
		/[()<>\\\s]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

/** Brackets in the words of a link would end it, so they become round. */
export function linkTo(url: string, words: string): string {
	const label = oneLine(words).replaceAll("[", "(").replaceAll("]", ")");
	const address = safeUrl(url);
	if (address === null) return escaped(label);
	return label === "" ? `<${address}>` : `[${escaped(label)}](${address})`;
}

/** A name; only a ping makes it a mention, which is all that `allowed_mentions` then lets through. */
function mention({ account, name, ping }: Extract<Inline, { as: "person" }>): string {
	const user = ping ? snowflakeIn(account) : null;
	return user === null ? escaped(oneLine(name)) : `<@${user}>`;
}

/** Shows the role's name as it is now; `allowed_mentions` lets no role through, so nobody is notified. */
function role({ group, name }: Extract<Inline, { as: "group" }>): string {
	const id = roleIn(group);
	return id === null ? escaped(oneLine(name)) : `<@&${id}>`;
}

/** Shows the channel's name to whoever may see it, and notifies nobody. */
function channel(place: string): string {
	const id = snowflakeIn(place);
	return id === null ? codeSpan(place) : `<#${id}>`;
}

const STYLE = { time: "t", date: "D", both: "f" } as const;
/** What a date can hold, in milliseconds either way. */
const FARTHEST = 8.64e15;

function timestamp(at: number, show: "time" | "date" | "both"): string {
	if (!(Math.abs(at) <= FARTHEST)) return "";
	return `<t:${Math.floor(at / 1000)}:${STYLE[show]}>`;
}

/** A click fills the command in, once Discord has told its id. */
function commandNamed(name: string, commands: CommandIds): string {
	const id = commands.get(name.split(" ")[0] ?? "");
	return id === undefined ? codeSpan(`/${name}`) : `</${name}:${id}>`;
}
