import { stringify } from "csv-stringify/sync";

/** A cell of a table that leaves the program. */
export type Cell = string | number | null;

/**
 * Rows as CSV, the first one with the names. Words that a spreadsheet would take for a formula are
 * quoted, so that opening somebody's name runs nothing.
 */
export function csv(rows: readonly (readonly Cell[])[]): string {
	return stringify(
		rows.map((row) => [...row]),
		{ escape_formulas: true, quoted_match: /[\r\n]/, record_delimiter: "\r\n" },
	);
}
