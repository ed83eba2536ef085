import { shuffled } from "../chance.ts";
import type { Day } from "../days.ts";
import type { Library, Question, Topic } from "../library.ts";
import { isGreen } from "../mastery/mastery.ts";
import { isReview } from "../points/points.ts";
import type { QuestionState, Start } from "../ports.ts";
import { isAway } from "../review/due.ts";
import { retrievability } from "../review/memory.ts";
import { NEW_OF_FIVE, REACH } from "../rules.ts";
import { expectedSuccess, type Share, type Totals } from "./expect.ts";
import type { RoundWish } from "./wish.ts";

export type Wish = RoundWish & {
	/** Questions not to be asked now, such as today's daily question. */
	readonly without: ReadonlySet<string>;
	/** Where the learner begins: earlier stages come after the later ones. */
	readonly from: Start | null;
};

/** What is known of a learner, and of the questions, when a round is picked. */
export type Known = {
	readonly states: readonly QuestionState[];
	readonly totals: Totals;
	/** First tries of everyone, by question. */
	readonly shares: ReadonlyMap<string, Share>;
};

/** New questions come from the next few topics, so that there is one within reach. */
const TOPICS_AHEAD = 3;

/** A question that may be asked now, and how likely it is to be answered rightly. */
type Candidate = {
	readonly question: Question;
	readonly state: QuestionState | undefined;
	readonly success: number;
};

/**
 * Chooses the questions of a round: due reviews, those nearest to being forgotten first, and at least
 * two of five new ones in the order of the roadmap, within reach; the first is easy, the last one
 * winnable. After a week away the first one is a question that was right before.
 *
 * @param seed decides among equals, so that the same wish on the same day is the same round
 */
export function pickQuestions(
	library: Library,
	known: Known,
	wish: Wish,
	day: Day,
	seed: string,
): readonly Question[] {
	const tried = triedOnes(library, known, wish, day, seed);
	const due = tried.filter(({ state }) => isReview(state, day)).toSorted(byRecall);
	const fresh = withinReach(freshOnes(library, known, wish, seed));
	const resting = tried.filter((one) => !due.includes(one)).toSorted(byRecall);
	const room = wish.count - Math.ceil((wish.count * NEW_OF_FIVE) / 5);
	const back = isAway(known.states, day) ? welcomeBack(tried) : [];
	const chosen = [...back, ...due.slice(0, room), ...fresh, ...due, ...resting];
	const round = [...new Set(chosen)].slice(0, wish.count);
	return arranged(round, back[0], seed).map(({ question }) => question);
}

type Tried = Candidate & { readonly state: QuestionState };

/** What was tried before and may be asked now. */
function triedOnes(
	library: Library,
	{ states, totals, shares }: Known,
	wish: Wish,
	day: Day,
	seed: string,
): readonly Tried[] {
	return shuffled(states, seed).flatMap((state) => {
		const question = library.question(state.question);
		if (question === undefined || !isWished(library, question, wish)) return [];
		const success = state.memory
			? retrievability(state.memory, day)
			: expectedSuccess(question, totals, shares.get(question.id));
		return [{ question, state, success }];
	});
}

function isWished(library: Library, question: Question, wish: Wish): boolean {
	if (wish.without.has(question.id)) return false;
	if (wish.topic !== undefined && question.topic !== wish.topic) return false;
	if (wish.topic === undefined && !suits(library, question, wish.from)) return false;
	return wish.difficulty === undefined || question.difficulty === wish.difficulty;
}

/** Of the optional branches only the chosen ones come unasked. */
function suits(library: Library, question: Question, from: Start | null): boolean {
	const topic = library.topic(question.topic);
	return topic?.optional !== true || isChosen(topic, from);
}

/** Whether an optional topic is one of the learner's branches. */
export function isChosen({ id }: Topic, from: Start | null): boolean {
	return id === from?.language || id === from?.framework;
}

const byRecall = (a: Candidate, b: Candidate): number => a.success - b.success;

/**
 * New questions: from where the learner began, green topics last, within a topic the likeliest first.
 * Topic by topic, and no further than a round can need: a pack has thousands of questions.
 */
function freshOnes(library: Library, known: Known, wish: Wish, seed: string): readonly Candidate[] {
	const tried = new Set(known.states.map(({ question }) => question));
	const ordered: Candidate[] = [];
	let topics = 0;
	for (const topic of inRoadmapOrder(library, known, wish)) {
		if (topics >= TOPICS_AHEAD && ordered.length >= wish.count) break;
		const own = library
			.questions(topic.id)
			.filter((question) => !tried.has(question.id) && isWished(library, question, wish));
		if (own.length > 0) topics += 1;
		ordered.push(...likeliestFirst(own, known, seed));
	}
	return ordered;
}

function likeliestFirst(
	questions: readonly Question[],
	{ totals, shares }: Known,
	seed: string,
): readonly Candidate[] {
	return shuffled(questions, seed)
		.map((question) => ({
			question,
			state: undefined,
			success: expectedSuccess(question, totals, shares.get(question.id)),
		}))
		.toSorted((a, b) => b.success - a.success);
}

/**
 * The topics that are ahead; then those the learner took as known, or has shown to know. One by one,
 * for a round needs the first few of many.
 */
function* inRoadmapOrder(
	library: Library,
	{ states }: Known,
	{ from, topic }: Wish,
): Generator<Topic> {
	const of = topic === undefined ? library.topics : [library.topic(topic) ?? []].flat();
	const known = new Set(states.filter((state) => state.known).map((state) => state.question));
	const begin = from?.stage ?? 1;
	const behind: Topic[] = [];
	for (const one of of) {
		if (one.stage < begin || isGreen(library, one.id, known)) behind.push(one);
		else yield one;
	}
	yield* behind;
}

/** Of the next topics, first what is neither boring nor beyond reach; order stays. */
function withinReach(fresh: readonly Candidate[]): readonly Candidate[] {
	const topics = [...new Set(fresh.map(({ question }) => question.topic))];
	const ahead = new Set(topics.slice(0, TOPICS_AHEAD));
	const fits = ({ question, success }: Candidate): boolean =>
		ahead.has(question.topic) && success >= REACH.least && success <= REACH.most;
	return [...fresh.filter(fits), ...fresh.filter((one) => !fits(one))];
}

/** The one that is most likely still there. */
function welcomeBack(tried: readonly Tried[]): readonly Tried[] {
	const right = tried.filter(({ state }) => state.rightSince !== null);
	return right.toSorted((a, b) => b.success - a.success).slice(0, 1);
}

/** Begins with the likeliest, or the one that is to come first, and ends on something winnable. */
function arranged(
	round: readonly Candidate[],
	first: Candidate | undefined,
	seed: string,
): readonly Candidate[] {
	if (round.length < 2) return round;
	const likely = round.toSorted((a, b) => b.success - a.success);
	const opens = first ?? likely[0];
	const rest = shuffled(
		round.filter((one) => one !== opens),
		`${seed}/order`,
	);
	const closes =
		rest.findLast((one) => one.success >= REACH.least) ?? likely.find((one) => one !== opens);
	return [opens, ...rest.filter((one) => one !== closes), closes].filter(
		(one) => one !== undefined,
	);
}
