import { createRequire } from "node:module";
import { createCanvas, GlobalFonts, SvgExportFlag } from "@napi-rs/canvas";
import { type Covers, coverageOf } from "../../src/pictures/cmap.ts";
import type { Traced, TracedFace } from "../../src/pictures/letters.ts";

const FONT = createRequire(import.meta.url).resolve(
	"@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2",
);
const FROM =
	"Noto Sans, Copyright 2022 The Noto Project Authors (https://github.com/notofonts/latin-greek-cyrillic), under the SIL Open Font License 1.1: see letters.LICENSE";

/**
 * All that English needs, and the names of most who write in Latin letters. What the font lacks is
 * left out, for the canvas would take it from whatever is installed on the machine.
 */
const SIGNS = [
	between(0x20, 0x7e),
	between(0xa1, 0xac),
	between(0xae, 0xff),
	between(0x2013, 0x2026),
]
	.flat()
	.filter(inFont(coverageOf(FONT)));

/** As large as the font's own unit, and far from the edges: what lies outside would not be traced. */
const EM = 1000;
const [LEFT, BASE, SIDE] = [1000, 2000, 4000];

/** What `src/pictures/letters.json` has to hold: the signs as the font draws them. */
export function traceLetters(): Traced {
	GlobalFonts.registerFromPath(FONT, "Traced");
	const faces = { "400": traceFace(400), "700": traceFace(700) };
	return { from: FROM, signs: SIGNS.join(""), faces };
}

function traceFace(weight: number): TracedFace {
	const context = createCanvas(1, 1).getContext("2d");
	dress(context, weight);
	const width = (words: string) => Math.round(context.measureText(words).width);
	const advances = new Map(SIGNS.map((sign) => [sign, width(sign)]));
	const kern = (one: string, other: string) =>
		width(one + other) - (advances.get(one) ?? 0) - (advances.get(other) ?? 0);
	const kerning: Record<string, Record<string, string>> = {};
	for (const one of SIGNS)
		for (const other of SIGNS) {
			const gap = kern(one, other);
			if (gap === 0) continue;
			kerning[one] ??= {};
			kerning[one][gap] = (kerning[one][gap] ?? "") + other;
		}
	return { advances: [...advances.values()], outlines: outlinesOf(SIGNS, weight), kerning };
}

/** The shape of each sign, its beginning on the line at 0, 0. */
function outlinesOf(signs: readonly string[], weight: number): readonly string[] {
	const canvas = createCanvas(SIDE, SIDE, SvgExportFlag.ConvertTextToPaths);
	return signs.map((sign) => {
		// Wipes it: a canvas of this size for each sign would be more than many machines have.
		canvas.height = SIDE;
		const context = canvas.getContext("2d");
		dress(context, weight);
		context.fillText(sign, LEFT, BASE);
		const paths = canvas
			.getContent()
			.toString()
			.matchAll(/ d="([^"]*)"/g);
		return [...paths].map(([, path = ""]) => atOrigin(path)).join("");
	});
}

/** Moves a path of lines and curves, whose lengths are pairs, back to 0, 0. */
function atOrigin(path: string): string {
	if (/[^MLQCZ\d\s.-]/.test(path)) throw new Error(`a path that cannot be moved: ${path}`);
	return [...path.matchAll(/([A-Z])([^A-Z]*)/g)]
		.map(([, letter = "", lengths = ""]) => letter + movedBack(lengths).join(" "))
		.join("")
		.replaceAll(" -", "-");
}

function movedBack(lengths: string): readonly number[] {
	const all = lengths.match(/-?[\d.]+/g) ?? [];
	return all.map((length, at) => Math.round(Number(length) - (at % 2 === 0 ? LEFT : BASE)));
}

type Context = ReturnType<ReturnType<typeof createCanvas>["getContext"]>;

function dress(context: Context, weight: number): void {
	context.lang = "en";
	context.font = `${weight} ${EM}px "Traced"`;
}

function inFont(covers: Covers): (sign: string) => boolean {
	return (sign) => covers(sign.codePointAt(0) ?? 0);
}

function between(first: number, last: number): readonly string[] {
	return Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at));
}
