import { items as says } from "../../text/en.ts";
import { type Choice, type Complete, type Context, line, type Parameter } from "../command.ts";
import { shortKey } from "../key.ts";
import type { Library, Question } from "../library.ts";
import { type FileKind, type Message, plain } from "../message.ts";
import { clip } from "../people.ts";
import { Problem } from "../problem.ts";
import { type Held, isHeld } from "../triage/care.ts";
import { exportFiles } from "./file.ts";
import { chosenRows, type Listed, type Listing } from "./list.ts";
import { type Figures, type Statistics, statisticsOf } from "./statistics.ts";
import { exportedCard, itemCard, listCard } from "./view.ts";

/** A question as the asker's space has answered it. */
export async function statisticsHere(
	{ tools, space }: Context,
	question: Question,
): Promise<Statistics> {
	const ofTopic = tools.library.questions(question.topic).map(({ id }) => id);
	const figures = await tools.store.items.inSpace(space.id, ofTopic);
	return statisticsOf(question, ownFigures(figures, question));
}

/**
 * All questions with what this space's answers say. Topic by topic: each is a short look into an
 * index, and whoever presses meanwhile need not wait for all of them.
 */
async function everythingHere(context: Context, topic: string | null): Promise<readonly Listed[]> {
	const { tools, space } = context;
	const held = await tools.store.triage.held(space.id);
	const rows: Listed[] = [];
	for (const { id } of tools.library.topics)
		if (topic === null || topic === id) rows.push(...(await topicHere(context, id, held)));
	return rows;
}

async function topicHere(
	{ tools, space }: Context,
	topic: string,
	held: Held,
): Promise<readonly Listed[]> {
	const questions = tools.library.questions(topic);
	const ids = questions.map(({ id }) => id);
	const figures = await tools.store.items.inSpace(space.id, ids);
	return questions.map((question) => {
		const statistics = statisticsOf(question, ownFigures(figures, question));
		return { question, statistics, held: isHeld(held, question) };
	});
}

/** Those of a question as it stands: earlier wordings have figures of their own. */
function ownFigures(all: readonly Figures[], { id, revision }: Question): Figures | undefined {
	return all.find((one) => one.question === id && one.revision === revision);
}

/** A page of the list. */
export async function list(context: Context, listing: Listing, page: number): Promise<Message> {
	const rows = chosenRows(await everythingHere(context, listing.topic), listing);
	return listCard(context.tools.library, rows, listing, page);
}

/** All that a list holds, as a file. */
export async function exportList(
	context: Context,
	listing: Listing,
	kind: FileKind,
): Promise<Message> {
	const rows = chosenRows(await everythingHere(context, listing.topic), listing);
	if (rows.length === 0) throw new Problem(says.none);
	return exportedCard(rows.length, exportFiles(rows, context.space.day)[kind]);
}

/** One question, and what the space has decided about it. */
export async function show(context: Context, question: Question): Promise<Message> {
	const { tools, space } = context;
	const [statistics, cares] = await Promise.all([
		statisticsHere(context, question),
		tools.store.triage.of(space.id, question.id),
	]);
	return itemCard(tools.library, question, statistics, cares);
}

/** @throws {Problem} when there is none of that key any more */
export function questionKeyed(library: Library, key: string, gone: string): Question {
	const found = library.questions().find(({ id }) => shortKey(id) === key);
	if (found === undefined) throw new Problem(gone);
	return found;
}

/** How many ids a person is offered when what they typed is unknown. */
const NEAREST = 3;
/** A choice shows one line. */
const CHOICE_LIMIT = 100;

const completeQuestions: Complete = (typed, library) => near(library, typed).map(asChoice);

const asChoice = (question: Question): Choice => ({
	name: clip(plain(question.stem), CHOICE_LIMIT),
	value: question.id,
});

/** A parameter that takes a question by its id or its words, completed while it is typed. */
export function questionParameter(about: string): Parameter<string | undefined> {
	return { ...line({ about, complete: completeQuestions }), required: true };
}

function near(library: Library, typed: string): readonly Question[] {
	const wanted = typed.trim().toLowerCase();
	return library
		.questions()
		.filter(({ id, stem }) => `${id} ${plain(stem)}`.toLowerCase().includes(wanted));
}

/**
 * The question a person typed: by its id or the end of it, or by words that fit one only.
 *
 * @throws {Problem} with the nearest ids
 */
export function questionTyped(library: Library, typed: string): Question {
	const wanted = typed.trim().toLowerCase();
	const exact = library.question(wanted);
	const found = wanted === "" ? [] : near(library, wanted);
	const ending = found.filter(({ id }) => id.endsWith(`/${wanted}`));
	const only = [exact ? [exact] : [], ending, found].find((some) => some.length === 1)?.[0];
	if (only) return only;
	throw new Problem(
		says.unknown(
			clip(typed, CHOICE_LIMIT),
			found.slice(0, NEAREST).map(({ id }) => id),
		),
	);
}
