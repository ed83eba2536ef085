import { myData as says } from "../../text/en.ts";
import type { MessageFile } from "../message.ts";
import { Problem } from "../problem.ts";
import type { MyData } from "./mydata.ts";

/** Goes up when a field changes its meaning or goes; a new one leaves it as it is. */
export const FORMAT = 1;

/** Discord takes 10 MB with a message. Ten years of five answers a day fit into this. */
const MOST_BYTES = 9_000_000;

/** All that is kept about somebody, as JSON. Its fields are told of in docs/my-data.md. */
export function exportText(kept: MyData, now: number): string {
	const head = { format: FORMAT, exportedAt: new Date(now).toISOString() };
	const sections = Object.entries({ ...head, ...kept }).map(
		([name, value]) =>
			`\t"${name}": ${Array.isArray(value) ? linesOf(value) : JSON.stringify(value)}`,
	);
	return `{\n${sections.join(",\n")}\n}\n`;
}

/** A row a line: to be read and searched by a person, without a sea of white. */
function linesOf(rows: readonly unknown[]): string {
	const lines = rows.map((row) => `\n\t\t${JSON.stringify(row)}`);
	return rows.length === 0 ? "[]" : `[${lines.join(",")}\n\t]`;
}

/**
 * The same as a file to send.
 * @throws {Problem} when it is too large for a message
 */
export function exportFile(kept: MyData, now: number): MessageFile {
	const text = exportText(kept, now);
	if (new TextEncoder().encode(text).length > MOST_BYTES) throw new Problem(says.tooLarge);
	return { name: exportName(now), about: says.fileAbout, text };
}

/** What such a file is called; nothing in it names anybody. */
export function exportName(now: number): string {
	return `cairn-my-data-${new Date(now).toISOString().slice(0, 10)}.json`;
}
