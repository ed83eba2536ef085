import { command } from "../src/core/command.ts";
import { questionParameter, questionTyped, show } from "../src/core/items/flow.ts";
import { Problem } from "../src/core/problem.ts";
import { items as says } from "../src/text/en.ts";

/** `/manage questions show`: one question as this space has answered it, and what can be done. */
export const manageQuestionsShow = command({
	name: "manage questions show",
	about: says.showAbout,
	who: "moderators",
	where: "space",
	answers: "asker",
	parameters: { question: questionParameter(says.question) },
	async run(context, { question: typed }) {
		if (!typed) throw new Problem(says.unknown("", []));
		const question = questionTyped(context.tools.library, typed);
		return { do: "say", message: await show(context, question) };
	},
});
