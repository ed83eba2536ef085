import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { challengeFile, glossaryFile, packHead, topicFile } from "./schema.ts";

/** JSON Schemas made from the schemas of the loader, so that editors complete and check packs. */

const FILES = {
	"pack.json": packHead,
	"topic.json": topicFile,
	"challenge.json": challengeFile,
	"glossary.json": glossaryFile,
};

const FOLDER = new URL("../../content/schema/", import.meta.url);

/** Each file's name and what belongs into it. */
function schemas(): readonly (readonly [string, string])[] {
	return Object.entries(FILES).map(([name, schema]) => {
		const made = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
		return [name, `${JSON.stringify(made, null, "\t")}\n`];
	});
}

/** Writes the schemas into `content/schema`. */
export async function writeSchemas(): Promise<void> {
	for (const [name, text] of schemas()) await writeFile(new URL(name, FOLDER), text);
}

/** Whether the files say what the loader checks. */
export async function schemasAreFresh(): Promise<boolean> {
	const checks = schemas().map(
		async ([name, text]) =>
			(await readFile(fileURLToPath(new URL(name, FOLDER)), "utf8").catch(() => "")) === text,
	);
	return (await Promise.all(checks)).every(Boolean);
}
