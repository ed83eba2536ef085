import { leaderboard, standings as says } from "../../text/en.ts";
import type { Cohort } from "../cohorts/cohort.ts";
import { dayLabel } from "../days.ts";
import type { Period, Term } from "../leaderboard/period.ts";
import {
	buttons,
	type Control,
	heading,
	type Item,
	list,
	type Message,
	type MessageFile,
	note,
	type Part,
	text,
} from "../message.ts";
import type { People, PeopleSeat, PeopleShown, PersonRow } from "../ports.ts";
import { writePress } from "../press.ts";

/** Whom one may look at. */
export const SHOWN = ["everyone", "hidden", "excluded", "quiet"] as const;

/** A page of the whole board. */
export type Seen = {
	readonly people: People;
	/** The page begins with the first row. */
	readonly isTop: boolean;
	readonly term: Term;
	/** Null for the whole space. */
	readonly cohort: Pick<Cohort, "id" | "name"> | null;
	readonly show: PeopleShown;
};

/** A board with everybody in it, for those who look after it. */
export function peopleCard(seen: Seen): Message {
	const { people } = seen;
	const title = titleOf(seen);
	return {
		gist: says.gist(title),
		parts: [
			heading(says.heading(title)),
			...rowParts(seen),
			note(says.note(people.rows[0]?.weeks.length ?? WEEKS)),
		],
		controls: [periodButtons(seen), showPick(seen), wayButtons(seen)],
	};
}

/** Weeks of which the days are told, this one included. */
export const WEEKS = 4;

/** What is shown, in words. */
export function titleOf({ term, cohort, show }: Pick<Seen, "term" | "cohort" | "show">): string {
	const period = cohort === null ? term.title : leaderboard.titleOf(cohort.name, term.title);
	return show === "everyone" ? period : leaderboard.titleOf(period, says.shown[show]);
}

function rowParts({ people, isTop }: Seen): readonly Part[] {
	if (people.rows.length > 0) return [list(people.rows.map(rowItem))];
	return [text(isTop && people.next === null ? says.nobody : says.end)];
}

function rowItem({ rank, name, points, weeks, lastDay, seen }: PersonRow): Item {
	const last = lastDay === null ? "" : says.lastDay(dayLabel(lastDay));
	return {
		mark: rank === null ? says.noRank : `${rank}.`,
		text: [`${name} — `, says.row(points, weeks), last, says.seen[seen]],
	};
}

type Asked = Pick<Seen, "cohort" | "show"> & { readonly period: Period };
type PressOf = "show" | "pick" | "page" | "csv" | "json";

function press(name: PressOf, asked: Asked, seat?: PeopleSeat): string {
	const { period, cohort, show } = asked;
	const args = [period, cohort?.id ?? "-", show];
	const at = seat ? [seat.from, seat.learner] : [];
	return writePress(`manage-people-board.${name}`, 1, ...args, ...at);
}

/** The other periods there are. */
function periodButtons({ term, cohort, show }: Seen): Control {
	const { week, month, all } = leaderboard.heading;
	const labels = { week, month, all, ...(term.season ? { season: leaderboard.season } : {}) };
	const others = Object.entries(labels).filter(([period]) => period !== term.period);
	return buttons(
		...others.map(([period, label]) => ({
			label,
			press: press("show", { period: period as Period, cohort, show }),
		})),
	);
}

function showPick({ term, cohort, show }: Seen): Control {
	return {
		control: "pick",
		press: press("pick", { period: term.period, cohort, show }),
		label: says.pick,
		least: 1,
		most: 1,
		options: SHOWN.map((value) => ({ label: says.shown[value], value })),
	};
}

function wayButtons({ people, isTop, term, cohort, show }: Seen): Control {
	const asked = { period: term.period, cohort, show };
	const { next } = people;
	return buttons(
		...(isTop ? [] : [{ label: says.first, press: press("show", asked) }]),
		...(next === null ? [] : [{ label: says.next, press: press("page", asked, next) }]),
		{ label: says.csv, press: press("csv", asked) },
		{ label: says.json, press: press("json", asked) },
	);
}

/** All of it, as a file. */
export function fileCard(file: MessageFile, rows: number): Message {
	const said = says.exported(rows);
	return { gist: said, parts: [text(said)], files: [file] };
}
