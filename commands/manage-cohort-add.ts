import { add } from "../src/core/cohorts/people.ts";
import { command, line, member } from "../src/core/command.ts";
import { sentence } from "../src/core/message.ts";
import { cohorts as says } from "../src/text/en.ts";

/** `/manage cohort add`: takes somebody into a cohort. */
export const manageCohortAdd = command({
	name: "manage cohort add",
	about: says.add,
	who: "leads",
	where: "space",
	answers: "asker",
	parameters: { member: member({ about: says.who }), cohort: line({ about: says.which }) },
	async run(context, input) {
		return { do: "say", message: sentence(await add(context, input)) };
	},
});
