import { z } from "zod";
import { command, idArg, press, wholeArg } from "../src/core/command.ts";
import { beginReview, felt, startReview } from "../src/core/review/flow.ts";
import { review as says } from "../src/text/en.ts";

/** `/review`: what is about to be forgotten, at most fifteen a day. */
export const review = command({
	name: "review",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: {},
	async run(context) {
		return { do: "say", message: await beginReview(context) };
	},
	presses: {
		/** From a message: begins where one presses it, and asks before it drops an open round. */
		again: press({
			version: 1,
			answers: "asker",
			args: z.tuple([]),
			async run(context) {
				return { do: "say", message: await beginReview(context) };
			},
		}),
		/** Drops an open round; it has been asked. */
		fresh: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([]),
			async run(context) {
				return { do: "replace", message: await startReview(context) };
			},
		}),
		/** How a right answer felt: 2 hard, 4 easy. */
		felt: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([
				idArg,
				wholeArg,
				z.enum(["2", "4"]).transform((grade) => (grade === "2" ? 2 : 4)),
			]),
			async run(context, [round, position, grade]) {
				return { do: "replace", message: await felt(context, { round, position }, grade) };
			},
		}),
	},
});
