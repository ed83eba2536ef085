import { choice, command } from "../src/core/command.ts";
import { periodsOf } from "../src/core/days.ts";
import { boardCard } from "../src/core/leaderboard/view.ts";
import { Problem } from "../src/core/problem.ts";
import { BOARD } from "../src/core/rules.ts";
import { say, leaderboard as says } from "../src/text/en.ts";

/** `/leaderboard`: who earned points here, with one's own row. */
export const leaderboard = command({
	name: "leaderboard",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: {
		period: choice({
			about: says.period,
			choices: [
				{ name: says.heading.week, value: "week" },
				{ name: says.heading.month, value: "month" },
				{ name: says.heading.all, value: "all" },
			],
		}),
	},
	async run({ tools, learner, space }, { period = "week" }) {
		if (space.personal) throw new Problem(say.onlyInSpace);
		const key = periodsOf(space.day)[period];
		const board = await tools.store.scores.board(space.id, key, learner.id, BOARD);
		return { do: "say", message: boardCard(board, period, learner.id, space) };
	},
});
