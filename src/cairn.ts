import "./require-node.mjs";
import { randomUUID } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { commands } from "../commands/index.ts";
import { slackManifest } from "./adapters/slack/manifest.ts";
import { readConfig } from "./config.ts";
import { contentOf } from "./content/convert.ts";
import { draftQuestion } from "./content/draft.ts";
import { schemasAreFresh, writeSchemas } from "./content/editor.ts";
import { faultLine } from "./content/faults.ts";
import { packFolders } from "./content/folders.ts";
import { linkFaults } from "./content/links.ts";
import { cardFindings } from "./content/lints/cards.ts";
import { checkPack } from "./content/lints/check.ts";
import { reportLines } from "./content/lints/report.ts";
import { checkedPacks, loadLibrary, readPack } from "./content/load.ts";
import { writeLock } from "./content/lock.ts";
import type { Pack } from "./content/pack.ts";
import { addShingles, readShingles } from "./content/shingles.ts";
import {
	mergedRuns,
	readRuns,
	runFindings,
	staleRuns,
	writeRuns,
} from "./content/snippets/runs.ts";
import { counted, verifyPack } from "./content/snippets/verify.ts";
import { createDoctor, type Finding } from "./core/doctor.ts";
import { everything } from "./core/libraries.ts";
import { createLibrary, type Library } from "./core/library.ts";
import { exportName } from "./core/mydata/file.ts";
import { eraseAccount, exportAccount } from "./core/mydata/written.ts";
import type { Store } from "./core/ports.ts";
import { Problem } from "./core/problem.ts";
import { rekeyQuestion } from "./core/rekey/written.ts";
import { commandTable, freshTable, writeTable } from "./docs.ts";
import { faces } from "./faces.ts";
import { backUpDatabase, datedName } from "./store/backup.ts";
import { MEMORY } from "./store/file.ts";
import { type MovedTable, moveDatabase } from "./store/move.ts";
import { openStore, targetOf } from "./store/open.ts";
import { restoreDatabase } from "./store/restore.ts";
import type { Contents } from "./store/verify.ts";
import { myData, jobs as says } from "./text/en.ts";

const ofPeople = myData.jobs;

/** The operator's tool: `npm run cairn -- <job>`. Each job prints what it did. */
type Job = { readonly about: string; run(words: readonly string[]): Promise<void> };

