import type { types } from "@slack/bolt";
import type { Inline, Item, Part, Text } from "../../core/message.ts";
import { onSlack } from "../../text/en.ts";
import { userGroupIn } from "./groups.ts";
import { LIMITS } from "./limits.ts";
import { oneLine, visible } from "./visible.ts";

/** What a command is called in this workspace: `/quiz`, `/cairn settings`. */
export type TypedName = (command: string) => string;

/** One kind of inline, such as `Piece<"link">`. */
export type Piece<As extends string> = Extract<Inline, { readonly as: As }>;

type Element = types.RichTextElement;
type Show = keyof typeof DATE_FORMATS;

const STYLES = { strong: { bold: true }, em: { italic: true }, code: { code: true } } as const;

const DATE_FORMATS = {
	time: "{time}",
	date: "{date_pretty}",
	both: "{date_pretty}, {time}",
} as const;

/** Text as one section; null when there is nothing to see. */
export function section(text: Text, typed: TypedName): types.RichTextSection | null {
	const elements = elementsOf(text, typed);
	return elements.length === 0 ? null : { type: "rich_text_section", elements };
}

/** A list: items with a mark of their own as lines, the others with Slack's bullets. */
export function listElements(
	items: readonly Item[],
	typed: TypedName,
): (types.RichTextSection | types.RichTextList)[] {
	const runs: Item[][] = [];
	for (const item of items) {
		const last = runs.at(-1);
		if (last && (last[0]?.mark === undefined) === (item.mark === undefined)) last.push(item);
		else runs.push([item]);
	}
	return runs.flatMap((run): (types.RichTextSection | types.RichTextList)[] =>
		run[0]?.mark === undefined ? bullets(run, typed) : marked(run, typed),
	);
}

function bullets(items: readonly Item[], typed: TypedName): types.RichTextList[] {
	const elements = items.map((item) => section(item.text, typed)).filter((one) => one !== null);
	return elements.length === 0 ? [] : [{ type: "rich_text_list", style: "bullet", elements }];
}

function marked(items: readonly Item[], typed: TypedName): types.RichTextSection[] {
	return inLines(
		items.map(({ mark = "", text }) => [
			...words(`${oneLine(mark)}  `, { bold: true }),
			...elementsOf(text, typed),
		]),
	);
}

/** Facts as lines: the label in bold, then its value. */
export function factElements(
	facts: (Part & { part: "facts" })["facts"],
	typed: TypedName,
): types.RichTextSection[] {
	return inLines(
		facts.map(({ label, value }) => [
			...words(`${oneLine(label)}: `, { bold: true }),
			...elementsOf(value, typed),
		]),
	);
}

/** Source code as it is; null when there is none. */
export function codeElement(code: string): types.RichTextPreformatted | null {
	const text = visible(code);
	return text.trim() === ""
		? null
		: { type: "rich_text_preformatted", elements: [{ type: "text", text }] };
}

function inLines(lines: readonly Element[][]): types.RichTextSection[] {
	const elements = lines.flatMap((line, index) => (index === 0 ? line : [...words("\n"), ...line]));
	return elements.length === 0 ? [] : [{ type: "rich_text_section", elements }];
}

function elementsOf(text: Text, typed: TypedName): Element[] {
	return text.flatMap((inline) => elementOf(inline, typed));
}

function elementOf(inline: Inline, typed: TypedName): Element[] {
	if (typeof inline === "string") return words(visible(inline));
	switch (inline.as) {
		case "strong":
		case "em":
		case "code":
			return words(visible(inline.text), STYLES[inline.as]);
		case "command":
			return words(typed(inline.name), { code: true });
		case "link":
			return linkElement(visible(inline.text), inline.url);
		case "moment":
			return [dateElement(inline.at, inline.show)].filter((date) => date !== null);
		case "place":
			return placeElement(inline.place);
		case "person":
			return personElement(inline);
		case "group":
			return groupElement(inline);
	}
}

/** Slack refuses elements without text. */
function words(text: string, style?: types.RichTextText["style"]): Element[] {
	if (text === "") return [];
	return [{ type: "text", text, ...(style === undefined ? {} : { style }) }];
}

function linkElement(text: string, url: string): Element[] {
	if (!isWebAddress(url)) return words(text === "" ? visible(url) : text);
	return [{ type: "link", url, ...(text === "" ? {} : { text }) }];
}

/** Whether Slack takes it as an address, and a browser opens it as a page. */
export function isWebAddress(url: string): boolean {
	return /^https?:\/\//i.test(url) && URL.canParse(url) && url.length <= LIMITS.buttonUrl;
}

/** A moment in the reader's own zone and manner; null when it is no moment. */
export function dateElement(
	at: number,
	show: Show,
): (types.RichTextDate & { fallback: string }) | null {
	if (Number.isNaN(new Date(at).getTime())) return null;
	const timestamp = Math.floor(at / 1000);
	return { type: "date", timestamp, format: DATE_FORMATS[show], fallback: inUtc(at, show) };
}

/** Shown where a client cannot format the moment itself. */
function inUtc(at: number, show: Show): string {
	const [day = "", rest = ""] = new Date(at).toISOString().split("T");
	const time = `${rest.slice(0, 5)} UTC`;
	return { time, date: day, both: `${day}, ${time}` }[show];
}

/** A channel under the name it has for the reader; a conversation and one of elsewhere have none. */
function placeElement(place: string): Element[] {
	const channel_id = channelOf(place);
	if (channel_id !== null) return [{ type: "channel", channel_id }];
	return words(/^slack:[A-Z0-9]+:D/.test(place) ? onSlack.directly : visible(place));
}

/** The channel in a place's id; null for a place that is no channel of Slack. */
export function channelOf(place: string): string | null {
	return /^slack:[A-Z0-9]+:([CG][A-Z0-9]+)$/.exec(place)?.[1] ?? null;
}

/**
 * The group's own handle, under which Slack shows it. Only private messages name groups, so nobody is
 * notified.
 */
function groupElement({ group, name }: Piece<"group">): Element[] {
	const usergroup_id = userGroupIn(group);
	return usergroup_id === null ? words(oneLine(name)) : [{ type: "usergroup", usergroup_id }];
}

/** A name; only a ping becomes a mention, which notifies. */
function personElement({ account, name, ping }: Piece<"person">): Element[] {
	const user = /^slack:[A-Z0-9]+:([UW][A-Z0-9]+)$/.exec(account)?.[1];
	if (ping && user !== undefined) return [{ type: "user", user_id: user }];
	return words(oneLine(name));
}
