import { z } from "zod";
import { cohortHere, cohortNamed, join, openCohorts, restLike } from "../src/core/cohorts/flow.ts";
import { chooseCard } from "../src/core/cohorts/view.ts";
import { command, idArg, line, press } from "../src/core/command.ts";
import { writePress } from "../src/core/press.ts";
import { cohorts as says } from "../src/text/en.ts";

/** `/cohort join`: into a cohort, at any time of it. */
export const cohortJoin = command({
	name: "cohort join",
	about: says.join,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: { cohort: line({ about: says.which }) },
	async run(context, input) {
		const open = await openCohorts(context);
		const cohort = cohortNamed(open, input.cohort, says.noneOpen);
		if (cohort === null)
			return { do: "say", message: chooseCard(open, writePress("cohort-join.this", 1)) };
		return { do: "say", message: await join(context, cohort) };
	},
	presses: {
		this: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([]),
			async run(context, _args, { picked: [id = ""] }) {
				return { do: "replace", message: await join(context, await cohortHere(context, id)) };
			},
		}),
		/** Days off like the cohort's. */
		rest: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([idArg]),
			async run(context, [id]) {
				return { do: "replace", message: await restLike(context, await cohortHere(context, id)) };
			},
		}),
	},
});
