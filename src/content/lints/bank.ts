import type { Pack } from "../pack.ts";
import { twinsIn } from "./alike.ts";
import {
	choicesOf,
	type Finding,
	finding,
	packFinding,
	proseChoices,
	type Question,
	seen,
} from "./lint.ts";

/** What a whole pack must keep to: shares, and no two questions alike. */

/** Shares say little about a handful of items. */
const FEWEST = 200;

type Share = {
	readonly lint: string;
	readonly what: string;
	/** In percent of the items it is counted among. */
	readonly least: number;
	readonly most: number;
	counted(question: Question): boolean;
	among(question: Question): boolean;
};

const everyQuestion = () => true;
/** Only where one option is the key can its length give it away. */
const hasOneKey = (question: Question) =>
	proseChoices(question).filter((choice) => choice.correct).length === 1;
const isTrueFalse = ({ value }: Question) => value.kind === "true_false";

const SHARES: readonly Share[] = [
	{
		lint: "L01",
		what: "items whose key is the longest option",
		least: 15,
		most: 35,
		counted: keyIs("longest"),
		among: hasOneKey,
	},
	{
		lint: "L02",
		what: "items whose key is the shortest option",
		least: 15,
		most: 35,
		counted: keyIs("shortest"),
		among: hasOneKey,
	},
	{
		lint: "L05",
		what: "items with a negative stem",
		least: 0,
		most: 3,
		counted: ({ value }) => value.negative === true,
		among: everyQuestion,
	},
	{
		lint: "L13",
		what: "true-or-false items",
		least: 0,
		most: 15,
		counted: isTrueFalse,
		among: everyQuestion,
	},
	{
		lint: "L13",
		what: "false ones among true-or-false items",
		least: 40,
		most: 60,
		counted: ({ value }) => value.kind === "true_false" && !value.answer,
		among: isTrueFalse,
	},
	{
		lint: "L14",
		what: "items that ask to remember",
		least: 0,
		most: 20,
		counted: ({ value }) => value.bloom === "remember",
		among: everyQuestion,
	},
];

function keyIs(which: "longest" | "shortest"): (question: Question) => boolean {
	return (question) => {
		const choices = proseChoices(question);
		const key = choices.find((choice) => choice.correct);
		if (!key) return false;
		const others = choices.filter((choice) => choice !== key).map((one) => one.text.length);
		return which === "longest"
			? key.text.length > Math.max(...others)
			: key.text.length < Math.min(...others);
	};
}

/** Shares out of their bounds. */
export function shareFindings(pack: Pack, questions: readonly Question[]): readonly Finding[] {
	return SHARES.flatMap((share) => {
		const among = questions.filter(share.among);
		if (among.length < FEWEST) return [];
		const percent = (100 * among.filter(share.counted).length) / among.length;
		if (percent >= share.least && percent <= share.most) return [];
		const text = `${share.what} are ${percent.toFixed(1)} %, and should be ${share.least} to ${share.most} %`;
		return [packFinding(pack, share.lint, "error", text)];
	});
}

const MOST_OF_ONE_COUNT = 60;
/** A few say little about how often two of four are right. */
const FEWEST_MULTIPLE = 40;

/** L12: who has seen some items with several keys must not know how many the next one has. */
export function keyCountFindings(pack: Pack, questions: readonly Question[]): readonly Finding[] {
	const multiple = questions.filter(({ value }) => value.kind === "multiple");
	if (multiple.length < FEWEST_MULTIPLE) return [];
	const counts = Map.groupBy(multiple, keysOf);
	return [...counts].flatMap(([keys, all]) => {
		const percent = (100 * all.length) / multiple.length;
		if (percent <= MOST_OF_ONE_COUNT) return [];
		const text = `items of several answers have ${keys} keys in ${percent.toFixed(1)} %, and should in at most ${MOST_OF_ONE_COUNT} %`;
		return [packFinding(pack, "L12", "error", text)];
	});
}

function keysOf(question: Question): number {
	return choicesOf(question).filter((choice) => choice.correct).length;
}

const SAME = 0.85;
const NEARLY_SAME = 0.7;

/** L10: no two stems alike, over the whole pack. */
export function alikeStems(questions: readonly Question[]): readonly Finding[] {
	const twins = twinsIn(questions.map(whole), NEARLY_SAME);
	return questions.flatMap((question, at) => {
		const twin = twins[at];
		const other = twin && questions[twin.at];
		if (!twin || !other) return [];
		const level = twin.likeness >= SAME ? "error" : "warning";
		return [
			finding(
				question,
				"L10",
				level,
				["stem"],
				`this is ${Math.round(100 * twin.likeness)} % like \`${other.value.id}\`: ask something else`,
			),
		];
	});
}

/** Two snippets may be asked about in the same words. */
function whole(question: Question): string {
	const { value } = question;
	const code = "code" in value ? value.code : "";
	return [seen(value.stem), code, ...choicesOf(question).map((choice) => choice.text)].join(" ");
}
