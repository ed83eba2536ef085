import { help as says } from "../../text/en.ts";
import type { Command } from "../command.ts";
import { heading, type Item, list, type Message, strong, text, words } from "../message.ts";

/** What there is to do, under the names it has here. */
export function helpCard(commands: readonly Command[]): Message {
	const of = (who: Command["who"]) => commands.filter((command) => command.who === who);
	return {
		gist: says.gist,
		parts: [
			heading(says.heading),
			text(...words(says.start)),
			text(strong(says.members)),
			list(of("everyone").map(commandItem)),
			text(strong(says.moderators)),
			list(of("moderators").map(commandItem)),
		],
	};
}

function commandItem({ name, about }: Command): Item {
	return { text: [{ as: "command", name }, ` — ${about}`] };
}
