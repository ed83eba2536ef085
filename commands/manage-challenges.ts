import { z } from "zod";
import { lookAt } from "../src/core/challenges/flow.ts";
import { judging } from "../src/core/challenges/judging.ts";
import { waitingCard } from "../src/core/challenges/view.ts";
import { command, press } from "../src/core/command.ts";
import { challenges as says } from "../src/text/en.ts";

const inPlace = { version: 1, answers: "in-place" } as const;

/** `/manage challenges`: what was handed in, for those who may decide on it. */
export const manageChallenges = command({
	name: "manage challenges",
	about: says.manage,
	who: "leads",
	where: "space",
	answers: "asker",
	parameters: {},
	async run({ tools, space, learner, moderates }) {
		const { cohorts, challenges } = tools.store;
		const led = moderates ? null : await cohorts.leads(space.id, learner.id);
		const waiting = await challenges.waiting(space.id, led);
		return { do: "say", message: waitingCard(tools.library, waiting) };
	},
	presses: {
		look: press({
			...inPlace,
			args: z.tuple([]),
			async run(context, _args, { picked: [id = ""] }) {
				return { do: "replace", message: await lookAt(context, id, "manage-challenges") };
			},
		}),
		...judging("manage-challenges"),
	},
});
