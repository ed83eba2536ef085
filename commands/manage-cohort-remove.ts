import { remove } from "../src/core/cohorts/people.ts";
import { command, line, member } from "../src/core/command.ts";
import { sentence } from "../src/core/message.ts";
import { cohorts as says } from "../src/text/en.ts";

/** `/manage cohort remove`: lets somebody go from a cohort. */
export const manageCohortRemove = command({
	name: "manage cohort remove",
	about: says.remove,
	who: "leads",
	where: "space",
	answers: "asker",
	parameters: { member: member({ about: says.who }), cohort: line({ about: says.which }) },
	async run(context, input) {
		return { do: "say", message: sentence(await remove(context, input)) };
	},
});
