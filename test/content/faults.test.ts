import { mkdir, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ContentFaults, faultLine } from "../../src/content/faults.ts";
import { loadLibrary, readPack } from "../../src/content/load.ts";
import { Problem } from "../../src/core/problem.ts";
import {
	challenge,
	faultsOf,
	guestHead,
	load,
	NOW,
	type PackOnDisk,
	packHead,
	single,
	tip,
	topicFile,
	topicHead,
	writePack,
} from "../support/pack.ts";

/** A pack whose other things are in order has these faults, which begin so. */
async function hasFaults(given: PackOnDisk, ...expected: readonly string[]): Promise<void> {
	begin(await faultsOf(await writePack(given)), expected);
}

function begin(faults: readonly string[], expected: readonly string[]): void {
	for (const [at, sentence] of expected.entries()) expect(faults[at] ?? "").toContain(sentence);
	expect(faults).toHaveLength(expected.length);
}

/** A pack of topics that need each other: `{ a: ["b"] }`. */
function needing(
	needs: Readonly<Record<string, readonly string[]>>,
	stages: object = {},
): PackOnDisk {
	const topics = Object.entries(needs).map(([id, needed]) => {
		const stage = Object.entries(stages).find(([name]) => name === id)?.[1] ?? 1;
		return [id, topicFile({ id, needs: needed, stage })] as const;
	});
	return { topics: Object.fromEntries(topics) };
}

describe("the report", () => {
	it("tells all faults of all files at once, in order, each with its line", async () => {
		const folder = await writePack({
			pack: [
				'id: tiny\ntitle: "A tiny pack"\nversion: "1.0.0"\nlicense: MIT\nauthors: ["Ada"]',
				"language: en\nformat: 1\nstage: []",
				'tracks:\n- {id: core, title: "Core"}',
			].join("\n"),
			topics: {
				arrays: 'topic:\n  id: arrays\n  title: "Arrays\n',
				loops: [
					"topic: {id: loops, title: Loops, track: art, stage: 1, needs: [jumps],",
					"  outcome: repeats, primer: A loop.}",
					"questions:",
					"- id: runs",
					"  kind: single",
					"  rev: 1",
					"  difficulty: simple",
					"  bloom: apply",
					'  stem: "Why?"',
					"  options:",
					'  - {id: a, text: "Once", correct: true}',
					'  - {id: b, text: "Twice", why: "Short."}',
					'  - {id: c, text: "Thrice", wy: "This is a longer reason."}',
					'  explain: "Because."',
					"  sources: [{url: ftp://example.org}]",
					"- id: runs",
					"  kind: none",
				].join("\n"),
			},
			lock: [],
		});
		expect(await faultsOf(folder)).toEqual([
			"tiny/ids.lock:1: 1 id is not in it yet (tiny/loops/runs): run `npm run cairn -- content lock`",
			"tiny/pack.yaml:8: `stage` is not a field here: mend its spelling or remove it",
			"tiny/topics/arrays.yaml:3: the quote that begins here, or one above, is never closed: close it",
			"tiny/topics/loops.yaml:2: `outcome` says what a member can do: it begins with `can `",
			"tiny/topics/loops.yaml:7: `difficulty` is one of easy, medium, hard",
			"tiny/topics/loops.yaml:9: `stem` needs at least 20 characters, and has 4",
			"tiny/topics/loops.yaml:12: `why` needs at least 15 characters, and has 6",
			"tiny/topics/loops.yaml:13: `wy` is not a field here: mend its spelling or remove it",
			"tiny/topics/loops.yaml:13: a wrong option needs `why`: the mistake that leads to it",
			"tiny/topics/loops.yaml:15: `url` starts with https://",
			"tiny/topics/loops.yaml:16: the id `runs` is taken at tiny/topics/loops.yaml:4: choose another",
			"tiny/topics/loops.yaml:17: `kind` is one of single, multiple, true_false, code_output, sql_result, order, short",
		]);
	});

	it("is a problem whose message is the whole report", async () => {
		const folder = await writePack({ pack: packHead({ format: 2 }) });
		const failed = await loadLibrary([folder], { now: NOW, warn: () => {} }).catch(
			(error) => error,
		);
		expect(failed).toBeInstanceOf(ContentFaults);
		expect(failed).toBeInstanceOf(Problem);
		expect(failed.message).toBe(
			"The content has 1 fault:\ntiny/pack.yaml:8: `format` is 1: the program reads no other format",
		);
	});

	it("keeps each fault on one line, whatever is quoted in it", () => {
		const line = faultLine({ file: "a\nb", line: 1, text: "x\r\u001b[31m\u2028\u202E" });
		expect(line).toBe("a·b:1: x··[31m··");
	});

	it("does not blame good files for a faulty one", async () => {
		const good = topicFile({ id: "good", needs: ["broken", "headless"] });
		const broken = "topic: [";
		const headless = { ...topicFile({ id: "headless", stage: 9 }) };
		const lock = ["tiny/broken/old", "tiny/good/count-first", "tiny/good/single 1 75938ca4"];
		const more = ["tiny/headless/count-first", "tiny/headless/single 1 75938ca4"];
		await hasFaults(
			{ topics: { good, broken, headless }, lock: [...lock, ...more] },
			"tiny/topics/broken.yaml:1: this is not YAML",
			"tiny/topics/headless.yaml:5: `stage` may have at most 6, and is 9",
		);
	});
});

