import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { readConfig } from "../../src/config.ts";
import { packFolders } from "../../src/content/folders.ts";
import { createLibraries } from "../../src/core/libraries.ts";
import { createLibrary, type Library } from "../../src/core/library.ts";
import { load } from "../support/pack.ts";

/** The example of a community's own pack (see docs/authors.md), beside ours in one folder. */
const OURS = fileURLToPath(new URL("../../content/packs/backend-core", import.meta.url));
const CLUB = fileURLToPath(new URL("packs/club", import.meta.url));

let folder: string;
let library: Library;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "cairn-packs-"));
	await cp(OURS, join(folder, "backend-core"), { recursive: true });
	await cp(CLUB, join(folder, "club"), { recursive: true });
	const { contentDir } = readConfig({ CONTENT_DIR: folder, PLAYGROUND: "on" });
	library = createLibrary(await load(...packFolders(contentDir)));
});
afterAll(() => rm(folder, { recursive: true }));

describe("a community's own pack", () => {
	it("adds its questions to a topic of ours, under its own ids", () => {
		const ids = library.questions("backend-core/jwt").map((question) => question.id);
		expect(ids).toContain("club/jwt/our-login-server");
		expect(ids).toContain("backend-core/jwt/checks-beside-the-signature");
	});

	it("has topics of its own that come after ours that they need", () => {
		const places = library.topics.map((topic) => topic.id);
		const place = places.indexOf("club/club-deploys");
		expect(place).toBeGreaterThan(places.indexOf("backend-core/git-hosting"));
		expect(library.topics[place]?.needs).toEqual(["backend-core/git-hosting"]);
	});

	it("has challenges beside ours", () => {
		const stage = library.challenges.filter((challenge) => challenge.stage === 3);
		expect(stage.map((challenge) => challenge.id)).toContain("club/challenges/first-deploy");
		expect(stage.at(-1)?.id).toBe("backend-core/challenges/records-with-tests");
	});

	it("for some spaces alone, it is there for them and nowhere else", async () => {
		const closed = join(folder, "..", `${folder}-closed`);
		await cp(folder, closed, { recursive: true });
		onTestFinished(() => rm(closed, { recursive: true }));
		const head = join(closed, "club", "pack.yaml");
		await appendFile(head, '\nspaces: ["slack:T0001", "discord:123"]\n');
		const libraries = createLibraries(await load(...packFolders(closed)));
		const hidden = "backend-core/jwt/payload-is-readable";
		const theirs = "club/jwt/our-login-server";
		for (const space of ["slack:T0001", "discord:123"]) {
			expect(libraries.of(space).question(theirs)?.id).toBe(theirs);
			expect(libraries.of(space).question(hidden)).toBeUndefined();
			expect(libraries.of(space).topic("club/club-deploys")?.stage).toBe(3);
		}
		for (const other of [libraries.open, libraries.of("slack:T0002"), libraries.of("slack:@U1")]) {
			expect(other).toBe(libraries.open);
			expect(other.question(theirs)).toBeUndefined();
			expect(other.question(hidden)?.id).toBe(hidden);
			expect(JSON.stringify(other)).not.toContain("club/");
		}
	});

	it("hides a question of ours: nothing is left to be picked or shown", () => {
		const id = "backend-core/jwt/payload-is-readable";
		expect(library.question(id)).toBeUndefined();
		expect(library.questions().map((question) => question.id)).not.toContain(id);
	});
});
