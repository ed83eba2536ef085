import { INNER, MARGIN } from "./card.ts";
import { COLOUR } from "./palette.ts";
import type { Pen } from "./pen.ts";

/** What a mark means. */
export type Entry = {
	readonly words: string;
	/** Draws the mark around a middle. */
	mark(pen: Pen, x: number, y: number): void;
};

const WORDS = { size: 12, colour: COLOUR.soft } as const;
const MARK = 21;
const GAP = 16;
const LINE = 26;

type Placed = { readonly entry: Entry; readonly x: number; readonly line: number };

/** A legend that breaks into as many lines as it needs. */
export function legend(entries: readonly Entry[], pen: Pen) {
	const placed = place(entries, pen);
	const last = placed.at(-1)?.line ?? -1;
	return {
		height: (last + 1) * LINE,
		draw(on: Pen, top: number): void {
			for (const { entry, x, line } of placed) {
				const y = top + line * LINE + LINE / 2;
				entry.mark(on, Math.round(x) + MARK / 2, y);
				on.write(entry.words, x + MARK + 6, y + 4, WORDS);
			}
		},
	};
}

function place(entries: readonly Entry[], pen: Pen): readonly Placed[] {
	let [x, line] = [MARGIN, 0];
	return entries.map((entry) => {
		const width = MARK + 6 + pen.width(entry.words, WORDS);
		if (x > MARGIN && x + width > MARGIN + INNER) [x, line] = [MARGIN, line + 1];
		const here = { entry, x, line };
		x += width + GAP;
		return here;
	});
}
