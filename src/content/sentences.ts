import type { z } from "zod";

/** Turns what zod finds into sentences for authors: what is wrong, and what to do. */

type Issue = z.core.$ZodRawIssue;

/** The error of a rule with words of its own, which complete "`field` …". */
export function says(predicate: string): { error: (issue: Issue) => string } {
	return { error: (issue) => `${nameAt(issue.path)} ${predicate}` };
}

/** The sentence for an issue whose rule has no words of its own. */
export function sentence(issue: Issue): string {
	const name = nameAt(issue.path);
	switch (issue.code) {
		case "invalid_type":
			return `${name} ${typeSentence(issue.input, issue.expected)}`;
		case "invalid_value":
			return `${name} ${issue.input === undefined ? "is missing: it is" : "is"} ${oneOf(issue.values)}`;
		case "invalid_union":
			return `${name} is ${oneOf(issue.options)}`;
		case "unrecognized_keys":
			return unknownField(issue.keys.join("`, `"));
		case "invalid_key":
			return `${name} cannot be a key here: ${issue.issues[0]?.message ?? "choose another"}`;
		case "too_small":
			return `${name} needs at least ${amount(issue.minimum, issue.origin)}${owned(issue.input)}`;
		case "too_big":
			return `${name} may have at most ${amount(issue.maximum, issue.origin)}${owned(issue.input)}`;
		default:
			return `${name} is not right (${issue.code})`;
	}
}

/** The sentence about a key that no field has. */
export function unknownField(key: string): string {
	return `\`${key}\` is not a field here: mend its spelling or remove it`;
}

/** `options` for a field, "an entry of `options`" for a place in a list. */
export function nameAt(path: readonly PropertyKey[] = []): string {
	const field = path.findLast((step) => typeof step === "string");
	if (field === undefined) return path.length === 0 ? "this" : "an entry of the list";
	return typeof path.at(-1) === "string" ? `\`${field}\`` : `an entry of \`${field}\``;
}

const KINDS: Readonly<Record<string, string>> = {
	string: "is text: put it in quotes",
	int: "is a whole number, without quotes",
	number: "is a whole number, without quotes",
	boolean: "is true or false, without quotes",
	array: "is a list",
	tuple: "is a list",
	object: "is a group of fields",
	record: "is a group of fields",
};

function typeSentence(input: unknown, expected: string): string {
	if (input === undefined) return "is missing: add it";
	if (input === null) return "is empty: fill it in, or remove it";
	return KINDS[expected] ?? `is not ${expected}`;
}

function oneOf(values: unknown): string {
	if (!Array.isArray(values)) return "something else";
	return values.length === 1 ? String(values[0]) : `one of ${values.join(", ")}`;
}

function amount(bound: number | bigint, origin: string): string {
	const many = Number(bound) !== 1;
	if (origin === "string") return `${bound} ${many ? "characters" : "character"}`;
	return origin === "array" ? `${bound} ${many ? "entries" : "entry"}` : String(bound);
}

/** What there is instead, so that nobody has to count. */
function owned(input: unknown): string {
	if (typeof input === "number") return `, and is ${input}`;
	return typeof input === "string" || Array.isArray(input) ? `, and has ${input.length}` : "";
}
