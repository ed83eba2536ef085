import { z } from "zod";
import {
	choice,
	command,
	date,
	idArg,
	line,
	type Parameter,
	place,
	press,
	time,
	zone,
} from "../src/core/command.ts";
import { Problem } from "../src/core/problem.ts";
import { begin, changed, changeForm, save } from "../src/core/schedules/flow.ts";
import { readDays } from "../src/core/schedules/weekdays.ts";
import { schedules as says } from "../src/text/en.ts";

const inPlace = { version: 1, answers: "in-place" } as const;
const draftArgs = z.tuple([idArg]);

const kinds = choice({
	about: says.parameters.kind,
	choices: [
		{ name: says.kind.daily, value: "daily" },
		{ name: says.kind.tip, value: "tip" },
		{ name: says.kind.lesson, value: "lesson" },
		{ name: says.kind.challenge, value: "challenge" },
		{ name: says.kind.recap, value: "recap" },
		{ name: says.kind.nudge, value: "nudge" },
	],
});

/** Words for days; they stay as typed, for the form shows them again. */
function days(): Parameter<string | undefined> {
	const schema = z.string().transform((typed, context) => {
		const read = readDays(typed);
		if ("weekdays" in read) return typed;
		context.addIssue({ code: "custom", message: read.fault });
		return z.NEVER;
	});
	const asked = line({ about: says.parameters.days });
	return { ...asked, kind: "line", narrow: true, schema: schema.optional() };
}

/** `/manage schedule add`: shows what would be posted when; nothing is before it is saved. */
export const manageScheduleAdd = command({
	name: "manage schedule add",
	about: says.addAbout,
	who: "moderators",
	where: "space",
	answers: "asker",
	parameters: {
		kind: { ...kinds, required: true },
		place: place({ about: says.parameters.place }),
		time: time({ about: says.parameters.time }),
		days: days(),
		zone: zone({ about: says.parameters.zone }),
		from: date({ about: says.parameters.from }),
		until: date({ about: says.parameters.until }),
	},
	async run(context, { kind, ...wish }) {
		if (kind === undefined) throw new Problem(says.whichKind);
		return { do: "say", message: await begin(context, { kind, ...wish }) };
	},
	presses: {
		save: press({
			...inPlace,
			args: draftArgs,
			async run(context, [id]) {
				return { do: "replace", message: await save(context, id) };
			},
		}),
		change: press({
			version: 1,
			answers: "form",
			args: draftArgs,
			async run(context, [id]) {
				return { do: "ask", form: await changeForm(context, id) };
			},
		}),
		/** The form of a draft, submitted. */
		changed: press({
			...inPlace,
			args: draftArgs,
			async run(context, [id], { fields }) {
				return { do: "replace", message: await changed(context, id, fields) };
			},
		}),
	},
});
