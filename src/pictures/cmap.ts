import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";

/** Whether a font has a glyph for a code point. */
export type Covers = (codePoint: number) => boolean;

/**
 * Reads from a font file (TrueType, or WOFF2 around it) which signs it has. The canvas does not tell:
 * where a font lacks a sign it takes one of the machine's own, or draws a box.
 */
export function coverageOf(path: string): Covers {
	const file = openSync(path, "r");
	try {
		const isWoff2 = part(file, 0, 4).toString("latin1") === "wOF2";
		return coverageIn(isWoff2 ? tableInWoff2(readFileSync(file)) : tableInTrueType(file));
	} finally {
		closeSync(file);
	}
}

function coverageIn(cmap: Buffer): Covers {
	const subtables = subtablesOf(cmap);
	const full = subtables.find((table) => table.readUInt16BE(0) === 12);
	if (full) return coverageOfGroups(full);
	const basic = subtables.find((table) => table.readUInt16BE(0) === 4);
	return basic ? coverageOfSegments(basic) : () => false;
}

/** The font of emoji is large, so no more of it is read than is wanted. */
function tableInTrueType(file: number): Buffer {
	const directory = part(file, 12, part(file, 4, 2).readUInt16BE(0) * 16);
	for (let at = 0; at < directory.length; at += 16)
		if (directory.toString("latin1", at, at + 4) === "cmap")
			return part(file, directory.readUInt32BE(at + 8), directory.readUInt32BE(at + 12));
	throw new Error("a font without a cmap");
}

function part(file: number, from: number, length: number): Buffer {
	const read = Buffer.alloc(length);
	readSync(file, read, 0, length, from);
	return read;
}

/** Places of well-known tables in WOFF2's list (https://www.w3.org/TR/WOFF2/#table_dir_format). */
const WOFF2 = { header: 48, cmap: 0, glyf: 10, loca: 11, otherTag: 63, untouched: 3 } as const;

/** The tables follow each other in one Brotli stream, in the order of the directory before it. */
function tableInWoff2(font: Buffer): Buffer {
	const tables = font.readUInt16BE(12);
	let at: number = WOFF2.header;
	let start = 0;
	let found: { start: number; length: number } | undefined;
	for (let table = 0; table < tables; table += 1) {
		const flags = font.readUInt8(at);
		const tag = flags & 63;
		at += tag === WOFF2.otherTag ? 5 : 1;
		const original = readBase128(font, at);
		at = original.end;
		const isGlyphs = tag === WOFF2.glyf || tag === WOFF2.loca;
		const transformed = isGlyphs ? flags >> 6 !== WOFF2.untouched : flags >> 6 !== 0;
		const packed = transformed ? readBase128(font, at) : original;
		at = packed.end;
		if (tag === WOFF2.cmap) found = { start, length: packed.value };
		start += packed.value;
	}
	if (!found) throw new Error("a font without a cmap");
	const all = brotliDecompressSync(font.subarray(at, at + font.readUInt32BE(20)));
	return all.subarray(found.start, found.start + found.length);
}

function readBase128(font: Buffer, from: number): { value: number; end: number } {
	let value = 0;
	for (let at = from; ; at += 1) {
		const byte = font.readUInt8(at);
		value = value * 128 + (byte & 127);
		if (byte < 128) return { value, end: at + 1 };
	}
}

function subtablesOf(cmap: Buffer): Buffer[] {
	const count = cmap.readUInt16BE(2);
	return Array.from({ length: count }, (_, at) => cmap.subarray(cmap.readUInt32BE(4 + at * 8 + 4)));
}

/** Format 12: runs of code points, each with its first glyph. */
function coverageOfGroups(table: Buffer): Covers {
	const groups = Array.from({ length: table.readUInt32BE(12) }, (_, at) => ({
		first: table.readUInt32BE(16 + at * 12),
		last: table.readUInt32BE(16 + at * 12 + 4),
	}));
	return (codePoint) => groups.some(({ first, last }) => codePoint >= first && codePoint <= last);
}

/** Format 4: the same for the first 65,536, where a run may also point into a list of glyphs. */
function coverageOfSegments(table: Buffer): Covers {
	const width = table.readUInt16BE(6);
	const [ends, starts] = [14, 16 + width];
	const [deltas, offsets] = [starts + width, starts + 2 * width];
	return (codePoint) => {
		for (let at = 0; at < width; at += 2) {
			if (codePoint > table.readUInt16BE(ends + at)) continue;
			const first = table.readUInt16BE(starts + at);
			if (codePoint < first || codePoint === 0xffff) return false;
			const offset = table.readUInt16BE(offsets + at);
			const glyph =
				offset === 0
					? codePoint + table.readUInt16BE(deltas + at)
					: table.readUInt16BE(offsets + at + offset + 2 * (codePoint - first));
			return (glyph & 0xffff) !== 0;
		}
		return false;
	};
}
