import { appendFile, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ContentFaults, type Fault } from "../../src/content/faults.ts";
import { keptLibrary } from "../../src/content/kept.ts";
import { loadLibrary } from "../../src/content/load.ts";
import { NOW, short, single, tip, topicHead, writePack } from "../support/pack.ts";

const DAY_MS = 86_400_000;
const ages = { volatile: true, review_by: "2026-11-25" };
const late = { volatile: true, review_by: "2026-11-19" };

/** A pack with an item of every age, and where what becomes of it is kept. */
async function home() {
	const questions = [
		single(),
		short({ near: { retry: "Almost." } }),
		single({ id: "old", ...ages }),
	];
	const loops = { topic: topicHead(), questions, tips: [tip(late)] };
	const folder = await writePack({ topics: { loops } });
	return { folder, file: join(dirname(folder), "cache/library.json") };
}

async function start({ folder, file }: Awaited<ReturnType<typeof home>>, now = NOW) {
	const warnings: Fault[] = [];
	const warn = (fault: Fault) => warnings.push(fault);
	return { content: await keptLibrary([folder], { now, warn }, file), warnings };
}

/** Changes what is kept, so that one sees whether it is used. */
async function mark(file: string): Promise<void> {
	const text = await readFile(file, "utf8");
	await writeFile(file, text.replaceAll('"Almost."', '"Kept."'));
}

const isMarked = (content: object): boolean => JSON.stringify(content).includes("Kept.");

describe("a library that was checked", () => {
	it("is the same on the next start, with the same warnings", async () => {
		const place = await home();
		const first = await start(place);
		expect(first.warnings).toHaveLength(1);
		const second = await start(place);
		expect(second).toEqual(first);
		expect(second).toEqual({
			content: await loadLibrary([place.folder], { now: NOW, warn() {} }),
			warnings: first.warnings,
		});
		const { answer } = second.content.questions.find((one) => one.answer.by === "text") ?? {};
		if (answer?.by !== "text") throw new Error("there is no typed answer");
		expect(Reflect.get(answer.near, "toString")).toBeUndefined();
	});

	it("is not read anew while nothing changes, until an item is overdue or the clock goes back", async () => {
		const place = await home();
		await start(place);
		await mark(place.file);
		expect(isMarked((await start(place)).content)).toBe(true);
		expect(isMarked((await start(place, NOW + 5 * DAY_MS)).content)).toBe(true);
		const before = await start(place, NOW - DAY_MS);
		expect(isMarked(before.content)).toBe(false);
		await mark(place.file);
		const after = await start(place, NOW + 6 * DAY_MS);
		expect(isMarked(after.content)).toBe(false);
		expect(after.content.questions.map((one) => one.id)).not.toContain("tiny/loops/old");
	});

	it("is read anew when a file changes, comes or is broken", async () => {
		const place = await home();
		await start(place);
		await mark(place.file);
		await appendFile(join(place.folder, "topics/loops.yaml"), "# looked at\n");
		expect(isMarked((await start(place)).content)).toBe(false);
		await writeFile(join(place.folder, "topics/jumps.yaml"), "no topic");
		await expect(start(place)).rejects.toThrow(ContentFaults);
	});

	it("is read anew when what is kept was broken off", async () => {
		const place = await home();
		const first = await start(place);
		await writeFile(place.file, (await readFile(place.file, "utf8")).slice(0, 100));
		expect(await start(place)).toEqual(first);
	});

	it("is not kept of links, which the loader refuses", async () => {
		const place = await home();
		await start(place);
		await symlink("/etc/hostname", join(place.folder, "topics/host.yaml"));
		await expect(start(place)).rejects.toThrow(/is a link/);
	});

	it("loads where nothing can be kept", async () => {
		const { folder } = await home();
		const file = join(folder, "pack.yaml", "library.json");
		expect((await start({ folder, file })).content.questions).toHaveLength(3);
	});
});
