import { quiz, daily as says } from "../../text/en.ts";
import type { Daily } from "../delivery/delivery.ts";
import type { Library } from "../library.ts";
import { heading, type Message, note, text, words } from "../message.ts";
import { judge } from "../quiz/judge.ts";
import { revealParts, verdictOf } from "../quiz/reveal.ts";
import { pinnedChoices, type RoundItem } from "../quiz/round.ts";

/**
 * The answer to a daily question that has closed: the result, and nothing else. It is written down
 * nowhere, so there are no points and no grade. Null when no such option was there.
 */
export function lateCard(library: Library, daily: Daily, at: number): Message | null {
	const question = library.question(daily.question);
	const choices = pinnedChoices(daily, question);
	if (question === undefined || choices === null)
		return { gist: quiz.voided, parts: [text(quiz.voided)] };
	const judged = judge(question, choices, { by: "one", at });
	if (judged === null) return null;
	const item = itemOf(daily, judged.picked, judged.correct);
	const verdict = verdictOf(item, question, choices);
	return {
		gist: verdict,
		parts: [
			heading(verdict),
			note(...words(says.late)),
			...revealParts(item, question, choices, false),
		],
	};
}

function itemOf({ question, revision, options }: Daily, picked: string, right: boolean): RoundItem {
	const outcome = right ? "right" : "wrong";
	const nothing = { again: false, points: 0, guessed: false };
	return { question, revision, options, picked, outcome, ...nothing };
}
