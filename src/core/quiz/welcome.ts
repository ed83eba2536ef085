import { welcome as says } from "../../text/en.ts";
import type { Topic } from "../library.ts";
import { buttons, heading, type Message, MOST_OPTIONS, text } from "../message.ts";
import { writePress } from "../press.ts";
import type { RoundWish } from "./wish.ts";
import { wishWords } from "./wish.ts";

/** The two things the first quiz asks: where one begins, and in which language. */

/** Stages to begin at, by what a person says of themselves. */
const BEGINNINGS = [
	{ label: says.isNew, stage: 1 },
	{ label: says.writesCode, stage: 2 },
	{ label: says.shipsBackends, stage: 3 },
] as const;

/** The stage that is furthest on; whoever begins there has the others open all the same. */
export const LAST_BEGINNING = 3;

export function welcomeCard(wish: RoundWish): Message {
	return {
		gist: says.heading,
		parts: [heading(says.heading), text(says.where)],
		controls: [
			buttons(
				...BEGINNINGS.map(({ label, stage }) => ({
					label,
					press: writePress("quiz.start", 1, stage, ...wishWords(wish)),
				})),
			),
		],
	};
}

export function languageCard(languages: readonly Topic[], stage: number, wish: RoundWish): Message {
	return {
		gist: says.language,
		parts: [heading(says.language), text(says.languageNote)],
		controls: [
			{
				control: "pick",
				press: writePress("quiz.language", 1, stage, ...wishWords(wish)),
				label: says.languagePick,
				least: 1,
				most: 1,
				options: languages
					.slice(0, MOST_OPTIONS)
					.map((topic) => ({ label: topic.title, value: topic.id })),
			},
		],
	};
}
