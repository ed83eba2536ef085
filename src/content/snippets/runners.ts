import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How the programs in questions are run: only by the checker, never by the bot. */

export type Runner = {
	/** The file's name; some languages go by it. */
	readonly file: string;
	readonly program: string;
	readonly arguments: readonly string[];
	/** What tells the version. */
	readonly version: readonly string[];
};

export const RUNNERS: Readonly<Record<string, Runner>> = {
	"node-cjs": {
		file: "snippet.cjs",
		program: process.execPath,
		arguments: ["snippet.cjs"],
		version: ["--version"],
	},
	"node-esm": {
		file: "snippet.mjs",
		program: process.execPath,
		arguments: ["snippet.mjs"],
		version: ["--version"],
	},
	python: {
		file: "snippet.py",
		program: "python3",
		arguments: ["-I", "snippet.py"],
		version: ["--version"],
	},
	php: {
		file: "snippet.php",
		program: "php",
		arguments: ["-n", "snippet.php"],
		version: ["--version"],
	},
	go: { file: "main.go", program: "go", arguments: ["run", "main.go"], version: ["version"] },
	java: { file: "Main.java", program: "java", arguments: ["Main.java"], version: ["--version"] },
	ruby: { file: "snippet.rb", program: "ruby", arguments: ["snippet.rb"], version: ["--version"] },
};

/** A compiler needs its time; nothing a question shows does. */
const TIME_LIMIT_MS = 20_000;

export type Printed = { readonly stdout: string; readonly trouble: string | null };

/**
 * Runs a program in an empty folder, without a network where the system lets us, for a while only.
 *
 * @param path where the system looks for programs: all that a snippet learns of our surroundings
 */
export function runProgram(runner: Runner, source: string, path: string): Printed {
	const folder = mkdtempSync(join(tmpdir(), "cairn-snippet-"));
	try {
		writeFileSync(join(folder, runner.file), source);
		const [program, ...words] = offline([runner.program, ...runner.arguments]);
		const ran = spawnSync(program ?? "", words, {
			cwd: folder,
			encoding: "utf8",
			timeout: TIME_LIMIT_MS,
			env: {
				PATH: path,
				HOME: folder,
				TZ: "UTC",
				LANG: "C.UTF-8",
				GOCACHE: join(tmpdir(), "cairn-go-cache"),
				GOFLAGS: "-mod=mod",
			},
		});
		const failed = ran.error?.message ?? (ran.status === null ? "it took too long" : null);
		return { stdout: ran.stdout ?? "", trouble: failed };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** `unshare` puts a program into a network of its own, which has no way out. */
function offline(command: readonly string[]): readonly string[] {
	const able = spawnSync("unshare", ["--net", "--map-root-user", "true"]).status === 0;
	return able ? ["unshare", "--net", "--map-root-user", ...command] : command;
}

/** The number of a runner's version, such as `3.12.1`; null when it is not installed. */
export function versionOf(runner: Runner): string | null {
	const asked = spawnSync(runner.program, [...runner.version], { encoding: "utf8" });
	if (asked.status !== 0) return null;
	return /\d+(?:\.\d+)+/.exec(asked.stdout || asked.stderr)?.[0] ?? "unknown";
}
