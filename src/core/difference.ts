/** Something that stands otherwise than the facts say. */
export type Difference = {
	readonly kind:
		| "days off"
		| "streak"
		| "totals"
		| "day"
		| "question"
		| "mastered"
		| "score"
		| "listed"
		| "places"
		| "answers";
	/** Which of them: a date, a question …; empty where there is one of the kind. */
	readonly key: string;
	/** What the facts say and what stands there, as JSON; null where there is nothing. */
	readonly expected: string | null;
	readonly found: string | null;
};

/** Compares two things by their values; nothing, or the one difference. */
export function compare(
	kind: Difference["kind"],
	key: string,
	expected: unknown,
	found: unknown,
): readonly Difference[] {
	const one = { kind, key, expected: told(expected), found: told(found) };
	return one.expected === one.found ? [] : [one];
}

/** The same, key by key. */
export function compareAll(
	kind: Difference["kind"],
	expected: ReadonlyMap<string, unknown>,
	found: ReadonlyMap<string, unknown>,
): readonly Difference[] {
	const keys = new Set([...expected.keys(), ...found.keys()]);
	return [...keys].flatMap((key) => compare(kind, key, expected.get(key), found.get(key)));
}

function told(value: unknown): string | null {
	return value === undefined ? null : JSON.stringify(plain(value));
}

/** With names in order and numbers rounded, so that equal things read alike. */
function plain(value: unknown): unknown {
	if (typeof value === "number") return Number.isInteger(value) ? value : rounded(value);
	if (Array.isArray(value)) return value.map(plain);
	if (typeof value !== "object" || value === null) return value;
	const entries = Object.entries(value).map(([name, one]) => [name, plain(one)] as const);
	return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Another machine's logarithm may differ in the last bit: that is no difference. */
const DIGITS = 9;

const rounded = (value: number): number => Number(value.toPrecision(DIGITS));
