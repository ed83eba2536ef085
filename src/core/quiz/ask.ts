import { quiz } from "../../text/en.ts";
import type { Question } from "../library.ts";
import {
	type Button,
	buttons,
	type Control,
	code,
	list,
	note,
	type Part,
	type PickOption,
	plain,
	text,
} from "../message.ts";
import { clip } from "../people.ts";
import { writePress } from "../press.ts";
import type { Choosable, Round } from "./round.ts";

/** How a question is put, for each way of answering it. */

/** Choices are called by letter, for a button holds too few signs for their texts. */
const LETTERS = "ABCDEFGHI";
export const letter = (position: number): string => LETTERS[position] ?? String(position + 1);

/** "True" and "False" fit on a button; every other choice goes by its letter. */
export function speaksForItself(question: Question): boolean {
	return question.kind === "true_false";
}

export function nameOf(question: Question, choices: readonly Choosable[], at: number): string {
	const choice = choices[at];
	return choice && speaksForItself(question) ? plain(choice.text) : letter(at);
}

/** Stem, code and tables. */
export function stemParts(question: Question): readonly Part[] {
	const { code: source } = question;
	return [
		text(...question.stem),
		...(question.setup === undefined ? [] : [note(quiz.setup), code(question.setup, "sql")]),
		...(source === undefined ? [] : [code(source.source, source.language)]),
	];
}

/** The whole question: stem, lettered choices, and what to do with them. */
export function askParts(
	question: Question,
	choices: readonly Choosable[],
	placed: readonly number[] = [],
): readonly Part[] {
	const lettered = choices.map((choice, at) => ({ mark: letter(at), text: choice.text }));
	const shown = speaksForItself(question) || choices.length === 0 ? [] : [list(lettered)];
	return [...stemParts(question), ...shown, ...howTo(question, placed)];
}

function howTo({ answer }: Question, placed: readonly number[]): readonly Part[] {
	switch (answer.by) {
		case "one":
			return [];
		case "several":
			return [note(quiz.chooseAll)];
		case "text":
			return [note(quiz.typeIt)];
		case "order":
			return [
				note(answer.extra.length > 0 ? quiz.placeSome(answer.steps.length) : quiz.placeAll),
				...(placed.length === 0 ? [] : [text(quiz.soFar(placed.map(letter)))]),
			];
	}
}

/** Buttons for options, one of which is the answer. */
export function optionButtons(
	question: Question,
	choices: readonly Choosable[],
	press: (at: number) => string,
): Control {
	return buttons(
		...choices.map((_, at) => ({ label: nameOf(question, choices, at), press: press(at) })),
	);
}

/** What one answers an open item of a round with. */
export function askControls(
	round: Round,
	position: number,
	question: Question,
	choices: readonly Choosable[],
	placed: readonly number[],
): readonly Control[] {
	const press = (name: "pick" | "choose" | "place" | "answer", ...more: (string | number)[]) =>
		writePress(`quiz.${name}`, 1, round.id, position, ...more);
	switch (question.answer.by) {
		case "one":
			return [optionButtons(question, choices, (at) => press("pick", at))];
		case "several":
			return [severalPick(choices, press("choose"))];
		case "order":
			return placeButtons(choices, placed, (next) => press("place", next.join("")));
		case "text":
			return [buttons({ label: quiz.answer, press: press("answer"), tone: "main" })];
	}
}

/** A select shows one line of each option. */
const OPTION_LABEL = 70;

function severalPick(choices: readonly Choosable[], press: string): Control {
	const options = choices.map(
		(choice, at): PickOption => ({
			label: clip(`${letter(at)} · ${plain(choice.text)}`, OPTION_LABEL),
			value: String(at),
		}),
	);
	return {
		control: "pick",
		press,
		label: quiz.chooseLabel,
		least: 1,
		most: options.length,
		options,
	};
}

const BUTTONS_IN_A_ROW = 5;

/** The steps that are left, and Undo. What is placed so far stands in the press, not in the store. */
function placeButtons(
	choices: readonly Choosable[],
	placed: readonly number[],
	press: (next: readonly number[]) => string,
): readonly Control[] {
	const left = choices
		.map((_, at) => at)
		.filter((at) => !placed.includes(at))
		.map((at): Button => ({ label: letter(at), press: press([...placed, at]) }));
	const undo: Button = { label: quiz.undo, press: press(placed.slice(0, -1)) };
	const all = placed.length === 0 ? left : [...left, undo];
	return Array.from({ length: Math.ceil(all.length / BUTTONS_IN_A_ROW) }, (_, row) =>
		buttons(...all.slice(row * BUTTONS_IN_A_ROW, (row + 1) * BUTTONS_IN_A_ROW)),
	);
}
