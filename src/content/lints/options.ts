import {
	type Choice,
	choicesOf,
	type Finding,
	finding,
	prose,
	proseChoices,
	type Question,
	type QuestionLint,
	seen,
	wordsOf,
} from "./lint.ts";

/** Cues in options that let somebody guess without knowing. */

/** L01: the key stands out by its length. */
const longestIsRight: QuestionLint = (question) => {
	const choices = proseChoices(question);
	const key = onlyKey(choices);
	if (!key) return [];
	const others = choices.filter((choice) => choice !== key).map((choice) => choice.text.length);
	const mean = others.reduce((sum, length) => sum + length, 0) / others.length;
	const length = key.text.length;
	const standsOut = length > Math.max(...others) && length >= 1.2 * mean && length >= mean + 12;
	return standsOut
		? [
				at(
					question,
					key,
					"L01",
					"error",
					"the key is much the longest: shorten it, or lengthen the others",
				),
			]
		: [];
};

/** L03: a fixed order is for numbers, and they ascend. */
const fixedAscends: QuestionLint = (question) => {
	if (!("fixed" in question.value) || !question.value.fixed) return [];
	const numbers = choicesOf(question).map((choice) => Number.parseFloat(choice.text));
	const ascends = numbers.every(
		(number, index) => index === 0 || number > (numbers[index - 1] ?? 0),
	);
	return ascends
		? []
		: [
				finding(
					question,
					"L03",
					"error",
					["fixed"],
					"options in a fixed order are numbers that ascend: sort them, or remove `fixed`",
				),
			];
};

const LUMPED = /\b(?:all|none|both|neither) of (?:the above|these|them)\b|^[a-f] and [a-f]$/i;

/** L04: "all of the above" tests reading, not knowing. */
const noLumps: QuestionLint = (question) =>
	choicesOf(question)
		.filter((choice) => LUMPED.test(choice.text))
		.map((choice) =>
			at(
				question,
				choice,
				"L04",
				"error",
				"this stands for other options: name what it means, or use `multiple`",
			),
		);

const ABSOLUTES = new Set(["always", "never", "only", "all", "none", "every", "must", "cannot"]);

/** L06: absolute words give a distractor away. */
const noAbsolutes: QuestionLint = (question) => {
	const choices = proseChoices(question);
	const words = (choice: Choice) => wordsOf(prose(sourceOf(question, choice)));
	const inKey = choices.filter((choice) => choice.correct).flatMap(words);
	return choices
		.filter((choice) => !choice.correct)
		.flatMap((choice) => {
			const word = words(choice).find((one) => ABSOLUTES.has(one) && !inKey.includes(one));
			return word === undefined
				? []
				: [
						at(
							question,
							choice,
							"L06",
							"warning",
							`“${word}” gives the option away: say it without`,
						),
					];
		});
};

/** L07: the key alone ends or is dressed in another way. */
const noGrammarCue: QuestionLint = (question) => {
	if (!("options" in question.value)) return [];
	const choices = choicesOf(question);
	const key = onlyKey(choices);
	if (!key || choices.length < 3) return [];
	const alone = [endsWithStop, (choice: Choice) => isAllCode(question, choice)].some((look) => {
		const others = choices.filter((choice) => choice !== key).map(look);
		return others.every((one) => one !== look(key));
	});
	return alone
		? [
				at(
					question,
					key,
					"L07",
					"error",
					"the key alone ends, or is written as code, unlike the others: give all one form",
				),
			]
		: [];
};

const endsWithStop = ({ text }: Choice): boolean => /[.!]$/.test(text);

function isAllCode(question: Question, choice: Choice): boolean {
	return /^`[^`]+`$/.test(sourceOf(question, choice));
}

/** The option's text as it stands in the file, marks included. */
function sourceOf({ value }: Question, choice: Choice): string {
	return ("options" in value ? value.options[choice.at]?.text : undefined) ?? "";
}

const ECHO_LENGTH = 4;

/** L08: a word of the stem stands in the key and nowhere else. */
const noEcho: QuestionLint = (question) => {
	const choices = proseChoices(question);
	const key = onlyKey(choices);
	if (!key) return [];
	const stem = new Set(wordsOf(seen(question.value.stem)));
	const elsewhere = choices.filter((choice) => choice !== key).flatMap((one) => wordsOf(one.text));
	const echo = wordsOf(key.text).find(
		(word) => word.length >= ECHO_LENGTH && stem.has(word) && !elsewhere.includes(word),
	);
	return echo === undefined
		? []
		: [
				at(
					question,
					key,
					"L08",
					"warning",
					`“${echo}” stands in the stem and in the key alone: say it otherwise, or use it in another option too`,
				),
			];
};

/** L09: one option holds another whole. */
const noOverlap: QuestionLint = (question) => {
	const choices = proseChoices(question);
	return choices.flatMap((choice) => {
		const words = wordsOf(choice.text).join(" ");
		const wider = choices.find(
			(other) => other !== choice && ` ${wordsOf(other.text).join(" ")} `.includes(` ${words} `),
		);
		return wider && words !== ""
			? [
					at(
						question,
						choice,
						"L09",
						"error",
						`its words stand in option ${wider.at + 1} too: make the two exclude each other`,
					),
				]
			: [];
	});
};

function onlyKey(choices: readonly Choice[]): Choice | undefined {
	const keys = choices.filter((choice) => choice.correct);
	return keys.length === 1 ? keys[0] : undefined;
}

function at(
	question: Question,
	choice: Choice,
	lint: string,
	level: Finding["level"],
	text: string,
): Finding {
	return finding(question, lint, level, ["options", choice.at], text);
}

export const optionLints: readonly QuestionLint[] = [
	longestIsRight,
	fixedAscends,
	noLumps,
	noAbsolutes,
	noGrammarCue,
	noEcho,
	noOverlap,
];
