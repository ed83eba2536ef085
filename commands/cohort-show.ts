import { z } from "zod";
import type { Cohort } from "../src/core/cohorts/cohort.ts";
import {
	cohortHere,
	cohortNamed,
	join,
	leave,
	mustBeInSpace,
	show,
} from "../src/core/cohorts/flow.ts";
import { postRecap, reword, rewordForm } from "../src/core/cohorts/recaps.ts";
import { chooseCard } from "../src/core/cohorts/view.ts";
import { type Context, command, idArg, line, press, wholeArg } from "../src/core/command.ts";
import { writePress } from "../src/core/press.ts";
import { cohorts as says } from "../src/text/en.ts";

const inPlace = { version: 1, answers: "in-place" } as const;
const weekArgs = z.tuple([idArg, wholeArg]);

/** `/cohort show`: the plan, where the cohort stands, and how far one is. */
export const cohortShow = command({
	name: "cohort show",
	about: says.show,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: { cohort: line({ about: says.which }) },
	async run(context, input) {
		const among = await nearestCohorts(context, input.cohort !== undefined);
		const cohort = cohortNamed(among, input.cohort, says.none);
		if (cohort === null)
			return { do: "say", message: chooseCard(among, writePress("cohort-list.show", 1)) };
		return { do: "say", message: await show(context, cohort) };
	},
	presses: {
		/** On a post for all. */
		open: press({
			version: 1,
			answers: "asker",
			args: z.tuple([idArg]),
			async run(context, [id]) {
				return { do: "say", message: await show(context, await cohortHere(context, id)) };
			},
		}),
		come: press({
			version: 1,
			answers: "asker",
			args: z.tuple([idArg]),
			async run(context, [id]) {
				return { do: "say", message: await join(context, await cohortHere(context, id)) };
			},
		}),
		page: press({
			...inPlace,
			args: z.tuple([idArg, wholeArg]),
			async run(context, [id, page]) {
				const cohort = await cohortHere(context, id);
				return { do: "replace", message: await show(context, cohort, page) };
			},
		}),
		join: press({
			...inPlace,
			args: z.tuple([idArg]),
			async run(context, [id]) {
				return { do: "replace", message: await join(context, await cohortHere(context, id)) };
			},
		}),
		leave: press({
			...inPlace,
			args: z.tuple([idArg]),
			async run(context, [id]) {
				return { do: "replace", message: await leave(context, await cohortHere(context, id)) };
			},
		}),
		/** On a recap's draft, which those who lead get by direct message. */
		post: press({
			...inPlace,
			args: weekArgs,
			async run(context, [id, week]) {
				return { do: "replace", message: await postRecap(context, id, week) };
			},
		}),
		reword: press({
			version: 1,
			answers: "form",
			args: weekArgs,
			async run(context, [id, week]) {
				return { do: "ask", form: await rewordForm(context, id, week) };
			},
		}),
		reworded: press({
			...inPlace,
			args: weekArgs,
			async run(context, [id, week], { fields }) {
				return { do: "replace", message: await reword(context, id, week, fields.words ?? "") };
			},
		}),
	},
});

/** Those one is in come first, and alone while none is named. */
async function nearestCohorts(context: Context, named: boolean): Promise<readonly Cohort[]> {
	mustBeInSpace(context);
	const { tools, space, learner } = context;
	const all = await tools.store.cohorts.ofSpace(space.id);
	if (named) return all;
	const mine = await tools.store.cohorts.of(space.id, learner.id);
	const own = all.filter(({ id, closed }) => !closed && mine.some((one) => one.cohort === id));
	return own.length > 0 ? own : all;
}
