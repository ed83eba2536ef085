import { join } from "node:path";
import { commands } from "../commands/index.ts";
import { packFolders } from "../src/content/folders.ts";
import { loadLibrary } from "../src/content/load.ts";
import { type App, createApp } from "../src/core/app.ts";
import { addDays, DAY_MS } from "../src/core/days.ts";
import { createLibrary, type Library, type LibraryContent } from "../src/core/library.ts";
import type { Store } from "../src/core/ports.ts";
import { gradeAnswer } from "../src/core/quiz/grade.ts";
import { isOneOf, type OneOf, pin, type Round } from "../src/core/quiz/round.ts";
import { openStore } from "../src/store/open.ts";
import { inFolder, ROOT } from "./support/folder.ts";
import { quantile } from "./support/rounds.ts";
import { oursAtMost, printTable, type Row } from "./support/table.ts";

/**
 * What somebody reads who has learned for years: everything comes from projections, so that a long
 * history costs no more than a short one.
 */

const DAYS = 1_000;
const ANSWERS_A_DAY = 50;
const READS = 300;
const FIRST = Date.UTC(2024, 1, 20, 9);
const FIRST_DAY = "2024-02-20";
const SPACE = "bench:town";

export async function reads(): Promise<void> {
	const content = await loadLibrary(packFolders(join(ROOT, "content/packs")), {
		now: Date.now(),
		warn() {},
	});
	const rows = await inFolder((folder) => measure(join(folder, "old.db"), content));
	printTable(`Reading after ${(DAYS * ANSWERS_A_DAY).toLocaleString("en")} answers`, rows);
}

async function measure(file: string, content: LibraryContent): Promise<Row[]> {
	const store = await openStore(file, { ids: countedIds() });
	const library = createLibrary(content);
	const [veteran, beginner] = [await meet(store, "veteran"), await meet(store, "beginner")];
	await learn(store, library, veteran, DAYS);
	await learn(store, library, beginner, 1);
	const app = appOn(store, content);
	const rows: Row[] = [];
	for (const name of ["streak", "roadmap"] as const) {
		const ours = await timesOf(() => ask(app, "veteran", name));
		const floor = await timesOf(() => ask(app, "beginner", name));
		const figure = (share: number, of: readonly number[]) => [quantile(of, share)];
		const row = (share: number) => ({ ours: figure(share, ours), floor: figure(share, floor) });
		rows.push({ what: `/${name}, p50`, unit: "ms", rounds: row(0.5) });
		rows.push({ what: `/${name}, p99`, unit: "ms", rounds: row(0.99), target: oursAtMost(5) });
	}
	rows.push(await doctorRow(store, veteran, beginner));
	await store.close();
	return rows;
}

/** How long the doctor takes to fold all facts of one learner. */
async function doctorRow(store: Store, veteran: string, beginner: string): Promise<Row> {
	const check = (learner: string) => async () => {
		const found = await store.books.check(learner);
		if (found.length > 0) throw new Error(`the doctor found ${JSON.stringify(found[0])}`);
	};
	const ours = await timesOf(check(veteran), 5);
	const floor = await timesOf(check(beginner), 5);
	return { what: "the doctor, for one learner", unit: "ms", rounds: { ours, floor } };
}

async function timesOf(work: () => Promise<void>, count = READS): Promise<number[]> {
	const times: number[] = [];
	for (let turn = 0; turn < count; turn += 1) {
		const start = performance.now();
		await work();
		times.push(performance.now() - start);
	}
	return times;
}

async function meet(store: Store, name: string): Promise<string> {
	const visit = { account: `bench:${name}`, name, space: SPACE, personal: false };
	return (await store.learners.meet({ ...visit, place: "bench:square" }, FIRST)).learner.id;
}

/** Days of answers, one in seven wrong; whatever waits shares a commit. */
async function learn(store: Store, library: Library, learner: string, days: number): Promise<void> {
	const questions = library.questions().filter(isOneOf);
	for (let turn = 0; turn < days; turn += 1) {
		const chosen = Array.from(
			{ length: ANSWERS_A_DAY },
			(_, n) => questions[(turn * ANSWERS_A_DAY + n) % questions.length] as OneOf,
		);
		const round = roundOf(learner, turn, chosen);
		await store.rounds.start(round);
		await Promise.all(chosen.map((question, at) => answer(store, library, round, question, at)));
	}
}

async function answer(
	store: Store,
	library: Library,
	round: Round,
	question: OneOf,
	position: number,
): Promise<void> {
	const day = addDays(FIRST_DAY, Math.round((round.startedAt - FIRST) / DAY_MS));
	const stamp = {
		request: `${round.request}/${position}`,
		...{ learner: round.learner, account: "bench:veteran", space: SPACE, at: round.startedAt },
		...{ day, zone: "UTC", spaceDay: day, actor: "bench:veteran", reason: "answer" },
	};
	const right = position % 7 !== 0;
	const ids = question.answer.options.filter((one) => one.correct === right).map(({ id }) => id);
	const at = round.items[position]?.options.findIndex((id) => ids.includes(id)) ?? 0;
	const decide = gradeAnswer(library, stamp, { position, given: { by: "one", at } }, []);
	const recorded = await store.answers.record({ stamp, round: round.id, position }, decide);
	if (!recorded?.decision) throw new Error(`an answer was not taken: ${stamp.request}`);
}

function roundOf(learner: string, turn: number, chosen: readonly OneOf[]): Round {
	const id = `${learner}/${turn}`;
	return {
		...{ id, learner, space: SPACE, request: `start ${id}`, kind: "quiz", daily: null },
		items: chosen.map((question) => pin(question, id)),
		startedAt: FIRST + turn * DAY_MS,
		endedAt: null,
	};
}

async function ask(app: App, name: string, command: "streak" | "roadmap"): Promise<void> {
	const reply = await app.handle({
		kind: "command",
		id: "bench",
		name: command,
		input: {},
		from: { id: `bench:${name}`, name },
		at: { id: "bench:square", space: SPACE, personal: false },
		rights: { manages: false, groups: [] },
	});
	if (reply.do !== "say" || !reply.message.controls) throw new Error(`no card for /${command}`);
}

function appOn(store: Store, content: LibraryContent): App {
	const silent = () => {};
	const nobody = async () => ({ outcome: "gone", why: "nobody is there" }) as const;
	return createApp(
		{
			store,
			sender: { post: nobody, edit: nobody },
			pace: { begin: () => async () => true },
			painter: { paint: () => Promise.reject(new Error("nobody looks")) },
			directory: { knows: () => false, profile: async () => null },
			limiter: { take: async () => 0 },
			meter: { wish: () => () => 0, delivery: silent },
			clock: { now: () => FIRST + DAYS * DAY_MS },
			ids: countedIds(),
			log: { debug: silent, info: silent, warn: silent, error: silent },
		},
		content,
		commands,
	);
}

function countedIds() {
	let count = 0;
	return { make: () => `id${String(++count).padStart(10, "0")}` };
}
