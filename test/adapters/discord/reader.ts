/**
 * Reads text the way Discord's clients do, as far as tests need it: what is escaped are words, and
 * what is left over must hold nothing that means anything.
 */

/** Anything that would turn into something else than words. Escaped signs are boxes here. */
const MEANINGS: readonly RegExp[] = [
	/[*_~|`<@[\]\\]/,
	/:\/\//,
	/:[\w+-]+:/,
	/^[ \t]*(?:#{1,3}|-#|>{1,3}|[-+*]|\d+\.)\s/m,
];

const ESCAPED = /\\([^0-9A-Za-z\s])/g;

/** The words that people read. */
export function read(markdown: string): string {
	return markdown.replace(ESCAPED, "$1");
}

/** What would not be read as words, if anything. */
export function meaningIn(markdown: string): string | undefined {
	const rest = `${markdown.replace(ESCAPED, "□")} `;
	return MEANINGS.map((meaning) => meaning.exec(rest)?.[0]).find((found) => found !== undefined);
}
