import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

/** The linter holds the direction of imports. Violations are planted beside its rules and caught. */
const root = fileURLToPath(new URL("..", import.meta.url));
const house = mkdtempSync(join(tmpdir(), "cairn-house-"));
afterAll(() => rmSync(house, { recursive: true }));

const forbidden = [
	["src/core", "../store/open.ts"],
	["src/core", "../../commands/index.ts"],
	["src/core", "node:fs"],
	["src/core", "kysely"],
	["src/core/quiz", "../../adapters/discord/render.ts"],
	["src/text", "../core/message.ts"],
	["src/store", "../adapters/slack/connect.ts"],
	["src/content", "../store/open.ts"],
	["src/adapters/slack", "../discord/render.ts"],
	["src/adapters/slack", "../../store/open.ts"],
	["src/adapters/slack", "discord.js"],
	["src/adapters/discord", "hono"],
	["src/http", "better-sqlite3"],
	["src/schedule", "pg"],
	["src/core", "prom-client"],
	["src/meter", "../store/open.ts"],
	["src/http", "rate-limiter-flexible"],
	["src/core", "@napi-rs/canvas"],
	["src/core", "../pictures/painter.ts"],
	["src/adapters/discord", "@napi-rs/canvas"],
	["src/adapters/slack", "../../pictures/painter.ts"],
	["src/pictures", "../store/open.ts"],
	["src/pictures", "discord.js"],
	["commands", "../src/store/open.ts"],
	["commands", "../src/main.ts"],
] as const;
const allowed = [
	["commands", "../src/core/message.ts"],
	["src/core/quiz", "../message.ts"],
	["src/adapters/discord", "discord.js"],
	["src/store", "kysely"],
	["src/pictures", "@napi-rs/canvas"],
	["src/pictures", "../core/picture.ts"],
] as const;

function plant(path: string, source: string): void {
	const file = join(house, path);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, source);
}

const nameOf = (folder: string, kind: string, index: number) => `${folder}/${kind}-${index}.ts`;

function lint(): string {
	for (const file of ["biome.json", ".gitignore"]) cpSync(join(root, file), join(house, file));
	forbidden.forEach(([folder, from], index) => {
		plant(nameOf(folder, "forbidden", index), `import "${from}";\n`);
	});
	allowed.forEach(([folder, from], index) => {
		plant(nameOf(folder, "allowed", index), `import "${from}";\n`);
	});
	plant("src/core/cycle-a.ts", 'import { b } from "./cycle-b.ts";\nexport const a = () => b;\n');
	plant("src/core/cycle-b.ts", 'import { a } from "./cycle-a.ts";\nexport const b = () => a;\n');
	const options = ["lint", "--colors=off", "--max-diagnostics=none", "--reporter=github", "."];
	const told = spawnSync(join(root, "node_modules/.bin/biome"), options, {
		cwd: house,
		encoding: "utf8",
	});
	return told.stdout + told.stderr;
}

const report = lint();
const said = (path: string) =>
	report
		.split("\n")
		.filter((line) => line.includes(path))
		.join("\n");

describe("an import against the direction of the house is refused", () => {
	test.each(forbidden.map(([folder, from], index) => [folder, from, index] as const))(
		"%s imports %s",
		(folder, _from, index) => {
			expect(said(nameOf(folder, "forbidden", index))).toContain("noRestrictedImports");
		},
	);

	test.each(allowed.map(([folder, from], index) => [folder, from, index] as const))(
		"%s may import %s",
		(folder, _from, index) => {
			expect(said(nameOf(folder, "allowed", index))).not.toContain("noRestrictedImports");
		},
	);

	test("a cycle is refused", () => {
		expect(said("src/core/cycle-a.ts")).toContain("noImportCycles");
	});
});
