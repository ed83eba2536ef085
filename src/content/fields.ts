import { z } from "zod";
import type { Part } from "../core/message.ts";
import { addressFault, isPlain, plainParts, type Reading, readLine, readParts } from "./markup.ts";
import { nameAt, says } from "./sentences.ts";

/** The kinds of words that content files are made of. */

const MOST_SLUG = 48;
const SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*";

/** The id of anything: `payload-is-readable`. */
export const slug = z
	.string()
	.max(MOST_SLUG)
	.regex(new RegExp(`^${SLUG}$`), says("is small letters and digits, joined by single hyphens"));

/** A topic of this pack, or of another one as `pack/topic`. */
export const topicRef = z
	.string()
	.max(2 * MOST_SLUG + 1)
	.regex(
		new RegExp(`^(?:${SLUG}/)?${SLUG}$`),
		says("names a topic: `jwt`, or `pack/jwt` in another pack"),
	);

/** A topic of another pack. */
export const foreignTopic = z
	.string()
	.max(2 * MOST_SLUG + 1)
	.regex(new RegExp(`^${SLUG}/${SLUG}$`), says("names a topic of another pack: `pack/jwt`"));

/** An item of another pack. */
export const foreignItem = z
	.string()
	.max(3 * MOST_SLUG + 2)
	.regex(
		new RegExp(`^${SLUG}/${SLUG}/${SLUG}$`),
		says("names an item of another pack: `pack/jwt/payload-is-readable`"),
	);

/** A switch that is off when it is left out. */
export const yes = z.literal(true, says("is true, or is left out"));

/** Plain words on one line, shown as they are. */
export function plainLine(most: number) {
	return z
		.string()
		.min(1)
		.max(most, { abort: true })
		.regex(/^\S(?:.*\S)?$/, { ...says("is one line without spaces around it"), abort: true })
		.refine(isPlain, says("is shown as it is: leave out `code`, **strong** and links"));
}

/** One line in the small markup. */
export function line(least: number, most: number) {
	const text = z.string().min(least).max(most, { abort: true });
	return mended(text, (source) => readLine(source).faults[0]);
}

const MOST_PRIMER = 600;
/** Addresses are not seen; this only keeps the reading of them short. */
const MOST_PRIMER_SOURCE = 2_000;

/** Paragraphs and code blocks in the small markup. */
export const primer = mended(z.string().max(MOST_PRIMER_SOURCE, { abort: true }), (source) =>
	primerFault(readParts(source)),
);

function primerFault({ value: parts, faults }: Reading<readonly Part[]>): string | undefined {
	if (faults[0] !== undefined) return faults[0];
	const { length } = plainParts(parts);
	if (length > MOST_PRIMER) return `may have at most ${MOST_PRIMER} characters, and has ${length}`;
	if (length === 0) return "has no words: say what the topic is";
	const blocks = parts.filter((part) => part.part === "code");
	return blocks.map((block) => codeFault(block.code)).find((fault) => fault !== undefined);
}

const MOST_LINES = 15;
const MOST_COLUMNS = 60;
const TAB = "    ";

/** Code that fits a phone. */
export const snippet = mended(z.string().max(2_000, { abort: true }), codeFault);

function codeFault(source: string): string | undefined {
	const lines = source.trimEnd().split("\n");
	const wide = lines.findIndex((one) => one.replaceAll("\t", TAB).length > MOST_COLUMNS);
	if (source.trim() === "") return "holds no code: write some, or remove it";
	if (lines.length > MOST_LINES)
		return `may have at most ${MOST_LINES} lines, and has ${lines.length}`;
	if (wide !== -1) return `may be at most ${MOST_COLUMNS} columns wide: break its line ${wide + 1}`;
	return undefined;
}

export const address = mended(z.string(), addressFault);

/** Where a fact can be read up. A `classic` is a named book or paper. */
export const source = z.strictObject({
	url: address,
	at: plainLine(120).optional(),
	classic: yes.optional(),
});

/** A rule whose sentence depends on the text; it completes "`field` …". */
function mended(schema: z.ZodString, fault: (text: string) => string | undefined) {
	return schema.refine((text) => fault(text) === undefined, {
		error: ({ path, input }) => `${nameAt(path)} ${fault(String(input))}`,
	});
}
