import { z } from "zod";
import { command, press } from "../src/core/command.ts";
import { standingOn } from "../src/core/streak/streak.ts";
import { streakCard, whyCard } from "../src/core/streak/view.ts";
import { streak as says } from "../src/text/en.ts";

/** `/streak`: days in a row, freezes, when today ends, and the facts behind the number. */
export const streak = command({
	name: "streak",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: {},
	async run({ tools, learner, now }) {
		const [streak, days] = await Promise.all([
			tools.store.progress.streak(learner.id),
			tools.store.progress.days(learner.id),
		]);
		const standing = standingOn(streak, learner.day, learner.rests);
		return { do: "say", message: streakCard(standing, learner, now, days) };
	},
	presses: {
		why: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([]),
			async run({ tools, learner }) {
				const [streak, days] = await Promise.all([
					tools.store.progress.streak(learner.id),
					tools.store.progress.days(learner.id),
				]);
				return {
					do: "replace",
					message: whyCard(standingOn(streak, learner.day, learner.rests), days, learner.rests),
				};
			},
		}),
	},
});
