import { type Cursor, deeper, leaveLine, leftLine, passedSpaces } from "./cursor.ts";
import { readFlow } from "./flow.ts";
import { readBlock, readDouble, readSingle } from "./texts.ts";
import { isPair, put, readKey, readWords } from "./words.ts";

/**
 * Reads the list or map whose lines begin in the cursor's column. A line that is indented in any
 * other way ends it, and then fits nowhere above either, so that the end is never reached.
 */
export function readBlocks(cursor: Cursor): unknown {
	const { column } = cursor;
	return deeper(cursor, () =>
		isItem(cursor) ? readList(cursor, column) : readMap(cursor, column),
	);
}

function isItem({ source, at }: Cursor): boolean {
	return source[at] === "-" && (source[at + 1] === " " || source[at + 1] === "\n");
}

function readList(cursor: Cursor, column: number): readonly unknown[] {
	const list: unknown[] = [];
	while (cursor.column === column && isItem(cursor)) {
		cursor.at += 1;
		list.push(readItem(cursor, column));
	}
	return list;
}

function readItem(cursor: Cursor, column: number): unknown {
	if (leftLine(cursor)) return cursor.column > column ? readBlocks(cursor) : null;
	const spaces = passedSpaces(cursor);
	if (!isItem(cursor) && !isPair(cursor)) return readInline(cursor, column);
	cursor.column = column + 1 + spaces;
	return readBlocks(cursor);
}

function readMap(cursor: Cursor, column: number): object {
	const map = {};
	while (cursor.column === column && !isItem(cursor)) {
		const key = readKey(cursor);
		put(map, key, readField(cursor, column));
	}
	return map;
}

function readField(cursor: Cursor, column: number): unknown {
	if (!leftLine(cursor)) {
		passedSpaces(cursor);
		return readInline(cursor, column);
	}
	// A list may stand right below its key.
	const isThere = cursor.column > column || (cursor.column === column && isItem(cursor));
	return isThere ? readBlocks(cursor) : null;
}

/** A value on the line of its key or dash, and the rest of that line. */
function readInline(cursor: Cursor, indent: number): unknown {
	if (cursor.source[cursor.at] === "|") return readBlock(cursor, indent);
	const value = readOne(cursor, indent);
	leaveLine(cursor);
	return value;
}

function readOne(cursor: Cursor, indent: number): unknown {
	switch (cursor.source[cursor.at]) {
		case '"':
			return readDouble(cursor, indent);
		case "'":
			return readSingle(cursor);
		case "[":
		case "{":
			return readFlow(cursor, indent);
		default:
			return readWords(cursor);
	}
}
