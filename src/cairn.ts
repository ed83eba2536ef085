import "./require-node.mjs";
import { commands } from "../commands/index.ts";
import { slackManifest } from "./adapters/slack/manifest.ts";
import { readConfig } from "./config.ts";
import { faultLine } from "./content/faults.ts";
import { packFolders } from "./content/folders.ts";
import { loadLibrary, readPack } from "./content/load.ts";
import { writeLock } from "./content/lock.ts";
import { Problem } from "./core/problem.ts";
import { commandTable, freshTable, writeTable } from "./docs.ts";

/** The operator's tool: `npm run cairn -- <job>`. Each job prints what it did. */
type Job = { readonly about: string; run(words: readonly string[]): Promise<void> };

const jobs: Readonly<Record<string, Job>> = {
	manifest: {
		about: "prints Slack's app manifest for the commands as they are now",
		async run() {
			const { slack, publicUrl } = config();
			const manifest = slackManifest(commands, {
				...(slack?.commandPrefix ? { prefix: slack.commandPrefix } : {}),
				...(publicUrl ? { publicUrl } : {}),
			});
			console.log(JSON.stringify(manifest, null, 2));
		},
	},
	content: {
		about: "checks the packs; `content lock` also writes down new ids",
		async run([what]) {
			const folders = packFolders(config().contentDir);
			if (what === "lock") for (const folder of folders) await lock(folder);
			const warn = (fault: Parameters<typeof faultLine>[0]) => console.warn(faultLine(fault));
			const { topics, questions, tips } = await loadLibrary(folders, { now: Date.now(), warn });
			console.log(
				`${questions.length} questions and ${tips.length} tips on ${topics.length} topics, without a fault.`,
			);
		},
	},
	docs: {
		about: "writes generated tables into the README; `docs --check` only says if they are fresh",
		async run([option]) {
			const table = commandTable(commands);
			if (option !== "--check") return writeTable(table);
			if (!(await freshTable(table)))
				throw new Problem("README.md is not fresh: run `npm run cairn -- docs`.");
		},
	},
};

async function lock(folder: string): Promise<void> {
	const added = await writeLock(await readPack(folder));
	console.log(`${folder}: ${added.length} new ids written down.`);
}

/** Tokens play no part in these jobs, so the playground's rules need not be met either. */
function config() {
	return readConfig({ ...process.env, PLAYGROUND: "on", HOST: "" });
}

function overview(): string {
	const lines = Object.entries(jobs).map(([name, job]) => `  ${name.padEnd(10)} ${job.about}`);
	return ["npm run cairn -- <job>", "", ...lines].join("\n");
}

const [name = "", ...words] = process.argv.slice(2);
const job = Object.hasOwn(jobs, name) ? jobs[name] : undefined;
try {
	if (job) await job.run(words);
	else console.log(overview());
	if (!job && name !== "" && name !== "help") process.exitCode = 1;
} catch (error) {
	console.error(error instanceof Problem ? error.message : error);
	process.exitCode = 1;
}
