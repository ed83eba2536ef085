import { z } from "zod";
import {
	type Context,
	command,
	group,
	idArg,
	place,
	press,
	time,
	zone,
} from "../src/core/command.ts";
import type { Form, Message } from "../src/core/message.ts";
import { Problem } from "../src/core/problem.ts";
import type { Reply } from "../src/core/request.ts";
import {
	add,
	agreeOnZone,
	askClock,
	askCohort,
	askHours,
	drop,
	foundCohort,
	overview,
	postCard,
	readClock,
	setBoards,
	setHours,
	setPlace,
	setZone,
	start,
	step,
} from "../src/core/setup/flow.ts";
import { setUpInLine } from "../src/core/setup/line.ts";
import { STEPS } from "../src/core/setup/steps.ts";
import { setup as says } from "../src/text/en.ts";

const draftArgs = z.tuple([idArg]);

/** `/setup`: a few short steps, or one line for those who know what they want. */
export const setup = command({
	name: "setup",
	about: says.about,
	who: "moderators",
	where: "space",
	answers: "asker",
	parameters: {
		zone: zone({ about: says.zone }),
		place: place({ about: says.place }),
		hour: time({ about: says.hour }),
		moderator: group({ about: says.moderator }),
	},
	async run(context, input) {
		if (context.tools.library.questions().length === 0) throw new Problem(says.nothing);
		return { do: "say", message: await setUpInLine(context, input) };
	},
	presses: {
		all: onDraft((context, id) => overview(context, id)),
		step: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([idArg, z.enum(STEPS)]),
			async run(context, [id, which]) {
				return { do: "replace", message: await step(context, id, which) };
			},
		}),
		agree: onDraft(agreeOnZone),
		clock: asking(askClock),
		read: onDraft((context, id, { fields }) => readClock(context, id, fields.clock ?? "")),
		zone: onDraft((context, id, { picked }) => setZone(context, id, picked[0] ?? "")),
		place: onDraft((context, id, { picked }) => setPlace(context, id, picked)),
		add: onDraft((context, id, { picked }) => add(context, id, picked)),
		drop: onDraft((context, id, { picked }) => drop(context, id, picked)),
		boards: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([idArg, z.enum(["shown", "hidden"])]),
			async run(context, [id, visibility]) {
				return { do: "replace", message: await setBoards(context, id, visibility) };
			},
		}),
		hours: asking(askHours),
		timed: onDraft((context, id, { fields }) => setHours(context, id, fields)),
		start: onDraft(start),
		cohort: asking(askCohort),
		found: onDraft((context, id, { fields }) => foundCohort(context, id, fields)),
		post: onDraft(postCard),
	},
});

type Used = {
	readonly picked: readonly string[];
	readonly fields: Readonly<Record<string, string>>;
};

/** A press that changes something and shows a card in the place of its own. */
function onDraft(run: (context: Context, id: string, used: Used) => Promise<Message>) {
	return press({
		version: 1,
		answers: "in-place",
		args: draftArgs,
		async run(context, [id], used): Promise<Reply> {
			return { do: "replace", message: await run(context, id, used) };
		},
	});
}

/** A press that opens a form. */
function asking(form: (context: Context, id: string) => Form | Promise<Form>) {
	return press({
		version: 1,
		answers: "form",
		args: draftArgs,
		async run(context, [id]): Promise<Reply> {
			return { do: "ask", form: await form(context, id) };
		},
	});
}
