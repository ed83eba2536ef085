import { z } from "zod";
import { command, press, wholeArg } from "../src/core/command.ts";
import { text } from "../src/core/message.ts";
import { Problem } from "../src/core/problem.ts";
import { shareMilestone } from "../src/core/streak/share.ts";
import { standingOf, storyUntilNow } from "../src/core/streak/standing.ts";
import { streakCard, whyCard } from "../src/core/streak/view.ts";
import { say, streak as says } from "../src/text/en.ts";

/** `/streak`: days in a row, freezes, when today ends, and the facts behind the number. */
export const streak = command({
	name: "streak",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: {},
	async run({ tools, learner, now }) {
		const history = await tools.store.progress.history(learner.id);
		const standing = standingOf(learner, history);
		const story = storyUntilNow(learner, history);
		return { do: "say", message: streakCard(standing, learner, now, story) };
	},
	presses: {
		/** Posts a milestone where it was reached; nothing is posted unasked. */
		share: press({
			version: 1,
			answers: "asker",
			args: z.tuple([wholeArg]),
			async run(context, [days]) {
				if (context.space.personal) throw new Problem(say.onlyInSpace);
				const said = await shareMilestone(context, days);
				return { do: "say", message: { gist: said, parts: [text(said)] } };
			},
		}),
		why: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([]),
			async run({ tools, learner }) {
				const history = await tools.store.progress.history(learner.id);
				const story = storyUntilNow(learner, history);
				return { do: "replace", message: whyCard(standingOf(learner, history), story) };
			},
		}),
	},
});
