import type { SharesPicture } from "../core/picture.ts";
import { BELOW_TITLE, type Card, INNER, MARGIN, WIDTH } from "./card.ts";
import { COLOUR } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { tick } from "./signs.ts";

const TEXT = { size: 13 } as const;
const PERCENT = { size: 14, bold: true, align: "right" } as const;
const LETTER = { size: 13, bold: true, align: "center" } as const;
const BADGE = 22;
const INDENT = BADGE + 10;
const LINE = 18;
const LINES = 3;
const BAR = 10;
const GAP = 16;

type Option = SharesPicture["options"][number];
type Row = { readonly option: Option; readonly lines: readonly string[]; readonly top: number };

/** An option is its letter, its text, and a bar; the right one has a tick and a frame besides. */
export function drawShares({ title, under, options }: SharesPicture, sketch: Pen): Card {
	let top = BELOW_TITLE + 2;
	const rows = options.map((option): Row => {
		const lines = sketch.lines(option.text, textWidth(option, sketch), TEXT, LINES);
		const row = { option, lines, top };
		top += heightOf(row);
		return row;
	});
	return {
		title,
		under,
		height: top - GAP + MARGIN + 2,
		draw(pen) {
			for (const row of rows) drawRow(pen, row);
		},
	};
}

function textWidth(option: Option, pen: Pen): number {
	return INNER - INDENT - pen.width(percentOf(option), PERCENT) - 12;
}

const percentOf = ({ percent }: Option): string => `${percent}%`;

function heightOf({ lines }: Pick<Row, "lines">): number {
	return lines.length * LINE + 6 + BAR + GAP;
}

function drawRow(pen: Pen, { option, lines, top }: Row): void {
	drawBadge(pen, option, top);
	for (const [at, line] of lines.entries())
		pen.write(line, MARGIN + INDENT, top + 14 + at * LINE, TEXT, textWidth(option, pen));
	pen.write(percentOf(option), WIDTH - MARGIN, top + 14, PERCENT);
	drawBar(pen, option, top + lines.length * LINE + 6);
}

function drawBadge(pen: Pen, { letter, right }: Option, top: number): void {
	const { context } = pen;
	const [x, y] = [MARGIN + BADGE / 2, top + BADGE / 2 - 2];
	context.beginPath();
	context.roundRect(x - BADGE / 2, y - BADGE / 2, BADGE, BADGE, 6);
	context.fillStyle = right ? COLOUR.good : COLOUR.track;
	context.fill();
	pen.write(letter, x, y + 4.5, { ...LETTER, colour: right ? COLOUR.ink : COLOUR.words });
}

function drawBar(pen: Pen, { percent, right }: Option, top: number): void {
	const { context } = pen;
	const [left, width] = [MARGIN + INDENT, INNER - INDENT];
	context.beginPath();
	context.roundRect(left, top, width, BAR, BAR / 2);
	context.fillStyle = COLOUR.track;
	context.fill();
	if (percent > 0) {
		context.beginPath();
		context.roundRect(left, top, Math.max(BAR, (width * percent) / 100), BAR, BAR / 2);
		context.fillStyle = right ? COLOUR.good : COLOUR.bar;
		context.fill();
	}
	if (!right) return;
	context.strokeStyle = COLOUR.good;
	tick(context, MARGIN + BADGE / 2, top + BAR / 2 - 1, 18);
	context.lineWidth = 1.5;
	context.beginPath();
	context.roundRect(left - 2.5, top - 2.5, width + 5, BAR + 5, BAR / 2 + 2.5);
	context.stroke();
}
