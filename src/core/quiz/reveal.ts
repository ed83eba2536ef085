import { quiz } from "../../text/en.ts";
import type { Answer, Question, Source } from "../library.ts";
import { type Inline, type Item, link, list, note, type Part, strong, text } from "../message.ts";
import { letter, nameOf, speaksForItself, stemParts } from "./ask.ts";
import { type Choosable, type RoundItem, stepId } from "./round.ts";

/** How an answered question is shown: the key, what was picked, and why. */

/** "Right: it is B", or "Not quite: it is B": the first thing a person reads. */
export function verdictOf(
	item: RoundItem,
	question: Question,
	choices: readonly Choosable[],
): string {
	const key = keyOf(question, choices);
	return item.outcome === "right" ? quiz.right(key) : quiz.notQuite(key);
}

function keyOf(question: Question, choices: readonly Choosable[]): string {
	const { answer } = question;
	if (answer.by === "text") return answer.accept[0] ?? "";
	if (answer.by === "order") return orderNames(answer, choices).join(", ");
	const names = choices.flatMap((choice, at) =>
		choice.correct ? [nameOf(question, choices, at)] : [],
	);
	return quiz.both(names);
}

function orderNames(
	answer: Extract<Answer, { by: "order" }>,
	choices: readonly Choosable[],
): readonly string[] {
	return answer.steps.map((_, at) =>
		letter(choices.findIndex((choice) => choice.id === stepId(at))),
	);
}

/** @param all also why the options are wrong that were not picked */
export function revealParts(
	item: RoundItem,
	question: Question,
	choices: readonly Choosable[],
	all: boolean,
): readonly Part[] {
	return [
		...stemParts(question),
		...answerParts(item, question, choices),
		...whyParts(item, question, choices, all),
		text(strong(`${quiz.explain}: `), ...question.explain),
		note(...sourceText(question.sources)),
	];
}

function answerParts(
	item: RoundItem,
	question: Question,
	choices: readonly Choosable[],
): readonly Part[] {
	const { answer } = question;
	switch (answer.by) {
		case "one":
		case "several":
			return [list(choices.map((choice, at) => markedItem(question, choice, at, pickedIds(item))))];
		case "order":
			return orderParts(item, answer, choices);
		case "text":
			return item.picked === null ? [] : [text(quiz.youTyped, strong(item.picked))];
	}
}

const pickedIds = (item: RoundItem): readonly string[] => item.picked?.split(",") ?? [];

/** The sign stands beside a letter or words, never alone, and never only in a colour. */
function markedItem(
	question: Question,
	choice: Choosable,
	at: number,
	picked: readonly string[],
): Item {
	const mine = picked.includes(choice.id);
	const sign = choice.correct ? "✓" : mine ? "✗" : "";
	const name = speaksForItself(question) ? "" : letter(at);
	const own: Inline[] = mine ? [` (${quiz.yours})`] : [];
	return { mark: [sign, name].filter(Boolean).join(" ") || "·", text: [...choice.text, ...own] };
}

function orderParts(
	item: RoundItem,
	answer: Extract<Answer, { by: "order" }>,
	choices: readonly Choosable[],
): readonly Part[] {
	const names = orderNames(answer, choices);
	const steps = answer.steps.map((step, at) => ({
		mark: `${at + 1}. ${names[at]}`,
		text: step,
	}));
	const mine = pickedIds(item).map((id) => letter(choices.findIndex((one) => one.id === id)));
	return [list(steps), ...(item.outcome === "right" ? [] : [text(quiz.yourOrder(mine))])];
}

function whyParts(
	item: RoundItem,
	question: Question,
	choices: readonly Choosable[],
	all: boolean,
): readonly Part[] {
	const picked = pickedIds(item);
	return choices.flatMap((choice, at) =>
		choice.why === undefined || choice.correct || !(all || picked.includes(choice.id))
			? []
			: [text(strong(`${nameOf(question, choices, at)}: `), ...choice.why)],
	);
}

/** Whether there is more to say than about what was picked. */
export function hasOtherReasons(item: RoundItem, choices: readonly Choosable[]): boolean {
	const picked = pickedIds(item);
	return choices.some((choice) => choice.why !== undefined && !picked.includes(choice.id));
}

/** Where it is written, for those who want to read on. */
export function sourceText(sources: readonly Source[]): readonly Inline[] {
	return [
		`${quiz.source}: `,
		...sources.flatMap(({ url, at }, index): Inline[] => [
			...(index > 0 ? [" · "] : []),
			link(new URL(url).hostname, url),
			...(at === undefined ? [] : [`, ${at}`]),
		]),
	];
}
