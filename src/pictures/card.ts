import { COLOUR } from "./palette.ts";
import type { Pen } from "./pen.ts";

/** As wide as a phone shows a picture, in CSS pixels, and how many real pixels go to each. */
export const WIDTH = 350;
export const DENSITY = 2;
/** From the edge of the card to what is on it. */
export const MARGIN = 16;
export const INNER = WIDTH - 2 * MARGIN;

const RADIUS = 12;
const TITLE = { size: 18, bold: true } as const;
const UNDER = { size: 13, colour: COLOUR.soft } as const;

/** Where what is below the title begins. */
export const BELOW_TITLE = 68;

/** A picture that knows its height and waits to be drawn. */
export type Card = {
	readonly title: string;
	readonly under: string;
	readonly height: number;
	draw(pen: Pen): void;
};

export function drawCard(pen: Pen, { title, under, height, draw }: Card): void {
	const { context } = pen;
	context.beginPath();
	context.roundRect(0.75, 0.75, WIDTH - 1.5, height - 1.5, RADIUS);
	context.fillStyle = COLOUR.card;
	context.fill();
	context.lineWidth = 1.5;
	context.strokeStyle = COLOUR.edge;
	context.stroke();
	pen.write(title, MARGIN, 32, TITLE, INNER);
	pen.write(under, MARGIN, 52, UNDER, INNER);
	draw(pen);
}
