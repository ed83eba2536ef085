import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { isBuilt, STAMP, stampOf } from "../src/built.mjs";
import { createLearner } from "./support/learner.ts";
import { ready } from "./support/running.ts";

/** A project's folder of its own. */
let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), "cairn-build-"));
	onTestFinished(() => rmSync(root, { recursive: true, force: true }));
});

const write = (path: string, text: string): void => writeFileSync(join(root, path), text);

describe("what was built", () => {
	beforeEach(() => {
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
	test("makes what npm start runs, with its page and its pictures", async () => {
		copyProject();
		execFileSync(process.execPath, ["src/build.ts"], { cwd: root });
		// Had the sources been run, they would have failed.
		write("src/main.ts", 'throw new Error("from the sources");');
		write(STAMP, stampOf(root));
		const program = await ready(start());
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

	test("changes nothing for who runs a source that was changed", async () => {
		copyProject();
		mkdirSync(join(root, "dist"));
		write("dist/main.js", 'throw new Error("from dist");');
		write(STAMP, stampOf(root));
		write("src/main.ts", 'console.log(`{"msg":"ready","url":"from the sources"}`);');
		expect((await ready(start())).url).toBe("from the sources");
	});
});

function copyProject(): void {
	for (const name of ["src", "commands", "package-lock.json", "package.json"])
		cpSync(name, join(root, name), { recursive: true, preserveTimestamps: true });
	symlinkSync(join(process.cwd(), "node_modules"), join(root, "node_modules"));
}

function start() {
	const child = spawn(process.execPath, [join(root, "src/start.mjs")], {
		cwd: root,
		env: {
			PATH: process.env.PATH ?? "",
			PORT: "0",
			DATABASE_URL: join(root, "cairn.db"),
			CONTENT_DIR: join(process.cwd(), "content/packs"),
		},
		stdio: ["ignore", "pipe", "pipe"],
	});
	onTestFinished(() => void child.kill("SIGKILL"));
	return child;
}
