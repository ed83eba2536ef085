import { settings as says } from "../../text/en.ts";
import { facts, heading, type Message, note } from "../message.ts";
import type { Learner } from "../ports.ts";
import { dayEnds } from "../streak/view.ts";

/** What is set, and how to change it. */
export function settingsCard(learner: Learner, now: number): Message {
	const zone = learner.zoneIsOwn ? learner.zone : says.ofSpace(learner.zone);
	const next = learner.nextZone ? [says.later(learner.nextZone.zone)] : [];
	return {
		gist: says.gist,
		parts: [
			heading(says.heading),
			facts([
				[says.zoneLabel, zone],
				[says.dayEnds, ...dayEnds(now, learner.zone)],
			]),
			...[...next, says.how].map((line) => note(line)),
		],
	};
}
