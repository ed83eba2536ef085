import { allAtOnce, gather, oneByOne } from "./doors/crowd.ts";
import { NAMES, prepare, type Seat, take, WAYS, type Way } from "./doors/seats.ts";
import { inFolder } from "./support/folder.ts";
import { each, inTurns, type Side } from "./support/rounds.ts";
import { oursAtMost, printTable, type Row, ratioAtLeast, ratioAtMost } from "./support/table.ts";

/**
 * `/quiz` → question, press → result, through the whole bot, against bots that answer the same with
 * the same libraries and keep nothing.
 */

const ALONE_ROUNDS = 7;
const CROWD_ROUNDS = 5;
/** Bolt's own web server is the slowest part of the bare bot, so less may come on top. */
const ALONE_AT_MOST: Readonly<Record<Way, number>> = { discord: 2.6, socket: 2.6, http: 2 };

export async function doors(): Promise<void> {
	for (const way of WAYS) printTable(NAMES[way], await inFolder((folder) => measure(way, folder)));
}

async function measure(way: Way, folder: string): Promise<Row[]> {
	const starts = await prepare(way, folder);
	const seats: Record<Side, Seat> = {
		ours: await take(way, folder, starts.ours),
		floor: await take(way, folder, starts.floor),
	};
	try {
		return await figures(way, seats);
	} finally {
		await Promise.all([seats.ours.leave(), seats.floor.leave()]);
	}
}

async function figures(way: Way, seats: Readonly<Record<Side, Seat>>): Promise<Row[]> {
	for (const side of ["ours", "floor"] as const) await gather(seats[side]);
	const alone = await inTurns(ALONE_ROUNDS, (side) => oneByOne(seats[side]));
	const crowd = await inTurns(CROWD_ROUNDS, (side) => allAtOnce(seats[side]));
	const most = ratioAtMost(ALONE_AT_MOST[way]);
	return [
		{
			what: "one person: question and result, p50",
			unit: "ms",
			rounds: each(alone, (one) => one.both),
			target: most,
		},
		{ what: "– the question alone, p50", unit: "ms", rounds: each(alone, (one) => one.slash) },
		{ what: "– the result alone, p50", unit: "ms", rounds: each(alone, (one) => one.press) },
		{
			what: "300 at once: p50",
			unit: "ms",
			rounds: each(crowd, (one) => one.p50),
			target: ratioAtMost(2.5),
		},
		{ what: "– p99", unit: "ms", rounds: each(crowd, (one) => one.p99), target: oursAtMost(1_000) },
		{
			what: "– interactions a second",
			unit: "",
			rounds: each(crowd, (one) => one.rate),
			target: ratioAtLeast(0.45),
		},
		{
			what: "– CPU for each",
			unit: "ms",
			rounds: each(crowd, (one) => one.cpu),
			target: ratioAtMost(2.6),
		},
		{ what: "– failed", unit: "", rounds: each(crowd, (one) => one.failed), target: oursAtMost(0) },
	];
}
