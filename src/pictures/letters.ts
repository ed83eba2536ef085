import { readFileSync } from "node:fs";
import { Path2D, type SKRSContext2D } from "@napi-rs/canvas";
import { type Hand, weightOf } from "./hand.ts";

/** What `letters.json` holds; lengths are thousandths of the size of a text. */
export type Traced = {
	/** Whose letters these are. */
	readonly from: string;
	readonly signs: string;
	readonly faces: Readonly<Record<"400" | "700", TracedFace>>;
};

export type TracedFace = {
	/** Of each sign, in their order: how far it goes, and its shape as SVG has it. */
	readonly advances: readonly number[];
	readonly outlines: readonly string[];
	/** By a sign and a length: before which others it goes so much further, or less far. */
	readonly kerning: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** Writes whatever consists of letters it has. */
export type Letters = Hand & { spells(words: string): boolean };

/** Of which traced lengths are thousandths. */
const EM = 1000;

/**
 * The signs of most texts as plain shapes. Before its first word in any font, the canvas looks through
 * all those installed on the machine, and nothing can keep it from that; where there are many, it
 * takes longer than the whole picture. Shapes need no font.
 */
export function createLetters(context: SKRSContext2D): Letters {
	const { signs, faces } = readTraced();
	const known = new Set(signs);
	const drawn = { 400: faceOf(signs, faces[400]), 700: faceOf(signs, faces[700]) };
	return {
		spells: (words) => [...words].every((sign) => known.has(sign)),
		width(words, face) {
			const { before, advance } = drawn[weightOf(face)];
			let [last, width] = ["", 0];
			for (const sign of words) {
				width += before(last, sign) + advance(sign);
				last = sign;
			}
			return (width * face.size) / EM;
		},
		draw(words, x, y, face) {
			const { before, advance, shape } = drawn[weightOf(face)];
			let [last, ahead] = ["", 0];
			context.save();
			context.translate(x, y);
			context.scale(face.size / EM, face.size / EM);
			for (const sign of words) {
				context.translate(ahead + before(last, sign), 0);
				context.fill(shape(sign));
				[last, ahead] = [sign, advance(sign)];
			}
			context.restore();
		},
	};
}

function readTraced(): Traced {
	return JSON.parse(readFileSync(new URL("letters.json", import.meta.url), "utf8"));
}

function faceOf(signs: string, { advances, outlines, kerning }: TracedFace) {
	const places = new Map([...signs].map((sign, at) => [sign, at]));
	const gaps = new Map<string, number>();
	const shapes = new Map<string, Path2D>();
	const place = (sign: string): number => places.get(sign) ?? 0;
	return {
		/** What is left free before a sign that follows another. */
		before(last: string, sign: string): number {
			const gap = gaps.get(last + sign) ?? gapIn(kerning[last], sign);
			gaps.set(last + sign, gap);
			return gap;
		},
		advance: (sign: string): number => advances[place(sign)] ?? 0,
		shape(sign: string): Path2D {
			const shape = shapes.get(sign) ?? new Path2D(outlines[place(sign)]);
			shapes.set(sign, shape);
			return shape;
		},
	};
}

function gapIn(gaps: TracedFace["kerning"][string] | undefined, sign: string): number {
	const found = Object.entries(gaps ?? {}).find(([, others]) => others.includes(sign));
	return found === undefined ? 0 : Number(found[0]);
}
