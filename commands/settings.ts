import { z } from "zod";
import { type Context, command, press, readTime, zone } from "../src/core/command.ts";
import { zoneNamed } from "../src/core/days.ts";
import { MOST_OPTIONS, sentence } from "../src/core/message.ts";
import { eraseData, sendData, showData } from "../src/core/mydata/flow.ts";
import { eraseCard, eraseForm } from "../src/core/mydata/view.ts";
import type { Visibility } from "../src/core/ports.ts";
import { Problem } from "../src/core/problem.ts";
import { stampOf } from "../src/core/quiz/answer.ts";
import { setReminder, snooze } from "../src/core/reminders/flow.ts";
import { aroundNow } from "../src/core/reminders/reminder.ts";
import { nudgeForm, remindersCard } from "../src/core/reminders/view.ts";
import { MOST_RESTS } from "../src/core/rules.ts";
import { zonesShowing } from "../src/core/settings/clock.ts";
import { clockForm, settingsCard, zonesCard } from "../src/core/settings/view.ts";
import { changeZone } from "../src/core/settings/zone.ts";
import { withRest } from "../src/core/streak/excuse.ts";
import { nextMonday } from "../src/core/streak/streak.ts";
import {
	expected,
	reminders as remind,
	settings as says,
	say as sentences,
} from "../src/text/en.ts";

const inPlace = { version: 1, answers: "in-place" } as const;
const nothing = z.tuple([]);
const reminderArgs = z.tuple([z.enum(["nudge", "sunday"]), z.enum(["on", "off"])]);

/** `/settings`: what one has set; with a zone, sets it. */
export const settings = command({
	name: "settings",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: { zone: zone({ about: says.zone }) },
	async run(context, input) {
		const { learner, space, now } = context;
		if (input.zone === undefined) return { do: "say", message: settingsCard(learner, space, now) };
		return { do: "say", message: sentence(await setZone(context, input.zone)) };
	},
	presses: {
		/** Days off, from next Monday on. */
		rest: press({
			...inPlace,
			args: nothing,
			async run(context, _args, { picked }) {
				const weekdays = picked.map(Number).filter((day) => day >= 1 && day <= 7);
				if (weekdays.length !== picked.length || weekdays.length > MOST_RESTS)
					throw new Problem(sentences.press.unknown);
				const rule = { from: nextMonday(context.learner.day), weekdays: weekdays.toSorted() };
				await context.tools.store.learners.setRests(stampOf(context, "settings"), rule);
				const rests = withRest(context.learner.rests, rule);
				return shown({ ...context, learner: { ...context.learner, rests } });
			},
		}),
		hide: press({ ...inPlace, args: nothing, run: (context) => appear(context, "hidden") }),
		show: press({ ...inPlace, args: nothing, run: (context) => appear(context, "shown") }),
		clock: press({
			version: 1,
			answers: "form",
			args: nothing,
			async run() {
				return { do: "ask", form: clockForm() };
			},
		}),
		time: press({
			...inPlace,
			args: nothing,
			async run({ now }, _args, { fields }) {
				const time = readTime(fields.time ?? "");
				if (time === null) throw new Problem(sentences.input.wrong("time", expected.time));
				return { do: "replace", message: zonesCard(time, zonesShowing(time, now, MOST_OPTIONS)) };
			},
		}),
		/** What one gets by direct message. */
		reminders: press({ ...inPlace, args: nothing, run: (context) => showReminders(context) }),
		/** On the card of reminders, which then shows what holds. */
		choose: press({
			...inPlace,
			args: reminderArgs,
			async run(context, [kind, state]) {
				await setReminder(context, kind, state);
				return showReminders(context);
			},
		}),
		/** On a reminder itself. */
		remind: press({
			version: 1,
			answers: "asker",
			args: reminderArgs,
			async run(context, [kind, state]) {
				const { time } = await setReminder(context, kind, state);
				return {
					do: "say",
					message: sentence(state === "on" ? remind.agreed(time) : remind.stopped),
				};
			},
		}),
		snooze: press({
			version: 1,
			answers: "asker",
			args: nothing,
			async run(context) {
				return { do: "say", message: sentence(await snooze(context)) };
			},
		}),
		hour: press({
			version: 1,
			answers: "form",
			args: nothing,
			async run({ now, learner }) {
				return { do: "ask", form: nudgeForm(aroundNow(now, learner.zone)) };
			},
		}),
		chosen: press({
			...inPlace,
			args: nothing,
			async run(context, _args, { fields }) {
				const time = readTime(fields.time ?? "");
				if (time === null) throw new Problem(sentences.input.wrong("time", expected.time));
				await setReminder(context, "nudge", "on", time);
				return showReminders(context);
			},
		}),
		/** What is kept about one, to look at, to take along and to erase. */
		data: press({
			...inPlace,
			args: nothing,
			async run(context) {
				return { do: "replace", message: await showData(context) };
			},
		}),
		export: press({
			version: 1,
			answers: "asker",
			args: nothing,
			async run(context) {
				return { do: "say", message: await sendData(context) };
			},
		}),
		erase: press({
			...inPlace,
			args: nothing,
			async run() {
				return { do: "replace", message: eraseCard() };
			},
		}),
		word: press({
			version: 1,
			answers: "form",
			args: nothing,
			async run() {
				return { do: "ask", form: eraseForm() };
			},
		}),
		erased: press({
			...inPlace,
			args: nothing,
			async run(context, _args, { fields }) {
				return { do: "replace", message: await eraseData(context, fields.word ?? "") };
			},
		}),
		zone: press({
			...inPlace,
			args: nothing,
			async run(context, _args, { picked: [typed = ""] }) {
				const name = zoneNamed(typed);
				if (name === null) throw new Problem(sentences.press.unknown);
				return { do: "replace", message: sentence(await setZone(context, name)) };
			},
		}),
	},
});

/** Sets a zone as the rules allow; returns what to say of it. */
async function setZone(context: Context, to: string): Promise<string> {
	const { learner, now, tools } = context;
	const change = changeZone(learner, to, now);
	if (change.change === "same") return says.same(to);
	if (change.change === "too-soon") throw new Problem(says.onceADay);
	const { effectiveAt } = change;
	const moved = { from: learner.zone, to, effectiveAt };
	await tools.store.learners.setZone(stampOf(context, "settings"), moved);
	return change.change === "now" ? says.now(to) : says.later(to);
}

async function appear(context: Context, visibility: Visibility) {
	if (context.space.personal) throw new Problem(sentences.onlyInSpace);
	await context.tools.store.learners.setVisibility(stampOf(context, "settings"), visibility);
	return shown({ ...context, learner: { ...context.learner, visibility } });
}

async function showReminders({ tools, learner }: Context) {
	const reminders = await tools.store.reminders.of(learner.id);
	return { do: "replace", message: remindersCard(reminders) } as const;
}

function shown({ learner, space, now }: Context) {
	return { do: "replace", message: settingsCard(learner, space, now) } as const;
}
