import { seasons as says } from "../../text/en.ts";
import { cityOf, type Day } from "../days.ts";
import {
	buttons,
	type Form,
	facts,
	heading,
	list,
	type Message,
	moment,
	note,
	type Part,
	strong,
	text,
	words,
} from "../message.ts";
import type { Space } from "../ports.ts";
import { writePress } from "../press.ts";
import { SEASON } from "../rules.ts";
import { isPlanned, type Season } from "./season.ts";

/** The seasons of a space: the one that is on or to come, and those that are over. */
export type Seasons = {
	readonly current: Season | null;
	readonly past: readonly Season[];
	readonly space: Space;
	readonly now: number;
};

/** What there is, what there was, and what can be done. @param said what just came of a press */
export function seasonsCard(seen: Seasons, said?: string): Message {
	const { current, past, space } = seen;
	const isNew = current === null && past.length === 0;
	return {
		gist: said ?? says.heading,
		parts: [
			heading(says.heading),
			...(said === undefined ? [] : [text(said)]),
			...(isNew ? [text(says.none)] : []),
			...(current === null ? [] : currentParts(current, seen)),
			...(past.length === 0 ? [] : [text(strong(says.past)), list(past.map(pastItem))]),
			note(...words(says.note(cityOf(space.zone)))),
		],
		controls: [buttons(current === null ? START : endButton(current, seen))],
	};
}

const START = {
	label: says.start,
	press: writePress("manage-people-season.form", 1),
	tone: "main",
} as const;

function endButton(season: Season, { now }: Pick<Seasons, "now">) {
	const label = isPlanned(season, now) ? says.takeBack : says.end;
	return { label, press: writePress("manage-people-season.end", 1, season.id) };
}

function currentParts(season: Season, { now }: Seasons): readonly Part[] {
	const { name, startsAt, endsAt } = season;
	return [
		text(strong(isPlanned(season, now) ? says.planned(name) : says.runs(name))),
		facts([
			[says.from, moment(startsAt, "date")],
			[says.until, moment(endsAt - 1, "date")],
		]),
	];
}

const pastItem = (season: Season) => ({ text: [strong(season.name), `: ${winnersLine(season)}`] });

/** Who won, in one line. */
export function winnersLine({ winners }: Pick<Season, "winners">): string {
	if (winners.length === 0) return says.nobody;
	return says.winners(winners.map(({ rank, name, points }) => says.winner(rank, name, points)));
}

/** Before a season is ended: what that means. */
export function endCard(season: Season, now: number): Message {
	const { id, name } = season;
	const planned = isPlanned(season, now);
	const words = planned ? says.askPlanned(name) : says.ask(name);
	const press = writePress("manage-people-season.ended", 1, id);
	return {
		gist: words,
		parts: [text(words)],
		controls: [
			buttons(
				{ label: planned ? says.takeBack : says.end, press, tone: "danger" },
				{ label: says.keep, press: writePress("manage-people-season.show", 1) },
			),
		],
	};
}

/** As long as `2026-12-24`, with room for a slip. */
const DATE_FIELD = 20;

/** Begins today, unless another day is typed. */
export function seasonForm(today: Day): Form {
	const date = { kind: "line", max: DATE_FIELD } as const;
	return {
		title: says.formTitle,
		press: writePress("manage-people-season.formed", 1),
		submit: says.formSend,
		fields: [
			{ name: "name", label: says.formName, kind: "line", max: SEASON.name },
			{ name: "start", label: says.formStart, ...date, value: today },
			{ name: "end", label: says.formEnd, ...date },
		],
	};
}