describe("a file", () => {
	it("of more than 1 MB is not even parsed", () =>
		hasFaults(
			{ files: { "glossary.yaml": `# ${"x".repeat(1_000_000)}` } },
			"tiny/glossary.yaml:1: is larger than 1 MB: split it",
		));

	it("in topics/ is a YAML file", () =>
		hasFaults(
			{ files: { "topics/notes.txt": "x", "topics/loops.yml": "x" } },
			"tiny/topics/loops.yml:1: is not a .yaml file: rename it, or remove it",
			"tiny/topics/notes.txt:1: is not a .yaml file",
		));

	it("in challenges/ is a YAML file", () =>
		hasFaults(
			{ files: { "challenges/README.md": "x" } },
			"tiny/challenges/README.md:1: is not a .yaml",
		));

	it("is not a folder", async () => {
		const folder = await writePack();
		await mkdir(join(folder, "topics", "more.yaml"));
		begin(await faultsOf(folder), ["tiny/topics/more.yaml:1: is not a plain file: remove it"]);
	});

	it("is not a link, wherever that leads", async () => {
		const folder = await writePack();
		await symlink("/etc/passwd", join(folder, "topics", "passwd.yaml"));
		await symlink("loops.yaml", join(folder, "topics", "copy.yaml"));
		await symlink("nowhere", join(folder, "glossary.yaml"));
		begin(await faultsOf(folder), [
			"tiny/glossary.yaml:1: is a link",
			"tiny/topics/copy.yaml:1: is a link",
			"tiny/topics/passwd.yaml:1: is a link, or stands behind one: put the file itself into the pack",
		]);
	});

	it("does not stand behind a link", async () => {
		const folder = await writePack();
		await rename(join(folder, "topics"), join(folder, "..", "outside"));
		await symlink("../outside", join(folder, "topics"));
		begin(await faultsOf(folder), ["tiny/topics:1: is not a folder"]);
	});

	it("may stand in a pack that is linked as a whole", async () => {
		const folder = await writePack();
		await symlink(folder, join(folder, "..", "current"));
		expect(await faultsOf(join(folder, "..", "current"))).toEqual([]);
	});

	it("is UTF-8", async () => {
		const folder = await writePack();
		await writeFile(join(folder, "glossary.yaml"), new Uint8Array([0x2d, 0x20, 0xff, 0xfe]));
		begin(await faultsOf(folder), [
			"tiny/glossary.yaml:1: is not UTF-8 text: save it in that encoding",
		]);
	});

	it("is refused when it is a YAML bomb, nested too deeply or about prototypes", () =>
		hasFaults(
			{
				files: {
					"challenges/1.yaml": `challenges: ${"[".repeat(3_000)}`,
					"challenges/2.yaml": "challenges: []\n__proto__: {x: 1}",
					"glossary.yaml": "- &a [x, x]\n- [*a, *a]",
				},
			},
			"tiny/challenges/1.yaml:1: this is nested too deeply",
			"tiny/challenges/2.yaml:2: `__proto__` cannot be a key",
			"tiny/glossary.yaml:2: `*a` repeats another place",
			"tiny/glossary.yaml:2: `*a` repeats another place",
		));

	it("with an unreadable lock says so once", async () => {
		const folder = await writePack({ lock: null });
		await mkdir(join(folder, "ids.lock"));
		begin(await faultsOf(folder), ["tiny/ids.lock:1: is not a plain file"]);
	});
});

