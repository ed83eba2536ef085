import { readFile, writeFile } from "node:fs/promises";
import { type Command, usage } from "./core/command.ts";

/** The parts of the README that are made from the code, so that they cannot drift from it. */

const README = new URL("../README.md", import.meta.url);
const BEGIN = "<!-- commands: begin, made by `npm run cairn -- docs` -->";
const END = "<!-- commands: end -->";

const FOR = { everyone: "everyone", leads: "leads, moderators", moderators: "moderators" } as const;

/** The commands as a table for the README. */
export function commandTable(commands: readonly Command[]): string {
	const rows = commands.map((command) => {
		return `| \`${usage(command)}\` | ${command.about} | ${FOR[command.who]} |`;
	});
	return ["| command | what it does | for |", "|---|---|---|", ...rows].join("\n");
}

/** Whether the README holds this table. */
export async function freshTable(table: string): Promise<boolean> {
	const readme = await readFile(README, "utf8");
	return readme === withTable(readme, table);
}

/** Puts the table into the README. */
export async function writeTable(table: string): Promise<void> {
	await writeFile(README, withTable(await readFile(README, "utf8"), table));
}

function withTable(readme: string, table: string): string {
	const [before, rest] = readme.split(BEGIN);
	const after = rest?.split(END)[1];
	if (before === undefined || after === undefined) throw new Error("README.md lacks its marks");
	return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
}
