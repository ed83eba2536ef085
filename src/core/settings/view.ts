import { myData, reminders, settings as says } from "../../text/en.ts";
import { isHidden } from "../appearance.ts";
import { weekdayName } from "../days.ts";
import {
	buttons,
	type Control,
	type Form,
	facts,
	heading,
	type Message,
	note,
	text,
	words,
} from "../message.ts";
import type { Learner, Space } from "../ports.ts";
import { writePress } from "../press.ts";
import { MOST_RESTS } from "../rules.ts";
import { dayEnds } from "../streak/view.ts";

/** What is set, and how to change it. */
export function settingsCard(learner: Learner, space: Space, now: number): Message {
	const zone = learner.zoneIsOwn ? learner.zone : says.ofSpace(learner.zone);
	const next = learner.nextZone ? [says.later(learner.nextZone.zone)] : [];
	return {
		gist: says.gist,
		parts: [
			heading(says.heading),
			facts([
				[says.zoneLabel, zone],
				[says.dayEnds, ...dayEnds(now, learner.zone)],
				[says.rests, restsNow(learner)],
				...(space.personal ? [] : [boardFact(learner, space)]),
			]),
			...[...next, ...restsLater(learner), says.how].map((line) => note(...words(line))),
		],
		controls: controlsFor(learner, space),
	};
}

function boardFact(learner: Learner, space: Space): readonly [string, string] {
	return [says.board, isHidden(learner, space) ? says.hidden : says.appear(learner.name)];
}

function restsNow({ rests, day }: Learner): string {
	const rule = rests.findLast((one) => one.from <= day);
	return daysNamed(rule?.weekdays ?? []);
}

function restsLater({ rests, day }: Learner): string[] {
	const rule = rests.findLast((one) => one.from > day);
	return rule ? [says.restsFrom(daysNamed(rule.weekdays), rule.from)] : [];
}

function daysNamed(weekdays: readonly number[]): string {
	return weekdays.length === 0 ? says.noRests : weekdays.map(weekdayName).join(", ");
}

function controlsFor(learner: Learner, space: Space): readonly Control[] {
	const board = isHidden(learner, space)
		? { label: says.show, press: writePress("settings.show", 1) }
		: { label: says.hide, press: writePress("settings.hide", 1) };
	return [
		restPick(),
		buttons(
			{ label: says.byClock, press: writePress("settings.clock", 1) },
			{ label: reminders.heading, press: writePress("settings.reminders", 1) },
			...(space.personal ? [] : [board]),
			{ label: myData.button, press: writePress("settings.data", 1) },
		),
	];
}

function restPick(): Control {
	return {
		control: "pick",
		press: writePress("settings.rest", 1),
		label: says.restLabel,
		least: 0,
		most: MOST_RESTS,
		options: [1, 2, 3, 4, 5, 6, 7].map((day) => ({
			label: weekdayName(day),
			value: String(day),
		})),
	};
}

/** For people who do not know what their zone is called. */
export function clockForm(): Form {
	return {
		title: says.clockTitle,
		press: writePress("settings.time", 1),
		submit: says.clockSend,
		fields: [{ name: "time", label: says.clockLabel, hint: says.clockHint, kind: "line", max: 5 }],
	};
}

/** The zones in which it is that time, to choose from. */
export function zonesCard(
	time: string,
	zones: readonly string[],
	press = writePress("settings.zone", 1),
): Message {
	if (zones.length === 0) return { gist: says.noZoneAt(time), parts: [text(says.noZoneAt(time))] };
	const title = says.itIs(time);
	return {
		gist: title,
		parts: [text(title)],
		controls: [
			{
				control: "pick",
				press,
				label: says.zonePick,
				least: 1,
				most: 1,
				options: zones.map((zone) => ({ label: zone.replaceAll("_", " "), value: zone })),
			},
		],
	};
}
