import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** The real program in a process of its own, and people who talk to its playground over HTTP. */
export type Running = {
	readonly child: ChildProcess;
	readonly url: string;
	/** Sends what the page would send, under an id that a retry repeats. */
	send(what: "say" | "press" | "time", body: object): Promise<Answer>;
	/** Stops in order; the exit code. */
	stop(): Promise<number | null>;
	/** kill -9. */
	kill(): Promise<void>;
};

/** What the page gets; the parts that tests read. */
export type Answer = {
	readonly message: {
		readonly id: string;
		readonly face: {
			readonly gist: string;
			readonly controls: readonly { readonly buttons?: readonly Button[] }[];
		};
	};
};
export type Button = { readonly label: string; readonly press: string; readonly off: boolean };

export type Home = {
	readonly database: string;
	/** A folder of packs. */
	readonly content: string;
};

/** Begins to start the program on a database; it is gone after the test. */
export function spawnProgram(home: Home): ChildProcess {
	const child = run("main.ts", [], home);
	onTestFinished(() => void child.kill("SIGKILL"));
	return child;
}

/** Starts the program and waits until it is ready. */
export async function startProgram(home: Home): Promise<Running> {
	return ready(spawnProgram(home));
}

/** Waits until a process that was spawned is ready. */
export async function ready(child: ChildProcess): Promise<Running> {
	const url = await urlOf(child);
	const ended = once(child, "exit");
	return {
		child,
		url,
		send: (what, body) => send(url, what, body),
		async stop() {
			child.kill("SIGTERM");
			const [code] = await ended;
			return code;
		},
		async kill() {
			child.kill("SIGKILL");
			await ended;
		},
	};
}

/** Runs a job of the operator's tool in a process of its own, and returns what it printed. */
export async function operate(
	home: Home,
	...words: readonly string[]
): Promise<{ readonly code: number; readonly said: string }> {
	const child = run("cairn.ts", words, home);
	let said = "";
	for (const stream of [child.stdout, child.stderr])
		stream?.on("data", (piece: Buffer) => {
			said += piece.toString();
		});
	const [code] = await once(child, "close");
	return { code, said };
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** In a folder without `.env`, so that the settings of whoever runs the tests play no part. */
function run(file: string, words: readonly string[], { database, content }: Home): ChildProcess {
	const node = ["--import", `${ROOT}src/require-node.mjs`, `${ROOT}src/${file}`, ...words];
	return spawn(process.execPath, node, {
		cwd: tmpdir(),
		env: {
			PATH: process.env.PATH ?? "",
			PORT: "0",
			DATABASE_URL: database,
			CONTENT_DIR: content,
		},
		stdio: ["ignore", "pipe", "pipe"],
	});
}

async function urlOf({ stdout, stderr }: ChildProcess): Promise<string> {
	let complaints = "";
	stderr?.on("data", (piece: Buffer) => {
		complaints += piece.toString();
	});
	if (!stdout) throw new Error("no output");
	for await (const text of createInterface(stdout)) {
		const line = text.startsWith("{") ? JSON.parse(text) : {};
		if (line.msg === "ready") return line.url;
		complaints += text;
	}
	throw new Error(`ended before it was ready: ${complaints}`);
}

async function send(url: string, what: string, body: object): Promise<Answer> {
	const response = await fetch(`${url}/playground/${what}`, {
		method: "POST",
		headers: { origin: url, "content-type": "application/json" },
		body: JSON.stringify(body),
	});
	const answer = await response.text();
	if (!response.ok) throw new Error(`${what} was refused (${response.status}): ${answer}`);
	return JSON.parse(answer);
}
