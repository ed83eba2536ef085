import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Timed } from "./pictures/timed.ts";
import { each, inTurns, type Side } from "./support/rounds.ts";
import { oursAtMost, printTable, type Row } from "./support/table.ts";

/**
 * A picture from its data to its PNG, in a process that never made one and in one that has. The floor
 * is the bare canvas with one line of text: it looks once through the fonts that are installed on the
 * machine, which the canvas does before its first word in a font. Ours does so only for names in other
 * scripts than the letters it has as shapes: the last picture has such names.
 */

const ROUNDS = 7;
/** How high each sample comes out, so that the floor has as many pixels. */
const HEIGHTS = { calendar: 659, roadmap: 1_100, shares: 712, names: 659 } as const;
const PICTURES = ["calendar", "roadmap", "shares", "names"] as const;
/** What happens when fonts are needed hangs on how many the machine has. */
const NEEDS_FONTS = "names";
const FIRST_MS = 60;
const THEN_MS = 15;

export async function pictures(): Promise<void> {
	const rows: Row[] = [];
	for (const name of PICTURES) rows.push(...(await measure(name, HEIGHTS[name])));
	printTable("Pictures", rows);
}

async function measure(name: keyof typeof HEIGHTS, height: number): Promise<Row[]> {
	const rounds = await inTurns(ROUNDS, (side) => once(side, side === "ours" ? name : `${height}`));
	const row = (what: string, unit: string, of: (one: Timed) => number): Row => ({
		what: `${name}: ${what}`,
		unit,
		rounds: each(rounds, of),
	});
	const first = row("first, all loaded", "ms", (one) => one.firstMs);
	return [
		name === NEEDS_FONTS ? first : { ...first, target: oursAtMost(FIRST_MS) },
		{ ...row("then", "ms", (one) => one.thenMs), target: oursAtMost(THEN_MS) },
		row("memory after 40", "MB", (one) => one.rssMb),
	];
}

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));

/** As the bot runs: what was compiled once is kept. */
async function once(side: Side, argument: string): Promise<Timed> {
	const program = ["--import", "./src/require-node.mjs", `bench/pictures/${side}.ts`, argument];
	const { stdout } = await run(process.execPath, program, { cwd: root });
	return JSON.parse(stdout);
}
