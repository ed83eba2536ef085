import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NewFact, Stamp } from "../../src/core/ledger.ts";
import type { Decision, Snapshot, Store } from "../../src/core/ports.ts";
import { NO_STREAK } from "../../src/core/streak/streak.ts";
import { openStore } from "../../src/store/open.ts";
import { countedIds, folder, peek } from "./stage.ts";

/** What the port does not show: the rows behind it. */
describe("a SQLite file, seen from outside", () => {
	let path: string;
	let store: Store;
	beforeEach(async () => {
		path = join(folder(), "cairn.db");
		store = await openStore(path, { ids: countedIds() });
	});
	afterEach(() => store.close());

	const meets = async (name: string) => {
		const account = `test:${name.toLowerCase()}`;
		const visit = { account, name, space: "test:town", personal: false, place: "test:square" };
		return (await store.learners.meet(visit, NOW)).learner;
	};
	const answers = async (learner: string, request: string, points: number) => {
		const round = await store.rounds.start(roundOf(learner, request));
		const key = { stamp: stampOf(learner, request), round: round.id, position: 0 };
		await store.answers.record(key, (snapshot) => knowing(snapshot, points));
	};
	const rows = (sql: string) => peek(path).prepare(sql).all();

	it("holds every fact of an answer, with who, when and on which dates", async () => {
		const ada = await meets("Ada");
		await answers(ada.id, "r1", 15);
		const common = {
			request_id: "r1",
			learner_id: ada.id,
			account_id: "test:ada",
			space_id: "test:town",
			at: NOW,
			day: "2026-11-20",
			zone: "Asia/Tokyo",
			space_day: "2026-11-19",
			actor_id: "test:mo",
			reason: "answer",
			detail: null,
		};
		expect(rows("select * from ledger order by id")).toEqual([
			{
				...common,
				...{ id: 1, seq: 0, kind: "attempt", question_id: "q1", topic_id: "sql", revision: 3 },
				...{ round_id: "round r1", option_id: "a", first_try: 1, outcome: "right" },
				...{ grade: 3, points: 15, rules: 1, detail: "easy" },
			},
			{
				...common,
				...{ id: 2, seq: 1, kind: "known", question_id: "q1", topic_id: "sql", revision: null },
				...{ round_id: null, option_id: null, first_try: null, outcome: null },
				...{ grade: null, points: null, rules: null },
			},
		]);
	});

	it("holds a move to another zone as a fact", async () => {
		const ada = await meets("Ada");
		const change = { from: "UTC", to: "Asia/Tokyo", effectiveAt: NOW };
		await store.learners.setZone(stampOf(ada.id, "r1"), change);
		expect(rows("select kind, detail from ledger")).toEqual([
			{ kind: "zone", detail: JSON.stringify(change) },
		]);
	});

	it("holds the facts of a request once", async () => {
		const ada = await meets("Ada");
		await answers(ada.id, "r1", 15);
		await answers(ada.id, "r1", 15);
		expect(rows("select count(*) as n from ledger")).toEqual([{ n: 2 }]);
	});

	it("refuses to change a fact, and lets a person's facts be erased", async () => {
		const ada = await meets("Ada");
		await answers(ada.id, "r1", 15);
		const outside = peek(path);
		expect(() => outside.exec("update ledger set points = 20")).toThrow(
			"the ledger is append-only",
		);
		outside.exec("delete from ledger");
		expect(rows("select * from ledger")).toEqual([]);
	});

	it("refuses values of the wrong kind", () => {
		const wrong = "insert into health (id, beats) values ('one', 1)";
		expect(() => peek(path).exec(wrong)).toThrow(/datatype mismatch|cannot store TEXT/);
	});

	it("is not written to when a known person turns up again", async () => {
		await meets("Ada");
		const outside = peek(path);
		const before = outside.pragma("data_version");
		await meets("Ada");
		expect(outside.pragma("data_version")).toEqual(before);
		await meets("Bob");
		expect(outside.pragma("data_version")).not.toEqual(before);
	});

	it("shows nobody on a board who has left or hides, except to themselves", async () => {
		const [ada, bob, cleo] = [await meets("Ada"), await meets("Bob"), await meets("Cleo")];
		for (const [index, who] of [ada, bob, cleo].entries())
			await answers(who.id, `r${index}`, 30 - 10 * index);
		const outside = peek(path);
		outside.prepare("update membership set visibility = 'hidden' where learner_id = ?").run(ada.id);
		outside.prepare("update membership set left_at = 1 where learner_id = ?").run(bob.id);
		for (const { id } of [ada, bob]) await store.books.mend(id);
		const seenBy = async (learner: string) => {
			const size = { top: 10, neighbours: 2 };
			const { around } = await store.scores.board("test:town", "all", learner, size);
			return around.map((row) => [row.name, row.rank]);
		};
		expect(await seenBy(cleo.id)).toEqual([["Cleo", 1]]);
		expect(await seenBy(ada.id)).toEqual([
			["Ada", 1],
			["Cleo", 1],
		]);
		await meets("Bob");
		expect(await seenBy(cleo.id)).toEqual([
			["Bob", 1],
			["Cleo", 2],
		]);
	});
});

const NOW = Date.parse("2026-11-20T00:00:00Z");

function stampOf(learner: string, request: string): Stamp {
	return {
		request,
		learner,
		account: "test:ada",
		space: "test:town",
		at: NOW,
		day: "2026-11-20",
		zone: "Asia/Tokyo",
		spaceDay: "2026-11-19",
		actor: "test:mo",
		reason: "answer",
	};
}

function roundOf(learner: string, request: string) {
	const open = { again: false, picked: null, outcome: null, points: 0, guessed: false };
	return {
		id: `round ${request}`,
		request: `start ${request}`,
		learner,
		space: "test:town",
		kind: "quiz",
		daily: null,
		items: [{ question: "q1", revision: 3, options: ["a", "b"], ...open }],
		startedAt: NOW,
		endedAt: null,
	} as const;
}

/** A right answer after which the question is known. */
function knowing({ round, today, totals }: Snapshot, points: number): Decision | null {
	const [open] = round.items;
	if (!open || open.outcome !== null) return null;
	const facts: NewFact[] = [
		{
			kind: "attempt",
			question: open.question,
			topic: "sql",
			revision: open.revision,
			round: round.id,
			option: "a",
			difficulty: "easy",
			firstTry: true,
			outcome: "right",
			grade: 3,
			points,
			rules: 1,
		},
		{ kind: "known", question: open.question, topic: "sql" },
	];
	return {
		facts,
		item: { ...open, picked: "a", outcome: "right", points },
		returns: null,
		endsRound: true,
		question: null,
		streak: NO_STREAK,
		today: { ...today, answers: today.answers + 1 },
		totals,
		points,
		mastered: [],
		tried: null,
		covered: 0,
	};
}
