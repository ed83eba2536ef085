import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startDiscordServer } from "./support/discord-server.ts";
import { startSlackServer } from "./support/slack-server.ts";

/** The real program, as an operator starts it. */
let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "cairn-"));
});
afterEach(() => {
	for (const child of children.splice(0)) child.kill("SIGKILL");
	rmSync(folder, { recursive: true });
});

type Line = { msg: string; adapters?: string[]; url?: string; invite?: string };

function start(env: Record<string, string>): ChildProcess {
	const child = spawn(process.execPath, ["--import", "./src/require-node.mjs", "src/main.ts"], {
		env: {
			PATH: process.env.PATH ?? "",
			PORT: "0",
			DATABASE_URL: join(folder, "cairn.db"),
			...env,
		},
		stdio: ["ignore", "pipe", "pipe"],
	});
	children.push(child);
	return child;
}

/** Reads the log up to a line; what came before it is returned too. */
async function until(
	child: ChildProcess,
	message: string,
): Promise<{ line: Line; before: Line[] }> {
	const before: Line[] = [];
	if (!child.stdout) throw new Error("no output");
	for await (const text of createInterface(child.stdout)) {
		if (!text.startsWith("{")) continue;
		const line = JSON.parse(text) as Line;
		if (line.msg === message) return { line, before };
		before.push(line);
	}
	throw new Error(`ended without “${message}”: ${before.map((line) => line.msg).join("; ")}`);
}

async function failure(env: Record<string, string>): Promise<string> {
	const child = start(env);
	let said = "";
	child.stderr?.on("data", (piece: Buffer) => {
		said += piece.toString();
	});
	const [code] = await once(child, "close");
	expect(code).toBe(1);
	return said;
}

test("starts without a token, is ready, and stops in order", async () => {
	const child = start({});
	const { line } = await until(child, "ready");
	expect(line.adapters).toEqual(["playground"]);
	expect((await fetch(`${line.url}/readyz`)).status).toBe(200);
	expect(await (await fetch(`${line.url}/`)).text()).toContain("<!doctype html>");
	expect(statSync(join(folder, "cairn.db")).mode & 0o777).toBe(0o600);
	child.kill("SIGTERM");
	expect(await once(child, "exit")).toEqual([0, null]);
});

test("goes on and stops in order when nobody reads its log any more", async () => {
	const child = start({ LOG_LEVEL: "debug" });
	const { line } = await until(child, "ready");
	child.stdout?.destroy();
	await Promise.all([1, 2, 3].map(() => fetch(`${line.url}/say`, { method: "POST", body: "no" })));
	expect((await fetch(`${line.url}/readyz`)).status).toBe(200);
	child.kill("SIGTERM");
	expect(await once(child, "exit")).toEqual([0, null]);
});

test("with tokens, both platforms come up and the invite link is in the ready line", async () => {
	const [discord, slack] = await Promise.all([startDiscordServer(), startSlackServer()]);
	const child = start({
		DISCORD_TOKEN: discord.token,
		DISCORD_API_URL: discord.api,
		SLACK_BOT_TOKEN: slack.botToken,
		SLACK_APP_TOKEN: slack.appToken,
		SLACK_API_URL: slack.api,
	});
	const { line } = await until(child, "ready");
	expect(line.adapters).toEqual(["discord", "slack"]);
	expect(line.invite).toContain("https://discord.com/oauth2/authorize?client_id=");
	expect((await fetch(`${line.url}/`)).status).toBe(404);
	child.kill("SIGTERM");
	expect(await once(child, "exit")).toEqual([0, null]);
	await Promise.all([discord.stop(), slack.stop()]);
});

test("one platform with a wrong token says how to mend it and does not stop the other", async () => {
	const [discord, slack] = await Promise.all([startDiscordServer(), startSlackServer()]);
	const child = start({
		DISCORD_TOKEN: "wrong",
		DISCORD_API_URL: discord.api,
		SLACK_BOT_TOKEN: slack.botToken,
		SLACK_APP_TOKEN: slack.appToken,
		SLACK_API_URL: slack.api,
	});
	const { line, before } = await until(child, "ready");
	expect(line.adapters).toEqual(["slack"]);
	expect(before.map((one) => one.msg).join()).toContain("DISCORD_TOKEN");
	child.kill("SIGKILL");
	await Promise.all([discord.stop(), slack.stop()]);
});

describe("what keeps it from starting is said in words", () => {
	test("settings", async () => {
		const said = await failure({ PORT: "many", LOG_LEVEL: "loud" });
		expect(said).toContain("PORT is a number");
		expect(said).toContain("LOG_LEVEL is trace");
	});

	test("no platform that comes up", async () => {
		const discord = await startDiscordServer();
		const said = await failure({ DISCORD_TOKEN: "wrong", DISCORD_API_URL: discord.api });
		expect(said).toContain("No platform came up");
		await discord.stop();
	});

	test("a port in use", async () => {
		const other = createServer().listen(0, "127.0.0.1");
		await once(other, "listening");
		const address = other.address();
		const port = typeof address === "object" && address ? address.port : 0;
		expect(await failure({ PORT: String(port) })).toContain(`Port ${port} on 127.0.0.1 is in use`);
		other.close();
	});

	test("a database that is newer than the program", async () => {
		const child = start({});
		await until(child, "ready");
		child.kill("SIGTERM");
		await once(child, "exit");
		const db = new Database(join(folder, "cairn.db"));
		const [table] = db
			.prepare(
				"select name from sqlite_master where name like '%migration' and name not like '%lock%'",
			)
			.all() as { name: string }[];
		const row = db.prepare(`select * from ${table?.name} limit 1`).get() as Record<string, unknown>;
		const names = Object.keys(row);
		db.prepare(`insert into ${table?.name} (${names}) values (${names.map(() => "?")})`).run(
			...names.map((name) => (name === "name" ? "9999-from-the-future" : row[name])),
		);
		db.close();
		const said = await failure({});
		expect(said).toMatch(/newer/);
		expect(said).not.toContain("    at ");
	});

	test("content with faults: every one, with its line", async () => {
		const pack = join(folder, "broken");
		const { mkdirSync } = await import("node:fs");
		mkdirSync(pack);
		writeFileSync(join(pack, "pack.yaml"), 'id: broken\ntitle: "x\nformat: 2\n');
		expect(await failure({ CONTENT_DIR: folder })).toMatch(/broken\/pack\.yaml:\d+: /);
	});
});

test("an old Node is told which one is needed", () => {
	const told = spawnSync(
		process.execPath,
		[
			"--eval",
			"Object.defineProperty(process.versions,'node',{value:'20.20.2'});import('./src/require-node.mjs')",
		],
		{ encoding: "utf8" },
	);
	expect(told.status).toBe(1);
	expect(told.stderr).toContain("Cairn runs on Node 26, and this is Node 20.20.2.");
});
