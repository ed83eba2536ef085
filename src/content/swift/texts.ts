import { type Cursor, expected, goToContent, spacesAt, Unsure } from "./cursor.ts";

/** Texts in quotes, and blocks of lines. */

/** Reads a text in double quotes, whose further lines are indented by more than `indent`. */
export function readDouble(cursor: Cursor, indent: number): string {
	const { source, at } = cursor;
	const end = closingQuote(source, at + 1);
	const raw = source.slice(at + 1, end);
	cursor.at = end + 1;
	if (!/[\\\n\t]/.test(raw)) return raw;
	if (raw.includes("\t") || !isIndented(raw, indent)) throw new Unsure();
	return raw.replace(MARKED, unmarked);
}

function closingQuote(source: string, from: number): number {
	let at = source.indexOf('"', from);
	while (at !== -1 && isEscaped(source, at)) at = source.indexOf('"', at + 1);
	if (at === -1) throw new Unsure();
	return at;
}

function isEscaped(source: string, at: number): boolean {
	let from = at;
	while (source[from - 1] === "\\") from -= 1;
	return (at - from) % 2 === 1;
}

/** Whether each line after the first that holds anything begins further right than `indent`. */
export function isIndented(raw: string, indent: number): boolean {
	for (let at = raw.indexOf("\n"); at !== -1; at = raw.indexOf("\n", at + 1)) {
		let next = at + 1;
		while (raw[next] === " ") next += 1;
		if (raw[next] !== "\n" && next - at - 1 <= indent) return false;
	}
	return true;
}

/** A line end that does not count, spaces that do, another escaped sign, or line ends that count. */
const MARKED = /\\\n *|\\ +|\\[^\n ]|(?<! ) *\n[ \n]*/g;
const ESCAPED: Readonly<Record<string, string>> = {
	'\\"': '"',
	"\\\\": "\\",
	"\\/": "/",
	"\\n": "\n",
	"\\t": "\t",
};

function unmarked(mark: string, at: number, raw: string): string {
	if (!mark.startsWith("\\")) return folded(mark);
	const [, sign] = mark;
	if (sign !== "\n" && sign !== " ") return ESCAPED[mark] ?? unsure();
	// Before an empty line, it takes more than this to tell what counts.
	if (raw[at + mark.length] === "\n") return unsure();
	return sign === " " ? mark.slice(1) : "";
}

/** One line end is a space, and each further one is kept. */
function folded(ends: string): string {
	const count = ends.split("\n").length - 1;
	return count === 1 ? " " : "\n".repeat(count - 1);
}

function unsure(): never {
	throw new Unsure();
}

const SINGLE = /'[^'\n\t]*(?:''[^'\n\t]*)*'/y;

/** Reads a text in single quotes on one line. */
export function readSingle(cursor: Cursor): string {
	return expected(cursor, SINGLE).slice(1, -1).replaceAll("''", "'");
}

const HEAD = /\|-?\n/y;

/** Reads a block of lines that stand as they are, indented by more than `indent`. */
export function readBlock(cursor: Cursor, indent: number): string {
	const head = expected(cursor, HEAD);
	const margin = spacesAt(cursor);
	// An empty first line does not say how far the others are indented.
	if (margin <= indent || cursor.source[cursor.at + margin] === "\n") throw new Unsure();
	const text = blockLines(cursor, margin).join("\n").replace(/\n+$/, "");
	if (spacesAt(cursor) > indent) throw new Unsure();
	goToContent(cursor);
	return head === "|\n" ? `${text}\n` : text;
}

function blockLines(cursor: Cursor, margin: number): readonly string[] {
	const lines: string[] = [];
	for (let line = blockLine(cursor, margin); line !== null; line = blockLine(cursor, margin))
		lines.push(line);
	return lines;
}

/** Null behind the last line of a block. */
function blockLine(cursor: Cursor, margin: number): string | null {
	const { source, at } = cursor;
	const spaces = spacesAt(cursor);
	const end = source.indexOf("\n", at);
	if (end === -1 || (spaces < margin && at + spaces !== end)) return null;
	// Only with something behind them are spaces beyond the margin surely a part of the text.
	if (at + spaces === end && spaces > margin) throw new Unsure();
	cursor.at = end + 1;
	return source.slice(Math.min(at + margin, end), end);
}
