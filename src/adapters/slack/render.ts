import type { types } from "@slack/bolt";
import { cut } from "../../core/graphemes.ts";
import { type Message, type MessageFile, type Part, plain, type Text } from "../../core/message.ts";
import { onSlack } from "../../text/en.ts";
import { controlBlocks, plainText } from "./controls.ts";
import { LIMITS } from "./limits.ts";
import { noteBlock, plainNote } from "./note.ts";
import { imageBlock, NO_PICTURES, type Pictures, sendButton } from "./pictures.ts";
import {
	codeElement,
	dateElement,
	factElements,
	listElements,
	section,
	type TypedName,
} from "./richtext.ts";
import { oneLine, visible } from "./visible.ts";

/** A message as every way of sending takes it. */
export type Rendered = {
	readonly text: string;
	readonly blocks: types.KnownBlock[];
	/** Nothing in the text is format; in the blocks it never is. */
	readonly mrkdwn: false;
};

/** Renders for one workspace: it knows what commands are called there, and how pictures are shown. */
export type Render = (message: Message) => Rendered;

/**
 * A message in Block Kit. Everything has a form, and nothing a person or a pack wrote is ever read
 * as format:
 *
 * - Text, lists, facts and code are **rich text**, whose elements carry their style beside the words:
 *   no mrkdwn is parsed there, so nothing needs escaping and nothing can break out.
 * - A heading is a header block, also plain text. Notes are {@link noteBlock}.
 * - Labels and options are plain text without emoji codes.
 * - The gist is the `text` that notifications and screen readers take. `&`, `<` and `>` are escaped,
 *   for mentions are parsed even with mrkdwn off.
 *
 * A message that is too long for Slack is cut at the end of its parts, says so, and keeps its
 * controls.
 */
export function renderMessage(
	message: Message,
	typed: TypedName,
	pictures: Pictures = NO_PICTURES,
): Rendered {
	const controls = (message.controls ?? []).flatMap(controlBlocks).slice(0, MOST_CONTROLS);
	const gist = gistOf(message);
	const said = [...message.parts, ...(message.files ?? []).map(filePart)];
	const parts = fitting(said, LIMITS.allText - weight(controls)).flatMap((part) =>
		partBlocks(part, typed, pictures),
	);
	const body = parts.length > 0 ? parts : [richText([textSection(gist)])];
	return {
		text: escaped(gist),
		blocks: [...atMost(body, LIMITS.messageBlocks - controls.length), ...controls],
		mrkdwn: false,
	};
}

/** The file itself goes as a direct message. */
const filePart = ({ name, about }: MessageFile): Part => ({
	part: "note",
	text: [`${name}: ${about}`],
});

/** Leaves room for what is said above them. */
const MOST_CONTROLS = 40;

function partBlocks(part: Part, typed: TypedName, pictures: Pictures): types.KnownBlock[] {
	switch (part.part) {
		case "heading":
			return oneLine(part.text) === ""
				? []
				: [{ type: "header", text: plainText(part.text, LIMITS.headerText) }];
		case "note":
			return present([noteBlock(part.text, typed)]);
		case "picture":
			return pictureBlocks(part, typed, pictures);
		case "text":
			return inRichText(present([section(part.text, typed)]));
		case "list":
			return inRichText(listElements(part.items, typed));
		case "facts":
			return inRichText(factElements(part.facts, typed));
		case "code":
			return inRichText(present([codeElement(part.code)]));
	}
}

function pictureBlocks(
	part: Extract<Part, { part: "picture" }>,
	typed: TypedName,
	pictures: Pictures,
): types.KnownBlock[] {
	const image = imageBlock(part, pictures);
	if (image !== null) return [image];
	return [
		...inRichText(present([section([part.alt], typed)])),
		...present([sendButton(part, pictures)]),
	];
}

function inRichText(elements: types.RichTextBlock["elements"]): types.RichTextBlock[] {
	return elements.length === 0 ? [] : [richText(elements)];
}

function richText(elements: types.RichTextBlock["elements"]): types.RichTextBlock {
	return { type: "rich_text", elements };
}

function textSection(text: string): types.RichTextSection {
	return { type: "rich_text_section", elements: [{ type: "text", text }] };
}

function present<T>(items: readonly (T | null)[]): T[] {
	return items.filter((item) => item !== null);
}

function gistOf(message: Message): string {
	const said = visible(message.gist).trim() || message.parts.map(partWords).join(" ");
	return cut(oneLine(said) || onSlack.emptyLabel, LIMITS.gist);
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Block Kit counts all text of a message together; what is too much is cut off the last part. */
function fitting(parts: readonly Part[], room: number): Part[] {
	const kept: Part[] = [];
	let left = room;
	for (const part of parts) {
		left -= partWords(part).length;
		if (left < 0) return [...kept, ...clipped(part, left), MORE];
		kept.push(part);
	}
	return kept;
}

const MORE: Part = { part: "note", text: [onSlack.more] };

/** As much of a part as there was room for; it loses its dress. */
function clipped(part: Part, left: number): Part[] {
	const words = partWords(part);
	const most = words.length + left - onSlack.more.length;
	if (most < 1) return [];
	const shorter = cut(words, most);
	return part.part === "code" ? [{ ...part, code: shorter }] : [{ part: "text", text: [shorter] }];
}

function atMost(blocks: types.KnownBlock[], most: number): types.KnownBlock[] {
	if (blocks.length <= most) return blocks;
	return [...blocks.slice(0, most - 1), ...present([plainNote(onSlack.more)])];
}

function partWords(part: Part): string {
	switch (part.part) {
		case "heading":
			return part.text;
		case "code":
			return part.code;
		case "list":
			return part.items.map(({ mark = "", text }) => `${mark}  ${wordsOf(text)}`).join("\n");
		case "facts":
			return part.facts.map(({ label, value }) => `${label}: ${wordsOf(value)}`).join("\n");
		case "picture":
			return part.alt;
		case "text":
		case "note":
			return wordsOf(part.text);
	}
}

/** The words of a text; a moment that is none, and would make the core stumble, is left out. */
function wordsOf(text: Text): string {
	const isSaid = (inline: Text[number]) =>
		typeof inline === "string" ||
		inline.as !== "moment" ||
		dateElement(inline.at, inline.show) !== null;
	return plain(text.filter(isSaid));
}

/** How much text blocks hold, at whatever depth. */
function weight(value: unknown): number {
	if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + weight(item), 0);
	if (typeof value !== "object" || value === null) return 0;
	return Object.entries(value).reduce(
		(sum, [name, item]) =>
			sum + (name === "text" && typeof item === "string" ? item.length : weight(item)),
		0,
	);
}
