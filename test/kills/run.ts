import { harmIn } from "../support/kills/harm.ts";
import { inFile, onServer } from "../support/kills/home.ts";
import { killAgainAndAgain, type Plan } from "../support/kills/kills.ts";
import { PROTECTIONS, WITHOUT } from "../support/kills/unprotected.ts";
import type { Figures } from "../support/kills/verdict.ts";

/**
 * `npm run kills -- 500` kills the bot 500 times with all of its protections, a twentieth of that
 * without each of them, and prints what came of it.
 */

const HEAD =
	"| what | kills | moments | posts | twice, Discord | twice, Slack | lost | unknown | stuck | answers | of these lost | seconds |";
const RULE = HEAD.replaceAll(/[^|]+/g, "---");
const kills = Number(process.argv[2] ?? 50);
const seed = Number(process.argv[3] ?? 1);
const few = Math.max(15, Math.ceil(kills / 20));
const server = process.env.CAIRN_TEST_POSTGRES;

console.log(`${HEAD}\n${RULE}`);
await run("all protections, SQLite", { kills });
if (server) await run("all protections, PostgreSQL", { kills: few }, onServer(server));
await run("all, and Slack may not be read", { kills: few, history: false });
for (const lacked of PROTECTIONS) await run(WITHOUT[lacked], { kills: few, lacks: [lacked] });

/** Prints a row. What must be clean and is not, or the other way round, ends in a bad exit code. */
async function run(what: string, plan: Omit<Plan, "seed" | "database">, home = inFile) {
	const begun = Date.now();
	const figures = await home((database) => killAgainAndAgain({ ...plan, seed, database }));
	console.log(`${rowOf(what, figures)} ${Math.round((Date.now() - begun) / 1_000)} |`);
	const harm = harmIn(figures);
	const isWeak = plan.lacks !== undefined;
	if (harm.length > 0 === isWeak) return;
	process.exitCode = 1;
	console.error(isWeak ? `${what}: nothing went wrong` : harm.join("\n"));
}

function rowOf(what: string, figures: Figures): string {
	const { posts, twice, stuck, answersLost, moments, lost, unknown, answers } = figures;
	const cells = [
		what,
		figures.kills,
		moments,
		posts.discord + posts.slack,
		twice.discord,
		twice.slack,
		lost,
		unknown,
		stuck.length,
		answers,
		answersLost.length,
	];
	return `| ${cells.join(" | ")} |`;
}
