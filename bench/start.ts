import { NAMES, prepare, type Start, type Starts, take, WAYS, type Way } from "./doors/seats.ts";
import { inFolder } from "./support/folder.ts";
import { each, inTurns, type Rounds } from "./support/rounds.ts";
import { printTable, type Row, ratioAtMost } from "./support/table.ts";

/** From the start of the process to its first answer, and what it holds when nothing happens. */

const ROUNDS = 7;
const GUILD_ROUNDS = 3;
const GUILDS = 1_000;

type Started = { readonly firstMs: number; readonly idleMb: number };

export async function start(): Promise<void> {
	const rows: Row[] = [];
	for (const way of WAYS) rows.push(...(await inFolder((folder) => measure(way, folder))));
	printTable("Starting", rows);
}

async function measure(way: Way, folder: string): Promise<Row[]> {
	const starts = await prepare(way, folder);
	const rounds = await inTurns(ROUNDS, (side) => once(way, starts, starts[side], 1));
	const rows = [
		{ what: "start to first answer", unit: "ms", rounds: firsts(rounds), target: ratioAtMost(1.6) },
		{ what: "idle memory", unit: "MB", rounds: idles(rounds), target: ratioAtMost(1.3) },
		...(way === "discord" ? [await inManyGuilds(starts)] : []),
	];
	return rows.map((row) => ({ ...row, what: `${NAMES[way]}: ${row.what}` }));
}

/** Against what most bots are: with the Guilds intent, and the caches as they come. */
async function inManyGuilds(starts: Starts): Promise<Row> {
	const usual = { ...starts.floor, env: { ...starts.floor.env, GUILDS: "1" } };
	const sides = { ours: starts.ours, floor: usual };
	const rounds = await inTurns(GUILD_ROUNDS, (side) =>
		once("discord", starts, sides[side], GUILDS),
	);
	const what = `idle memory in ${GUILDS.toLocaleString("en")} servers`;
	return { what, unit: "MB", rounds: idles(rounds), target: ratioAtMost(0.75) };
}

const firsts = (rounds: Rounds<Started>) => each(rounds, (one) => one.firstMs);
const idles = (rounds: Rounds<Started>) => each(rounds, (one) => one.idleMb);

/** Each time it is somebody else who asks, for a round under way would be offered again. */
let asked = 0;

async function once(way: Way, { folder }: Starts, start: Start, guilds: number): Promise<Started> {
	const begun = performance.now();
	const seat = await take(way, folder, start, guilds);
	asked += 1;
	await seat.door.slash(asked);
	const firstMs = performance.now() - begun;
	await seat.bot.ready();
	const idleMb = await seat.bot.idleMb();
	await seat.leave();
	return { firstMs, idleMb };
}
