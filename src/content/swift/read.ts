import { hidesSigns } from "../refused.ts";
import { readBlocks } from "./blocks.ts";
import { type Cursor, goToContent, Unsure } from "./cursor.ts";

/**
 * Reads the part of YAML that content files are written in: maps and lists, texts in quotes, plain
 * words and numbers, blocks of code. It knows no lines and no faults. Wherever it is not certain what
 * YAML makes of a text, a fault included, it answers undefined, and the strict reader is asked.
 */
export function readSwiftly(source: string): { readonly value: unknown } | undefined {
	// Line ends of other systems count as hidden signs here.
	if (hidesSigns(source)) return undefined;
	try {
		return { value: wholeOf(source.endsWith("\n") ? source : `${source}\n`) };
	} catch (error) {
		if (error instanceof Unsure) return undefined;
		throw error;
	}
}

function wholeOf(source: string): unknown {
	const cursor: Cursor = { source, at: 0, column: 0, levels: 0 };
	goToContent(cursor);
	const value = readBlocks(cursor);
	if (cursor.column !== -1) throw new Unsure();
	return value;
}
