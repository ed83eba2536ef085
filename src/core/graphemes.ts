/** What a reader takes for one sign each: an emoji may be ten of JavaScript's. */

let segmenter: Intl.Segmenter | undefined;

/** The signs of a text, in their order. */
export function graphemesOf(words: string): readonly string[] {
	// Made when the first long text comes by: it reads tables that most of its starts never need.
	segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
	return Array.from(segmenter.segment(words), ({ segment }) => segment);
}

/** Cuts to a number of UTF-16 units without splitting a sign, and says with "…" that it was cut. */
export function cut(words: string, most: number): string {
	if (words.length <= most) return words;
	let kept = "";
	for (const sign of graphemesOf(words.slice(0, most))) {
		if (kept.length + sign.length > most - 1) break;
		kept += sign;
	}
	return `${kept.trimEnd()}…`;
}
