import type { SKRSContext2D } from "@napi-rs/canvas";
import type { Fonts } from "./fonts.ts";
import { legible, signsOf } from "./legible.ts";
import { COLOUR } from "./palette.ts";

/** How words look; sizes are those of a phone's screen. */
type Face = {
	readonly size: number;
	readonly bold?: true;
	readonly colour?: string;
	readonly align?: "left" | "center" | "right";
};

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

export function createPen(context: SKRSContext2D, fonts: Fonts): Pen {
	const clean = (words: string) => legible(words, fonts.has);
	const dress = (words: string, { size, bold }: Face): void => {
		// Else the language of the machine would have a say in which form of a sign is taken.
		context.lang = "en";
		context.font = `${bold ? 700 : 400} ${size}px ${fonts.familiesFor(words)}`;
	};
	const measure = (words: string, face: Face): number => {
		dress(words, face);
		return context.measureText(words).width;
	};
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
			dress(shown, face);
			context.fillStyle = face.colour ?? COLOUR.words;
			context.textAlign = face.align ?? "left";
			context.fillText(shown, x, y);
			return context.measureText(shown).width;
		},
	};
}
