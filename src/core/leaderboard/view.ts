import { leaderboard as says } from "../../text/en.ts";
import { cityOf } from "../days.ts";
import {
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
import type { Board, BoardRow, Space } from "../ports.ts";

export type Period = "week" | "month" | "all";

/** The top of a board, and always one's own row. */
export function boardCard(board: Board, period: Period, me: string, space: Space): Message {
	const title = says.heading[period];
	return {
		gist: says.gist(title),
		parts: [
			heading(title),
			...(board.top.length === 0
				? [text(...words(says.empty))]
				: [list(board.top.map((row) => rowItem(row, me)))]),
			...ownParts(board, me),
			note(says.note(cityOf(space.zone))),
		],
	};
}

function ownParts(board: Board, me: string): readonly Part[] {
	if (board.top.some((row) => row.learner === me)) return [];
	if (board.around.length === 0) return board.top.length === 0 ? [] : [text(...words(says.notYet))];
	return [text(strong(says.around)), list(board.around.map((row) => rowItem(row, me)))];
}

function rowItem(row: BoardRow, me: string): Item {
	const mine = row.learner === me;
	const name = mine ? [strong(row.name), ` (${says.you})`] : [row.name];
	return { mark: `${row.rank}.`, text: [...name, ` — ${says.row(row.points)}`] };
}
