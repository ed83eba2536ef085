import { createCanvas, loadImage } from "@napi-rs/canvas";

export type Pixels = {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8ClampedArray;
};

export async function pixelsOf(png: Uint8Array): Promise<Pixels> {
	const image = await loadImage(Buffer.from(png));
	const { width, height } = image;
	const context = createCanvas(width, height).getContext("2d");
	context.drawImage(image, 0, 0);
	return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** Further apart than this, an eye sees two colours. */
const SEEN = 24;

/** The share of pixels that differ so that one could see it, from 0 to 1. */
export function difference(one: Pixels, other: Pixels): number {
	if (one.width !== other.width || one.height !== other.height) return 1;
	let differing = 0;
	for (let at = 0; at < one.data.length; at += 4)
		if ([0, 1, 2, 3].some((channel) => isFar(one.data[at + channel], other.data[at + channel])))
			differing += 1;
	return differing / (one.width * one.height);
}

function isFar(one = 0, other = 0): boolean {
	return Math.abs(one - other) > SEEN;
}
