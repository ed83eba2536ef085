import {
	code,
	type Inline,
	link,
	mono,
	type Part,
	plain,
	strong,
	type Text,
} from "../core/message.ts";

/**
 * The small markup of content files: `code` (or ``two backticks`` around code that holds one),
 * **strong**, [words](https://…). Primers also know fenced code and paragraphs. Marks do not nest,
 * and every other sign, HTML and mentions included, is plain text that a renderer escapes.
 */

/** What was understood, and a sentence for each thing that was not. */
export type Reading<T> = { readonly value: T; readonly faults: readonly string[] };

/** Reads a text of one line. */
export function readLine(source: string): Reading<Text> {
	if (!/[\n\r]/.test(source)) return readInlines(source);
	return { value: [source], faults: ["stands on one line: join the lines (in YAML, with `>-`)"] };
}

// The end is the first line of three backticks, so one pass finds all blocks.
const FENCED = /^```([\w+#-]*)[ \t]*\n([\s\S]*?)^```[ \t]*$/gm;

/** Reads a text of several paragraphs and code blocks. */
export function readParts(source: string): Reading<readonly Part[]> {
	const readings: Reading<Part>[][] = [];
	let done = 0;
	for (const block of source.matchAll(FENCED)) {
		const [whole, language = "", lines = ""] = block;
		const value = code(lines.replace(/\n$/, ""), language || undefined);
		readings.push(readParagraphs(source.slice(done, block.index)), [{ value, faults: [] }]);
		done = block.index + whole.length;
	}
	readings.push(readParagraphs(source.slice(done)));
	const all = readings.flat();
	return { value: all.map((one) => one.value), faults: all.flatMap((one) => one.faults) };
}

function readParagraphs(source: string): Reading<Part>[] {
	const paragraphs = source.split(/\n\s*\n/).map((paragraph) => {
		const lines = paragraph.split("\n").map((line) => line.trim());
		return lines.join(" ").trim();
	});
	return paragraphs
		.filter((paragraph) => paragraph !== "")
		.map(readInlines)
		.map(({ value, faults }) => ({ value: { part: "text", text: value }, faults }));
}

/** The words a person sees of a text of several parts, for length checks. */
export function plainParts(parts: readonly Part[]): string {
	return parts
		.map((part) =>
			part.part === "text" ? plain(part.text) : part.part === "code" ? part.code : "",
		)
		.join("\n");
}

const MOST_ADDRESS = 300;

