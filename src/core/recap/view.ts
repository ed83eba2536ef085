import { recap as says } from "../../text/en.ts";
import { dayLabel } from "../days.ts";
import type { Library } from "../library.ts";
import { buttons, heading, list, type Message, type Part, strong, text } from "../message.ts";
import { wishPress } from "../quiz/wish.ts";
import { ROUND } from "../rules.ts";
import type { Recap } from "./recap.ts";

/** A space's week: what was done together, and what is worth another look. Nobody stands at the bottom. */
export function recapCard(library: Library, { from, until, week, top }: Recap): Message {
	const title = says.heading(dayLabel(from), dayLabel(until));
	const missed = week.missed === null ? undefined : library.topic(week.missed.topic);
	const wish = { count: ROUND.usual, topic: missed?.id };
	return {
		gist: title,
		parts: [
			heading(title),
			text(week.people === 0 ? says.quiet : says.took(week.people, week.days)),
			...topParts(top),
			...(missed === undefined ? [] : [text(says.missed(missed.title))]),
		],
		controls: [
			buttons({
				label: missed === undefined ? says.start : says.look(missed.title),
				press: wishPress("begin", wish),
				tone: "main",
			}),
		],
	};
}

function topParts(top: Recap["top"]): readonly Part[] {
	if (top.length === 0) return [];
	const rows = top.map(({ rank, name, points }) => ({
		mark: `${rank}.`,
		text: [name, ` — ${says.row(points)}`],
	}));
	return [text(strong(says.top)), list(rows)];
}
