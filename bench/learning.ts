import { join } from "node:path";
import { packFolders } from "../src/content/folders.ts";
import { loadLibrary } from "../src/content/load.ts";
import { createLibrary } from "../src/core/library.ts";
import { COURSE, type Outcome, takeCourse } from "./learning/course.ts";
import { type Interval, meanOf, ratioOf } from "./learning/interval.ts";
import { fixed, ours, random } from "./learning/teacher.ts";
import { ROOT } from "./support/folder.ts";

/**
 * What people know after sixty days, if the bot asks, if chance does, and if the questions come in
 * their order. Nobody is measured here but figures that forget; nothing touches the disk.
 */

const STUDENTS = 60;

/** The least by which the bot has to be better than chance. */
const TARGET = 1.3;

export async function learning(): Promise<void> {
	const content = await loadLibrary(packFolders(join(ROOT, "content/packs")), {
		now: Date.now(),
		warn() {},
	});
	const library = createLibrary(content);
	// Branches of one's choice come from the bot only to those who chose them.
	const pool = library.questions().filter(({ topic }) => library.topic(topic)?.optional !== true);
	const seeds = Array.from({ length: STUDENTS }, (_, at) => at + 1);
	const taught = {
		ours: seeds.map((seed) => takeCourse(library, pool, ours(library, seed), seed)),
		random: seeds.map((seed) => takeCourse(library, pool, random(pool, seed), seed)),
		fixed: seeds.map((seed) => takeCourse(library, pool, fixed(pool), seed)),
	};
	print(taught, pool.length);
}

type Taught = Readonly<Record<"ours" | "random" | "fixed", readonly Outcome[]>>;

const FIGURES: readonly (readonly [string, (one: Outcome) => number, number?])[] = [
	["kept of the first stage", ({ stage }) => stage, TARGET],
	["– of the questions met", ({ met }) => met],
	["– of the whole pack", ({ pack }) => pack],
	["questions met", ({ questionsMet }) => questionsMet],
	["green topics", ({ greenTopics }) => greenTopics],
	["answers for a green topic", answersForGreen],
];

function answersForGreen({ greenTopics }: Outcome): number {
	return (COURSE.days * COURSE.answersADay) / Math.max(1, greenTopics);
}

function print(taught: Taught, questions: number): void {
	const { days, answersADay } = COURSE;
	console.log(
		`\n### Learning: ${STUDENTS} students (seeds 1 to ${STUDENTS}), ${days} days, ${answersADay} answers a day, ${questions} questions; 95 % confidence\n`,
	);
	console.log("| what | ours | random | fixed order | ours ÷ random | ours ÷ fixed | target | |");
	console.log("|---|---|---|---|---|---|---|---|");
	for (const [what, of, target] of FIGURES) console.log(row(taught, what, of, target));
}

function row(taught: Taught, what: string, of: (one: Outcome) => number, target?: number): string {
	const [mine, chance, order] = [taught.ours, taught.random, taught.fixed].map((all) =>
		all.map(of),
	);
	const means = [mine, chance, order].map((all) => shown(meanOf(all ?? [])));
	const better = ratioOf(mine ?? [], chance ?? []);
	const verdict = target === undefined ? ["", ""] : [`≥ ${target} ×`, judge(better, target)];
	const cells = [
		what,
		...means,
		times(better),
		times(ratioOf(mine ?? [], order ?? [])),
		...verdict,
	];
	return `| ${cells.join(" | ")} |`;
}

/** Only what holds for nearly all samples is a result. */
const judge = ({ from }: Interval, target: number): string => (from >= target ? "ok" : "short");
const times = ({ value, from, to }: Interval): string =>
	`${value.toFixed(2)} × (${from.toFixed(2)}–${to.toFixed(2)})`;
const shown = ({ value, from, to }: Interval): string =>
	value < 1
		? `${value.toFixed(3)} (${from.toFixed(3)}–${to.toFixed(3)})`
		: `${value.toFixed(1)} (${from.toFixed(1)}–${to.toFixed(1)})`;