/** What is wrong with an address for people to follow; undefined when it is fine. */
export function addressFault(address: string): string | undefined {
	if (!address.startsWith("https://")) return "starts with https://";
	if (address.length > MOST_ADDRESS) return `has at most ${MOST_ADDRESS} characters`;
	// These signs end a link somewhere: in Slack's `<url|text>`, in Markdown or in HTML.
	if (/[\s<>"|\\^`{}\p{Cc}\p{Cf}]/u.test(address))
		return "holds no spaces, quotes, brackets or bars: write them as %20 and so on";
	const url = URL.parse(address);
	if (url === null || !url.hostname.includes("."))
		return "leads to a host, as in https://example.org";
	if (url.username !== "" || url.password !== "") return "has no user name before the host";
	return undefined;
}

/** A mark that was read, with the position after it; or the sentence about it. */
type Mark = { readonly inline: Inline; readonly end: number } | { readonly fault: string };

const MARK = /`+|\*{2,}|\[/g;

/** Stops at the first fault: behind an unclosed mark nothing can be told apart any more. */
function readInlines(source: string): Reading<Text> {
	const value: Inline[] = [];
	let done = 0;
	for (
		let mark = nextMark(source, 0);
		mark;
		mark = nextMark(source, Math.max(done, mark.from + 1))
	) {
		const read = readMark(source, mark.sign, mark.from);
		if (read === null) continue;
		if ("fault" in read) return { value: [source], faults: [read.fault] };
		if (mark.from > done) value.push(source.slice(done, mark.from));
		value.push(read.inline);
		done = read.end;
	}
	if (done < source.length) value.push(source.slice(done));
	return { value, faults: [] };
}

function nextMark(source: string, from: number): { sign: string; from: number } | null {
	MARK.lastIndex = from;
	const found = MARK.exec(source);
	return found && { sign: found[0], from: found.index };
}

/** Null when the sign is no mark here: a bracket without a link. */
function readMark(source: string, sign: string, from: number): Mark | null {
	if (sign === "[") return readLink(source, from);
	return sign.startsWith("`") ? readCode(source, sign, from) : readStrong(source, sign, from);
}

const BACKTICK = /(?<!`)`(?!`)/g;
const BACKTICKS = /(?<!`)``(?!`)/g;
const STARS = /(?<!\*)\*\*(?!\*)/g;

function readCode(source: string, sign: string, from: number): Mark {
	if (sign.length > 2)
		return {
			fault: `has ${sign.length} backticks at ${near(source, from)}: write \`code\`; a block of code, in a primer, opens and closes with \`\`\` on lines of their own`,
		};
	const end = indexAfter(source, sign === "`" ? BACKTICK : BACKTICKS, from + sign.length);
	if (end === -1)
		return {
			fault: `has a backtick at ${near(source, from)} that is never closed: add the second one`,
		};
	const inside = source.slice(from + sign.length, end);
	// Spaces keep a backtick at the edge apart from the marks.
	const words = sign === "``" ? inside.replace(/^ (.+) $/, "$1") : inside;
	if (words.trim() === "") return { fault: `has code without any words at ${near(source, from)}` };
	return { inline: mono(words), end: end + sign.length };
}

function readStrong(source: string, sign: string, from: number): Mark {
	if (sign.length > 2)
		return { fault: `has ${sign.length} stars at ${near(source, from)}: use two` };
	const end = indexAfter(source, STARS, from + 2);
	if (end === -1)
		return {
			fault: `has ** at ${near(source, from)} that is never closed: close it, or put it in \`code\``,
		};
	const words = source.slice(from + 2, end);
	if (words.trim() !== words || words === "")
		return {
			fault: `has ** with a space or nothing inside at ${near(source, from)}: write **words**, or put it in \`code\``,
		};
	return isPlain(words) ? { inline: strong(words), end: end + 2 } : { fault: nested(source, from) };
}

const LINK = /\[([^[\]`]*)\]\(/y;

function readLink(source: string, from: number): Mark | null {
	LINK.lastIndex = from;
	const found = LINK.exec(source);
	if (found === null) return null;
	const words = found[1] ?? "";
	const end = addressEnd(source, LINK.lastIndex);
	if (end === -1)
		return { fault: `has a link at ${near(source, from)} that is never closed: end it with )` };
	const address = source.slice(LINK.lastIndex, end);
	if (source[from - 1] === "!")
		return { fault: `has a picture at ${near(source, from)}: texts hold links only` };
	if (words.trim() === "") return { fault: `has a link without words at ${near(source, from)}` };
	if (!isPlain(words)) return { fault: nested(source, from) };
	const wrong = addressFault(address);
	if (wrong !== undefined)
		return {
			fault: `has a link at ${near(source, from)}, whose address is not right: it ${wrong}`,
		};
	return { inline: link(words, address), end: end + 1 };
}

/** Where the `)` of a link stands; an address may hold parentheses in pairs. */
function addressEnd(source: string, from: number): number {
	let open = 0;
	for (let at = from; at < source.length; at += 1) {
		if (source[at] === "(") open += 1;
		else if (source[at] === ")" && open === 0) return at;
		else if (source[at] === ")") open -= 1;
	}
	return -1;
}

/** Whether words hold no marks at all. */
export function isPlain(words: string): boolean {
	const { value, faults } = readLine(words);
	return faults.length === 0 && value.every((inline) => typeof inline === "string");
}

function indexAfter(source: string, pattern: RegExp, from: number): number {
	pattern.lastIndex = from;
	return pattern.exec(source)?.index ?? -1;
}

function nested(source: string, from: number): string {
	return `has a mark inside another at ${near(source, from)}: marks do not nest`;
}

function near(source: string, from: number): string {
	return `“${source.slice(from, from + 24)}${source.length > from + 24 ? "…" : ""}”`;
}
