import type { Answer, Question } from "../library.ts";
import { clip } from "../people.ts";
import { isAccepted } from "./match.ts";
import { type Choosable, stepId } from "./round.ts";

/** What a person answered, by positions on their card; never by ids, which would tell the key. */
export type Given =
	| { readonly by: "one"; readonly at: number }
	| { readonly by: "several" | "order"; readonly at: readonly number[] }
	| { readonly by: "text"; readonly typed: string };

/** The answer as it is kept, and whether it is right. */
export type Judged = { readonly picked: string; readonly correct: boolean };

/** Typed words are kept, but nobody's novel. */
const TYPED_LIMIT = 200;

/** Null when the answer does not fit the question: a forged press, or one for another kind. */
export function judge(
	question: Question,
	choices: readonly Choosable[],
	given: Given,
): Judged | null {
	const { answer } = question;
	if (answer.by === "text") return given.by === "text" ? judgeText(answer, given.typed) : null;
	if (given.by !== answer.by) return null;
	const chosen = chosenOf(choices, given.by === "one" ? [given.at] : given.at);
	if (chosen === null || chosen.length === 0) return null;
	if (answer.by === "order") return judgeOrder(answer, chosen);
	return judgeOptions(choices, chosen);
}

/** Null when a position is not there, or is named twice. */
function chosenOf(
	choices: readonly Choosable[],
	positions: readonly number[],
): readonly Choosable[] | null {
	const chosen = positions.flatMap((at) => choices[at] ?? []);
	return chosen.length === positions.length && new Set(chosen).size === chosen.length
		? chosen
		: null;
}

function judgeOptions(choices: readonly Choosable[], chosen: readonly Choosable[]): Judged {
	const correct = choices.every((choice) => choice.correct === chosen.includes(choice));
	return { picked: idsOf(chosen), correct };
}

type Order = Extract<Answer, { by: "order" }>;

function judgeOrder(answer: Order, chosen: readonly Choosable[]): Judged | null {
	if (chosen.length !== answer.steps.length) return null;
	const inOrder = answer.steps.map((_, at) => at);
	const right = [inOrder, ...answer.also].map((order) => order.map(stepId).join());
	const picked = idsOf(chosen);
	return { picked, correct: right.includes(picked) };
}

function judgeText(answer: Extract<Answer, { by: "text" }>, typed: string): Judged | null {
	const words = typed.trim();
	if (words === "") return null;
	return { picked: clip(words, TYPED_LIMIT), correct: isAccepted(answer, words) };
}

const idsOf = (chosen: readonly Choosable[]): string => chosen.map((one) => one.id).join();
