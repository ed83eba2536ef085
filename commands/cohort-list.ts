import { z } from "zod";
import { cohortHere, mustBeInSpace, show, todayOf } from "../src/core/cohorts/flow.ts";
import { listCard } from "../src/core/cohorts/view.ts";
import { command, press } from "../src/core/command.ts";
import { cohorts as says } from "../src/text/en.ts";

/** `/cohort list`: the cohorts of this space. */
export const cohortList = command({
	name: "cohort list",
	about: says.list,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: {},
	async run(context) {
		mustBeInSpace(context);
		const cohorts = await context.tools.store.cohorts.ofSpace(context.space.id);
		return { do: "say", message: listCard(cohorts, (one) => todayOf(one, context)) };
	},
	presses: {
		show: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([]),
			async run(context, _args, { picked: [id = ""] }) {
				return { do: "replace", message: await show(context, await cohortHere(context, id)) };
			},
		}),
	},
});
