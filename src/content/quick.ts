import {
	constructFromEvents,
	defineMappingTag,
	defineScalarTag,
	EVENT_ID,
	type Event,
	mapTag,
	parseEvents,
	SCALAR_STYLE,
	type ScalarEvent,
	Schema,
	seqTag,
	strTag,
} from "js-yaml";
import { FORBIDDEN_KEYS, hidesSigns } from "./refused.ts";

/** Nothing in our files goes this deep, and the strict reader allows more. */
const MOST_LEVELS = 12;
/** YAML knows keys up to 1,024 signs, and js-yaml any. */
const MOST_IN_LINE = 1_000;

/**
 * Reads what our files usually hold with js-yaml, which keeps no places and is therefore fast. It
 * answers undefined wherever it is not certain that the strict reader gives the same, faults included.
 */
export function readQuickly(source: string): { readonly value: object } | undefined {
	// Line ends of other systems count as hidden signs here.
	if (hidesSigns(source) || isTakenLightly(source)) return undefined;
	try {
		const events = parseEvents(source, { maxDepth: MOST_LEVELS });
		if (!events.every((event) => isSure(event, source))) return undefined;
		const [value] = constructFromEvents(events, { source, schema: SCHEMA });
		return typeof value === "object" && value !== null ? { value } : undefined;
	} catch {
		// A fault or a doubt: in either case the strict reader knows what to say.
		return undefined;
	}
}

/** In brackets, the strict reader wants a space before it. */
const COMMENT_BEFORE_END = /^ *#[^\n]*\n[ \n]*[\]},]/m;

/** js-yaml is lenient with tabs, long keys, comments, and a document that ends before it begins. */
function isTakenLightly(source: string): boolean {
	return (
		source.includes("\t") ||
		COMMENT_BEFORE_END.test(source) ||
		source.split("\n").some((line) => line.length > MOST_IN_LINE || line.startsWith("..."))
	);
}

function isSure(event: Event, source: string): boolean {
	switch (event.type) {
		case EVENT_ID.POP:
			return true;
		case EVENT_ID.ALIAS:
			return false;
		case EVENT_ID.DOCUMENT:
			return !event.explicitStart;
		default:
			if (event.anchorStart !== -1 || event.tagStart !== -1) return false;
			if (event.type !== EVENT_ID.SCALAR || event.valueStart === -1) return true;
			return isSureStart(event, source) && (event.fast || isSureText(event, source));
	}
}

/**
 * js-yaml also takes what follows a closing bracket or quote on its line for the next key. And words
 * on a line of their own go on too long in the strict reader, if a comment before them has no space.
 */
function isSureStart({ style, valueStart, valueEnd }: ScalarEvent, source: string): boolean {
	const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
	let at = isQuoted ? valueStart - 2 : valueStart - 1;
	while (source[at] === " ") at -= 1;
	if (at >= 0 && source[at] !== "\n") return "-:,[{".includes(source.charAt(at));
	return style !== SCALAR_STYLE.PLAIN || isPart(source, valueEnd);
}

/** Whether words are a key, or stand in brackets. */
function isPart(source: string, end: number): boolean {
	let at = end;
	while (source[at] === " ") at += 1;
	return at < source.length && ":,]}".includes(source.charAt(at));
}

/** Both readers take those blocks and escaped signs alike that our files hold: only these are read. */
function isSureText({ style, valueStart, valueEnd }: ScalarEvent, source: string): boolean {
	switch (style) {
		case SCALAR_STYLE.FOLDED_BLOCK:
			return false;
		case SCALAR_STYLE.LITERAL_BLOCK:
			return BLOCK_HEAD.test(lineBefore(source, valueStart));
		case SCALAR_STYLE.DOUBLE_QUOTED:
			return !ESCAPED_OTHERWISE.test(source.slice(valueStart, valueEnd));
		default:
			return true;
	}
}

/** A comment could look like one, and a question mark makes a key of it. */
const BLOCK_HEAD = /^[^#?]*[-:] +\|-?\n$/;
/** Other signs, and a line end that does not count before an empty line. */
const ESCAPED_OTHERWISE = /(?<!\\)(?:\\\\)*\\(?:[^"\\/nt \n]|\n *\n)/;

function lineBefore(source: string, at: number): string {
	return source.slice(source.lastIndexOf("\n", at - 2) + 1, at);
}

const WORDS = /^-{0,2}[A-Za-z0-9][\w./+=-]*(?: [\w./+=-]+)*$/;
/** What YAML reads as one of these, in any spelling. */
const CONSTANT = /^(?:true|false|null)$/i;
const CONSTANTS = new Map<string, unknown>([
	["", null],
	["null", null],
	["true", true],
	["false", false],
]);

/** What stands without quotes: ids, switches, and numbers written as we write them. */
function meaning(words: string): unknown {
	if (CONSTANTS.has(words)) return CONSTANTS.get(words);
	const number = Number(words);
	const isOurs = WORDS.test(words) && !CONSTANT.test(words);
	if (isOurs && Number.isNaN(number)) return words;
	if (isOurs && Number.isFinite(number) && String(number) === words) return number;
	throw new Error(`${words} may mean something else`);
}

/** Keys are what is written, so that nothing may be lost when one is read as a number. */
const harmlessMap = defineMappingTag(mapTag.tagName, {
	...mapTag,
	addPair: (map, key, value) =>
		key === null || FORBIDDEN_KEYS.has(String(key)) ? "no key" : mapTag.addPair(map, key, value),
});
const plain = defineScalarTag("plain", { implicit: true, resolve: meaning, identify: () => false });
const SCHEMA = new Schema([strTag, seqTag, harmlessMap, plain]);
