import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Used } from "./probe.ts";

/** A bot in a process of its own. */
export type Bot = {
	/** Resolves with the address it serves, once it says that it is ready. */
	ready(): Promise<string>;
	used(): Promise<Used>;
	/** What it holds when nothing happens and nothing lies about. Takes half a second. */
	idleMb(): Promise<number>;
	stop(): Promise<void>;
};

/** What to run: the arguments for Node. */
export type Program = readonly string[];

const PROBE = fileURLToPath(new URL("probe.ts", import.meta.url));

/** Long enough for a machine that is busy with other things. */
const READY_MS = 30_000;
const SETTLE_MS = 250;

/**
 * Starts a bot. It gets no setting but the ones named here, and works in `folder`: neither the
 * operator's environment nor an `.env` may lead it to the real platforms.
 */
export function startBot(program: Program, folder: string, env: Record<string, string>): Bot {
	const child = spawn(process.execPath, ["--import", PROBE, ...program], {
		cwd: folder,
		env: { PATH: process.env.PATH ?? "", TZ: "UTC", ...env },
		stdio: ["ignore", "pipe", "inherit", "ipc"],
	});
	if (!child.stdout) throw new Error("a bot has no output");
	const ready = readyLine(createInterface(child.stdout), child);
	// It may end before anybody asks.
	ready.catch(() => {});
	return {
		ready: () => ready,
		used: () => ask(child, false),
		async idleMb() {
			await ask(child, true);
			await sleep(SETTLE_MS);
			await ask(child, true);
			await sleep(SETTLE_MS);
			return (await ask(child, false)).rssMb;
		},
		stop: () => stop(child),
	};
}

/** Both kinds of bots say so in a line of JSON. */
function readyLine(lines: Interface, child: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => reject(new Error("a bot did not get ready")), READY_MS);
		child.once("exit", (code) => reject(new Error(`a bot ended with ${code}`)));
		lines.on("line", (line) => {
			if (!line.includes('"msg":"ready"')) return;
			clearTimeout(late);
			resolve(String(JSON.parse(line).url ?? ""));
		});
	});
}

async function ask(child: ChildProcess, tidy: boolean): Promise<Used> {
	const told = once(child, "message");
	child.send({ tidy });
	const [used] = await told;
	return used;
}

async function stop(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, "exit");
	child.kill("SIGTERM");
	const killing = setTimeout(() => child.kill("SIGKILL"), READY_MS);
	await ended;
	clearTimeout(killing);
}
