import { likeness } from "./alike.ts";
import { choicesOf, finding, prose, type QuestionLint, seen, wordsOf } from "./lint.ts";

/** Stems, explanations and plain language. */

const NEGATIVE = /\b(?:not|except|least|false)\b|n['’]t\b/i;

/** L05: a negative is easily read over. */
const noNegativeStem: QuestionLint = (question) => {
	const { stem, negative } = question.value;
	const found = NEGATIVE.exec(prose(stem))?.[0];
	if (found === undefined || question.value.kind === "true_false") return [];
	const isBold = negative === true && new RegExp(`\\*\\*[^*]*${found}[^*]*\\*\\*`, "i").test(stem);
	return isBold
		? []
		: [
				finding(
					question,
					"L05",
					"error",
					["stem"],
					`“${found}” is easily read over: ask for what holds, or set \`negative: true\` and make the word **bold**`,
				),
			];
};

/** L13: a statement that is true or false, without the words that give it away. */
const plainStatement: QuestionLint = (question) => {
	const { kind, stem } = question.value;
	if (kind !== "true_false") return [];
	const cue = wordsOf(prose(stem)).find((word) => CUES.has(word));
	return cue === undefined
		? []
		: [
				finding(
					question,
					"L13",
					"error",
					["stem"],
					`“${cue}” gives a true-or-false statement away: say it without`,
				),
			];
};
const CUES = new Set(["always", "never", "only", "all", "none", "every", "must", "cannot", "not"]);

const RECALL = /^(?:what (?:is|are|does .* stand for)|who |which of the following is)\b/i;

/** L14: a definition asked back teaches little. */
const noRecall: QuestionLint = (question) =>
	RECALL.test(question.value.stem)
		? [
				finding(
					question,
					"L14",
					"warning",
					["stem"],
					"this asks a definition back: put a situation first, and ask what happens or what to do",
				),
			]
		: [];

const INSTRUCTION = /^(?:put|type|choose|press|name|pick|sort|order)\b/i;
const FEWEST_WORDS = 6;

/** L15: a stem can be answered with the options covered. */
const wholeStem: QuestionLint = (question) => {
	const { kind, stem } = question.value;
	if (kind === "true_false") return [];
	const text = seen(stem).trim();
	const sentences = text.split(/(?<=[.?!:])\s+/);
	// After "Put the steps in order." a sentence may say that one of them stays out.
	const asks = text.endsWith("?") || sentences.slice(-2).some((one) => INSTRUCTION.test(one));
	const long = wordsOf(text).length >= FEWEST_WORDS;
	return asks && long
		? []
		: [
				finding(
					question,
					"L15",
					"error",
					["stem"],
					"a stem ends with a question or an instruction, and says enough to answer it with the options covered",
				),
			];
};

const EXPLAIN_LEAST = 80;
const TOO_ALIKE = 0.6;

/** L16: the explanation gives a reason; it does not say the key again. */
const explains: QuestionLint = (question) => {
	const explain = seen(question.value.explain);
	const key = choicesOf(question).find((choice) => choice.correct);
	if (explain.length < EXPLAIN_LEAST)
		return [
			finding(
				question,
				"L16",
				"error",
				["explain"],
				`an explanation takes at least ${EXPLAIN_LEAST} characters: give the reason, then the rule that carries over`,
			),
		];
	return key && likeness(explain, key.text) >= TOO_ALIKE
		? [
				finding(
					question,
					"L16",
					"error",
					["explain"],
					"this repeats the key: give the reason, then the rule that carries over",
				),
			]
		: [];
};

/** In words. */
export const LONGEST_SENTENCE = 25;
const BELITTLING = new Set(["just", "simply", "obviously", "easy", "easily"]);
const GENDERED = new Set(["he", "she", "his", "hers", "himself", "herself", "guys"]);

/** L22: short sentences, and no word that makes somebody feel slow. */
const plainLanguage: QuestionLint = (question) => {
	const texts = [
		{ path: ["stem"], text: question.value.stem },
		{ path: ["explain"], text: question.value.explain },
	];
	return texts.flatMap(({ path, text }) => {
		const words = wordsOf(seen(text));
		const word = words.find((one) => BELITTLING.has(one) || GENDERED.has(one));
		const long = longestSentence(seen(text));
		return [
			...(word === undefined
				? []
				: [finding(question, "L22", "warning", path, `leave out “${word}”`)]),
			...(long > LONGEST_SENTENCE
				? [
						finding(
							question,
							"L22",
							"warning",
							path,
							`a sentence has ${long} words: make two of it`,
						),
					]
				: []),
		];
	});
};

/** In words. A stop within a name (`node.js`) ends no sentence. */
export function longestSentence(text: string): number {
	return Math.max(0, ...text.split(/[.?!:;]\s+|\n+/).map((sentence) => wordsOf(sentence).length));
}

const VOLATILE = /\b(?:latest|currently|nowadays|newest)\b|\bversion \d|\bv\d+\.\d/i;

/** A word that says a text will not stay true; undefined when there is none. */
export function volatileWord(text: string): string | undefined {
	return VOLATILE.exec(text)?.[0];
}

/** L20: what will change needs a date by which somebody looks again. */
const dated: QuestionLint = (question) => {
	const { stem, explain, volatile } = question.value;
	const found = volatileWord(`${stem} ${explain}`);
	return found === undefined || volatile === true
		? []
		: [
				finding(
					question,
					"L20",
					"error",
					["stem"],
					`“${found}” will change: set \`volatile: true\` with \`review_by\`, or say it without`,
				),
			];
};

export const textLints: readonly QuestionLint[] = [
	noNegativeStem,
	plainStatement,
	noRecall,
	wholeStem,
	explains,
	dated,
	plainLanguage,
];
