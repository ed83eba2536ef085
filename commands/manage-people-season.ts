import { z } from "zod";
import { command, idArg, press } from "../src/core/command.ts";
import { askEnd, end, form, show, start } from "../src/core/seasons/flow.ts";
import { seasons as says } from "../src/text/en.ts";

const inPlace = { version: 1, answers: "in-place" } as const;
const nothing = z.tuple([]);
const one = z.tuple([idArg]);

/** `/manage people season`: a named period with a board of its own, and those of before. */
export const managePeopleSeason = command({
	name: "manage people season",
	about: says.about,
	who: "moderators",
	where: "space",
	answers: "asker",
	parameters: {},
	async run(context) {
		return { do: "say", message: await show(context) };
	},
	presses: {
		show: press({
			...inPlace,
			args: nothing,
			async run(context) {
				return { do: "replace", message: await show(context) };
			},
		}),
		form: press({
			version: 1,
			answers: "form",
			args: nothing,
			async run(context) {
				return { do: "ask", form: form(context) };
			},
		}),
		formed: press({
			...inPlace,
			args: nothing,
			async run(context, _args, { fields }) {
				return { do: "replace", message: await start(context, fields) };
			},
		}),
		/** Asks; {@link ended} does it. */
		end: press({
			...inPlace,
			args: one,
			async run(context, [id]) {
				return { do: "replace", message: await askEnd(context, id) };
			},
		}),
		ended: press({
			...inPlace,
			args: one,
			async run(context, [id]) {
				return { do: "replace", message: await end(context, id) };
			},
		}),
	},
});
