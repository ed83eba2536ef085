import { lead } from "../src/core/cohorts/people.ts";
import { choice, command, line, member } from "../src/core/command.ts";
import { sentence } from "../src/core/message.ts";
import { cohorts as says } from "../src/text/en.ts";

/** `/manage cohort leads`: who may do everything for a cohort; only moderators say so. */
export const manageCohortLeads = command({
	name: "manage cohort leads",
	about: says.leads,
	who: "moderators",
	where: "space",
	answers: "asker",
	parameters: {
		member: member({ about: says.who }),
		what: choice({
			about: says.what,
			choices: [
				{ name: says.leadIs.add, value: "add" },
				{ name: says.leadIs.remove, value: "remove" },
			],
		}),
		cohort: line({ about: says.which }),
	},
	async run(context, { what = "add", ...typed }) {
		return { do: "say", message: sentence(await lead(context, typed, what)) };
	},
});
