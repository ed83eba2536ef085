import { addDays } from "../core/days.ts";
import type { CalendarPicture, DayMark } from "../core/picture.ts";
import { calendar as says } from "../text/en.ts";
import { BELOW_TITLE, type Card, DENSITY, INNER, MARGIN } from "./card.ts";
import { type Entry, legend } from "./legend.ts";
import { COLOUR } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { dash, flake, plus, type Sign, tick } from "./signs.ts";

/** Left of the weeks, for the letters of the weekdays. */
const LETTERS = 20;
const MONTHS = 20;
const CELL = 21;
const LABEL = { size: 12, colour: COLOUR.soft } as const;
const DAYS = 7;

/** A week is a column, Monday at the top; a day is a mark of its own shape and sign. */
export function drawCalendar(picture: CalendarPicture, sketch: Pen): Card {
	const { title, under, marks } = picture;
	const weeks = Math.ceil(marks.length / DAYS);
	// Whole pixels: marks that are drawn alike to the last one make a smaller file.
	const pitch = Math.floor(Math.min((INNER - LETTERS) / weeks, 26) * DENSITY) / DENSITY;
	const grid = { top: BELOW_TITLE + MONTHS, left: MARGIN + LETTERS, pitch };
	const key = legend(entries(picture), sketch);
	const below = grid.top + DAYS * pitch + 6;
	return {
		title,
		under,
		height: below + key.height + 12,
		draw(pen) {
			drawLetters(pen, grid);
			drawMonths(pen, picture, grid);
			for (const [at, mark] of marks.entries()) {
				const { x, y } = middle(at, grid);
				drawMark(pen, mark, x, y);
				if (addDays(picture.from, at) === picture.today) drawRing(pen, x, y);
			}
			key.draw(pen, below);
		},
	};
}

type Grid = { readonly top: number; readonly left: number; readonly pitch: number };

function middle(at: number, { top, left, pitch }: Grid): { x: number; y: number } {
	const half = Math.ceil(pitch / 2);
	return { x: left + Math.floor(at / DAYS) * pitch + half, y: top + (at % DAYS) * pitch + half };
}

function drawLetters(pen: Pen, grid: Grid): void {
	for (const [row, letter] of says.weekdays.entries())
		pen.write(letter, MARGIN, middle(row, grid).y + 4, LABEL);
}

/** A month stands over the week that holds its first day; a name too near the edge is left out. */
function drawMonths(pen: Pen, { from, marks }: CalendarPicture, grid: Grid): void {
	let free = 0;
	for (let at = 0; at < marks.length; at += DAYS) {
		const x = grid.left + (at / DAYS) * grid.pitch;
		const name = monthBeginning(addDays(from, at), at === 0);
		if (name === null || x < free || x + pen.width(name, LABEL) > MARGIN + INNER) continue;
		free = x + pen.write(name, x, grid.top - 7, LABEL) + 6;
	}
}

/** The month that begins in a week, or the one that is under way in the first week of all. */
function monthBeginning(monday: string, isFirst: boolean): string | null {
	const sunday = Temporal.PlainDate.from(addDays(monday, DAYS - 1));
	// The first week names its month only where there is room before the next one begins.
	if (sunday.day > DAYS && !(isFirst && sunday.day < 22)) return null;
	return says.months[sunday.month - 1] ?? null;
}

/** Shape, filling and sign of each mark; where a day says nothing there is only a dot. */
const LOOKS: Readonly<Record<DayMark, { fill?: string; line?: string; sign?: Sign } | null>> = {
	learned: { fill: COLOUR.good, sign: tick },
	freeze: { fill: COLOUR.ice, sign: flake },
	credited: { fill: COLOUR.amber, sign: plus },
	rest: { sign: dash },
	missed: { line: COLOUR.outline },
	open: { line: COLOUR.words },
	ahead: null,
	before: null,
};

function drawMark(pen: Pen, mark: DayMark, x: number, y: number): void {
	const look = LOOKS[mark];
	const { context } = pen;
	context.beginPath();
	if (look === null) {
		context.arc(x, y, 1.5, 0, 2 * Math.PI);
		context.fillStyle = COLOUR.faint;
		context.fill();
		return;
	}
	const { fill, line, sign } = look;
	// A freeze is round like a snowball, so that it differs also in outline.
	if (mark === "freeze") context.arc(x, y, CELL / 2, 0, 2 * Math.PI);
	else context.roundRect(x - CELL / 2 + 0.75, y - CELL / 2 + 0.75, CELL - 1.5, CELL - 1.5, 5);
	if (fill !== undefined) {
		context.fillStyle = fill;
		context.fill();
	}
	if (line !== undefined && mark !== "open") {
		context.lineWidth = 1.5;
		context.strokeStyle = line;
		context.stroke();
	}
	context.strokeStyle = fill === undefined ? COLOUR.soft : COLOUR.ink;
	sign?.(context, x, y, CELL - 3);
}

/** Today stands in a white frame, whatever has become of it. */
function drawRing(pen: Pen, x: number, y: number): void {
	drawFrame(pen, x, y, CELL + 2);
}

function drawFrame({ context }: Pen, x: number, y: number, size = CELL - 2.5): void {
	context.beginPath();
	context.roundRect(x - size / 2, y - size / 2, size, size, 6);
	context.lineWidth = 2.5;
	context.strokeStyle = COLOUR.words;
	context.stroke();
}

const EXPLAINED = ["learned", "freeze", "rest", "credited", "missed"] as const;

/** Only what is to be seen is explained. */
function entries({ marks }: CalendarPicture): readonly Entry[] {
	const seen = EXPLAINED.filter((mark) => marks.includes(mark));
	const days = seen.map((mark) => ({
		words: says.marks[mark],
		mark: (pen: Pen, x: number, y: number) => drawMark(pen, mark, x, y),
	}));
	const today = { words: says.marks.open, mark: drawFrame };
	return [...days, today];
}
