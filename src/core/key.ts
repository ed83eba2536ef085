/**
 * A short name for a long id, for presses, which hold few signs. The same id always gives the same
 * one, whatever else there is, so a deploy cannot shift what a button means. Nothing is trusted
 * because of it.
 */
export function shortKey(id: string): string {
	return [0x811c9dc5, 0x9747b28c].map((seed) => (hash(id, seed) >>> 0).toString(36)).join("-");
}

/** FNV-1a, 32 bits; two of them with different beginnings tell millions of ids apart. */
function hash(id: string, seed: number): number {
	let value = seed;
	for (const sign of id) value = Math.imul(value ^ (sign.codePointAt(0) ?? 0), 0x01000193);
	return value;
}
