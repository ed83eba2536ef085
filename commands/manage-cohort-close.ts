import { z } from "zod";
import { closedOn } from "../src/core/cohorts/edit.ts";
import { change, cohortNamed, ledCohort, ledCohorts, todayOf } from "../src/core/cohorts/flow.ts";
import { chooseCard, closeCard } from "../src/core/cohorts/view.ts";
import { command, idArg, line, press } from "../src/core/command.ts";
import { sentence } from "../src/core/message.ts";
import { writePress } from "../src/core/press.ts";
import { cohorts as says } from "../src/text/en.ts";

/** `/manage cohort close`: ends a cohort today, when one is sure. */
export const manageCohortClose = command({
	name: "manage cohort close",
	about: says.close,
	who: "leads",
	where: "space",
	answers: "asker",
	parameters: { cohort: line({ about: says.which }) },
	async run(context, input) {
		const mine = await ledCohorts(context);
		const cohort = cohortNamed(mine, input.cohort, says.none);
		const press = writePress("manage-cohort-close.this", 1);
		return { do: "say", message: cohort === null ? chooseCard(mine, press) : closeCard(cohort) };
	},
	presses: {
		this: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([]),
			async run(context, _args, { picked: [id = ""] }) {
				return { do: "replace", message: closeCard(await ledCohort(context, id)) };
			},
		}),
		sure: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([idArg]),
			async run(context, [id]) {
				const after = await change(context, id, (before) =>
					closedOn(before, todayOf(before, context)),
				);
				return { do: "replace", message: sentence(says.closed(after.name)) };
			},
		}),
	},
});
