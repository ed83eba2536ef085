import { createRequire } from "node:module";
import { timed } from "./timed.ts";

/** The least that makes a picture of that size: the canvas, one font, one line of text. */
const font = createRequire(import.meta.url).resolve(
	"@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2",
);
process.env.DISABLE_SYSTEM_FONTS_LOAD = "1";
const height = Number(process.argv[2]);
await timed(async () => {
	const { createCanvas, GlobalFonts } = await import("@napi-rs/canvas");
	if (!GlobalFonts.has("Bare")) GlobalFonts.registerFromPath(font, "Bare");
	const canvas = createCanvas(700, height);
	const context = canvas.getContext("2d");
	context.font = "36px Bare";
	context.fillText("12 days in a row", 32, 64);
	return canvas.encode("png");
});
