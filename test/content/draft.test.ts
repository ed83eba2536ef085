import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { draftQuestion } from "../../src/content/draft.ts";
import { readPack } from "../../src/content/load.ts";
import { single, tip, topicHead, writePack } from "../support/pack.ts";

it("a draft stands before the tips, where it is said to, and can be read", async () => {
	const file = { topic: topicHead(), questions: [single()], tips: [tip()] };
	const folder = await writePack({ topics: { loops: file } });
	const { line } = await draftQuestion(folder, "loops", "my-draft");
	const written = await readFile(join(folder, "topics/loops.yaml"), "utf8");
	expect(written.split("\n")[line - 1]).toContain("id: my-draft");
	const pack = await readPack(folder);
	expect(pack.faults.map((fault) => fault.text)).toEqual([]);
	expect(pack.topics[0]?.questions.map(({ value }) => value.id)).toEqual(["single", "my-draft"]);
	expect(pack.topics[0]?.tips).toHaveLength(1);
});

it("an id that is taken, or a topic that is not there, is said", async () => {
	const folder = await writePack();
	await draftQuestion(folder, "loops", "mine");
	await expect(draftQuestion(folder, "loops", "mine")).rejects.toThrow("is taken");
	await expect(draftQuestion(folder, "../etc", "mine")).rejects.toThrow("There is no topic");
});
