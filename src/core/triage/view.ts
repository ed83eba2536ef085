import { triage as says } from "../../text/en.ts";
import { optionItems, percent, pickedName } from "../items/label.ts";
import type { Statistics } from "../items/statistics.ts";
import { figuresLine } from "../items/view.ts";
import type { Library, Question } from "../library.ts";
import {
	type Button,
	buttons,
	type Control,
	code,
	type Form,
	facts,
	heading,
	type Inline,
	list,
	type Message,
	moment,
	note,
	type Part,
	sentence,
	strong,
	text,
} from "../message.ts";
import { clip } from "../people.ts";
import { stemParts } from "../quiz/ask.ts";
import { sourceText } from "../quiz/reveal.ts";
import type { Care, Reported, Said } from "./care.ts";
import { careButtons, carePress, carePressOf, caresParts } from "./standing.ts";

/** One question with reports, as whoever decides sees it. */
export type Triaged = {
	readonly reported: Reported;
	/** As it is asked now; undefined when it is not asked any more. */
	readonly question: Question | undefined;
	/** Of the version that was reported, while it is the one that is asked. */
	readonly statistics: Statistics | null;
	readonly said: readonly Said[];
	readonly cares: readonly Care[];
	/** From 1 on, and how many there are. */
	readonly at: number;
	readonly all: number;
};

export function emptyCard(): Message {
	return { gist: says.allDone, parts: [heading(says.reports), text(says.allDone)] };
}

/** A question, what was said of it, and what to do. */
export function triageCard(library: Library, triaged: Triaged): Message {
	const { reported, question, at, all } = triaged;
	const topic = question && library.topic(question.topic)?.title;
	const title = says.heading(at, all, topic ?? says.unknownTopic);
	return {
		gist: title,
		parts: [
			heading(title),
			...quarantineParts(reported),
			...caresParts(triaged.cares.filter(({ what }) => what !== "quarantined")),
			...questionParts(triaged),
			facts(reportFacts(triaged)),
			...wordsParts(triaged.said),
		],
		controls: triageControls(triaged),
	};
}

function quarantineParts({ quarantinedAt, people }: Reported): readonly Part[] {
	if (quarantinedAt === null) return [];
	return [text(says.quarantined(people), moment(quarantinedAt, "both"))];
}

/** The version that was reported; of another one there is only what has become of it. */
function questionParts({ reported, question, statistics }: Triaged): readonly Part[] {
	if (question === undefined) return [text(says.retired), note(reported.question)];
	if (question.revision !== reported.revision)
		return [text(says.mended(question.revision)), ...stemParts(question)];
	return [
		...stemParts(question),
		list(optionItems(question, statistics?.shown ?? null)),
		text(...question.explain),
		note(...sourceText(question.sources)),
	];
}

function reportFacts(triaged: Triaged): readonly (readonly [string, ...Inline[]])[] {
	const { reports, people, since } = triaged.reported;
	const picked = pickedWords(triaged);
	return [
		[says.reported, says.reportedBy(reports, people), moment(since, "date")],
		...(picked === "" ? [] : [[says.hadPicked, picked] as const]),
		...(triaged.statistics ? [[says.answers, figuresLine(triaged.statistics)] as const] : []),
	];
}

/** By letters, with how many here have picked the same; nothing where answers are typed. */
function pickedWords({ question, reported, statistics, said }: Triaged): string {
	if (question === undefined || question.revision !== reported.revision) return "";
	const names = said.flatMap(({ picked }) => (picked && pickedName(question, picked)) || []);
	return [...Map.groupBy(names, (name) => name)]
		.toSorted(([, a], [, b]) => b.length - a.length)
		.map(([name, of]) => says.pickedBy(name, of.length, shareOf(question, statistics, name)))
		.join("; ");
}

function shareOf(question: Question, statistics: Statistics | null, name: string): string | null {
	const { answer } = question;
	if (answer.by !== "one" || !statistics?.shown) return null;
	const id = answer.options.find((option) => pickedName(question, option.id) === name)?.id;
	const share = statistics.shown.shares.get(id ?? "");
	return share === undefined ? null : percent(share);
}

/** The latest ones: who wants all of them reports upstream. */
const WORDS_SHOWN = 3;
const WORDS_LIMIT = 200;

function wordsParts(said: readonly Said[]): readonly Part[] {
	const worded = said.filter(({ words }) => words !== "");
	if (worded.length === 0) return [note(says.noWords)];
	const shown = worded.slice(0, WORDS_SHOWN);
	const more = worded.length - shown.length;
	return [
		text(strong(says.wordsHeading)),
		list(shown.map(({ words }) => ({ text: [says.quoted(clip(words, WORDS_LIMIT))] }))),
		...(more > 0 ? [note(says.moreWords(more))] : []),
	];
}

function triageControls({ reported, cares, at, all }: Triaged): readonly Control[] {
	const of = { id: reported.question, revision: reported.revision };
	const keep: Button = { label: says.keep, press: carePress("keep", of) };
	return careButtons(of, cares, [keep, ...(all > 1 ? [nextButton((at % all) + 1)] : [])]);
}

function nextButton(at: number): Button {
	return { label: says.next, press: carePressOf("page", at) };
}

/** The way back to what waits. */
export function backButton(): Button {
	return { label: says.back, press: carePressOf("page", 1) };
}

const WHY_LIMIT = 200;

/** Why a question is hidden, for whoever comes after. */
export function hideForm(of: Pick<Question, "id" | "revision">): Form {
	return {
		title: says.hideTitle,
		press: carePress("hidden", of),
		submit: says.hide,
		fields: [
			{
				name: "why",
				label: says.why,
				hint: says.whyHint,
				kind: "line",
				optional: true,
				max: WHY_LIMIT,
			},
		],
	};
}

/** As much of a reason as is kept. */
export const whyTyped = (typed: string): string => clip(typed.trim(), WHY_LIMIT);

/** What came of a decision, and how to take it back. @param care undefined when there is nothing to */
export function decidedCard(said: string, care: string | undefined): Message {
	const undo = care === undefined ? [] : [{ label: says.undo, press: carePressOf("undo", care) }];
	return { ...sentence(said), controls: [buttons(...undo, backButton())] };
}

/** As much of a message as either platform takes in one block. */
const UPSTREAM_LIMIT = 2_400;

/** A text to copy, without names, and where to take it. */
export function upstreamCard(upstream: string, home: string | undefined): Message {
	const title = says.upstreamHeading;
	return {
		gist: title,
		parts: [heading(title), text(says.upstreamHow), code(clip(upstream, UPSTREAM_LIMIT))],
		...(home === undefined ? {} : { controls: [buttons({ label: says.upstreamHome, url: home })] }),
	};
}