const jobs: Readonly<Record<string, Job>> = {
	manifest: {
		about: "prints Slack's app manifest for the commands as they are now",
		async run() {
			const { slack, publicUrl } = config();
			const manifest = slackManifest(commands, {
				...(slack?.commandPrefix ? { prefix: slack.commandPrefix } : {}),
				// With an app token it is Socket Mode, and the address serves pictures alone.
				...(publicUrl && !slack?.appToken ? { publicUrl } : {}),
			});
			console.log(JSON.stringify(manifest, null, 2));
		},
	},
	content: {
		about:
			"checks the packs; `content lock` writes down new ids; `content run` runs every snippet and writes that down, `content run --check` compares; `content new question <topic> <id>` adds a draft; `content links` asks for every page that is cited; `content shingles <file> …` remembers texts that must not be copied",
		async run([what, ...more]) {
			const folders = packFolders(config().contentDir);
			if (what === "new") return draft(folders, more);
			if (what === "shingles") return shingles(folders, more);
			if (what === "links") return links(folders);
			if (what === "lock") for (const folder of folders) await lock(folder);
			const warn = (fault: Parameters<typeof faultLine>[0]) => console.warn(faultLine(fault));
			const packs = await checkedPacks(folders);
			const content = contentOf(packs, { now: Date.now(), warn });
			const check = more.includes("--check");
			for (const pack of packs) await lint(pack, createLibrary(content), what === "run");
			if (what === "run") for (const folder of folders) await runSnippets(folder, check);
			const { topics, questions, tips, challenges, terms } = content;
			console.log(
				`${questions.length} questions, ${tips.length} tips, ${challenges.length} challenges and ${terms.length} terms on ${topics.length} topics, without a fault.`,
			);
		},
	},
	docs: {
		about:
			"writes what is made from code (README, content/schema); `docs --check` only says if it is fresh",
		async run([option]) {
			const table = commandTable(commands);
			if (option !== "--check") {
				await writeTable(table);
				return writeSchemas();
			}
			if (!(await freshTable(table)) || !(await schemasAreFresh()))
				throw new Problem("README.md or content/schema is not fresh: run `npm run cairn -- docs`.");
		},
	},
	backup: {
		about: says.backup.about,
		async run([file]) {
			const path = databaseFile(says.backup.onPostgres);
			const to = file ?? datedName(path, "backup", Date.now());
			const made = await backUpDatabase(path, to);
			console.log(says.backup.done(to, made.bytes, told(made)));
		},
	},
	restore: {
		about: says.restore.about,
		async run([file]) {
			if (!file) throw new Problem(says.restore.usage);
			const path = databaseFile(says.restore.onPostgres);
			const restored = await restoreDatabase(path, file, { now: Date.now() });
			console.log(says.restore.done(path, told(restored)));
			if (restored.replaced) console.log(says.restore.replaced(restored.replaced));
			if (restored.pending.length > 0) console.log(says.restore.willMigrate);
		},
	},
	doctor: {
		about: says.doctor.about,
		async run(words) {
			if (words.some((word) => word !== "--repair")) throw new Problem(says.doctor.usage);
			await withStore((store) => examine(store, words.length > 0));
		},
	},
	erase: {
		about: ofPeople.erase.about,
		async run([account]) {
			if (!account) throw new Problem(ofPeople.erase.usage);
			await withStore((store) => eraseAccount(store, account, Date.now()));
			console.log(ofPeople.erase.done(account));
		},
	},
	export: {
		about: ofPeople.export.about,
		async run([account, file = exportName(Date.now())]) {
			if (!account) throw new Problem(ofPeople.export.usage);
			const text = await withStore((store) => exportAccount(store, account, Date.now()));
			writePrivately(file, text);
			console.log(ofPeople.export.done(file));
		},
	},
	rekey: {
		about: says.rekey.about,
		async run([id]) {
			if (!id) throw new Problem(says.rekey.usage);
			const folders = packFolders(config().contentDir);
			const content = await loadLibrary(folders, { now: Date.now(), warn: () => {} });
			const library = createLibrary(everything(content));
			const { changed, seen } = await withStore((store) =>
				rekeyQuestion(store, library, id, Date.now()),
			);
			console.log(says.rekey.done(id, changed, seen));
		},
	},
	move: {
		about: says.move.about,
		async run([url]) {
			if (!url) throw new Problem(says.move.usage);
			const path = databaseFile(says.move.already);
			console.log(movedTable(await moveDatabase(path, url)));
			console.log(says.move.done(path));
		},
	},
};

/** @throws {Problem} naming every cited page that is not there */
async function links(folders: readonly string[]): Promise<void> {
	const packs = await Promise.all(folders.map(readPack));
	const faults = (await Promise.all(packs.map((pack) => linkFaults(pack, fetch)))).flat();
	if (faults.length > 0) throw new Problem(faults.map(faultLine).join("\n"));
	console.log("Every page that is cited is there.");
}

async function lock(folder: string): Promise<void> {
	const added = await writeLock(await readPack(folder));
	console.log(`${folder}: ${added.length} new ids or revisions written down.`);
}

/** What our own pack must keep to; others are told, and load all the same. */
const OWN_PACK = "backend-core";

/** What no pack may have: the same thing twice, and cards that no phone can bear. */
const FATAL = new Set(["L10", "L21"]);

/**
 * @param runs whether snippets will run anyway, so that it does not matter what ran before
 * @throws {Problem} when a pack has findings that it may not have, and that no waiver explains
 */
async function lint(pack: Pack, library: Library, runs: boolean): Promise<void> {
	const { path } = pack.folder;
	const { findings, robots } = checkPack(pack, await readShingles(path));
	const all = [
		...findings,
		...cardFindings(pack, library, faces),
		...(runs ? [] : runFindings(pack, await readRuns(path))),
	];
	console.log(reportLines(pack, { findings: all, robots }).join("\n"));
	const fatal = all.filter((one) => one.level === "error" && FATAL.has(one.lint));
	const { length } = pack.id === OWN_PACK ? all : fatal;
	if (length > 0)
		throw new Problem(
			`${length} findings in ${pack.id}: mend them, or waive a warning with its reason.`,
		);
}

