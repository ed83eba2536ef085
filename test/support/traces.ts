/** All rows of all tables, by the table's name. */
export type Dump = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Rows in which any of these words stands, in whatever column: `table: {…}`. */
export function tracesOf(dump: Dump, words: readonly string[]): string[] {
	return Object.entries(dump).flatMap(([table, rows]) =>
		rows
			.map((row) => JSON.stringify(row))
			.filter((row) => words.some((word) => row.includes(word)))
			.map((row) => `${table}: ${row}`),
	);
}
