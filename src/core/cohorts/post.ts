import { cohorts as says } from "../../text/en.ts";
import type { Day } from "../days.ts";
import type { Library } from "../library.ts";
import { buttons, code, heading, list, type Message, note, text } from "../message.ts";
import { writePress } from "../press.ts";
import { wishPress } from "../quiz/wish.ts";
import { ROUND } from "../rules.ts";
import { type Cohort, stateOn } from "./cohort.ts";
import { type Recap, weeksLived } from "./due.ts";
import { learners, type Mate, type Stalled, through } from "./mate.ts";
import { weekAt } from "./plan.ts";
import { titleOf } from "./view.ts";

/** What a cohort's messages by delivery look like. */

type Standing = {
	readonly cohort: Cohort;
	readonly library: Library;
	readonly day: Day;
	readonly mates: readonly Mate[];
};

/** Where a cohort stands, for all in its place: numbers of people, no names. */
export function trackerCard({ cohort, library, day, mates }: Standing): Message {
	const weeks = weeksLived(cohort);
	const week = weekAt(weeks, day);
	const over = stateOn(cohort, day) === "closed" || week === undefined;
	if (over) return overCard(cohort);
	const title = says.trackerHeading(cohort.name, week.number, weeks.length);
	const all = learners(mates);
	const items = week.steps.map(({ topic }) => {
		const n = through(all, topic, library.questions(topic).length);
		return { text: [`${titleOf(library, topic)} — ${says.throughSoFar(n, all.length)}`] };
	});
	return {
		gist: title,
		parts: [
			heading(title),
			text(says.dates(week.monday, week.sunday)),
			...(items.length > 0 ? [list(items)] : []),
			note(says.trackerNote),
		],
		controls: [
			buttons(
				{ label: says.goThere, press: writePress("cohort-show.open", 1, cohort.id) },
				{ label: says.joinButton, press: writePress("cohort-show.come", 1, cohort.id) },
			),
		],
	};
}

function overCard({ name }: Cohort): Message {
	const title = says.trackerOver(name);
	return { gist: title, parts: [heading(title), text(says.trackerOverText)] };
}

const lines = (words: string) => words.split("\n").map((line) => text(line));

/** A recap, for all in the cohort's place. */
export function recapCard({ name }: Cohort, { week, words }: Recap): Message {
	const title = says.recap.heading(name, week);
	return {
		gist: title,
		parts: [heading(title), ...lines(words)],
		controls: [
			buttons({ label: says.recap.quiz, press: wishPress("begin", { count: ROUND.usual }) }),
		],
	};
}

/** A recap, offered to those who lead. */
export function draftCard({ name, place }: Cohort, recap: Recap): Message {
	const { cohort, week, words, posted } = recap;
	const title = says.recap.draftHeading(name, week);
	const args = [cohort, week] as const;
	return {
		gist: posted ? says.recap.posted : title,
		parts: [
			heading(title),
			...lines(words),
			note(posted ? says.recap.posted : says.recap.draftNote, " ", { as: "place", place }),
		],
		...(posted
			? {}
			: {
					controls: [
						buttons(
							{
								label: says.recap.post,
								press: writePress("cohort-show.post", 1, ...args),
								tone: "main",
							},
							{ label: says.recap.edit, press: writePress("cohort-show.reword", 1, ...args) },
						),
					],
				}),
	};
}

/** So many names fit a look; a cohort in which more have stalled has other troubles. */
const MOST_STALLED = 15;

/** Who has not been around, for those who lead: names and days, and nothing about answers. */
export function digestCard(
	{ name }: Cohort,
	stalled: readonly Stalled[],
	topic: string | null,
): Message {
	const title = says.digest.heading(name);
	const more = stalled.length - MOST_STALLED;
	const shown = stalled.slice(0, MOST_STALLED);
	return {
		gist: title,
		parts: [
			heading(title),
			list(shown.map(({ mate, since }) => ({ text: [says.digest.since(mate.name, since)] }))),
			...(more > 0 ? [text(says.digest.more(more))] : []),
			text(says.digest.suggestion),
			code(says.digest.line(topic)),
			note(says.digest.note),
		],
	};
}
