import type { Message } from "../message.ts";
import type { Board, BoardRow, PersonRow, Space } from "../ports.ts";
import type { Season } from "../seasons/season.ts";
import { endCard, seasonsCard } from "../seasons/view.ts";
import { fileCard, peopleCard } from "../standings/view.ts";
import type { Term } from "./period.ts";
import { boardCard, type Seen } from "./view.ts";

/** One example of each view of boards, with the longest names and numbers there are. */

type Example = { readonly name: string; readonly message: Message };

const NOW = Date.parse("2026-11-20T09:30:00Z");
const LONG = "W".repeat(32);
const id = (n: number) => `learner${String(n).padStart(9, "0")}`;

const space: Space = {
	id: "town",
	personal: false,
	zone: "Europe/Berlin",
	day: "2026-11-20",
	moderators: [],
	visibility: "shown" as const,
};

const cohort = { id: id(7), name: "Autumn ".repeat(5) };

const row = (rank: number, name = `Member ${rank}`): BoardRow => ({
	...{ learner: id(rank), name, rank },
	points: 1_000_300 - rank,
	days: 5,
});

const me = id(42);
const board: Board = {
	top: Array.from({ length: 10 }, (_, index) => row(index + 1)),
	more: true,
	around: [row(41, "Dana"), row(42, "Ada"), row(43, LONG)],
	own: "listed",
};

const season = (n: number, ended = true): Season => ({
	...{ id: `season${n}`, space: space.id, name: `Winter ${n} ${"n".repeat(30)}` },
	startsAt: NOW - 20 * 86_400_000,
	endsAt: ended ? NOW - n * 86_400_000 : NOW + 10 * 86_400_000,
	winners: ended
		? Array.from({ length: 10 }, (_, at) => ({
				rank: Math.min(at + 1, 3),
				name: LONG,
				points: 99_999,
			}))
		: [],
});

const week: Term = {
	...{ period: "week", key: "2026-W47", title: "This week", isOver: false },
	season: season(1),
};
const past: Term = {
	...{ period: "season", key: "season:season1", title: season(1).name, isOver: true },
	season: season(1),
};

const seen: Seen = {
	board,
	isTop: true,
	term: week,
	cohort: null,
	by: "points",
	me,
	isIn: true,
	space,
};

/** Boards as members see them. */
export function boardExamples(): Example[] {
	const empty: Board = { top: [], more: false, around: [], own: null };
	const alone = { ...board, own: "hidden" } as const;
	return [
		{ name: "leaderboard", message: boardCard(seen) },
		{
			name: "leaderboard, empty",
			message: boardCard({ ...seen, board: empty, term: { ...week, season: null } }),
		},
		{
			name: "leaderboard, days of a cohort, further down",
			message: boardCard({ ...seen, board: alone, isTop: false, cohort, by: "days" }),
		},
		{
			name: "leaderboard, not in the cohort",
			message: boardCard({
				...seen,
				board: { ...board, around: [], own: null },
				cohort,
				isIn: false,
			}),
		},
		{
			name: "leaderboard, excluded",
			message: boardCard({ ...seen, board: { ...board, around: [], own: "excluded" } }),
		},
		{ name: "leaderboard, a season that is over", message: boardCard({ ...seen, term: past }) },
		...peopleExamples(),
		...seasonExamples(),
	];
}

const SEEN = ["shown", "hidden", "excluded"] as const;

function personOf(n: number): PersonRow {
	const counted = { points: 1_000_000 - n, days: 300, lastDay: "2026-11-19", weeks: [7, 6, 0, 7] };
	const rank = n % 3 === 2 ? null : n + 1;
	return {
		learner: id(n),
		account: "",
		name: LONG,
		rank,
		...counted,
		seen: SEEN[n % 3] ?? "shown",
	};
}

function peopleExamples(): Example[] {
	const rows = Array.from({ length: 10 }, (_, at) => personOf(at));
	const next = { from: "999990", learner: id(10) };
	const page = { isTop: false, term: week, cohort, show: "hidden" } as const;
	const file = {
		name: "cairn-board-2026-11-20.csv",
		about: "The board of This week",
		text: "rank\n",
	};
	return [
		{ name: "the whole board", message: peopleCard({ ...page, people: { rows, next } }) },
		{
			name: "the whole board, nobody",
			message: peopleCard({
				...{ isTop: true, term: week, cohort: null, show: "quiet" },
				people: { rows: [], next: null },
			}),
		},
		{ name: "the whole board, as a file", message: fileCard(file, 1) },
	];
}

function seasonExamples(): Example[] {
	const over = [1, 2, 3, 4, 5].map((n) => season(n));
	const current = season(0, false);
	const planned = { ...current, startsAt: NOW + 86_400_000 };
	const at = { space, now: NOW };
	return [
		{ name: "seasons, none", message: seasonsCard({ current: null, past: [], ...at }) },
		{ name: "seasons", message: seasonsCard({ current, past: over, ...at }, "Winter is over.") },
		{ name: "seasons, one to come", message: seasonsCard({ current: planned, past: [], ...at }) },
		{ name: "a season to be ended", message: endCard(current, NOW) },
		{ name: "a season to be taken back", message: endCard(planned, NOW) },
	];
}
