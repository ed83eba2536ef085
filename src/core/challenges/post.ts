import { challengePost as says } from "../../text/en.ts";
import type { Challenge, Library } from "../library.ts";
import { buttons, facts, heading, list, type Message, strong, text } from "../message.ts";
import { writePress } from "../press.ts";

/** A challenge as it is announced: what to build, when it is done, and what is handed in. */
export function challengePost(library: Library, challenge: Challenge): Message {
	const title = says.heading(challenge.title);
	const { team, days } = challenge;
	const topics = challenge.topics.map((id) => library.topic(id)?.title ?? id);
	return {
		gist: title,
		parts: [
			heading(title),
			text(...challenge.brief),
			facts([
				[says.takes, says.facts(days, team.least, team.most)],
				[says.about, topics.join(", ")],
			]),
			text(strong(says.done)),
			list(challenge.done.map((point) => ({ text: point }))),
			text(strong(`${says.hand}: `), ...challenge.evidence),
		],
		controls: [
			buttons({
				label: says.take,
				press: writePress("challenge.show", 1, challenge.id),
				tone: "main",
			}),
		],
	};
}
