import type { SKRSContext2D } from "@napi-rs/canvas";

/** Small signs inside marks, drawn as lines: they look alike whatever the fonts are. */
export type Sign = (context: SKRSContext2D, x: number, y: number, size: number) => void;

type Point = readonly [number, number];

/** Lines through points, given in shares of the size from the middle. */
function lines(...paths: readonly (readonly Point[])[]): Sign {
	return (context, x, y, size) => {
		context.beginPath();
		for (const [[startX, startY] = [0, 0], ...rest] of paths) {
			context.moveTo(x + startX * size, y + startY * size);
			for (const [toX, toY] of rest) context.lineTo(x + toX * size, y + toY * size);
		}
		context.lineWidth = Math.max(1.5, size / 8);
		context.lineCap = "round";
		context.lineJoin = "round";
		context.stroke();
	};
}

export const tick: Sign = lines([
	[-0.26, 0.02],
	[-0.07, 0.2],
	[0.28, -0.19],
]);

/** Three strokes through the middle: a snowflake. */
export const flake: Sign = lines(
	[
		[0, -0.32],
		[0, 0.32],
	],
	[
		[-0.28, -0.16],
		[0.28, 0.16],
	],
	[
		[-0.28, 0.16],
		[0.28, -0.16],
	],
);

export const plus: Sign = lines(
	[
		[0, -0.24],
		[0, 0.24],
	],
	[
		[-0.24, 0],
		[0.24, 0],
	],
);

export const dash: Sign = lines([
	[-0.22, 0],
	[0.22, 0],
]);

/** An arrow that goes round: due for a refresh. */
export const round: Sign = (context, x, y, size) => {
	const radius = size * 0.23;
	context.beginPath();
	context.arc(x, y, radius, -0.2, Math.PI * 1.45);
	context.lineWidth = Math.max(1.5, size / 9);
	context.lineCap = "round";
	context.stroke();
	context.beginPath();
	context.moveTo(x + radius - size * 0.14, y - size * 0.02);
	context.lineTo(x + radius + size * 0.14, y - size * 0.02);
	context.lineTo(x + radius, y - size * 0.22);
	context.closePath();
	context.fillStyle = context.strokeStyle;
	context.fill();
};
