import { cpus, loadavg } from "node:os";
import { answer } from "./answer.ts";
import { board } from "./board.ts";
import { content } from "./content.ts";
import { doctor } from "./doctor.ts";
import { doors } from "./doors.ts";
import { learning } from "./learning.ts";
import { pictures } from "./pictures.ts";
import { reads } from "./reads.ts";
import { schedules } from "./schedules.ts";
import { start } from "./start.ts";

/** `npm run bench` measures everything, `npm run bench -- answer` one thing. */
const BENCHES = {
	answer,
	board,
	content,
	doctor,
	doors,
	learning,
	pictures,
	reads,
	schedules,
	start,
} as const;

function isBench(name: string): name is keyof typeof BENCHES {
	return Object.hasOwn(BENCHES, name);
}

/** What a reader needs to know to compare figures; the load says how far to trust them. */
function machine(): string {
	const [cpu] = cpus();
	const [load = 0] = loadavg();
	return `${new Date().toISOString().slice(0, 16)}Z, ${cpus().length} × ${cpu?.model.trim()}, Node ${process.versions.node}, load ${load.toFixed(1)}`;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !isBench(name));
if (unknown.length > 0) {
	console.error(`There is ${Object.keys(BENCHES).join(", ")}; not ${unknown.join(", ")}.`);
	process.exit(1);
}
console.log(machine());
for (const [name, run] of Object.entries(BENCHES))
	if (asked.length === 0 || asked.includes(name)) await run();
console.log(`\n${machine()}`);
