import type { types } from "@slack/bolt";
import { cut } from "../../core/graphemes.ts";
import type { Inline, Text } from "../../core/message.ts";
import { LIMITS } from "./limits.ts";
import {
	channelOf,
	dateElement,
	isWebAddress,
	type Piece,
	section,
	type TypedName,
} from "./richtext.ts";
import { oneLine, visible } from "./visible.ts";

/**
 * A note in small grey letters: a context block. A context takes no rich text, so a note becomes
 *
 * - plain text, which nothing is read into, when it is only words;
 * - mrkdwn when it holds links, moments or channels and none of its words could be read as format;
 * - rich text of ordinary size otherwise. Format is never stripped, and never made up.
 */
export function noteBlock(text: Text, typed: TypedName): types.KnownBlock | null {
	if (text.every(isWords)) return plainNote(text.map((inline) => wordsOf(inline, typed)).join(""));
	const small = mrkdwn(text, typed);
	if (small?.trim() === "") return null;
	if (small !== null && small.length <= LIMITS.sectionText)
		return context({ type: "mrkdwn", text: small, verbatim: true });
	const rich = section(text, typed);
	return rich === null ? null : { type: "rich_text", elements: [rich] };
}

/** Words in small grey letters; null when there is nothing to see. */
export function plainNote(words: string): types.ContextBlock | null {
	const text = cut(visible(words).trim(), LIMITS.sectionText);
	return text === "" ? null : context({ type: "plain_text", text, emoji: false });
}

function context(element: types.PlainTextElement | types.MrkdwnElement): types.ContextBlock {
	return { type: "context", elements: [element] };
}

function isWords(inline: Inline): boolean {
	return (
		typeof inline === "string" ||
		inline.as === "command" ||
		(inline.as === "person" && inline.ping !== true)
	);
}

function wordsOf(inline: Inline, typed: TypedName): string {
	if (typeof inline === "string") return inline;
	if (inline.as === "command") return typed(inline.name);
	return inline.as === "person" ? oneLine(inline.name) : "";
}

/** Signs that open a format, an emoji or a quote, or that Slack escapes. */
const FORMAT = /[*_~`&<>|]|:[^\s:]+:/;

/** The note as mrkdwn, or null when something in it could be read as format. */
function mrkdwn(text: Text, typed: TypedName): string | null {
	const pieces = text.map((inline) => {
		if (isWords(inline) || typeof inline === "string") return harmless(wordsOf(inline, typed));
		if (inline.as === "link") return linked(inline);
		if (inline.as === "moment") return dated(inline);
		const channel = inline.as === "place" ? channelOf(inline.place) : null;
		return channel === null ? null : `<#${channel}>`;
	});
	return pieces.includes(null) ? null : pieces.join("");
}

function dated({ at, show }: Piece<"moment">): string {
	const date = dateElement(at, show);
	return date === null ? "" : `<!date^${date.timestamp}^${date.format}|${date.fallback}>`;
}

function linked({ text, url }: Piece<"link">): string | null {
	const label = harmless(text);
	if (!isWebAddress(url) || /[<>|&]/.test(url)) return null;
	return label === null || label === "" ? null : `<${url}|${label}>`;
}

function harmless(words: string): string | null {
	const seen = visible(words);
	return FORMAT.test(seen) ? null : seen;
}
