import { graphemesOf } from "../core/graphemes.ts";

/** Stands for signs that none of the fonts has. */
const UNKNOWN = "·";

/** Most texts hold what the font has, and need nothing of all this, which takes a while to load. */
const PLAIN =
	/^[ -~\u00a1-\u00ac\u00ae-\u00ff\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026]*$/;

/** Joins, chooses a form or spells a flag, and is not drawn itself. */
const JOINING = /\u200c|\u200d|\p{Variation_Selector}|[\u{e0020}-\u{e007f}]/u;
const UNSEEN = /^[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u;

/**
 * A text that can be drawn to its last sign: never a box. Of a sign that is not whole in the fonts its
 * beginning is drawn (a letter without a rare accent, a person without a new profession), and "·" for
 * what is missing altogether.
 */
export function legible(text: string, has: (codePoint: number) => boolean): string {
	if (PLAIN.test(text)) return text.replaceAll(/ +/g, " ").trim();
	return signsOf(text.toWellFormed())
		.map((sign) => legibleSign(sign, has))
		.join("")
		.replaceAll(/\s+/g, " ")
		.replaceAll(/·{2,}/g, UNKNOWN)
		.trim();
}

function legibleSign(sign: string, has: (codePoint: number) => boolean): string {
	if (/^\s+$/.test(sign)) return " ";
	if (UNSEEN.test(sign)) return "";
	const points = [...sign];
	const drawn = (point: string) => JOINING.test(point) || has(point.codePointAt(0) ?? 0);
	const missing = points.findIndex((point) => !drawn(point));
	if (missing === -1) return sign;
	return missing === 0
		? UNKNOWN
		: points
				.slice(0, missing)
				.join("")
				.replace(/\u200d$/, "");
}

/** What a reader takes for one sign each. */
export function signsOf(text: string): readonly string[] {
	if (PLAIN.test(text)) return [...text];
	return graphemesOf(text);
}
