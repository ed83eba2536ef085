import { nobody } from "../text/en.ts";
import { graphemesOf } from "./graphemes.ts";
import { isTidy } from "./tidy.ts";

/** Longer names are cut; a board row or a heading must not wrap on a phone. */
const NAME_LIMIT = 32;

/** Invisible signs, direction overrides, lone surrogates: nothing a name needs to be read. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
/** The joiner is unseen too, but a joined emoji needs it between its parts. */
const JOINED = /(\p{Emoji})\u200d(?=\p{Emoji})/gu;
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const JOINER_KEPT = "\ue000";

/**
 * A person's name as it may be shown anywhere: in one line, without control, direction and
 * zero-width signs, at most {@link NAME_LIMIT} graphemes. A name with nothing to see becomes
 * "Someone".
 */
export function cleanName(name: string): string {
	if (name.length <= NAME_LIMIT && isTidy(name)) return name;
	const seen = cleanLine(name);
	return VISIBLE.test(seen) ? clip(seen, NAME_LIMIT) : nobody;
}

/** Words that were typed, the same way: in one line, and with nothing unseen in them. */
export function cleanLine(words: string): string {
	return words
		.normalize("NFC")
		.replaceAll(JOINER_KEPT, "")
		.replace(JOINED, `$1${JOINER_KEPT}`)
		.replace(/\s+/gu, " ")
		.replace(UNSEEN, (sign) => (sign === JOINER_KEPT ? "\u200d" : ""))
		.replace(STACKED_MARKS, "$1")
		.trim();
}

/** Cuts to a number of graphemes, so that no emoji is split, and says with "…" that it was cut. */
export function clip(words: string, most: number): string {
	// A grapheme has at least one sign, and counting them takes long.
	if (words.length <= most) return words;
	const signs = graphemesOf(words);
	if (signs.length <= most) return words;
	return `${signs
		.slice(0, most - 1)
		.join("")
		.trimEnd()}…`;
}
