import { z } from "zod";
import { accept, askForMore, lookAt, sendBack } from "../src/core/challenges/flow.ts";
import { waitingCard } from "../src/core/challenges/view.ts";
import { command, idArg, press } from "../src/core/command.ts";
import { challenges as says } from "../src/text/en.ts";

const inPlace = { version: 1, answers: "in-place" } as const;
const one = z.tuple([idArg]);

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
		accept: press({
			...inPlace,
			args: one,
			async run(context, [id]) {
				return { do: "replace", message: await accept(context, id) };
			},
		}),
		more: press({
			version: 1,
			answers: "form",
			args: one,
			async run(context, [id]) {
				return { do: "ask", form: await askForMore(context, id, "manage-challenges") };
			},
		}),
		returned: press({
			...inPlace,
			args: one,
			async run(context, [id], { fields }) {
				return { do: "replace", message: await sendBack(context, id, fields.words ?? "") };
			},
		}),
	},
});
