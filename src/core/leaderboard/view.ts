import { leaderboard as says } from "../../text/en.ts";
import type { Cohort } from "../cohorts/cohort.ts";
import { cityOf } from "../days.ts";
import {
	buttons,
	type Control,
	heading,
	type Item,
	list,
	type Message,
	note,
	type Part,
	strong,
	text,
	words,
} from "../message.ts";
import type { Board, BoardRow, Measure, Space } from "../ports.ts";
import { writePress } from "../press.ts";
import { winnersLine } from "../seasons/view.ts";
import type { Period, Term } from "./period.ts";

/** A board as one member looks at it. */
export type Seen = {
	readonly board: Board;
	/** The page begins with the first row. */
	readonly isTop: boolean;
	readonly term: Term;
	/** Null for the whole space. */
	readonly cohort: Pick<Cohort, "id" | "name"> | null;
	readonly by: Measure;
	readonly me: string;
	/** They are in the cohort; true for the whole space. */
	readonly isIn: boolean;
	readonly space: Space;
};

/** A page of a board, and always one's own row. */
export function boardCard(seen: Seen): Message {
	const { space, by } = seen;
	const title = titleOf(seen);
	return {
		gist: says.gist(title),
		parts: [
			heading(title),
			...winnerParts(seen),
			...rowParts(seen),
			...ownParts(seen),
			...(by === "days" ? [note(says.daysNote)] : []),
			note(says.note(cityOf(space.zone))),
		],
		controls: [periodButtons(seen), wayButtons(seen)],
	};
}

function titleOf({ term, cohort, by }: Seen): string {
	const title = cohort === null ? term.title : says.titleOf(cohort.name, term.title);
	return by === "days" ? says.byDays(title) : title;
}

/** Who won stays as it was when the season ended. */
function winnerParts({ term, cohort, by }: Seen): readonly Part[] {
	const isShown = term.isOver && cohort === null && by === "points";
	if (!isShown || term.season === null) return [];
	return [text(winnersLine(term.season))];
}

function rowParts({ board, isTop, term, by, me }: Seen): readonly Part[] {
	if (board.top.length > 0) return [list(board.top.map((row) => rowItem(row, by, me)))];
	if (!isTop) return [text(says.emptyPage)];
	return [text(...words(term.isOver ? says.emptyOver : says.empty))];
}

function ownParts(seen: Seen): readonly Part[] {
	const { board, by, me } = seen;
	if (board.own === "excluded") return [text(says.excluded)];
	if (board.own === null) return missingParts(seen);
	const hidden = board.own === "hidden" ? [note(...words(says.hidden))] : [];
	if (board.top.some((row) => row.learner === me)) return hidden;
	const around = board.around.map((row) => rowItem(row, by, me));
	return [text(strong(says.around)), list(around), ...hidden];
}

/** How to get onto it. */
function missingParts({ board, term, cohort, by, isIn }: Seen): readonly Part[] {
	if (cohort !== null && !isIn) return [text(...words(says.notIn(cohort.name)))];
	if (term.isOver) return [text(...words(says.notThen))];
	return board.top.length === 0 ? [] : [text(...words(says.notYet[by]))];
}

function rowItem(row: BoardRow, by: Measure, me: string): Item {
	const mine = row.learner === me;
	const name = mine ? [strong(row.name), ` (${says.you})`] : [row.name];
	return { mark: `${row.rank}.`, text: [...name, ` — ${says.row[by](row[by])}`] };
}

type Asked = Pick<Seen, "cohort" | "by"> & { readonly period: Period };

const argsOf = ({ period, cohort, by }: Asked) => [period, cohort?.id ?? "-", by] as const;
const show = (asked: Asked): string => writePress("leaderboard.show", 1, ...argsOf(asked));

/** The other periods there are. */
function periodButtons({ term, cohort, by }: Seen): Control {
	const { week, month, all } = says.heading;
	const labels = { week, month, all, ...(term.season ? { season: says.season } : {}) };
	const others = Object.entries(labels).filter(([period]) => period !== term.period);
	return buttons(
		...others.map(([period, label]) => ({
			label,
			press: show({ period: period as Period, cohort, by }),
		})),
	);
}

function wayButtons(seen: Seen): Control {
	const { board, isTop, term, cohort, by } = seen;
	const asked = { period: term.period, cohort, by };
	const other = by === "points" ? "days" : "points";
	const first = board.top.at(0);
	const last = board.top.at(-1);
	return buttons(
		{ label: says.views[other], press: show({ ...asked, by: other }) },
		...(isTop ? [] : [{ label: says.top, press: show(asked) }]),
		...(isTop || !first ? [] : [{ label: says.up, press: page(asked, "before", first) }]),
		...(board.more && last ? [{ label: says.down, press: page(asked, "after", last) }] : []),
	);
}

function page(asked: Asked, way: "after" | "before", row: BoardRow): string {
	return writePress("leaderboard.page", 1, ...argsOf(asked), way, row[asked.by], row.learner);
}
