/**
 * Something a person can mend. Its message is the whole sentence they get, so it says what is wrong
 * and what to do. Anything else that is thrown is a fault: it is logged, and quoted by a short id.
 */
export class Problem extends Error {
	override readonly name = "Problem";
}

/**
 * The store could not keep something (disk full, database locked or gone). Nothing was half-written,
 * so the same wish can be tried again.
 */
export class StoreTrouble extends Error {
	override readonly name = "StoreTrouble";
}
