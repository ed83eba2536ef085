import { isInSight, isTidy } from "../../core/tidy.ts";

const JOINER = String.raw`(?<=\p{Extended_Pictographic}\p{M}?[\u{1f3fb}-\u{1f3ff}]?)\u200d(?=\p{Extended_Pictographic})`;
/** The flags of England, Scotland and Wales are spelled in invisible letters, closed by a last one. */
const FLAG = String.raw`(?<=\u{1f3f4}[\u{e0030}-\u{e007a}]{0,6})[\u{e0030}-\u{e007a}\u{e007f}]`;
/** Joins a family or spells a flag: unseen, but needed. Everything else unseen goes. */
const UNSEEN = new RegExp(String.raw`(${JOINER}|${FLAG}|[\n\t])|[\p{Cc}\p{Cf}]`, "gu");
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * Text as it may be shown: without control, zero-width and direction signs, lone surrogates and
 * towers of combining marks. Line breaks and tabs stay.
 */
export function visible(text: string): string {
	if (isInSight(text)) return text;
	return text
		.toWellFormed()
		.replace(/\r\n?|[\u2028\u2029]/g, "\n")
		.replace(UNSEEN, (_sign, kept: string | undefined) => kept ?? "")
		.replace(STACKED_MARKS, "$1");
}

/** The same in one line. */
export function oneLine(text: string): string {
	if (isTidy(text)) return text;
	return visible(text).replace(/\s+/g, " ").trim();
}
