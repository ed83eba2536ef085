import type { Library, Question } from "../../src/core/library.ts";
import { createStudent } from "./student.ts";
import { blank, dateOf, note, type Teacher } from "./teacher.ts";

/** How long everybody learns, and how much a day. */
export const COURSE = { days: 60, answersADay: 10 } as const;

/** What came of it. */
export type Outcome = {
	/** How much of the first stage is recalled on the day after the last, 0 to 1. */
	readonly stage: number;
	/** The same of all questions, and of those that were met. */
	readonly pack: number;
	readonly met: number;
	readonly questionsMet: number;
	readonly greenTopics: number;
};

/** Lets one student learn with one teacher. */
export function takeCourse(
	library: Library,
	pool: readonly Question[],
	teacher: Teacher,
	seed: number,
): Outcome {
	const student = createStudent(seed);
	const notes = blank();
	let session = 0;
	for (let day = 0; day < COURSE.days; day += 1)
		for (let left = COURSE.answersADay; left > 0; session += 1) {
			const asked = teacher.asks(notes, dateOf(day), session, left);
			for (const question of asked)
				note(notes, library, question, dateOf(day), student.answers(question, day));
			left -= asked.length;
		}
	const recall = (questions: readonly Question[]) =>
		questions.reduce((sum, { id }) => sum + student.recall(id, COURSE.days), 0);
	const first = pool.filter(({ topic }) => library.topic(topic)?.stage === 1);
	return {
		stage: recall(first) / first.length,
		pack: recall(pool) / pool.length,
		met: recall(pool) / student.met(),
		questionsMet: student.met(),
		greenTopics: notes.mastered.filter(({ what }) => what === "topic").length,
	};
}
