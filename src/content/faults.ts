import { Problem } from "../core/problem.ts";

/** Something wrong in a content file: where it is, what it is, and what to do. */
export type Fault = { readonly file: string; readonly line: number; readonly text: string };
export type Report = (fault: Fault) => void;

/** All that is wrong with the content, in one report: whoever mends it should run it once. */
export class ContentFaults extends Problem {
	readonly faults: readonly Fault[];

	constructor(found: readonly Fault[]) {
		const faults = found.toSorted(byPlace);
		const title = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
		super([`The content has ${title}:`, ...faults.map(faultLine)].join("\n"));
		this.faults = faults;
	}
}

/** `backend-core/topics/jwt.yaml:12: what is wrong and what to do`, always on one line. */
export function faultLine({ file, line, text }: Fault): string {
	// File names and quoted words come from strangers: they must not forge a second log line.
	return `${file}:${line}: ${text}`.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "·");
}

function byPlace(a: Fault, b: Fault): number {
	if (a.file !== b.file) return a.file < b.file ? -1 : 1;
	return a.line - b.line;
}
