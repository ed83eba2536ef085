import { lesson as says } from "../../text/en.ts";
import type { Topic } from "../library.ts";
import { buttons, heading, type Message, note } from "../message.ts";
import { wishPress } from "../quiz/wish.ts";
import { LESSON_QUESTIONS } from "../rules.ts";

/** The primer of a topic for all to read, and a button for questions on it, answered privately. */
export function lessonCard(topic: Topic): Message {
	const title = says.heading(topic.title);
	const press = wishPress("begin", { topic: topic.id, count: LESSON_QUESTIONS });
	return {
		gist: title,
		parts: [heading(title), ...topic.primer, note(says.can(topic.outcome))],
		controls: [buttons({ label: says.quiz, press, tone: "main" })],
	};
}