describe("a pack", () => {
	it("has a pack.yaml", () =>
		hasFaults({ pack: null }, "tiny/pack.yaml:1: is missing: a pack needs it"));

	it("is a folder that exists", async () => {
		begin(await faultsOf("/nowhere/at-all"), ["at-all/pack.yaml:1: is missing"]);
	});

	it("is there once", async () => {
		const folders = [await writePack(), await writePack({ folder: "copy" })];
		begin(await faultsOf(...folders), [
			`copy/pack.yaml:1: the pack \`tiny\` is here already, in ${folders[0]}`,
		]);
	});

	it("orders topics that are there, and each once", async () => {
		await hasFaults(
			{ pack: packHead({ order: ["loops", "jumps"] }) },
			"there is no topics/jumps.yaml: remove it here, or add the file",
		);
		await hasFaults(
			{ pack: packHead({ order: ["loops", "loops"] }) },
			"`loops` stands here twice: keep one",
		);
	});

	it("has the packs it requires beside it", () =>
		hasFaults(
			{ pack: packHead({ requires: ["other"] }) },
			"the pack `other` is not here: install it beside this one, or remove it",
		));

	it("for some spaces alone has no stages, and is built on by none that others see", async () => {
		const spaces = ["slack:T0001"];
		await hasFaults({ pack: packHead({ spaces }) }, "a pack with `spaces` has no `stages`");
		const misnamed = guestHead({ requires: ["tiny"], spaces: ["my server"] });
		const guest = await writePack({ folder: "guest", pack: misnamed, topics: {} });
		begin(await faultsOf(await writePack(), guest), ["names a server or workspace"]);
		const closed = { folder: "guest", pack: guestHead({ requires: ["tiny"], spaces }), topics: {} };
		const onIt = (more: object) => ({
			folder: "late",
			pack: { ...guestHead({ requires: ["guest"], ...more }), id: "late" },
			topics: {},
		});
		const faults = async (more: object) =>
			faultsOf(await writePack(), await writePack(closed), await writePack(onIt(more)));
		expect(await faults({ spaces })).toEqual([]);
		for (const more of [{}, { spaces: [...spaces, "slack:T0002"] }])
			begin(await faults(more), ["the pack `guest` is only for some spaces"]);
	});

	it("leaves stages and tracks to the pack that has them", async () => {
		const second = { stage: 2, title: "Two", level: "Beginner", capstone: "Build." };
		const own = { stages: [second], tracks: [{ id: "web", title: "Web" }] };
		const guest = await writePack({ folder: "guest", pack: guestHead(own), topics: {} });
		// Whatever the order of loading, the one that requires the other gives way.
		for (const folders of [
			[await writePack(), guest],
			[guest, await writePack()],
		])
			begin(await faultsOf(...folders), [
				"guest/pack.yaml:10: track `web` is set by the pack `tiny`: remove it here",
				"guest/pack.yaml:13: stage 2 is set by the pack `tiny`",
			]);
	});

	it("does not take a topic's name from another pack", async () => {
		const guest = { folder: "guest", pack: guestHead(), topics: { loops: topicFile() } };
		begin(await faultsOf(await writePack(), await writePack(guest)), [
			"guest/topics/loops.yaml:2: the topic `loops` is taken by the pack `tiny`: choose another id, or add to it with `extends: tiny/loops`",
		]);
	});
});

