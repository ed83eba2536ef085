import { shuffled } from "../chance.ts";
import { type Day, daysBetween } from "../days.ts";
import type { Difficulty, Library, Question } from "../library.ts";
import type { QuestionState, Start } from "../ports.ts";
import { KNOWN_DAYS_APART } from "../rules.ts";
import type { RoundWish } from "./wish.ts";

export type Wish = RoundWish & {
	/** Questions not to be asked now, such as today's daily question. */
	readonly without: ReadonlySet<string>;
	/** Where the learner begins: earlier stages come after the later ones. */
	readonly from: Start | null;
};

/** Of five questions, so many may repeat what was tried before; the others are new. */
const REPEATS_OF_FIVE = 3;

const RANK: Record<Difficulty, number> = { easy: 0, medium: 1, hard: 2 };

/**
 * Chooses the questions of a round: new ones in the order of the roadmap, mixed with those that
 * were missed or not seen for longest; the first easy, the last one winnable.
 *
 * @param seed decides among equals, so that the same wish on the same day is the same round
 */
export function pickQuestions(
	library: Library,
	tried: readonly QuestionState[],
	wish: Wish,
	day: Day,
	seed: string,
): readonly Question[] {
	const states = new Map(tried.map((state) => [state.question, state]));
	const fitting = shuffled(fittingQuestions(library, wish), seed);
	const fresh = inRoadmapOrder(
		library,
		wish.from?.stage ?? 1,
		fitting.filter((question) => !states.has(question.id)),
		wish.count,
	);
	const repeats = fitting
		.filter((question) => states.has(question.id))
		.toSorted((a, b) => urgency(states.get(a.id), day) - urgency(states.get(b.id), day));
	const room = Math.floor((wish.count * REPEATS_OF_FIVE) / 5);
	const due = repeats.filter((question) => urgency(states.get(question.id), day) < CAN_WAIT);
	const chosen = [...due.slice(0, room), ...fresh, ...repeats];
	return arranged([...new Set(chosen)].slice(0, wish.count));
}

function fittingQuestions(library: Library, wish: Wish): Question[] {
	return library
		.questions(wish.topic)
		.filter((question) => !wish.without.has(question.id))
		.filter((question) => wish.topic !== undefined || suits(library, question, wish.from))
		.filter((question) => !wish.difficulty || question.difficulty === wish.difficulty);
}

/**
 * The first `most` questions in the order of the roadmap. Topic by topic, for a pack has thousands of
 * questions, a round a few, and sorting all of them takes longer than everything else about it.
 */
function inRoadmapOrder(
	library: Library,
	from: number,
	questions: readonly Question[],
	most: number,
): Question[] {
	const byTopic = Map.groupBy(questions, (question) => question.topic);
	const ahead = library.topics.filter((topic) => topic.stage >= from);
	const assumed = library.topics.filter((topic) => topic.stage < from);
	const first: Question[] = [];
	for (const topic of [...ahead, ...assumed]) {
		if (first.length >= most) break;
		const own = byTopic.get(topic.id) ?? [];
		first.push(...own.toSorted((a, b) => RANK[a.difficulty] - RANK[b.difficulty]));
	}
	return first;
}

/** Of the optional branches only the chosen language comes unasked. */
function suits(library: Library, question: Question, from: Start | null): boolean {
	const topic = library.topic(question.topic);
	return topic?.optional !== true || topic.id === from?.language;
}

/** From here on a question waits until the new ones are used up. */
const CAN_WAIT = 2;

/** Lower comes sooner: missed, to be proved a second time, known or fresh in mind, tried today. */
function urgency(state: QuestionState | undefined, day: Day): number {
	if (state === undefined || state.lastDay >= day) return 3;
	if (!state.lastRight) return 0;
	const rested = daysBetween(state.lastDay, day) >= KNOWN_DAYS_APART;
	return state.known || !rested ? CAN_WAIT : 1;
}

/** Starts with the easiest, and does not end on a hard one where another can stand last. */
function arranged(questions: readonly Question[]): readonly Question[] {
	if (questions.length < 2) return questions;
	const first = questions.reduce((a, b) => (RANK[b.difficulty] < RANK[a.difficulty] ? b : a));
	const rest = questions.filter((question) => question !== first);
	const last = rest.findLast((question) => question.difficulty !== "hard") ?? rest.at(-1);
	return [first, ...rest.filter((question) => question !== last), ...(last ? [last] : [])];
}
