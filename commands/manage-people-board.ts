import { z } from "zod";
import { cohortNamed } from "../src/core/cohorts/flow.ts";
import { chooseCard } from "../src/core/cohorts/view.ts";
import { type Context, choice, command, idArg, line, press } from "../src/core/command.ts";
import { PERIODS } from "../src/core/leaderboard/period.ts";
import type { FileKind } from "../src/core/message.ts";
import { writePress } from "../src/core/press.ts";
import { Problem } from "../src/core/problem.ts";
import {
	cohortsLookedAfter,
	exported,
	lookedAfter,
	people,
	type Wish,
} from "../src/core/standings/flow.ts";
import { SHOWN } from "../src/core/standings/view.ts";
import { cohorts, leaderboard, say, standings as says } from "../src/text/en.ts";

const inPlace = { version: 1, answers: "in-place" } as const;
const shown = z.enum(SHOWN);
const asked = [z.enum(["week", "month", "all", "season"]), idArg, shown] as const;

/** `/manage people board`: everybody, the hidden and the excluded included, for those who look after them. */
export const managePeopleBoard = command({
	name: "manage people board",
	about: says.about,
	who: "leads",
	where: "space",
	answers: "asker",
	parameters: {
		period: choice({ about: leaderboard.period, choices: PERIODS }),
		cohort: line({ about: leaderboard.cohort }),
		show: choice({
			about: says.show,
			choices: [
				{ name: says.shown.everyone, value: "everyone" },
				{ name: says.shown.hidden, value: "hidden" },
				{ name: says.shown.excluded, value: "excluded" },
				{ name: says.shown.quiet, value: "quiet" },
			],
		}),
	},
	async run(context, { period = "week", cohort: typed = "", show = "everyone" }) {
		if (context.moderates && typed === "")
			return { do: "say", message: await people(context, { period, cohort: null, show }) };
		const mine = await cohortsLookedAfter(context);
		const cohort = cohortNamed(mine, typed, cohorts.none);
		if (cohort === null) return { do: "say", message: chooseCard(mine, thisPress(period, show)) };
		return { do: "say", message: await people(context, { period, cohort, show }) };
	},
	presses: {
		/** One of the cohorts somebody leads. */
		this: press({
			...inPlace,
			args: z.tuple([asked[0], shown]),
			async run(context, [period, show], { picked: [id = ""] }) {
				const cohort = await lookedAfter(context, id);
				return { do: "replace", message: await people(context, { period, cohort, show }) };
			},
		}),
		show: press({
			...inPlace,
			args: z.tuple(asked),
			async run(context, args) {
				return { do: "replace", message: await people(context, await wishOf(context, args)) };
			},
		}),
		/** Others are to be shown. */
		pick: press({
			...inPlace,
			args: z.tuple(asked),
			async run(context, args, { picked: [value = ""] }) {
				const show = shown.safeParse(value);
				if (!show.success) throw new Problem(say.press.unknown);
				const wish = { ...(await wishOf(context, args)), show: show.data };
				return { do: "replace", message: await people(context, wish) };
			},
		}),
		page: press({
			...inPlace,
			args: z.tuple([...asked, idArg, idArg.or(z.literal(""))]),
			async run(context, [period, id, show, from, learner]) {
				const wish = await wishOf(context, [period, id, show]);
				return { do: "replace", message: await people(context, wish, { from, learner }) };
			},
		}),
		csv: asFile("csv"),
		json: asFile("json"),
	},
});

function asFile(kind: FileKind) {
	return press({
		version: 1,
		answers: "asker",
		args: z.tuple(asked),
		async run(context, args) {
			return { do: "say", message: await exported(context, await wishOf(context, args), kind) };
		},
	});
}

type Args = readonly [Wish["period"], string, Wish["show"]];

/** What a press says, as far as it is theirs to ask. */
async function wishOf(context: Context, [period, id, show]: Args): Promise<Wish> {
	return { period, cohort: await lookedAfter(context, id), show };
}

const thisPress = (period: Wish["period"], show: Wish["show"]): string =>
	writePress("manage-people-board.this", 1, period, show);
