import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { GlobalFonts } from "@napi-rs/canvas";
import { type Covers, coverageOf } from "./cmap.ts";

/**
 * The fonts that come with the program, so that every machine draws alike. They are cut into slices
 * by script, and a slice is read when the first sign of it is wanted.
 */
export type Fonts = {
	/** The families a text needs, as `ctx.font` takes them. */
	familiesFor(text: string): string;
	/** Whether there is a glyph for a code point. */
	has(codePoint: number): boolean;
};

/** One file of a font, the signs it is said to hold, and once it is read, those it holds. */
type Slice = {
	readonly alias: string;
	readonly file: string;
	readonly ranges: readonly (readonly [number, number])[];
	covers?: Covers;
};

const require = createRequire(import.meta.url);

/** In the order in which they are asked; the first is the face of everything. */
const PACKAGES = [
	sliced("@fontsource-variable/noto-sans", "noto-sans"),
	only("arabic", sliced("@fontsource-variable/noto-sans-arabic", "noto-sans-arabic")),
	only("hebrew", sliced("@fontsource-variable/noto-sans-hebrew", "noto-sans-hebrew")),
	emoji,
	sliced("@fontsource-variable/noto-sans-sc", "noto-sans-sc"),
	sliced("@fontsource-variable/noto-sans-kr", "noto-sans-kr"),
];

/** What must be there for any text at all. */
const PLAIN = "latin";

export function createFonts(): Fonts {
	const packages = PACKAGES.map((slicesOf) => once(slicesOf));
	const known = new Map<number, Slice | null>();
	const sliceWith = (codePoint: number): Slice | null => {
		const before = known.get(codePoint);
		if (before !== undefined) return before;
		const found = find(packages, codePoint);
		known.set(codePoint, found);
		return found;
	};
	return {
		has: (codePoint) => sliceWith(codePoint) !== null,
		familiesFor(text) {
			const slices = [...text].map((sign) => sliceWith(sign.codePointAt(0) ?? 0));
			const aliases = slices.flatMap((slice) => slice?.alias ?? []);
			// By name and not by what was read first: the same text must always be drawn alike.
			return [...new Set([aliasOf("noto-sans", PLAIN), ...aliases.toSorted()])]
				.map((alias) => `"${alias}"`)
				.join(", ");
		},
	};
}

function find(packages: readonly (() => readonly Slice[])[], codePoint: number): Slice | null {
	for (const slicesOf of packages)
		for (const slice of slicesOf()) {
			const said = slice.ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
			if (said && coverage(slice)(codePoint)) return slice;
		}
	return null;
}

/** Hands a slice to the canvas, and learns what it holds. */
function coverage(slice: Slice): Covers {
	if (slice.covers) return slice.covers;
	GlobalFonts.registerFromPath(slice.file, slice.alias);
	slice.covers = coverageOf(slice.file);
	return slice.covers;
}

/** A font of Fontsource: `unicode.json` says what is in which file. */
function sliced(name: string, short: string): () => readonly Slice[] {
	return () => {
		const index = require.resolve(`${name}/unicode.json`);
		const ranges: Record<string, string> = require(index);
		return Object.entries(ranges).map(([slice, range]) => ({
			alias: aliasOf(short, bare(slice)),
			file: join(dirname(index), "files", `${short}-${bare(slice)}-wght-normal.woff2`),
			ranges: range.split(",").map(readRange),
		}));
	};
}

/** One script of a font that repeats Latin and others. */
function only(script: string, slicesOf: () => readonly Slice[]): () => readonly Slice[] {
	return () => slicesOf().filter(({ alias }) => alias.endsWith(` ${script}`));
}

function emoji(): readonly Slice[] {
	const file = require.resolve(
		"@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf",
	);
	return [{ alias: "Cairn emoji", file, ranges: [[0x23, 0x10ffff]] }];
}

/** Numbered slices are named `[4]`, and their files `4`. */
function bare(slice: string): string {
	return slice.replaceAll(/[[\]]/g, "");
}

function aliasOf(font: string, slice: string): string {
	return `Cairn ${font} ${slice}`;
}

/** `U+460-52F` or `U+2116`. */
function readRange(range: string): readonly [number, number] {
	const [first = "", last = first] = range.trim().slice(2).split("-");
	return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

function once<T>(make: () => T): () => T {
	let made: { value: T } | undefined;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}
