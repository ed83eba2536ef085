import { FORBIDDEN_KEYS } from "../refused.ts";
import { type Cursor, expected, Unsure } from "./cursor.ts";

/** What stands without quotes: ids, numbers, switches, and the names of fields. */

const WORDS = /-{0,2}[A-Za-z0-9][\w./+=-]*(?: [\w./+=-]+)*/y;
const NUMBER = /^(?:0|-?(?:0|[1-9]\d{0,9})\.\d{1,5}|-?[1-9]\d{0,14})$/;
/** What YAML reads as one of these, in any spelling. */
const CONSTANT = /^(?:true|false|null)$/i;
const CONSTANTS = new Map<string, unknown>([
	["true", true],
	["false", false],
	["null", null],
]);

/** Words without quotes, as YAML 1.2 understands them. */
export function readWords(cursor: Cursor): unknown {
	const words = expected(cursor, WORDS);
	if (NUMBER.test(words)) return Number(words);
	if (CONSTANTS.has(words)) return CONSTANTS.get(words);
	// Numbers of other shapes are for the strict reader, and so is `True`.
	if (CONSTANT.test(words) || !Number.isNaN(Number(words))) throw new Unsure();
	return words;
}

const KEY = /(?:-{0,2}[A-Za-z0-9][\w./+=-]*(?: [\w./+=-]+)*|"[^"\\\n]*"):(?=[ \n])/y;
/** YAML knows keys up to 1,024 signs. */
const MOST_KEY = 1_000;

/** The key of a pair, up to its colon. */
export function readKey(cursor: Cursor): string {
	const key = expected(cursor, KEY);
	return key.startsWith('"') ? key.slice(1, -2) : key.slice(0, -1);
}

/** Whether a pair begins here. */
export function isPair({ source, at }: Cursor): boolean {
	KEY.lastIndex = at;
	return KEY.test(source);
}

/** Puts a value under a key that is new and harmless. */
export function put(map: Record<string, unknown>, key: string, value: unknown): void {
	const isHarmless = key.length <= MOST_KEY && !FORBIDDEN_KEYS.has(key);
	if (!isHarmless || Object.hasOwn(map, key)) throw new Unsure();
	map[key] = value;
}
