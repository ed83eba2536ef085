import { review as says } from "../../text/en.ts";
import { type Day, daysBetween, weekday, weekdayName } from "../days.ts";
import {
	buttons,
	heading,
	list,
	type Message,
	type Part,
	strong,
	text,
	words,
} from "../message.ts";
import { writePress } from "../press.ts";
import { wishPress } from "../quiz/wish.ts";
import { ROUND } from "../rules.ts";
import type { Forecast } from "./due.ts";

/** Nothing to review now: when the next one is due, and what else one may do. */
export function restCard(coming: Forecast, next: Day | null, today: Day, done: number): Message {
	const title = done > 0 ? says.doneForToday : says.nothingDue;
	const when = next === null ? says.none : says.nextDue(dayName(next, today));
	return {
		gist: title,
		parts: [heading(title), text(...words(when)), ...forecastParts(coming)],
		controls: [
			buttons({ label: says.quizInstead, press: wishPress("begin", { count: ROUND.usual }) }),
		],
	};
}

/** Reviews of the coming week; nothing where there are none. */
export function forecastParts(coming: Forecast): readonly Part[] {
	const days = coming.filter(({ reviews }) => reviews > 0);
	if (days.length === 0) return [];
	const items = days.map(({ day, reviews }) => ({
		text: [`${weekdayName(weekday(day))}: ${reviews}`],
	}));
	return [text(strong(says.coming)), list(items)];
}

/** Offers to go on with an open round, or to drop it for the review. */
export const freshReview = (): string => writePress("review.fresh", 1);

/** "today", "tomorrow", "on Friday", "on 3 December": as one would say it. */
export function dayName(day: Day, today: Day): string {
	const ahead = daysBetween(today, day);
	if (ahead <= 0) return says.today;
	if (ahead === 1) return says.tomorrow;
	if (ahead < 7) return says.on(weekdayName(weekday(day)));
	const date = Temporal.PlainDate.from(day);
	return says.on(date.toLocaleString("en-GB", { day: "numeric", month: "long" }));
}
