import { type Cursor, deeper, expected, passed, Unsure } from "./cursor.ts";
import { isIndented, readDouble, readSingle } from "./texts.ts";
import { put, readKey, readWords } from "./words.ts";

/** `[lists]` and `{maps: "in brackets"}`, whose further lines are indented by more than `indent`. */
export function readFlow(cursor: Cursor, indent: number): unknown {
	const begun = cursor.at;
	const value = readValue(cursor, indent);
	if (!isIndented(cursor.source.slice(begun, cursor.at), indent)) throw new Unsure();
	return value;
}

function readValue(cursor: Cursor, indent: number): unknown {
	switch (cursor.source[cursor.at]) {
		case "[":
			return deeper(cursor, () => readList(cursor, indent));
		case "{":
			return deeper(cursor, () => readMap(cursor, indent));
		case '"':
			return readDouble(cursor, indent);
		case "'":
			return readSingle(cursor);
		default:
			return readWords(cursor);
	}
}

const OPEN = /[[{][ \n]*/y;
const SPACE = /[ \n]+/y;
const COMMA = /[ \n]*,[ \n]*/y;
const LIST_END = /[ \n]*\]/y;
const MAP_END = /[ \n]*\}/y;

function readList(cursor: Cursor, indent: number): readonly unknown[] {
	const list: unknown[] = [];
	readAll(cursor, LIST_END, () => list.push(readValue(cursor, indent)));
	return list;
}

function readMap(cursor: Cursor, indent: number): object {
	const map = {};
	readAll(cursor, MAP_END, () => {
		const key = readKey(cursor);
		expected(cursor, SPACE);
		put(map, key, readValue(cursor, indent));
	});
	return map;
}

/** Everything between two brackets. */
function readAll(cursor: Cursor, end: RegExp, readOne: () => void): void {
	expected(cursor, OPEN);
	while (!passed(cursor, end)) {
		readOne();
		const isLast = !passed(cursor, COMMA);
		if (isLast) return void expected(cursor, end);
	}
}
