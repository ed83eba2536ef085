import { reminders as says } from "../../text/en.ts";
import type { Library } from "../library.ts";
import {
	type Button,
	buttons,
	type Control,
	type Form,
	facts,
	heading,
	list,
	type Message,
	note,
	text,
	words,
} from "../message.ts";
import type { QuestionState } from "../ports.ts";
import { writePress } from "../press.ts";
import { wishPress } from "../quiz/wish.ts";
import { ROUND } from "../rules.ts";
import type { Reminder, ReminderKind } from "./reminder.ts";

/** The daily nudge, as somebody asked for it. */
export function nudgeCard(days: number, last: boolean): Message {
	const title = says.nudge(days);
	return {
		gist: title,
		parts: [text(title), ...(last ? [note(...words(says.pauses))] : [])],
		controls: [
			buttons(
				{ label: says.start, press: wishPress("begin", { count: ROUND.usual }), tone: "main" },
				...(last
					? [{ label: says.goOn, press: writePress("settings.remind", 1, "nudge", "on") }]
					: [{ label: says.snooze, press: writePress("settings.snooze", 1) }]),
				{ label: says.stop, press: writePress("settings.remind", 1, "nudge", "off") },
			),
		],
	};
}

/** Questions of a week that were missed, and a button to see them again; null when there is none. */
export function sundayCard(library: Library, missed: readonly QuestionState[]): Message | null {
	const items = missed.flatMap(({ question }) => {
		const found = library.question(question);
		return found ? [{ text: found.stem }] : [];
	});
	if (items.length === 0) return null;
	return {
		gist: says.sunday,
		parts: [heading(says.sunday), list(items)],
		controls: [
			buttons(
				{ label: says.again, press: writePress("review.again", 1), tone: "main" },
				{ label: says.stop, press: writePress("settings.remind", 1, "sunday", "off") },
			),
		],
	};
}

/** What one has agreed to get, and how to change it. */
export function remindersCard(reminders: readonly Reminder[]): Message {
	const kinds = ["nudge", "sunday"] as const;
	const of = (kind: ReminderKind) => reminders.find((one) => one.kind === kind);
	return {
		gist: says.heading,
		parts: [
			heading(says.heading),
			facts(kinds.map((kind) => [says.label[kind], stateWords(of(kind))])),
			note(says.promise),
		],
		controls: [
			buttons(...kinds.map((kind) => toggle(kind, of(kind))), {
				label: says.changeTime,
				press: writePress("settings.hour", 1),
			}),
		],
	};
}

function stateWords(reminder: Reminder | undefined): string {
	if (reminder?.state === "on") return says.state.on(reminder.time);
	return says.state[reminder?.state ?? "off"];
}

function toggle(kind: ReminderKind, reminder: Reminder | undefined): Button {
	const to = reminder?.state === "on" ? "off" : "on";
	const label = to === "on" ? says.turnOn[kind] : says.turnOff[kind];
	return { label, press: writePress("settings.choose", 1, kind, to) };
}

/** When the nudge is to come. */
export function nudgeForm(time: string): Form {
	return {
		title: says.label.nudge,
		press: writePress("settings.chosen", 1),
		submit: says.save,
		fields: [{ name: "time", label: says.timeLabel, kind: "line", value: time, max: 5 }],
	};
}

/** Under a finished round, until somebody has said yes or no. */
export function nudgeButtons(round: string): Control {
	return buttons(
		{ label: says.yes, press: writePress("quiz.nudge", 1, round, "on") },
		{ label: says.no, press: writePress("quiz.nudge", 1, round, "off") },
	);
}
