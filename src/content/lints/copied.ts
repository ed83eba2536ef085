import type { Entry } from "../entries.ts";
import type { Pack } from "../pack.ts";
import { shinglesOf } from "../shingles.ts";
import type { Path } from "../yaml.ts";
import { type Finding, finding, seen } from "./lint.ts";

/** L23: no eight words in a row that stand in a text which must not be copied. */

/** @param known hashes of the runs of words in those texts */
export function copyFindings(pack: Pack, known: ReadonlySet<string>): readonly Finding[] {
	if (known.size === 0) return [];
	return textsIn(pack).flatMap(({ entry, path, text }) => {
		const copied = shinglesOf(seen(text)).some((one) => known.has(one));
		const said = "eight words in a row stand in a text that is not ours: say it in your own words";
		return copied ? [finding(entry, "L23", "error", path, said)] : [];
	});
}

type Written = { readonly entry: Entry<object>; readonly path: Path; readonly text: string };

function textsIn(pack: Pack): readonly Written[] {
	const topics = pack.topics.flatMap((file) => [
		...(file.own ? [file.own] : []),
		...file.questions,
		...file.tips,
	]);
	const challenges = pack.challenges.flatMap((file) => file.challenges);
	return [...topics, ...challenges, ...pack.glossary].flatMap(textsOf);
}

/** Fields that name things or hold what a program reads. */
const NO_PROSE = new Set(["id", "kind", "code", "setup", "stdout", "rows", "sources", "waive"]);

/** Every text of an item, however deep it lies. */
function textsOf(entry: Entry<object>): readonly Written[] {
	const walk = (value: unknown, path: Path): readonly Written[] => {
		if (typeof value === "string") return [{ entry, path, text: value }];
		if (typeof value !== "object" || value === null) return [];
		return Object.entries(value).flatMap(([key, inner]) =>
			NO_PROSE.has(key) ? [] : walk(inner, [...path, Array.isArray(value) ? Number(key) : key]),
		);
	};
	return walk(entry.value, []);
}
