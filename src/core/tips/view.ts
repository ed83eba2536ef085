import { tip as says } from "../../text/en.ts";
import type { Library, Tip } from "../library.ts";
import { buttons, heading, type Message, note, plain, text } from "../message.ts";
import { writePress } from "../press.ts";
import { sourceText } from "../quiz/reveal.ts";

/** Stands in a press for "any topic". */
export const ANY_TOPIC = "-";

/** One tip, and a button for the one after it. */
export function tipCard(
	library: Library,
	tip: Tip,
	asked: string | undefined,
	next: number,
): Message {
	const title = says.heading(library.topic(tip.topic)?.title ?? "");
	const press = writePress("tip.another", 1, asked ?? ANY_TOPIC, next);
	return {
		gist: `${title}: ${plain(tip.text)}`,
		parts: [heading(title), text(...tip.text), note(...sourceText(tip.sources))],
		controls: [buttons({ label: says.another, press })],
	};
}

/** A tip for everybody in a place. */
export function tipPost(library: Library, tip: Tip): Message {
	const title = says.heading(library.topic(tip.topic)?.title ?? "");
	return {
		gist: `${title}: ${plain(tip.text)}`,
		parts: [heading(title), text(...tip.text), note(...sourceText(tip.sources))],
	};
}
