import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../core/problem.ts";

/** A question to fill in. Everything in capitals is to be replaced; the checker finds what is left. */
const DRAFT = `
- id: ID
  kind: single
  rev: 1
  difficulty: medium
  bloom: apply
  stem: "A SITUATION. WHAT HAPPENS, OR WHAT TO DO?"
  options:
  - {id: a, text: "A MISTAKE REAL PEOPLE MAKE", why: "SAYS WHAT THE MISTAKE IS."}
  - {id: b, text: "THE KEY", correct: true}
  - {id: c, text: "ANOTHER REAL MISTAKE", why: "SAYS WHAT THE MISTAKE IS."}
  explain: "THE REASON. THEN THE RULE THAT CARRIES OVER."
  sources: [{url: "https://EXAMPLE.ORG/MANUAL", at: "SECTION"}]
`;

/**
 * Adds a draft to the questions of a topic, before its tips.
 *
 * @returns the file and the line where the draft begins
 * @throws {Problem} when there is no such topic, or the draft's id is taken
 */
export async function draftQuestion(
	pack: string,
	topic: string,
	id: string,
): Promise<{ file: string; line: number }> {
	const file = join(pack, "topics", `${topic}.yaml`);
	if (!/^[a-z0-9-]+$/.test(topic) || !existsSync(file))
		throw new Problem(`There is no topic “${topic}” in ${pack}.`);
	const source = await readFile(file, "utf8");
	if (source.includes(`id: ${id}\n`)) throw new Problem(`The id “${id}” is taken in ${file}.`);
	const tips = source.search(/^tips:/m);
	const at = tips === -1 ? source.length : tips;
	const before = `${source.slice(0, at).trimEnd()}\n`;
	const after = tips === -1 ? "" : `\n${source.slice(at)}`;
	// Items stand where the others of the file do.
	const indent = /^( *)- \{?\s*id:/m.exec(source)?.[1] ?? "";
	const draft = DRAFT.replace("id: ID", `id: ${id}`).replaceAll(/^(?=.)/gm, indent);
	await writeFile(file, `${before}${draft}${after}`);
	return { file, line: before.split("\n").length + 1 };
}
