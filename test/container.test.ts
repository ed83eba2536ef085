import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

/** What a container is made of must keep step with the project; building one takes a network. */
const image = readFileSync("Dockerfile", "utf8");
const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const compose = parse(readFileSync("compose.yaml", "utf8"));
const letIn = readFileSync(".dockerignore", "utf8")
	.split("\n")
	.filter((line) => line.startsWith("!"))
	.map((line) => line.slice(1));

const copied = [...image.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) =>
	(names ?? "").split(" "),
);

describe("the container image", () => {
	test("starts what npm run build has made of the program", () => {
		const start = JSON.parse(/^CMD (\[.*\])$/m.exec(image)?.[1] ?? "[]");
		expect(start).toEqual(["node", "--import", "./src/require-node.mjs", "dist/main.js"]);
		expect(image).toMatch(/^RUN npm run build /m);
		expect(image).toMatch(/^COPY --from=build \/cairn\/dist /m);
	});

	test("runs on the Node that the project names", () => {
		const major = manifest.dependencies.node.split(".")[0];
		expect([...image.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base)).toEqual([
			`node:${major}-slim`,
			`node:${major}-slim`,
		]);
	});

	test("takes in what is there and let in, and no settings", () => {
		for (const name of copied) {
			expect(existsSync(name), name).toBe(true);
			expect(letIn, name).toContain(name);
		}
		expect(letIn).not.toContain(".env");
		expect(copied).toEqual(expect.arrayContaining(["src", "commands", "content", "package.json"]));
	});

	test("keeps its data where compose keeps a volume, and nobody but this machine reaches it", () => {
		const { cairn } = compose.services;
		expect(cairn.volumes).toEqual(["data:/data"]);
		expect(cairn.environment.DATABASE_URL).toBe("/data/cairn.db");
		expect(image).toContain("DATABASE_URL=/data/cairn.db");
		expect(cairn.ports).toEqual(["127.0.0.1:3000:3000"]);
	});
});
