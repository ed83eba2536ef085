import { z } from "zod";
import { type Changes, changed } from "../src/core/cohorts/edit.ts";
import {
	change,
	cohortNamed,
	edit,
	freeName,
	ledCohort,
	ledCohorts,
	moveTopic,
	todayOf,
	topicOf,
} from "../src/core/cohorts/flow.ts";
import { planForm } from "../src/core/cohorts/form.ts";
import {
	dayParameter,
	ON_OFF,
	PACE,
	readDay,
	readPace,
	readWeekdays,
	weekdaysParameter,
} from "../src/core/cohorts/read.ts";
import { chooseCard, editPress } from "../src/core/cohorts/view.ts";
import {
	choice,
	command,
	idArg,
	line,
	place,
	press,
	whole,
	wholeArg,
} from "../src/core/command.ts";
import { Problem } from "../src/core/problem.ts";
import { say, cohorts as says } from "../src/text/en.ts";

const inPlace = { version: 1, answers: "in-place" } as const;
const one = z.tuple([idArg]);
const moves = z.enum(["skip", "back", "earlier", "later"]);
/** Ids of topics have their pack in front. */
const topicArg = z.string().regex(/^[\w./-]{1,60}$/);

/** `/manage cohort edit`: the plan as a calendar, and everything about it that may change. */
export const manageCohortEdit = command({
	name: "manage cohort edit",
	about: says.edit,
	who: "leads",
	where: "space",
	answers: "asker",
	parameters: {
		cohort: line({ about: says.which }),
		pace: whole({ about: says.pace, least: PACE.least, most: PACE.most }),
		days: weekdaysParameter({ about: says.days }),
		start: dayParameter({ about: says.start }),
		end: dayParameter({ about: says.end }),
		place: place({ about: says.place }),
		tracker: choice({ about: says.tracker, choices: ON_OFF }),
	},
	async run(context, input) {
		const mine = await ledCohorts(context);
		const cohort = cohortNamed(mine, input.cohort, says.none);
		if (cohort === null) return { do: "say", message: chooseCard(mine, editPress("this")) };
		const { tracker, cohort: _, days: weekdays, ...others } = input;
		const changes: Changes = { ...others, weekdays, tracker: tracker && tracker === "on" };
		const isAsked = Object.values(changes).some((value) => value !== undefined);
		const after = isAsked
			? await change(context, cohort.id, (before) =>
					changed(before, changes, todayOf(before, context)),
				)
			: cohort;
		return { do: "say", message: await edit(context, after) };
	},
	presses: {
		this: press({
			...inPlace,
			args: z.tuple([]),
			async run(context, _args, { picked: [id = ""] }) {
				return { do: "replace", message: await edit(context, await ledCohort(context, id)) };
			},
		}),
		/** From the card that everybody sees. */
		open: press({
			version: 1,
			answers: "asker",
			args: one,
			async run(context, [id]) {
				return { do: "say", message: await edit(context, await ledCohort(context, id)) };
			},
		}),
		page: press({
			...inPlace,
			args: z.tuple([idArg, wholeArg]),
			async run(context, [id, page]) {
				const cohort = await ledCohort(context, id);
				return { do: "replace", message: await edit(context, cohort, { page }) };
			},
		}),
		/** One topic, picked from the plan. */
		topic: press({
			...inPlace,
			args: one,
			async run(context, [id], { picked: [topic = ""] }) {
				const cohort = await ledCohort(context, id);
				return { do: "replace", message: topicOf(context, cohort, topic) };
			},
		}),
		move: press({
			...inPlace,
			args: z.tuple([idArg, topicArg, moves]),
			async run(context, [id, topic, move]) {
				return { do: "replace", message: await moveTopic(context, id, topic, move) };
			},
		}),
		tracker: press({
			...inPlace,
			args: z.tuple([idArg, z.enum(["on", "off"])]),
			async run(context, [id, to]) {
				const after = await change(context, id, (before) => ({ ...before, tracker: to === "on" }));
				return { do: "replace", message: await edit(context, after) };
			},
		}),
		form: press({
			version: 1,
			answers: "form",
			args: one,
			async run(context, [id]) {
				const cohort = await ledCohort(context, id);
				return { do: "ask", form: planForm(cohort) };
			},
		}),
		formed: press({
			...inPlace,
			args: one,
			async run(context, [id], { fields }) {
				const { name: _, ...changes } = readFields(fields);
				const name = await freeName(context, fields.name ?? "", id);
				const after = await change(context, id, (before) =>
					changed(before, { ...changes, name }, todayOf(before, context)),
				);
				return { do: "replace", message: await edit(context, after) };
			},
		}),
	},
});

/** @throws {Problem} naming the first field that does not fit */
function readFields(fields: Readonly<Record<string, string>>): Changes {
	const { start = "", end = "", pace = "", days = "" } = fields;
	const weekdays = readWeekdays(days);
	const startsOn = readDay(start);
	const until = end.trim() === "" ? null : readDay(end);
	if (startsOn === null) throw new Problem(say.input.wrong(says.formStart, says.expectsDay));
	if (until === null && end.trim() !== "")
		throw new Problem(say.input.wrong(says.formEnd, says.expectsDay));
	if (weekdays === null) throw new Problem(say.input.wrong(says.formDays, says.expectsWeekdays));
	return { start: startsOn, end: until, pace: readPace(pace), weekdays };
}
