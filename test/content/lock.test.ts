import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ContentFaults } from "../../src/content/faults.ts";
import { readPack } from "../../src/content/load.ts";
import { lockLines, writeLock } from "../../src/content/lock.ts";
import {
	challenge,
	codeOutput,
	faultsOf,
	options,
	order,
	packHead,
	short,
	single,
	sqlResult,
	topicFile,
	trueFalse,
	writePack,
} from "../support/pack.ts";

const ids = ["tiny/loops/count-first", "tiny/loops/single 1 75938ca4"];

it("holds the full id of every question, tip and challenge, retired ones too, in order", async () => {
	const folder = await writePack({
		topics: {
			loops: topicFile({}, [single({ status: "retired" }), single({ id: "b" })]),
		},
		files: { "challenges/1.yaml": { challenges: [challenge()] } },
	});
	expect(lockLines(await readPack(folder))).toEqual([
		"tiny/challenges/count-up",
		"tiny/loops/b 1 75938ca4",
		"tiny/loops/count-first",
		"tiny/loops/single 1 75938ca4",
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
	const folder = await writePack({ lock: ["tiny/loops/old", "tiny/loops/single 1 75938ca4"] });
	expect(await writeLock(await readPack(folder))).toEqual(["tiny/loops/count-first"]);
	const written = await readFile(join(folder, "ids.lock"), "utf8");
	expect(written).toBe("tiny/loops/count-first\ntiny/loops/old\ntiny/loops/single 1 75938ca4\n");
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

describe("a question that was published", () => {
	/** What is wrong after its file became this one, with the lock as it was. */
	const changing = async (before: object, now: object) => {
		const old = await writePack({ topics: { loops: topicFile({}, [before]) } });
		const lock = lockLines(await readPack(old));
		return faultsOf(await writePack({ topics: { loops: topicFile({}, [now]) }, lock }));
	};
	const changed =
		"its stem, code or key is not what revision 1 was: set `rev: 2`, or undo the change";

	it.for([
		["its stem", single(), single({ stem: "A loop counts from 1 to 4. How often does it run?" })],
		[
			"its key",
			single(),
			single({
				options: options("Three times", "Twice", "Once").map((one, at) =>
					at === 0
						? { id: "a", text: "Twice or so", why: "This counts something else than the runs." }
						: at === 1
							? { id: "b", text: "Three times", correct: true }
							: one,
				),
			}),
		],
		["its answer", trueFalse(), trueFalse({ answer: true })],
		["its steps", order(), order({ steps: ["Boil water", "Wait", "Add tea", "Drink"] })],
		["what is accepted", short(), short({ accept: ["Retry-Before"] })],
		["its code", codeOutput(), codeOutput({ code: "print(1 + 2)\n" })],
		["its setup", sqlResult(), sqlResult({ setup: "CREATE TABLE u(a) STRICT;\n" })],
	] as const)("may not change %s without a new revision", async ([, before, now]) => {
		expect(await changing(before, now)).toEqual([expect.stringContaining(changed)]);
	});

	it("may mend its reasons, its explanation and its sources", async () => {
		const now = single({
			explain: "It runs once for each of the three numbers, so it runs three times.",
			options: options("Three times", "Twice, or so", "Once"),
			difficulty: "medium",
		});
		expect(await changing(single(), now)).toEqual([]);
	});

	it("may change with a new revision, which gets a line of its own", async () => {
		const now = single({ rev: 2, stem: "A loop counts from 1 to 4. How often does it run?" });
		expect(await changing(single(), now)).toEqual([
			expect.stringContaining("1 id is not in it yet (tiny/loops/single)"),
		]);
		const folder = await writePack({
			topics: { loops: topicFile({}, [now]) },
			lock: ["tiny/loops/count-first", "tiny/loops/single 1 75938ca4"],
		});
		expect(await writeLock(await readPack(folder))).toEqual([
			expect.stringMatching(/^tiny\/loops\/single 2 [0-9a-f]{8}$/),
		]);
		expect(await faultsOf(folder)).toEqual([]);
		expect((await readPack(folder)).lock).toHaveLength(3);
	});

	it("never goes back to an older revision", async () => {
		expect(await changing(single({ rev: 2 }), single())).toEqual([
			expect.stringContaining("1 id is not in it yet"),
			expect.stringContaining("`rev` is 1, but revision 2 was published: it never falls"),
		]);
	});

	it("gets its revision where the lock has the id alone", async () => {
		const folder = await writePack({ lock: ["tiny/loops/count-first", "tiny/loops/single"] });
		await writeLock(await readPack(folder));
		expect((await readPack(folder)).lock).toEqual(ids);
	});
});
