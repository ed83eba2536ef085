import { setup as says } from "../../text/en.ts";
import { cityOf } from "../days.ts";
import type { Schedule } from "../delivery/delivery.ts";
import {
	facts,
	heading,
	type Inline,
	type Message,
	moment,
	note,
	text,
	words,
} from "../message.ts";

function nextFact({ nextRunAt }: Schedule): readonly [string, Inline] {
	return [says.next, moment(nextRunAt, "both")];
}

/** What is set up now: when, where, and the next moment. */
export function setupCard(schedule: Schedule): Message {
	return {
		gist: says.gist,
		parts: [
			heading(says.heading),
			facts([
				[says.when, says.every(schedule.time, cityOf(schedule.zone))],
				[says.where, { as: "place", place: schedule.place }],
				...(schedule.state === "paused" ? [] : [nextFact(schedule)]),
			]),
			...(schedule.trouble === null ? [] : [text(says.paused(schedule.trouble))]),
			note(...words(schedule.state === "paused" ? says.resume : says.again)),
		],
	};
}
