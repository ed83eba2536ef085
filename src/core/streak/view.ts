import { streak as says } from "../../text/en.ts";
import { cityOf, endOfDay, timeOf } from "../days.ts";
import {
	buttons,
	facts,
	heading,
	type Item,
	list,
	type Message,
	moment,
	note,
	type Part,
	type Text,
	text,
	words,
} from "../message.ts";
import type { Learner } from "../ports.ts";
import { writePress } from "../press.ts";
import { FREEZE } from "../rules.ts";
import { calendarParts } from "./calendar.ts";
import type { Line, Standing } from "./streak.ts";

/** The streak, its freezes, and when today ends. */
export function streakCard(
	standing: Standing,
	learner: Learner,
	now: number,
	story: readonly Line[] = [],
): Message {
	const returns = standing.days === 0 && standing.learned > 0;
	const title = returns ? says.anew : says.heading(standing.days);
	return {
		gist: title,
		parts: [
			heading(title),
			...(standing.days === 0 ? [text(...words(returns ? says.startAnew : says.start))] : []),
			...calendarParts(standing, story, learner),
			facts([
				[says.best, String(standing.best)],
				[says.learned, String(standing.learned)],
				[says.freezes, says.freezesLeft(standing.freezes, FREEZE.most)],
				[says.today, standing.counted ? says.counted : says.open],
				[says.ends, ...dayEnds(now, learner.zone)],
			]),
		],
		controls: [buttons({ label: says.why, press: writePress("streak.why", 1) })],
	};
}

/** When a day ends: by the clock it is counted by, and by the reader's own. */
export function dayEnds(now: number, zone: string): Text {
	const ends = endOfDay(now, zone);
	return [`${says.endsAt(timeOf(ends, zone), cityOf(zone))}, `, moment(ends, "time"), says.forYou];
}

/** Lines under "Why this number?"; a card must stay readable on a phone. */
const WHY_LINES = 14;

/**
 * The facts behind the number: each day with its answers and zone, and what bridged the gaps.
 *
 * @param more what else has to do with it, below the story
 */
export function whyCard(
	standing: Standing,
	story: readonly Line[],
	more: readonly Part[] = [],
): Message {
	const left = story.length - WHY_LINES;
	return {
		gist: says.whyGist(standing.days),
		parts: [
			heading(`${says.whyHeading}: ${standing.days}`),
			...(story.length === 0
				? [text(says.noDays)]
				: [list(story.toReversed().slice(0, WHY_LINES).map(storyItem))]),
			...(left > 0 ? [note(says.earlier(left))] : []),
			...more,
			note(says.rule),
		],
	};
}

function storyItem(line: Line): Item {
	if (line.what === "excused") return item(line.day, says.excusedLine[line.why]);
	if (line.what === "covered") return item(line.day, says.freezeLine);
	if (line.what === "ended") return item(line.day, says.endedLine(line.missed));
	return item(line.tally.day, says.dayLine(line.tally.answers, cityOf(line.tally.zone)));
}

const item = (day: string, line: string): Item => ({
	text: [`${weekdayOf(day)} ${day}: ${line}`],
});

let weekdays: Intl.DateTimeFormat | undefined;

/** Kept, for making one takes long. A date alone is midnight in UTC. */
function weekdayOf(day: string): string {
	weekdays ??= new Intl.DateTimeFormat("en", { weekday: "short", timeZone: "UTC" });
	return weekdays.format(Date.parse(day));
}
