import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { loadLibrary } from "../../src/content/load.ts";
import { createLibrary } from "../../src/core/library.ts";

/** One side in a process of its own, as a bot starts: `node side.ts ours|floor <pack>`. */

const [side, pack = ""] = process.argv.slice(2);
const begun = performance.now();
const items = side === "ours" ? await loaded() : parsedOnly();
const ms = performance.now() - begun;
console.log(JSON.stringify({ ms, items }));

async function loaded(): Promise<number> {
	const content = await loadLibrary([pack], { now: Date.now(), warn: () => {} });
	return createLibrary(content).questions().length;
}

/** The same files read and parsed, and nothing checked. */
function parsedOnly(): number {
	return readdirSync(join(pack, "topics"))
		.map((file) => parse(readFileSync(join(pack, "topics", file), "utf8")).questions.length)
		.reduce((sum, count) => sum + count, 0);
}
