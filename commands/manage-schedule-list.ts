import { z } from "zod";
import { type Context, command, idArg, type Press, press, wholeArg } from "../src/core/command.ts";
import type { Message } from "../src/core/message.ts";
import { Problem } from "../src/core/problem.ts";
import {
	askRemoval,
	editForm,
	list,
	moveHere,
	opened,
	pause,
	postAgain,
	remove,
	resume,
	runNow,
	setMissed,
} from "../src/core/schedules/flow.ts";
import { say, schedules as says } from "../src/text/en.ts";

const inPlace = { version: 1, answers: "in-place" } as const;
const scheduleArgs = z.tuple([idArg]);
const policies = z.enum(["latest", "skip", "all"]);

/** A button that does something to one schedule and shows how it is then. */
function doing(work: (context: Context, id: string) => Promise<Message>): Press {
	return press({
		...inPlace,
		args: scheduleArgs,
		async run(context, [id]) {
			return { do: "replace", message: await work(context, id) };
		},
	});
}

/** `/manage schedule list`: what is posted in this space, and everything to be done about it. */
export const manageScheduleList = command({
	name: "manage schedule list",
	about: says.listAbout,
	who: "moderators",
	where: "space",
	answers: "asker",
	parameters: {},
	async run(context) {
		return { do: "say", message: await list(context, 1) };
	},
	presses: {
		page: press({
			...inPlace,
			args: z.tuple([wholeArg]),
			async run(context, [page]) {
				return { do: "replace", message: await list(context, page) };
			},
		}),
		open: press({
			...inPlace,
			args: z.tuple([]),
			async run(context, _args, { picked: [id = ""] }) {
				if (!idArg.safeParse(id).success) throw new Problem(say.press.unknown);
				return { do: "replace", message: await opened(context, id) };
			},
		}),
		show: doing((context, id) => opened(context, id)),
		edit: press({
			version: 1,
			answers: "form",
			args: scheduleArgs,
			async run(context, [id]) {
				return { do: "ask", form: await editForm(context, id) };
			},
		}),
		pause: doing(pause),
		resume: doing(resume),
		run: doing(runNow),
		/** With the post, so that pressing twice posts once. */
		again: press({
			...inPlace,
			args: z.tuple([idArg, idArg]),
			async run(context, [id, delivery]) {
				return { do: "replace", message: await postAgain(context, id, delivery) };
			},
		}),
		here: doing(moveHere),
		missed: press({
			...inPlace,
			args: scheduleArgs,
			async run(context, [id], { picked: [typed = ""] }) {
				const policy = policies.safeParse(typed);
				if (!policy.success) throw new Problem(say.press.unknown);
				return { do: "replace", message: await setMissed(context, id, policy.data) };
			},
		}),
		/** Asks; {@link removed} does it. */
		remove: doing(askRemoval),
		removed: doing(remove),
	},
});
