import { exportFiles } from "../items/file.ts";
import { type Figures, optionsOf, statisticsOf } from "../items/statistics.ts";
import { exportedCard, itemCard, listCard } from "../items/view.ts";
import type { Library, Question } from "../library.ts";
import { type Message, plain } from "../message.ts";
import { givenCard, previewCard, takenCard, toldPart, wishCard } from "../rescore/view.ts";
import type { Care, Reported } from "./care.ts";
import { upstreamText } from "./upstream.ts";
import { decidedCard, emptyCard, triageCard, upstreamCard } from "./view.ts";

type Example = { readonly name: string; readonly message: Message };

const NOW = Date.parse("2026-11-20T09:30:00Z");
const LONG =
	"I tried this on two machines, and on both of them the second option came out as well. The manual says so, too, in the section after the one that is named here, so I think that both are right. ";

/** Every card of those who look after questions, with the longest question of each kind. */
export function questionCareExamples(library: Library): Example[] {
	const longest = [...Map.groupBy(library.questions(), ({ kind }) => kind).values()].flatMap(
		(own) => own.toSorted((a, b) => weight(b) - weight(a))[0] ?? [],
	);
	return [
		{ name: "reports, none", message: emptyCard() },
		...longest.flatMap((question) => ofQuestion(library, question)),
		...goneExamples(library),
		...listExamples(library),
		{ name: "reports, decided", message: decidedCard("Hidden.", "gallery") },
		{ name: "re-scored, taken back", message: takenCard(12) },
	];
}

const weight = (question: Question): number =>
	JSON.stringify([question.stem, question.answer, question.explain, question.code]).length;

function figuresOf(question: Question): Figures {
	const picks = optionsOf(question).map(({ id, correct }, at) => {
		const people = 100 + at;
		return {
			picked: id,
			right: correct,
			people,
			compared: people,
			rest: 1,
			squares: 1,
			strong: at,
		};
	});
	const answers = picks.reduce((sum, { people }) => sum + people, 0);
	const of = { question: question.id, revision: question.revision };
	return { ...of, answers, correct: 100, median: 95_000, picks };
}

function ofQuestion(library: Library, question: Question): Example[] {
	const { id, revision } = question;
	const statistics = statisticsOf(question, figuresOf(question));
	const reported = reportedOf(id, revision);
	const options = optionsOf(question).map((option) => option.id);
	const said = [...options, ""].map((picked) => ({ words: LONG.repeat(3), picked, at: NOW }));
	const cares = [care(id, "hidden"), care(id, "rescored")];
	const upstream = upstreamText({ id, revision, question, statistics, said });
	const outcome = outcomeWith(9);
	return [
		{
			name: `${id}, reported`,
			message: triageCard(library, {
				...{ reported, question, statistics, said, at: 12, all: 48 },
				cares: [care(id, "rescored")],
			}),
		},
		{ name: `${id}, its figures`, message: itemCard(library, question, statistics, cares) },
		{ name: `${id}, not answered`, message: itemCard(library, question, nothing(question), []) },
		{ name: `${id}, upstream`, message: upstreamCard(upstream, "https://example.org/mistakes") },
		{ name: `${id}, what counts`, message: wishCard(question, question) },
		{ name: `${id}, re-score`, message: previewCard(question, { by: "all" }, outcome) },
		{ name: `${id}, re-scored`, message: givenCard(question, outcome, "gallery", true) },
		{
			name: `${id}, told`,
			message: { gist: id, parts: [toldPart(library, { question: id, points: 15 })] },
		},
	];
}

const nothing = (question: Question) => statisticsOf(question, undefined);

const reportedOf = (question: string, revision: number): Reported => ({
	...{ question, revision, people: 12, reports: 34 },
	...{ since: NOW, quarantinedAt: NOW },
});

const care = (question: string, what: Care["what"]): Care => ({
	...{ id: what, question, revision: 1, what, by: "Grace" },
	...{ why: LONG, at: NOW },
});

function outcomeWith(groups: number) {
	return {
		groups: Array.from({ length: groups }, (_, at) => ({ points: 100 - at, people: at + 1 })),
		...{ people: 45, points: 1_000, practice: 7 },
	};
}

/** Of a version that was mended, and of one that is not asked any more. */
function goneExamples(library: Library): Example[] {
	const [question] = library.questions();
	if (question === undefined) return [];
	const { id, revision } = question;
	const reported = { ...reportedOf(id, revision + 1), quarantinedAt: null };
	const of = { reported, statistics: null, said: [], cares: [], at: 1, all: 1 };
	return [
		{ name: "reports, mended", message: triageCard(library, { ...of, question }) },
		{ name: "reports, retired", message: triageCard(library, { ...of, question: undefined }) },
		{ name: "re-score, mended", message: wishCard({ id, revision: 2 }, undefined) },
	];
}

function listExamples(library: Library): Example[] {
	const listing = { topic: null, sort: "answers", flag: null } as const;
	const rows = library
		.questions()
		.toSorted((a, b) => plain(b.stem).length - plain(a.stem).length)
		.slice(0, 20)
		.map((question) => ({
			question,
			statistics: statisticsOf(question, figuresOf(question)),
			held: true,
		}));
	const { csv, json } = exportFiles(rows.slice(0, 2), "2026-11-20");
	return [
		{ name: "questions", message: listCard(library, rows, listing, 2) },
		{ name: "questions, none", message: listCard(library, [], listing, 1) },
		{ name: "questions, as CSV", message: exportedCard(20, csv) },
		{ name: "questions, as JSON", message: exportedCard(20, json) },
	];
}
