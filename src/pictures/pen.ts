import type { SKRSContext2D } from "@napi-rs/canvas";
import type { Fonts } from "./fonts.ts";
import type { Face, Hand } from "./hand.ts";
import { legible, signsOf } from "./legible.ts";
import { createLetters } from "./letters.ts";
import { COLOUR } from "./palette.ts";
import { createTypeset } from "./typeset.ts";

/** Draws words and shapes; all lengths are CSS pixels. */
export type Pen = {
	readonly context: SKRSContext2D;
	/** Writes one line, shortened with "…" where it is wider than `most`. @returns its width */
	write(words: string, x: number, y: number, face: Face, most?: number): number;
	/** Words broken into lines of at most `width`; the last line takes what is left. */
	lines(words: string, width: number, face: Face, most: number): readonly string[];
	width(words: string, face: Face): number;
};

const ELLIPSIS = "…";

/** The share of a line that lies before the point it is aligned to. */
const BEFORE = { left: 0, center: 0.5, right: 1 } as const;

export function createPen(context: SKRSContext2D, fonts: Fonts): Pen {
	const clean = (words: string) => legible(words, fonts.has);
	const [letters, typeset] = [createLetters(context), createTypeset(context, fonts)];
	const handFor = (words: string): Hand => (letters.spells(words) ? letters : typeset);
	const measure = (words: string, face: Face): number => handFor(words).width(words, face);
	const fitting = (words: string, face: Face, most: number): string => {
		if (measure(words, face) <= most) return words;
		let kept = "";
		for (const sign of signsOf(words)) {
			if (measure(`${kept}${sign}${ELLIPSIS}`, face) > most) break;
			kept += sign;
		}
		return `${kept.trimEnd()}${ELLIPSIS}`;
	};
	return {
		context,
		width: (words, face) => measure(clean(words), face),
		lines(words, width, face, most) {
			const [first = "", ...more] = clean(words).split(" ");
			const lines = [first];
			for (const word of more) {
				const longer = `${lines.at(-1)} ${word}`;
				const isLast = lines.length === most;
				if (isLast || measure(longer, face) <= width) lines[lines.length - 1] = longer;
				else lines.push(word);
			}
			return lines;
		},
		write(words, x, y, face, most = Number.POSITIVE_INFINITY) {
			const shown = fitting(clean(words), face, most);
			const width = measure(shown, face);
			context.fillStyle = face.colour ?? COLOUR.words;
			handFor(shown).draw(shown, x - width * BEFORE[face.align ?? "left"], y, face);
			return width;
		},
	};
}
