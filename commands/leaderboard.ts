import { z } from "zod";
import { cohortNamed, mustBeInSpace } from "../src/core/cohorts/flow.ts";
import { choice, command, idArg, line, press, wholeArg } from "../src/core/command.ts";
import { board, cohortOf } from "../src/core/leaderboard/flow.ts";
import { PERIODS } from "../src/core/leaderboard/period.ts";
import { cohorts, leaderboard as says } from "../src/text/en.ts";

const inPlace = { version: 1, answers: "in-place" } as const;
const periods = z.enum(["week", "month", "all", "season"]);
const asked = [periods, idArg, z.enum(["points", "days"])] as const;

/** `/leaderboard`: who earned points here, or learned on how many days, with one's own row. */
export const leaderboard = command({
	name: "leaderboard",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: {
		period: choice({ about: says.period, choices: PERIODS }),
		cohort: line({ about: says.cohort }),
	},
	async run(context, { period = "week", cohort: typed }) {
		mustBeInSpace(context);
		const { tools, space } = context;
		const wish = { period, cohort: null, by: "points" } as const;
		if (typed === undefined || typed === "")
			return { do: "say", message: await board(context, wish) };
		const among = await tools.store.cohorts.ofSpace(space.id);
		const cohort = cohortNamed(among, typed, cohorts.none);
		return { do: "say", message: await board(context, { ...wish, cohort }) };
	},
	presses: {
		show: press({
			...inPlace,
			args: z.tuple(asked),
			async run(context, [period, id, by]) {
				const cohort = await cohortOf(context, id);
				return { do: "replace", message: await board(context, { period, cohort, by }) };
			},
		}),
		page: press({
			...inPlace,
			args: z.tuple([...asked, z.enum(["after", "before"]), wholeArg, idArg]),
			async run(context, [period, id, by, way, value, learner]) {
				const wish = { period, cohort: await cohortOf(context, id), by };
				const message = await board(context, wish, { [way]: { value, learner } });
				return { do: "replace", message };
			},
		}),
	},
});
