import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Composition, READY } from "./composition.ts";

/** One life of the bot, in a process of its own that has everything loaded and waits for the word. */
export type Life = {
	/** Resolves to true when it is up, to false when it has ended before. */
	begin(): Promise<boolean>;
	/** Resolves when it is over, however it ended. */
	readonly over: Promise<void>;
	/** kill -9. */
	kill(): Promise<void>;
	/** Ends it in order. */
	stop(): Promise<void>;
	/** What it complained of, the newest last. */
	readonly said: readonly string[];
};

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const NODE = ["--import", `${ROOT}src/require-node.mjs`, `${ROOT}test/support/kills/composed.ts`];
const KEPT_LINES = 20;

export function createLife(composition: Composition): Life {
	const child = spawn(process.execPath, [...NODE, JSON.stringify(composition)], {
		cwd: tmpdir(),
		env: { PATH: process.env.PATH ?? "" },
		stdio: ["pipe", "pipe", "pipe"],
	});
	const over = once(child, "exit").then(() => {});
	const said: string[] = [];
	const ready = listen(child, said);
	child.stdin.on("error", () => {});
	const end = async (signal: "SIGKILL" | "SIGTERM") => {
		child.kill(signal);
		await over;
	};
	return {
		async begin() {
			child.stdin.write("begin\n");
			return Promise.race([ready.then(() => true), over.then(() => false)]);
		},
		over,
		kill: () => end("SIGKILL"),
		stop: () => end("SIGTERM"),
		said,
	};
}

function listen({ stdout, stderr }: ChildProcess, said: string[]): Promise<void> {
	const { promise, resolve } = Promise.withResolvers<void>();
	for (const stream of [stdout, stderr])
		if (stream)
			createInterface(stream).on("line", (line) => {
				if (line === READY) return resolve();
				said.push(line);
				if (said.length > KEPT_LINES) said.shift();
			});
	return promise;
}
