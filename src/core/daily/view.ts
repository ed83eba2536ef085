import { quiz, daily as says } from "../../text/en.ts";
import type { Daily } from "../delivery/delivery.ts";
import type { Library } from "../library.ts";
import { heading, type Message, note, plain, text, words } from "../message.ts";
import type { PressName } from "../press.ts";
import { writePress } from "../press.ts";
import { askParts, optionButtons } from "../quiz/ask.ts";
import { pinnedChoices } from "../quiz/round.ts";

/**
 * The daily question with its buttons. On the public post a press answers privately
 * (`daily.pick`); on one's own card it turns into the result (`daily.answer`).
 */
export function dailyCard(
	library: Library,
	daily: Daily,
	name: PressName & ("daily.pick" | "daily.answer"),
): Message {
	const question = library.question(daily.question);
	const choices = pinnedChoices(daily, question);
	if (question === undefined || choices === null)
		return { gist: quiz.voided, parts: [text(quiz.voided)] };
	const topic = library.topic(question.topic)?.title ?? "";
	return {
		gist: `${says.gist(topic)}: ${plain(question.stem)}`,
		parts: [
			heading(says.heading(topic)),
			...askParts(question, choices),
			note(...words(says.privately)),
		],
		controls: [optionButtons(question, choices, (at) => writePress(name, 1, daily.id, at))],
	};
}
