import type { RoadmapPicture, TopicMark } from "../core/picture.ts";
import { roadmapPicture as says } from "../text/en.ts";
import { BELOW_TITLE, type Card, INNER, MARGIN, WIDTH } from "./card.ts";
import { type Entry, legend } from "./legend.ts";
import { COLOUR } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { round, tick } from "./signs.ts";

const NAME = { size: 14, bold: true } as const;
const PROGRESS = { size: 13, colour: COLOUR.soft, align: "right" } as const;
const HEAD = 26;
const BEAD = 17;
const PITCH = 21;
const PER_LINE = Math.floor(INNER / PITCH);
const GAP = 12;

type Stage = RoadmapPicture["stages"][number];
type Topic = Stage["topics"][number];

/** A stage is a string of beads, one for each topic: round, or square for a branch of one's choice. */
export function drawRoadmap(picture: RoadmapPicture, sketch: Pen): Card {
	const { title, under, stages } = picture;
	const key = legend(entries(stages), sketch);
	let below = BELOW_TITLE;
	const tops = stages.map((stage) => {
		const top = below;
		below += heightOf(stage);
		return top;
	});
	return {
		title,
		under,
		height: below + key.height + 12,
		draw(pen) {
			for (const [at, stage] of stages.entries()) drawStage(pen, stage, tops[at] ?? 0);
			key.draw(pen, below);
		},
	};
}

function heightOf({ topics }: Stage): number {
	return HEAD + Math.ceil(topics.length / PER_LINE) * PITCH + GAP;
}

function drawStage(pen: Pen, { name, progress, here, topics }: Stage, top: number): void {
	const base = top + 17;
	const room = INNER - pen.write(progress, WIDTH - MARGIN, base, PROGRESS) - 12;
	if (here) drawPointer(pen, MARGIN + 5, base - 5);
	const indent = here ? 15 : 0;
	pen.write(name, MARGIN + indent, base, NAME, room - indent);
	for (const [at, topic] of topics.entries()) {
		const x = MARGIN + (at % PER_LINE) * PITCH + BEAD / 2;
		const y = top + HEAD + Math.floor(at / PER_LINE) * PITCH + PITCH / 2;
		drawBead(pen, topic, x, y);
	}
}

function drawPointer({ context }: Pen, x: number, y: number): void {
	context.beginPath();
	context.moveTo(x - 4.5, y - 6);
	context.lineTo(x + 6, y);
	context.lineTo(x - 4.5, y + 6);
	context.closePath();
	context.fillStyle = COLOUR.amber;
	context.fill();
}

function outline({ context }: Pen, optional: boolean, x: number, y: number, size: number): void {
	context.beginPath();
	if (optional) context.roundRect(x - size / 2, y - size / 2, size, size, 3.5);
	else context.arc(x, y, size / 2, 0, 2 * Math.PI);
}

function drawBead(pen: Pen, { mark, optional }: Topic, x: number, y: number): void {
	const { context } = pen;
	context.save();
	if (mark === "green" || mark === "due") {
		outline(pen, optional, x, y, BEAD);
		context.fillStyle = mark === "green" ? COLOUR.good : COLOUR.amber;
		context.fill();
		context.strokeStyle = COLOUR.ink;
		(mark === "green" ? tick : round)(context, x, y, BEAD);
	} else {
		if (mark === "begun") fillHalf(pen, optional, x, y);
		outline(pen, optional, x, y, BEAD - 2);
		context.lineWidth = 1.75;
		context.strokeStyle = LINES[mark];
		// A broken line: it is taken as known, and nobody has seen it yet.
		if (mark === "assumed") context.setLineDash([3.1, 2.8]);
		context.stroke();
	}
	context.restore();
}

const LINES = { begun: COLOUR.ice, untouched: COLOUR.outline, assumed: COLOUR.good } as const;

function fillHalf(pen: Pen, optional: boolean, x: number, y: number): void {
	const { context } = pen;
	context.save();
	context.beginPath();
	context.rect(x - BEAD, y - BEAD, BEAD, 2 * BEAD);
	context.clip();
	outline(pen, optional, x, y, BEAD - 2);
	context.fillStyle = COLOUR.ice;
	context.fill();
	context.restore();
}

const MARKS: readonly TopicMark[] = ["green", "due", "begun", "assumed", "untouched"];

/** Only what is to be seen is explained. */
function entries(stages: readonly Stage[]): readonly Entry[] {
	const topics = stages.flatMap((stage) => stage.topics);
	const seen = MARKS.filter((mark) => topics.some((topic) => topic.mark === mark));
	const branch = topics.find(({ optional }) => optional);
	return [
		...seen.map((mark) => entry(says.marks[mark], { mark, optional: false })),
		...(branch ? [entry(says.optional, { mark: "untouched", optional: true })] : []),
		...(stages.some(({ here }) => here) ? [{ words: says.here, mark: drawPointer }] : []),
	];
}

function entry(words: string, topic: Topic): Entry {
	return { words, mark: (pen, x, y) => drawBead(pen, topic, x, y) };
}
