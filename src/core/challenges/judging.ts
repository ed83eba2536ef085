import { z } from "zod";
import { idArg, press } from "../command.ts";
import { accept, askForMore, sendBack } from "./flow.ts";
import type { JudgeBy } from "./view.ts";

const one = z.tuple([idArg]);

/** What those who lead decide on a hand-in, under whichever command its card stands. */
export const judging = (by: JudgeBy) => ({
	accept: press({
		version: 1,
		answers: "in-place",
		args: one,
		async run(context, [id]) {
			return { do: "replace", message: await accept(context, id) };
		},
	}),
	more: press({
		version: 1,
		answers: "form",
		args: one,
		async run(context, [id]) {
			return { do: "ask", form: await askForMore(context, id, by) };
		},
	}),
	returned: press({
		version: 1,
		answers: "in-place",
		args: one,
		async run(context, [id], { fields }) {
			return { do: "replace", message: await sendBack(context, id, fields.words ?? "") };
		},
	}),
});