describe("a topic", () => {
	it("has the name of its file", () =>
		hasFaults(
			{ topics: { rings: topicFile() } },
			"tiny/topics/rings.yaml:2: `id` is `loops`, but the file is rings.yaml: rename one of the two",
		));

	it("is not called like the challenges", () =>
		hasFaults(
			{ topics: { challenges: topicFile({ id: "challenges" }) } },
			"`challenges` is kept for challenges: choose another id",
		));

	it("is either the pack's own or extends another", async () => {
		const { questions, tips } = topicFile() as { questions: object[]; tips: object[] };
		await hasFaults({ topics: { loops: { questions, tips } } }, "a topic file has either `topic`");
		const both = { ...topicFile(), extends: "other/loops" };
		await hasFaults({ topics: { loops: both } }, "a topic file has either `topic`");
	});

	it("is not an empty file", () =>
		hasFaults({ topics: { loops: "" } }, "tiny/topics/loops.yaml:1: this is empty"));

	it("has a known track and stage", () =>
		hasFaults(
			{ topics: { loops: topicFile({ track: "art", stage: 5 }) } },
			"tiny/topics/loops.yaml:4: the track `art` is not in pack.yaml",
			"tiny/topics/loops.yaml:5: stage 5 is not in pack.yaml: use one of those there, or add it",
		));

	it("needs topics that exist", () =>
		hasFaults(
			needing({ a: ["c", "other/c"], b: ["tiny/a"] }),
			"tiny/topics/a.yaml:7: `needs` names `c`, and there is no such topic: mend its spelling",
			"tiny/topics/a.yaml:8: `needs` names `other/c`, and there is no such topic",
			"tiny/topics/b.yaml:7: `needs` names `tiny/a` of this pack: write `a`",
		));

	it("needs no topic of a later stage", () =>
		hasFaults(
			needing({ a: ["b"], b: [] }, { a: 1, b: 2 }),
			"tiny/topics/a.yaml:7: `needs` names `b` of stage 2, but this topic is learned in stage 1: move one of them",
		));

	it("does not need itself", () =>
		hasFaults(
			needing({ a: ["a"] }),
			"tiny/topics/a.yaml:7: `tiny/a` needs `tiny/a`: nobody could begin",
		));

	it("does not need itself by way of others", () =>
		hasFaults(
			needing({ a: ["b"], b: ["c"], c: ["d", "a"], d: ["b"], e: ["a"] }),
			"tiny/topics/c.yaml:8: `tiny/a` needs `tiny/b` needs `tiny/c` needs `tiny/a`: nobody could begin",
			"tiny/topics/d.yaml:7: `tiny/b` needs `tiny/c` needs `tiny/d` needs `tiny/b`",
		));

	it("may be needed along several ways", async () => {
		const diamond = needing({ a: [], b: ["a"], c: ["a"], d: ["b", "c", "a"] });
		expect(await faultsOf(await writePack(diamond))).toEqual([]);
	});

	it("of another pack is there, is required, and names the file that extends it", async () => {
		const items = { questions: [single()], tips: [] };
		const extending = (requires: string[], file: string, target: string) => ({
			folder: "guest",
			pack: guestHead({ requires }),
			topics: { [file]: { extends: target, ...items } },
		});
		const faults = async (...given: Parameters<typeof extending>) =>
			faultsOf(await writePack(), await writePack(extending(...given)));
		expect(await faults(["tiny"], "loops", "tiny/loops")).toEqual([]);
		begin(await faults(["tiny"], "rings", "tiny/loops"), [
			"`extends` is tiny/loops, but the file is rings.yaml: call it loops.yaml",
		]);
		begin(await faults(["tiny"], "jumps", "tiny/jumps"), [
			"`extends` names `tiny/jumps`, and there is no such topic",
		]);
		begin(await faults([], "loops", "tiny/loops"), [
			"`extends` names `tiny/loops`: add `tiny` to `requires` in pack.yaml",
		]);
		begin(await faults(["tiny"], "loops", "../tiny/loops"), [
			"`extends` names a topic of another pack",
		]);
	});
});

describe("an item", () => {
	it("has an id of its own among the questions and tips of its topic", async () => {
		const twice = [single(), single(), single({ id: "count-first" })];
		await hasFaults(
			{ topics: { loops: topicFile({}, twice) } },
			"the id `single` is taken at tiny/topics/loops.yaml:",
			"the id `count-first` is taken at tiny/topics/loops.yaml:",
		);
	});

	it("may share its id with an item of another topic", async () => {
		const topics = { loops: topicFile(), jumps: topicFile({ id: "jumps" }) };
		expect(await faultsOf(await writePack({ topics }))).toEqual([]);
	});

	it("replaces an item that is still there", async () => {
		const having = (...questions: object[]) => ({ topics: { loops: topicFile({}, questions) } });
		const old = single({ id: "old", status: "retired" });
		expect(await faultsOf(await writePack(having(old, single({ replaces: "old" }))))).toEqual([]);
		const sentence = "which is no other item of this file: keep the old one with `status: retired`";
		await hasFaults(having(single({ replaces: "old" })), `\`replaces\` names \`old\`, ${sentence}`);
		await hasFaults(
			having(single({ replaces: "single" })),
			`\`replaces\` names \`single\`, ${sentence}`,
		);
	});

	it("belongs to the topic of its file", () =>
		hasFaults(
			{ topics: { loops: { topic: topicHead(), tips: [tip({ topic: "jumps" })] } } },
			"a tip belongs to its file's topic: remove `topic`",
		));
});

