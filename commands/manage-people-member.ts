import { z } from "zod";
import {
	adjust,
	askExclusion,
	askPoints,
	askRepair,
	askUndo,
	exclude,
	lookAfter,
	repair,
	show,
	undo,
} from "../src/core/care/flow.ts";
import { keepingWords } from "../src/core/care/read.ts";
import {
	type Context,
	command,
	idArg,
	member,
	type Press,
	press,
	wholeArg,
} from "../src/core/command.ts";
import type { Form, Message } from "../src/core/message.ts";
import { care as says } from "../src/text/en.ts";

const one = z.tuple([idArg]);
const onBoard = z.tuple([idArg, idArg]);
const deed = z.tuple([idArg, wholeArg]);

type Args = readonly [learner: string, ...(string | number)[]];

/** A button that opens a form. */
function asking<A extends Args>(
	args: z.ZodType<A>,
	ask: (context: Context, ...args: A) => Promise<Form>,
): Press {
	return press({
		version: 1,
		answers: "form",
		args,
		async run(context, given) {
			return { do: "ask", form: await ask(context, ...given) };
		},
	});
}

/** What such a form, or a button, does; the card it sits on is replaced. */
function doing<A extends Args>(
	args: z.ZodType<A>,
	work: (context: Context, args: A, fields: Readonly<Record<string, string>>) => Promise<Message>,
): Press {
	return press({
		version: 1,
		answers: "in-place",
		args,
		async run(context, given, { fields }) {
			const message = await keepingWords(fields, () => work(context, given, fields));
			return { do: "replace", message };
		},
	});
}

/** `/manage people member`: a member for those who look after them, and ways to put things right. */
export const managePeopleMember = command({
	name: "manage people member",
	about: says.about,
	who: "leads",
	where: "space",
	answers: "asker",
	parameters: { member: member({ about: says.who }) },
	async run(context, input) {
		return { do: "say", message: await lookAfter(context, input.member) };
	},
	presses: {
		/** From a card that stays as it is. */
		open: press({
			version: 1,
			answers: "asker",
			args: one,
			async run(context, [learner]) {
				return { do: "say", message: await show(context, learner) };
			},
		}),
		show: doing(one, (context, [learner]) => show(context, learner)),
		exclude: asking(one, (context, learner) => askExclusion(context, learner, true)),
		excluded: doing(one, (context, [learner], fields) => exclude(context, learner, true, fields)),
		restore: asking(one, (context, learner) => askExclusion(context, learner, false)),
		restored: doing(one, (context, [learner], fields) => exclude(context, learner, false, fields)),
		points: asking(onBoard, askPoints),
		adjusted: doing(onBoard, (context, [learner, board], fields) =>
			adjust(context, learner, board, fields),
		),
		repair: asking(one, askRepair),
		repaired: doing(one, (context, [learner], fields) => repair(context, learner, fields)),
		undo: asking(deed, askUndo),
		undone: doing(deed, (context, [learner, of], fields) => undo(context, learner, of, fields)),
	},
});
