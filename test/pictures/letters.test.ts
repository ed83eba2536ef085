import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, test } from "vitest";
import { createFonts } from "../../src/pictures/fonts.ts";
import { createLetters } from "../../src/pictures/letters.ts";
import { createTypeset } from "../../src/pictures/typeset.ts";
import { difference } from "./pixels.ts";
import { traceLetters } from "./trace.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FILE = fileURLToPath(new URL("../../src/pictures/letters.json", import.meta.url));

/** After a new version of the font: `CAIRN_GOLDENS=write`, and then look at the pictures. */
test("the letters are those of the font", { timeout: 60_000 }, () => {
	const traced = traceLetters();
	if (process.env.CAIRN_GOLDENS === "write")
		writeFileSync(FILE, `${JSON.stringify(traced, null, "\t")}\n`);
	expect(JSON.parse(readFileSync(FILE, "utf8"))).toEqual(traced);
});

/** Words on a card of their own, by either hand. */
function written(words: string, by: "letters" | "typeset", face: { size: number; bold?: true }) {
	const context = createCanvas(700, 60).getContext("2d");
	const hand = by === "letters" ? createLetters(context) : createTypeset(context, createFonts());
	context.fillStyle = "#20252f";
	context.fillRect(0, 0, 700, 60);
	context.fillStyle = "#f4f6fa";
	hand.draw(words, 10, 40, face);
	const pixels = context.getImageData(0, 0, 700, 60);
	return { width: hand.width(words, face), pixels };
}

describe("words of letters look as the font would set them", () => {
	test.each([
		"12 days in a row · best 14",
		"To Avoid: “Type” AVATAR, fly off…",
		"Zoë, José & Åsa's naïve façade",
		"0% – 100% (of #3) [x] {y} <z> ~ ^|",
	])("%s", (words) => {
		for (const face of [{ size: 26 }, { size: 36, bold: true }] as const) {
			const [ours, font] = [written(words, "letters", face), written(words, "typeset", face)];
			expect(Math.abs(ours.width - font.width)).toBeLessThan(0.5);
			// The font moves edges to whole pixels; another sign in its place is far more.
			expect(difference(ours.pixels, font.pixels)).toBeLessThan(0.06);
		}
	});
});

test("what they cannot spell is left to the fonts", () => {
	const letters = createLetters(createCanvas(1, 1).getContext("2d"));
	for (const words of ["", "Ada", "Zoë", "a · b – c…"]) expect(letters.spells(words)).toBe(true);
	for (const words of ["Łukasz", "Ada 🦊", "Zoe\u0308", "王", "a\u00adb"])
		expect(letters.spells(words)).toBe(false);
});

test("a picture with nothing but letters on it never asks for a font", () => {
	const program = `
		const { createPainter } = await import("./src/pictures/painter.ts");
		const { samples } = await import("./test/pictures/samples.ts");
		const painter = createPainter();
		for (const name of ["calendar", "roadmap", "shares"]) await painter.paint(samples[name]);
		const { GlobalFonts } = await import("@napi-rs/canvas");
		console.log(JSON.stringify(GlobalFonts.families));`;
	const told = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
		encoding: "utf8",
		cwd: ROOT,
	});
	expect(JSON.parse(told)).toEqual([]);
}, 30_000);
