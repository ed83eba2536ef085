import { rescore, triage as says } from "../../text/en.ts";
import { optionItems } from "../items/label.ts";
import type { Library, Question } from "../library.ts";
import {
	type Button,
	buttons,
	type Control,
	type Form,
	heading,
	type Item,
	list,
	type Message,
	note,
	type Part,
	plain,
	text,
	words,
} from "../message.ts";
import { clip } from "../people.ts";
import { letter, stemParts } from "../quiz/ask.ts";
import { carePress, carePressOf } from "../triage/standing.ts";
import { backButton } from "../triage/view.ts";
import { TYPED_LIMIT, writeAlso } from "./also.ts";
import type { AlsoRight, Told } from "./credit.ts";
import type { Outcome } from "./rescore.ts";

type Version = Pick<Question, "id" | "revision">;

/** Asks what was right as well. @param question undefined when that version is not asked any more */
export function wishCard(of: Version, question: Question | undefined): Message {
	return {
		gist: says.whatCountsGist,
		parts: [
			heading(says.whatCounts),
			...(question ? [...stemParts(question), list(optionItems(question, null))] : []),
			note(says.whatCountsNote),
		],
		controls: wishControls(of, question),
	};
}

function wishControls(of: Version, question: Question | undefined): readonly Control[] {
	const types: readonly Button[] =
		question?.answer.by === "text"
			? [{ label: says.typeAnswer, press: carePress("type", of), tone: "main" }]
			: [];
	return [
		...optionPick(of, question),
		buttons(...types, { label: says.allCount, press: carePress("all", of) }, backButton()),
	];
}

/** Of one right option another one; where several are chosen, all that go together. */
function optionPick(of: Version, question: Question | undefined): readonly Control[] {
	const answer = question?.answer;
	if (answer?.by !== "one" && answer?.by !== "several") return [];
	const options = answer.options.flatMap(({ text: option, correct }, at) =>
		answer.by === "one" && correct
			? []
			: [{ label: clip(`${letter(at)} · ${plain(option)}`, LABEL_LIMIT), value: String(at) }],
	);
	const label = answer.by === "one" ? says.alsoRight : says.alsoRightTogether;
	const press = carePress("right", of);
	return [{ control: "pick", press, label, least: 1, most: options.length, options }];
}

/** A select shows one line of each option. */
const LABEL_LIMIT = 70;

/** An answer that is right as well, as somebody would type it. */
export function typeForm(of: Version): Form {
	return {
		title: says.typeTitle,
		press: carePress("typed", of),
		submit: says.show,
		fields: [{ name: "typed", label: says.typeLabel, kind: "line", max: TYPED_LIMIT }],
	};
}

/** What would happen, before anything does. */
export function previewCard(of: Version, also: AlsoRight, outcome: Outcome): Message {
	const give: readonly Button[] =
		outcome.people === 0
			? []
			: [{ label: says.give, press: carePress("give", of, writeAlso(also)), tone: "main" }];
	return {
		gist: says.previewHeading,
		parts: [
			heading(says.previewHeading),
			text(countsWords(also)),
			...outcomeParts(outcome),
			...(outcome.people === 0 ? [] : [note(says.previewNote)]),
		],
		controls: [
			buttons(...give, { label: says.cancel, press: carePress("rescore", of) }, backButton()),
		],
	};
}

function countsWords(also: AlsoRight): string {
	if (also.by === "all") return says.counts.all;
	if (also.by === "text") return says.counts.text(also.typed);
	return says.counts.options(also.at.map(letter).join(", "));
}

/** As many as differ: reviews, daily questions and difficulties pay otherwise. */
const MOST_GROUPS = 8;

function outcomeParts({ groups, people, practice }: Outcome): readonly Part[] {
	if (people === 0 && practice === 0) return [text(says.nobodyGets)];
	const lines = groups.slice(0, MOST_GROUPS).map((group): Item => ({ text: [groupWords(group)] }));
	return [
		...(people === 0 ? [text(says.nobodyGets)] : [list(lines)]),
		...(practice === 0 ? [] : [note(says.practice(practice))]),
	];
}

const groupWords = ({ people, points }: Outcome["groups"][number]): string =>
	says.group(people, points, people > 1);

/** It is done. @param asked whether it is still asked here with the old key */
export function givenCard(of: Version, outcome: Outcome, care: string, asked: boolean): Message {
	const said = says.given(outcome.groups.slice(0, MOST_GROUPS).map(groupWords).join("; "));
	const hide: readonly Button[] = asked
		? [{ label: says.hide, press: carePress("hide", of), tone: "main" }]
		: [];
	return {
		gist: said,
		parts: [text(said), ...(asked ? [text(says.stillAsked)] : [])],
		controls: [
			buttons(...hide, { label: says.undo, press: carePressOf("take", care) }, backButton()),
		],
	};
}

/** It is taken back. */
export function takenCard(people: number): Message {
	const said = says.takenBack(people);
	return { gist: said, parts: [text(said)], controls: [buttons(backButton())] };
}

/** What somebody is told of their points, below whatever they asked for. */
export function toldPart(library: Library, told: Told): Part {
	const { points } = told;
	const stem = stemOf(library, told);
	return note(...words(points > 0 ? rescore.given(points, stem) : rescore.taken(-points, stem)));
}

/** Enough to know which one it was. */
const STEM_SHOWN = 80;

function stemOf(library: Library, { question }: Told): string {
	const found = library.question(question);
	return found ? clip(plain(found.stem), STEM_SHOWN) : question;
}
