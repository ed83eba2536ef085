import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Loaded into a bot before its own code: tells the bench what the process uses. */

/** What a process has used so far, and what it holds. */
export type Used = { readonly cpuMs: number; readonly rssMb: number };

process.on("message", (ask: { readonly tidy: boolean }) => {
	if (ask.tidy) tidyUp();
	const { user, system } = process.cpuUsage();
	const used: Used = { cpuMs: (user + system) / 1_000, rssMb: process.memoryUsage.rss() / 2 ** 20 };
	process.send?.(used);
});

/** A bench that was broken off leaves no bot behind. */
process.once("disconnect", () => process.exit(1));

/** What nobody holds any more says nothing about a bot that idles. */
function tidyUp(): void {
	setFlagsFromString("--expose-gc");
	const collect: unknown = runInNewContext("gc");
	if (typeof collect === "function") collect();
}
