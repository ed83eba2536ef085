import { command } from "../src/core/command.ts";
import { helpCard } from "../src/core/help/view.ts";
import { help as says } from "../src/text/en.ts";

/** `/help`: the list of commands. */
export const help = command({
	name: "help",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: {},
	async run({ tools }) {
		return { do: "say", message: helpCard(tools.commands) };
	},
});
