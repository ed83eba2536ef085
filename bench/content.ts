import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { inFolder } from "./support/folder.ts";
import { writeLargePack } from "./support/pack.ts";
import { inTurns, type Side } from "./support/rounds.ts";
import { oursAtMost, printTable, type Row } from "./support/table.ts";

/** From the files of a large pack to a checked library, in a process that has just begun. */

const ROUNDS = 7;
/** As many questions as are planned. */
const QUESTIONS = 1_100;
const SIDE = fileURLToPath(new URL("content/side.ts", import.meta.url));

export async function content(): Promise<void> {
	const rows = await inFolder(async (folder): Promise<Row[]> => {
		const pack = await writeLargePack(folder, QUESTIONS);
		const rounds = await inTurns(ROUNDS, async (side) => once(side, pack));
		const what = `${QUESTIONS.toLocaleString("en")} questions from files to library`;
		return [{ what, unit: "ms", rounds, target: oursAtMost(400) }];
	});
	printTable("Content", rows);
}

function once(side: Side, pack: string): number {
	const ran = spawnSync(process.execPath, [SIDE, side, pack], { encoding: "utf8" });
	if (ran.status !== 0) throw new Error(ran.stderr);
	const { ms, items } = JSON.parse(ran.stdout);
	if (items !== QUESTIONS) throw new Error(`${side} read ${items} questions`);
	return ms;
}