async function shingles([folder = ""]: readonly string[], files: readonly string[]): Promise<void> {
	if (files.length === 0)
		throw new Problem("It goes like this: npm run cairn -- content shingles <file> …");
	console.log(`${folder}: ${await addShingles(folder, files)} new hashes of eight words in a row.`);
}

async function draft(
	[folder = ""]: readonly string[],
	[kind, topic = "", id = "new-question"]: readonly string[],
): Promise<void> {
	if (kind !== "question" || topic === "")
		throw new Problem("It goes like this: npm run cairn -- content new question <topic> <id>");
	const { file, line } = await draftQuestion(folder, topic, id);
	console.log(
		`${file}:${line}: fill in what stands in capitals, then run npm run cairn -- content`,
	);
}

/**
 * Runs every program and query, and writes down which did; with `check` it only compares.
 *
 * @throws {Problem} when one answers otherwise than its question says, or than is written down
 */
async function runSnippets(folder: string, check: boolean): Promise<void> {
	const pack = await readPack(folder);
	const { faults, runs, missing } = verifyPack(pack, process.env.PATH ?? "");
	for (const [runner, items] of counted(runs.map((run) => `${run.runner} ${run.version}`)))
		console.log(`${items} ran on ${runner}`);
	for (const [runner, items] of missing)
		console.log(`${items} did not run: there is no ${runner} here`);
	if (faults.length > 0) throw new Problem(faults.map(faultLine).join("\n"));
	const before = await readRuns(folder);
	const merged = mergedRuns(pack, before, runs);
	if (!check) return writeRuns(folder, merged);
	const stale = staleRuns(before, merged);
	if (stale.length > 0)
		throw new Problem(
			`${folder}/runs.lock is not fresh (${stale.join(", ")}): run \`npm run cairn -- content run\`.`,
		);
}

/** Prints every difference as it is found; the exit code says whether any is left. */
async function examine(store: Store, repair: boolean): Promise<void> {
	const doctor = createDoctor(store, repair);
	let found = 0;
	for await (const finding of doctor.findings()) {
		console.log(findingLine(finding));
		found += 1;
	}
	if (found === 0) return console.log(says.doctor.sound(doctor.seen()));
	console.log(says.doctor[repair ? "repaired" : "ill"](found, doctor.seen()));
	if (!repair) process.exitCode = 1;
}

function findingLine({ learner, kind, key, expected, found }: Finding): string {
	const { everyone, nothing, finding } = says.doctor;
	const what = `${kind} ${key}`.trim();
	return finding(learner ?? everyone, what, expected ?? nothing, found ?? nothing);
}

/** The SQLite file that DATABASE_URL names. @throws {Problem} with `onPostgres` when it is no file */
function databaseFile(onPostgres: string): string {
	const target = targetOf(config().database);
	if (target.kind === "postgres") throw new Problem(onPostgres);
	if (target.path === MEMORY) throw new Problem(says.inMemory);
	return target.path;
}

/** Works on the store beside a running bot; on SQLite the two take turns. */
async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
	const { database } = config();
	const target = targetOf(database);
	if (target.kind === "sqlite") {
		if (target.path === MEMORY) throw new Problem(says.inMemory);
		if (!existsSync(target.path)) throw new Problem(says.missing(target.path));
	}
	const store = await openStore(database, { ids: { make: randomUUID } });
	try {
		return await work(store);
	} finally {
		await store.close();
	}
}

/** For its owner alone, and never in the place of something else. */
function writePrivately(file: string, text: string): void {
	try {
		writeFileSync(file, text, { flag: "wx", mode: 0o600 });
	} catch (error) {
		const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
		throw new Problem(exists ? ofPeople.export.exists(file) : ofPeople.export.cannotWrite(file));
	}
}

function told({ learners, spaces, facts }: Contents): string {
	return says.contents(learners, spaces, facts);
}

/** As much of a checksum as an eye compares. */
const SUM_SIGNS = 12;

function movedTable(tables: readonly MovedTable[]): string {
	const head = { table: says.move.table, rows: says.move.rows, sum: says.move.sum };
	return [head, ...tables]
		.map(({ table, rows, sum }) =>
			[table.padEnd(16), String(rows).padStart(9), sum.slice(0, SUM_SIGNS)].join("  "),
		)
		.join("\n");
}

/** Tokens play no part in these jobs, so the playground's rules need not be met either. */
function config() {
	if (existsSync(".env")) process.loadEnvFile(".env");
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