describe("what a pack hides", () => {
	const faults = async (hide: string[], requires = ["tiny"]) =>
		faultsOf(
			await writePack({ files: { "challenges/1.yaml": { challenges: [challenge()] } } }),
			await writePack({
				folder: "guest",
				pack: guestHead({ hide, requires }),
				topics: { jumps: { ...topicFile({ id: "jumps", track: "core" }) } },
			}),
		);

	it("is an item of a pack that it requires", async () => {
		const items = ["tiny/loops/single", "tiny/loops/count-first", "tiny/challenges/count-up"];
		expect(await faults(items)).toEqual([]);
	});

	it("is there, is not its own, and is written in full", async () => {
		begin(await faults(["tiny/loops/gone"]), [
			"guest/pack.yaml:14: `hide` names `tiny/loops/gone`, and there is no such item",
		]);
		begin(await faults(["guest/jumps/single"]), [
			"`hide` names `guest/jumps/single` of this pack: set `status: retired` in its file",
		]);
		begin(await faults(["other/loops/single"]), [
			"`hide` names `other/loops/single`: add its pack to `requires`",
		]);
		begin(await faults(["loops/single"]), ["names an item of another pack"]);
	});
});

describe("a challenge and a term", () => {
	it("are checked like the rest", () =>
		hasFaults(
			{
				files: {
					"challenges/1.yaml": {
						challenges: [challenge({ stage: 2 }), challenge({ topics: ["jumps"], days: 0 })],
					},
					"glossary.yaml": [
						{ term: "loop", topic: "loops", text: "It repeats." },
						{ term: "Loop", topic: "rings", text: "" },
						{ term: "LOOP", topic: "rings", text: "It repeats." },
					],
				},
			},
			"tiny/challenges/1.yaml:5: `stage` is 2, but the file is 1.yaml: move it to 2.yaml",
			"tiny/challenges/1.yaml:17: the id `count-up` is taken at tiny/challenges/1.yaml:2",
			"tiny/challenges/1.yaml:21: `days` needs at least 1, and is 0",
			"tiny/glossary.yaml:6: `text` needs at least 1 character",
			"tiny/glossary.yaml:7: `LOOP` is explained above",
			"tiny/glossary.yaml:8: `topic` names `rings`, and there is no such topic",
		));

	it("ask for nothing that is learned later", () =>
		hasFaults(
			{
				topics: { loops: topicFile({ stage: 2 }) },
				files: { "challenges/1.yaml": { challenges: [challenge()] } },
			},
			"tiny/challenges/1.yaml:4: `topics` names `loops` of stage 2, but this challenge is of stage 1",
		));

	it("belong to a stage that there is", () =>
		hasFaults(
			{ files: { "challenges/6.yaml": { challenges: [challenge({ stage: 6 })] } } },
			"tiny/challenges/6.yaml:5: stage 6 is not in pack.yaml",
		));

	it("replace another one of their file", () =>
		hasFaults(
			{ files: { "challenges/1.yaml": { challenges: [challenge({ replaces: "gone" })] } } },
			"`replaces` names `gone`, which is no other item of this file",
		));

	it("close a stage once", () =>
		hasFaults(
			{
				files: {
					"challenges/1.yaml": {
						challenges: [challenge({ capstone: true }), challenge({ id: "b", capstone: true })],
					},
				},
			},
			"stage 1 has its capstone at tiny/challenges/1.yaml:2: keep one",
		));

	it("close only a stage of their own pack", async () => {
		const files = {
			"challenges/1.yaml": { challenges: [challenge({ capstone: true, topics: ["tiny/loops"] })] },
		};
		const guest = await writePack({ folder: "guest", pack: guestHead(), topics: {}, files });
		expect(await faultsOf(await writePack(), guest)).toEqual([
			expect.stringContaining("stage 1 is not in pack.yaml: only the pack that sets it has"),
		]);
	});

	it("name topics that exist", () =>
		hasFaults(
			{
				files: { "challenges/1.yaml": { challenges: [challenge({ topics: ["loops", "jumps"] })] } },
			},
			"`topics` names `jumps`, and there is no such topic",
		));
});

describe("readPack", () => {
	it("throws nothing and changes nothing, so that tools can work with what is there", async () => {
		const pack = await readPack(await writePack({ pack: packHead({ format: 2 }) }));
		expect(pack.id).toBe("tiny");
		expect(pack.topics.map((topic) => topic.slug)).toEqual(["loops"]);
		expect(pack.faults).toHaveLength(1);
	});
});

it("loads nothing from no folders", async () => {
	expect(await load()).toEqual({
		stages: [],
		topics: [],
		questions: [],
		tips: [],
		challenges: [],
		terms: [],
	});
});
