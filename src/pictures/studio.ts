import { createCanvas } from "@napi-rs/canvas";
import type { Picture } from "../core/picture.ts";
import { drawCalendar } from "./calendar.ts";
import { type Card, DENSITY, drawCard, WIDTH } from "./card.ts";
import { createFonts } from "./fonts.ts";
import { createPen, type Pen } from "./pen.ts";
import { drawRoadmap } from "./roadmap.ts";
import { drawShares } from "./shares.ts";

/** Where pictures are made. The same picture always comes out byte for byte alike. */
export type Studio = { paint(picture: Picture): Promise<Uint8Array> };

/** Tall enough to measure on; what is drawn here is thrown away. */
const SKETCH = 8;

export function openStudio(): Studio {
	const fonts = createFonts();
	const penOn = (height: number): { pen: Pen; png(): Promise<Uint8Array> } => {
		const canvas = createCanvas(WIDTH * DENSITY, Math.ceil(height * DENSITY));
		const context = canvas.getContext("2d");
		context.scale(DENSITY, DENSITY);
		return { pen: createPen(context, fonts), png: () => canvas.encode("png") };
	};
	const sketch = penOn(SKETCH).pen;
	return {
		paint(picture) {
			const card = cardOf(picture, sketch);
			const { pen, png } = penOn(card.height);
			drawCard(pen, card);
			return png();
		},
	};
}

function cardOf(picture: Picture, sketch: Pen): Card {
	switch (picture.kind) {
		case "calendar":
			return drawCalendar(picture, sketch);
		case "roadmap":
			return drawRoadmap(picture, sketch);
		case "shares":
			return drawShares(picture, sketch);
	}
}
