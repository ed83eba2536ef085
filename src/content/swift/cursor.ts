/** A place in a text that is read from its beginning to its end. */
export type Cursor = {
	readonly source: string;
	at: number;
	/** How far the next content is indented, once the line before it has been left; -1 at the end. */
	column: number;
	/** Lists and maps that are open. */
	levels: number;
};

/** Here the swift reader does not know for certain what YAML makes of a text. */
export class Unsure extends Error {}

/** Nothing in our files goes this deep, and a recursive reader survives much more. */
const MOST_LEVELS = 10;

/** Passes what a sticky pattern finds here; false when it does not fit. */
export function passed(cursor: Cursor, pattern: RegExp): boolean {
	pattern.lastIndex = cursor.at;
	const fits = pattern.test(cursor.source);
	if (fits) cursor.at = pattern.lastIndex;
	return fits;
}

/** Passes what has to stand here, and answers it. */
export function expected(cursor: Cursor, pattern: RegExp): string {
	const begun = cursor.at;
	if (!passed(cursor, pattern)) throw new Unsure();
	return cursor.source.slice(begun, cursor.at);
}

/** Passes the spaces that stand here. @returns how many there are */
export function passedSpaces(cursor: Cursor): number {
	const spaces = spacesAt(cursor);
	cursor.at += spaces;
	return spaces;
}

/** How many spaces stand here. */
export function spacesAt({ source, at }: Cursor): number {
	let end = at;
	while (source[end] === " ") end += 1;
	return end - at;
}

/** Reads a list or a map, one level further down. */
export function deeper<T>(cursor: Cursor, read: () => T): T {
	cursor.levels += 1;
	if (cursor.levels > MOST_LEVELS) throw new Unsure();
	const value = read();
	cursor.levels -= 1;
	return value;
}

const REST_OF_LINE = /(?: +#[^\n]*| *)\n/y;

/** Whether nothing but a comment follows on this line; if so, the line is left. */
export function leftLine(cursor: Cursor): boolean {
	const over = passed(cursor, REST_OF_LINE);
	if (over) goToContent(cursor);
	return over;
}

/** Leaves a line on which nothing else may follow. */
export function leaveLine(cursor: Cursor): void {
	if (!leftLine(cursor)) throw new Unsure();
}

const EMPTY_LINE = / *(?:#[^\n]*)?\n/y;

/** From the beginning of a line to the next thing that is no comment. */
export function goToContent(cursor: Cursor): void {
	while (passed(cursor, EMPTY_LINE));
	const spaces = passedSpaces(cursor);
	cursor.column = cursor.at === cursor.source.length ? -1 : spaces;
}
