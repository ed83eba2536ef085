import type { SKRSContext2D } from "@napi-rs/canvas";
import type { Fonts } from "./fonts.ts";
import { type Face, type Hand, weightOf } from "./hand.ts";

/** Sets words in any script with the fonts that come along. */
export function createTypeset(context: SKRSContext2D, fonts: Fonts): Hand {
	const dress = (words: string, face: Face): void => {
		// Else the language of the machine would have a say in which form of a sign is taken.
		context.lang = "en";
		context.font = `${weightOf(face)} ${face.size}px ${fonts.familiesFor(words)}`;
	};
	return {
		width(words, face) {
			dress(words, face);
			return context.measureText(words).width;
		},
		draw(words, x, y, face) {
			dress(words, face);
			context.fillText(words, x, y);
		},
	};
}
