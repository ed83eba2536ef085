import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { isBuilt, STAMP, stampOf } from "../src/built.mjs";
import { startDiscordServer } from "./support/discord-server.ts";
import { createLearner } from "./support/learner.ts";
import { ready } from "./support/running.ts";
import { startSlackServer } from "./support/slack-server.ts";

describe("what was built", () => {
	let root: string;
	const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), "cairn-build-"));
		onTestFinished(() => rmSync(root, { recursive: true, force: true }));
		for (const folder of ["src/core", "commands", "dist"])
			mkdirSync(join(root, folder), { recursive: true });
		for (const file of ["src/core/app.ts", "commands/quiz.ts", "package-lock.json"])
			write(file, "1");
	});

	test("is run while nothing has changed since", () => {
		expect(isBuilt(root)).toBe(false);
		write(STAMP, stampOf(root));
		expect(isBuilt(root)).toBe(true);
	});

	test.each(["src/core/app.ts", "commands/quiz.ts", "package-lock.json"])(
		"is not run any more when %s has changed",
		(file) => {
			write(STAMP, stampOf(root));
			write(file, "22");
			expect(isBuilt(root)).toBe(false);
		},
	);

	test("is not run any more when a source has come or gone", () => {
		write(STAMP, stampOf(root));
		write("src/core/new.ts", "1");
		expect(isBuilt(root)).toBe(false);
		rmSync(join(root, "src/core/new.ts"));
		expect(isBuilt(root)).toBe(true);
		rmSync(join(root, "commands/quiz.ts"));
		expect(isBuilt(root)).toBe(false);
	});
});

describe("npm run build", () => {
	/** A copy of the project, built; had its sources been run, they would have failed. */
	let project: string;
	beforeAll(() => {
		project = copyOfProject();
		execFileSync(process.execPath, ["src/build.ts"], { cwd: project });
		writeFileSync(join(project, "src/main.ts"), 'throw new Error("from the sources");');
		writeFileSync(join(project, STAMP), stampOf(project));
	});
	afterAll(() => rmSync(project, { recursive: true }));

	test("makes what npm start runs, with its page and its pictures", async () => {
		const program = await ready(start(project));
		const page = await fetch(`${program.url}/playground/app.js`);
		expect(await page.text()).toContain("import");
		const ada = createLearner("ada");
		ada.joins(program);
		const { message } = await ada.says("/roadmap");
		const shown = JSON.stringify(message.face);
		const [picture] = /\/playground\/pictures\/\w+\.png/.exec(shown) ?? [];
		const image = await fetch(`${program.url}${picture}`);
		expect(image.headers.get("content-type")).toBe("image/png");
		expect(await program.stop()).toBe(0);
	});

	test("holds both platforms", async () => {
		const [discord, slack] = await Promise.all([startDiscordServer(), startSlackServer()]);
		const child = start(project, {
			DISCORD_TOKEN: discord.token,
			DISCORD_API_URL: discord.api,
			SLACK_BOT_TOKEN: slack.botToken,
			SLACK_APP_TOKEN: slack.appToken,
			SLACK_API_URL: slack.api,
		});
		let said = "";
		child.stdout?.on("data", (piece: Buffer) => {
			said += piece.toString();
		});
		const program = await ready(child);
		expect(said).toContain('"adapters":["discord","slack"]');
		expect(await program.stop()).toBe(0);
		await Promise.all([discord.stop(), slack.stop()]);
	});

	test("holds PostgreSQL's client", async () => {
		const child = start(project, { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" });
		await expect(ready(child)).rejects.toThrow(/127\.0\.0\.1:1/);
	});
});

test("a source that was changed is what npm start runs", async () => {
	const project = copyOfProject();
	onTestFinished(() => rmSync(project, { recursive: true }));
	mkdirSync(join(project, "dist"));
	writeFileSync(join(project, "dist/main.js"), 'throw new Error("from dist");');
	writeFileSync(join(project, STAMP), stampOf(project));
	const changed = 'console.log(`{"msg":"ready","url":"from the sources"}`);';
	writeFileSync(join(project, "src/main.ts"), changed);
	expect((await ready(start(project))).url).toBe("from the sources");
});

function copyOfProject(): string {
	const project = mkdtempSync(join(tmpdir(), "cairn-project-"));
	for (const name of ["src", "commands", "package-lock.json", "package.json"])
		cpSync(name, join(project, name), { recursive: true, preserveTimestamps: true });
	symlinkSync(join(process.cwd(), "node_modules"), join(project, "node_modules"));
	return project;
}

/** As `npm start` does, with no settings but these. */
function start(project: string, settings: Readonly<Record<string, string>> = {}): ChildProcess {
	const child = spawn(process.execPath, [join(project, "src/start.mjs")], {
		cwd: project,
		env: {
			PATH: process.env.PATH ?? "",
			PORT: "0",
			DATABASE_URL: ":memory:",
			CONTENT_DIR: join(process.cwd(), "content/packs"),
			...settings,
		},
		stdio: ["ignore", "pipe", "pipe"],
	});
	onTestFinished(() => void child.kill("SIGKILL"));
	return child;
}
