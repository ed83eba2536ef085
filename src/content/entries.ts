import type { z } from "zod";
import type { Fault, Report } from "./faults.ts";
import { sentence, unknownField } from "./sentences.ts";
import type { Path, Sheet } from "./yaml.ts";

/** A part of a file. */
export type Spot = { readonly sheet: Sheet; readonly path: Path };
/** A part of a file that follows its schema. */
export type Entry<T> = Spot & { readonly value: T };

/** A fault at a part of a file, or at a part of that part. */
export function faultAt({ sheet, path }: Spot, within: Path, text: string): Fault {
	return { file: sheet.file, line: sheet.line([...path, ...within]), text };
}

/** The value as its schema has it; undefined, with every fault reported, if it does not fit. */
export function checked<S extends z.ZodType>(
	schema: S,
	spot: Spot,
	raw: unknown,
	report: Report,
): Entry<z.output<S>> | undefined {
	const result = schema.safeParse(raw, { error: sentence });
	if (result.success) return { ...spot, value: result.data };
	for (const fault of faultsOf(spot, result.error.issues)) report(fault);
	return undefined;
}

/** Checks each entry of a list on its own, so that a faulty one does not hide the others. */
export function checkedList<S extends z.ZodType>(
	schema: S,
	spot: Spot,
	raw: readonly unknown[],
	report: Report,
): readonly Entry<z.output<S>>[] {
	return raw.flatMap((one, at) => {
		const entry = checked(schema, { ...spot, path: [...spot.path, at] }, one, report);
		return entry ? [entry] : [];
	});
}

/** Whoever has this many faults in one entry has one cause for most of them. */
const MOST_FAULTS = 20;

function faultsOf(spot: Spot, issues: readonly z.core.$ZodIssue[]): readonly Fault[] {
	const found = issues.filter(isNews).flatMap(findingsOf);
	const more = found.length - MOST_FAULTS;
	const faults = found.slice(0, MOST_FAULTS).map(({ path, text }) => faultAt(spot, path, text));
	return more > 0 ? [...faults, faultAt(spot, [], `and ${more} more faults in here`)] : faults;
}

/** A text where a list should be is one fault, whatever its length would be as a list. */
function isNews(issue: z.core.$ZodIssue, at: number, all: readonly z.core.$ZodIssue[]): boolean {
	const path = issue.path.join("/");
	return !all
		.slice(0, at)
		.some((before) => before.code === "invalid_type" && before.path.join("/") === path);
}

function findingsOf(issue: z.core.$ZodIssue): readonly { path: Path; text: string }[] {
	const path = issue.path.filter((step) => typeof step !== "symbol");
	if (issue.code !== "unrecognized_keys") return [{ path, text: issue.message }];
	return issue.keys.map((key) => ({ path: [...path, key], text: unknownField(key) }));
}
