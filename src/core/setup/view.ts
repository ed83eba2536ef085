import { setup as says } from "../../text/en.ts";
import { cityOf } from "../days.ts";
import type { Schedule } from "../delivery/delivery.ts";
import { facts, heading, type Message, moment, note, words } from "../message.ts";

/** What is set up now: when, where, and the next moment. */
export function setupCard(schedule: Schedule): Message {
	return {
		gist: says.gist,
		parts: [
			heading(says.heading),
			facts([
				[says.when, says.every(schedule.time, cityOf(schedule.zone))],
				[says.where, { as: "place", place: schedule.place }],
				[says.next, moment(schedule.nextRunAt, "both")],
			]),
			...(schedule.trouble === null ? [] : [note(says.paused(schedule.trouble))]),
			note(...words(says.again)),
		],
	};
}
