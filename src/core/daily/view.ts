import { quiz, daily as says } from "../../text/en.ts";
import type { Daily } from "../delivery/delivery.ts";
import type { Library, Tip } from "../library.ts";
import { heading, type Message, note, type Part, plain, strong, text, words } from "../message.ts";
import { clip } from "../people.ts";
import type { OptionShare } from "../ports.ts";
import type { PressName } from "../press.ts";
import { writePress } from "../press.ts";
import { askParts, letter, nameOf, optionButtons, speaksForItself } from "../quiz/ask.ts";
import { type Choosable, pinnedChoices } from "../quiz/round.ts";
import { ENOUGH_ANSWERS, sharesPart, totalsOf } from "./shares.ts";

/** What stands around the question in the public post. */
export type Around = {
	/** The one before it, with how it was answered. */
	readonly before?: { readonly daily: Daily; readonly picks: readonly OptionShare[] } | null;
	readonly tip?: Tip | undefined;
	/** How it has been answered so far. */
	readonly picks?: readonly OptionShare[];
};

/**
 * The daily question with its buttons. On the public post a press answers privately
 * (`daily.pick`); on one's own card it turns into the result (`daily.answer`).
 */
export function dailyCard(
	library: Library,
	daily: Daily,
	name: PressName & ("daily.pick" | "daily.answer"),
	{ before, tip, picks = [] }: Around = {},
): Message {
	const question = library.question(daily.question);
	const choices = pinnedChoices(daily, question);
	if (question === undefined || choices === null)
		return { gist: quiz.voided, parts: [text(quiz.voided)] };
	const topic = library.topic(question.topic)?.title ?? "";
	return {
		gist: `${says.gist(topic)}: ${plain(question.stem)}`,
		parts: [
			...(before ? yesterdayParts(library, before.daily, before.picks) : []),
			heading(says.heading(topic)),
			...askParts(question, choices),
			...(tip === undefined ? [] : [text(strong(`${says.tip}: `), ...tip.text)]),
			note(...words(says.privately), ...todayWords(picks)),
		],
		controls: [optionButtons(question, choices, (at) => writePress(name, 1, daily.id, at))],
	};
}

/** An option's text beside its letter: enough to know it again. */
const YESTERDAY_LIMIT = 120;

/** Nothing where the question was mended since. */
function yesterdayParts(
	library: Library,
	daily: Daily,
	picks: readonly OptionShare[],
): readonly Part[] {
	const question = library.question(daily.question);
	const choices = pinnedChoices(daily, question);
	const key = choices?.findIndex(({ correct }) => correct) ?? -1;
	const choice = choices?.[key];
	if (question === undefined || choices === null || choice === undefined) return [];
	const name = nameOf(question, choices, key);
	const words = speaksForItself(question) ? "" : ` ${plain(choice.text)}`;
	const answer = clip(`${name}${words}`, YESTERDAY_LIMIT);
	const { right, all } = totalsOf(picks);
	if (all < ENOUGH_ANSWERS) return [note(says.yesterday(answer))];
	const told = note(`${says.yesterday(answer)} · ${says.gotIt(right, all)}`);
	return [told, sharesPart(says.yesterdayShares, answersOf(choices, picks))];
}

/** A bar's words: enough to know the option again. */
const BAR_LIMIT = 60;

function answersOf(choices: readonly Choosable[], picks: readonly OptionShare[]) {
	return choices.map((choice, at) => ({
		letter: letter(at),
		text: clip(plain(choice.text), BAR_LIMIT),
		right: choice.correct,
		count: picks.find(({ option }) => option === choice.id)?.answers ?? 0,
	}));
}

/** Numbers only: nobody reads here who was wrong. */
function todayWords(picks: readonly OptionShare[]): readonly string[] {
	const { right, all } = totalsOf(picks);
	if (all === 0) return [];
	return [` ${all >= ENOUGH_ANSWERS ? says.today(right, all) : says.todayFew(all)}`];
}
