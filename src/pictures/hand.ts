/** How words look; sizes are those of a phone's screen. */
export type Face = {
	readonly size: number;
	readonly bold?: true;
	readonly colour?: string;
	readonly align?: "left" | "center" | "right";
};

/** Brings words onto the canvas, one way or another. */
export type Hand = {
	width(words: string, face: Face): number;
	/** Writes one line from its left end, in the colour that is set. */
	draw(words: string, x: number, y: number, face: Face): void;
};

/** As a font calls it. */
export const weightOf = ({ bold }: Face): 400 | 700 => (bold ? 700 : 400);
