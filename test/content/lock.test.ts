import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ContentFaults } from "../../src/content/faults.ts";
import { readPack } from "../../src/content/load.ts";
import { lockLines, writeLock } from "../../src/content/lock.ts";
import { challenge, faultsOf, packHead, single, topicFile, writePack } from "../support/pack.ts";

const ids = ["tiny/loops/count-first", "tiny/loops/single"];

it("holds the full id of every question, tip and challenge, retired ones too, in order", async () => {
	const folder = await writePack({
		topics: { loops: topicFile({}, [single({ status: "retired" }), single({ id: "b" })]) },
		files: { "challenges/1.yaml": { challenges: [challenge()] } },
	});
	expect(lockLines(await readPack(folder))).toEqual([
		"tiny/challenges/count-up",
		"tiny/loops/b",
		"tiny/loops/count-first",
		"tiny/loops/single",
	]);
	expect(await faultsOf(folder)).toEqual([]);
});

it("is missed when there is none, or when it lacks an id", async () => {
	const fault = (count: number, named: string) =>
		`tiny/ids.lock:1: ${count} ids are not in it yet (${named}): run \`npm run cairn -- content lock\``;
	const named = "tiny/loops/single, tiny/loops/count-first";
	expect(await faultsOf(await writePack({ lock: null }))).toEqual([fault(2, named)]);
	expect(await faultsOf(await writePack({ lock: [] }))).toEqual([fault(2, named)]);
	const many = {
		loops: topicFile(
			{},
			["a", "b", "c"].map((id) => single({ id })),
		),
	};
	expect(await faultsOf(await writePack({ topics: many, lock: [] }))).toEqual([
		fault(4, "tiny/loops/a, tiny/loops/b, tiny/loops/c …"),
	]);
});

it("does not let an id go", async () => {
	const lock = ["tiny/gone/x", ...ids, "tiny/loops/old"];
	expect(await faultsOf(await writePack({ lock }))).toEqual([
		"tiny/ids.lock:1: `tiny/gone/x` is in no file: put it back, with `status: retired` if it should not be asked",
		"tiny/ids.lock:4: `tiny/loops/old` is in no file: put it back, with `status: retired` if it should not be asked",
	]);
});

it("does not let a pack change its name", async () => {
	const folder = await writePack({ pack: packHead({ id: "other" }), lock: ids });
	expect(await faultsOf(folder)).toHaveLength(3);
});

it("shows what a merge left behind", async () => {
	const faults = await faultsOf(await writePack({ lock: ["<<<<<<< HEAD", ...ids] }));
	expect(faults).toEqual([
		expect.stringContaining("tiny/ids.lock:1: `<<<<<<< HEAD` is in no file"),
	]);
});

it("is written by adding, and tells what was new", async () => {
	const folder = await writePack({ lock: ["tiny/loops/old", "tiny/loops/single"] });
	expect(await writeLock(await readPack(folder))).toEqual(["tiny/loops/count-first"]);
	const written = await readFile(join(folder, "ids.lock"), "utf8");
	expect(written).toBe("tiny/loops/count-first\ntiny/loops/old\ntiny/loops/single\n");
	expect(await writeLock(await readPack(folder))).toEqual([]);
});

it("is not written while the files have faults", async () => {
	const folder = await writePack({
		topics: { loops: topicFile({}, [single({ rev: 0 })]) },
		lock: null,
	});
	await expect(writeLock(await readPack(folder))).rejects.toThrow(ContentFaults);
	await expect(readFile(join(folder, "ids.lock"))).rejects.toThrow("ENOENT");
});

it("is left alone when it cannot be read", async () => {
	const folder = await writePack();
	await rm(join(folder, "ids.lock"));
	await mkdir(join(folder, "ids.lock"));
	await expect(writeLock(await readPack(folder))).rejects.toThrow(ContentFaults);
});

it("may have been saved on Windows", async () => {
	const folder = await writePack();
	await writeFile(join(folder, "ids.lock"), ids.map((id) => `${id}\r\n`).join(""));
	expect(await faultsOf(folder)).toEqual([]);
});
