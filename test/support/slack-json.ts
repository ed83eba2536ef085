/** JSON as it arrives from outside: every field is looked at before it is believed. */
export type Json = Record<string, unknown>;

export function isRecord(value: unknown): value is Json {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object, or an empty one, so that a chain of look-ups never throws. */
export function recordOf(value: unknown): Json {
	return isRecord(value) ? value : {};
}

/** The value as a list, or an empty one. */
export function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

/** Only the objects of a list. */
export function recordsOf(value: unknown): Json[] {
	return listOf(value).filter(isRecord);
}

/** The value if it is text, else nothing. */
export function maybeText(value: unknown): string | undefined {
	return typeof value === "string" ? value : undefined;
}

/** The value if it is text, else the empty text. */
export function textOf(value: unknown): string {
	return maybeText(value) ?? "";
}

/** A switch as JSON (`true`) or as a form field (`"true"`, `"1"`) says it. */
export function isOn(value: unknown): boolean {
	return value === true || value === "true" || value === "1" || value === 1;
}
