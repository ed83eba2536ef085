import { createCanvas } from "@napi-rs/canvas";
import type { Picture } from "../core/picture.ts";
import { drawCalendar } from "./calendar.ts";
import { type Card, DENSITY, drawCard, WIDTH } from "./card.ts";
import { createFonts } from "./fonts.ts";
import { createPen, type Pen } from "./pen.ts";
import { pngOf } from "./png.ts";
import { drawRoadmap } from "./roadmap.ts";
import { drawShares } from "./shares.ts";

/** Where pictures are made. The same picture always comes out byte for byte alike. */
export type Studio = { paint(picture: Picture): Promise<Uint8Array> };

export function openStudio(): Studio {
	const fonts = createFonts();
	// One canvas for all: drawing never waits for anything, so no two pictures meet on it.
	const canvas = createCanvas(WIDTH * DENSITY, DENSITY);
	const context = canvas.getContext("2d");
	const pen = createPen(context, fonts);
	return {
		paint(picture) {
			const card = cardOf(picture, pen);
			// A new height wipes the canvas, also when it is the old one.
			canvas.height = Math.ceil(card.height * DENSITY);
			context.scale(DENSITY, DENSITY);
			drawCard(pen, card);
			return pngOf(context.getImageData(0, 0, canvas.width, canvas.height));
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
