import { families, help as says } from "../../text/en.ts";
import type { Command } from "../command.ts";
import { heading, type Item, list, type Message, strong, text, words } from "../message.ts";

/** What there is to do, under the names it has here; a family of commands is one line. */
export function helpCard(commands: readonly Command[]): Message {
	const of = (whom: (command: Command) => boolean) => lines(commands.filter(whom));
	return {
		gist: says.gist,
		parts: [
			heading(says.heading),
			text(...words(says.start)),
			text(strong(says.members)),
			list(of(({ who }) => who === "everyone")),
			text(strong(says.moderators)),
			list(of(({ who }) => who !== "everyone")),
		],
	};
}

function lines(commands: readonly Command[]): readonly Item[] {
	const byFamily = Map.groupBy(commands, ({ name }) => name.split(" ").slice(0, -1).join(" "));
	return [...byFamily].flatMap(([shared, family]) =>
		shared === "" || family.length === 1 ? family.map(commandItem) : [familyItem(shared, family)],
	);
}

function commandItem({ name, about }: Command): Item {
	return { text: [{ as: "command", name }, ` — ${about}`] };
}

/** `/cohort list, join, leave — …` */
function familyItem(shared: string, family: readonly Command[]): Item {
	const [first, ...others] = family.map(({ name }) => name);
	const more = others.map((name) => name.slice(shared.length + 1));
	const about = families[shared] ?? "";
	return {
		text: [
			{ as: "command", name: first ?? shared },
			more.map((name) => `, ${name}`).join(""),
			` — ${about}`,
		],
	};
}
