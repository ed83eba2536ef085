import { z } from "zod";
import type { Cohort } from "../src/core/cohorts/cohort.ts";
import { cohortHere, cohortNamed, leave, mustBeInSpace } from "../src/core/cohorts/flow.ts";
import { chooseCard } from "../src/core/cohorts/view.ts";
import { type Context, command, line, press } from "../src/core/command.ts";
import { writePress } from "../src/core/press.ts";
import { cohorts as says } from "../src/text/en.ts";

/** `/cohort leave`: out of a cohort. */
export const cohortLeave = command({
	name: "cohort leave",
	about: says.leave,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: { cohort: line({ about: says.which }) },
	async run(context, input) {
		mustBeInSpace(context);
		const own = await ownCohorts(context);
		const cohort = cohortNamed(own, input.cohort, says.inNone);
		if (cohort === null)
			return { do: "say", message: chooseCard(own, writePress("cohort-leave.this", 1)) };
		return { do: "say", message: await leave(context, cohort) };
	},
	presses: {
		this: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([]),
			async run(context, _args, { picked: [id = ""] }) {
				return { do: "replace", message: await leave(context, await cohortHere(context, id)) };
			},
		}),
	},
});

async function ownCohorts({ tools, space, learner }: Context): Promise<readonly Cohort[]> {
	const { cohorts } = tools.store;
	const [all, mine] = await Promise.all([
		cohorts.ofSpace(space.id),
		cohorts.of(space.id, learner.id),
	]);
	return all.filter(({ id }) => mine.some((one) => one.cohort === id));
}
