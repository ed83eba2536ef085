import { invite as says } from "../../text/en.ts";
import { buttons, type Message, note, text } from "../message.ts";
import { wishPress } from "../quiz/wish.ts";
import { ROUND } from "../rules.ts";

/** A word to everybody in a place, that this may be a good moment. */
export function inviteCard(): Message {
	return {
		gist: says.says,
		parts: [text(says.says), note(says.how)],
		controls: [
			buttons({
				label: says.start,
				press: wishPress("begin", { count: ROUND.usual }),
				tone: "main",
			}),
		],
	};
}
